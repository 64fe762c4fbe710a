"""The README and the pages of docs/: every command, example, fact file and link in them is true."""

import doctest
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import chipwatch
from chipwatch.cli.catalogue import collect_commands
from conftest import BASE, ROOT, Run
from documents import (
    CONTRIBUTING,
    DOCUMENTS,
    PAGES,
    README,
    Screen,
    make_workplace,
    read_fact_files,
    read_screens,
    replace_screen,
    run_on_terminal,
)

pytestmark = pytest.mark.slow

SCREENS = [
    pytest.param(
        screen,
        id=f"{screen.document.stem}-{screen.command}",
        marks=() if screen.document == README else pytest.mark.slow,
    )
    for document in DOCUMENTS
    for screen in read_screens(document)
]
MAX_README_LINES = 130


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the commands of documents are run in."""
    folder = tmp_path_factory.mktemp("workplace")
    make_workplace(folder)
    return folder


@pytest.fixture(scope="module")
def search_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which ``chipwatch`` is the one that is tested, whatever else is installed."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "chipwatch"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chipwatch "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return os.pathsep.join((str(folder), str(Path(sys.executable).parent), os.environ["PATH"]))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_command_shows_what_the_document_says(
    screen: Screen, workplace: Path, search_path: str, request: pytest.FixtureRequest
) -> None:
    if "| jq " in screen.command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    if "import pandas" in screen.command:
        pytest.importorskip("pandas")
    output = run_on_terminal(screen.command, workplace, {"PATH": search_path})
    output = screen.cut_like_document(output)
    if request.config.getoption("--update-golden"):
        replace_screen(screen, output)
    else:
        assert output == screen.text


def test_the_python_examples_give_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """``chipwatch.open()`` opens the frozen base, so that a new fact changes no example."""
    pytest.importorskip("pandas")
    open_base = chipwatch.open
    monkeypatch.setattr(chipwatch, "open", lambda *layers: open_base(*(layers or (str(BASE),))))
    page = ROOT / "docs" / "python.md"
    failed, attempted = doctest.testfile(str(page), module_relative=False)
    assert (failed, attempted > 0) == (0, True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_fact_files_of_a_page_have_no_problem(page: Path, workplace: Path, run: Run) -> None:
    paths = [workplace / "my-facts" / name for name in read_fact_files(page)]
    result = run("check", *paths, "--data", BASE, "--data", workplace / "my-facts") if paths else ()
    assert not result or (result.code, result.out) == (0, "")


@pytest.mark.parametrize("document", [*DOCUMENTS, CONTRIBUTING], ids=lambda document: document.stem)
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_README_LINES
    assert [page.name for page in PAGES if f"docs/{page.name}" not in text] == []


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_one_command_line_of_the_readme_does_all_the_setting_up(heading: str) -> None:
    section = README.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    (command,) = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert "\n" not in command
    assert command.startswith("python3 -m venv ")


@pytest.mark.parametrize("command", collect_commands())
def test_a_person_wrote_about_every_command(command: str) -> None:
    """The reference is generated and has every command; some page must also tell what for."""
    texts = [page.read_text(encoding="utf-8") for page in PAGES if page.stem != "reference"]
    assert re.search(rf"\b{re.escape(command)}\b", "".join(texts))


def test_every_place_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    places = re.findall(r"`([\w/]+\.py)(?::(\w+))?`", text)
    assert places
    assert [place for place in places if not _is_in_code(*place)] == []


def _is_in_code(path: str, name: str) -> bool:
    """Tell whether a module or test is there and defines a function or class of that name."""
    file = ROOT / path if path.startswith("tests/") else ROOT / "src" / "chipwatch" / path
    return file.exists() and bool(
        re.search(
            rf"^\s*(?:def|class) {name}\b" if name else "",
            file.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )


def test_an_address_of_the_project_stands_in_its_settings_or_nowhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    addresses = ("http://localhost", *settings["project"].get("urls", {}).values())
    files = [*DOCUMENTS, CONTRIBUTING, *(ROOT / ".github").rglob("*.*")]
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    named = re.findall(r"https?://[^\s)>\"]*chipwatch[^\s)>\"]*", "".join(texts))
    assert [address for address in named if not address.startswith(addresses)] == []

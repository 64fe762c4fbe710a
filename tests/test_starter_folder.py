"""The folder that ``init`` makes passes ``check`` at once, and editors know what it may hold."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chipwatch.showing import output_file
from conftest import BASE, ROOT, Run, make_link
from documents import PAGES, read_fact_files

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that ``init`` made, in which one stands; ``bundled`` is the frozen base."""
    monkeypatch.delenv("CHIPWATCH_DATA")
    monkeypatch.chdir(tmp_path)
    result = run("init", "my facts")
    assert (result.code, result.out, result.err) == (
        0, "", "my facts: 22 files, with an example\nnext: cd 'my facts' && chipwatch check\n",
    )  # fmt: skip
    monkeypatch.chdir(tmp_path / "my facts")
    return tmp_path / "my facts"


def _lay_over_base(folder: Path) -> None:
    """Have the configuration name the frozen base in place of the bundled facts."""
    path = folder / "chipwatch.toml"
    path.write_text(path.read_text().replace('"bundled"', f'"{BASE}"'))


def _list_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("paths", [(), (".",), ("company/example-labs.yaml",)])
def test_it_passes_check_at_once(paths: tuple[str, ...], desk: Path, run: Run) -> None:
    _lay_over_base(desk)
    result = run("check", *paths)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith(f"configured by {desk}/chipwatch.toml\n")


def test_its_example_is_shown_by_every_command(desk: Path, run: Run) -> None:
    _lay_over_base(desk)
    assert json.loads(run("company", "example-labs", "--json").out)["employees_low"] == 1200
    assert "Example Labs" in run("company").out
    assert json.loads(run("company", "baidu", "--json").out)["country"] == "CN"


def test_it_has_no_more_than_it_says(desk: Path) -> None:
    schemas = {name for name in _list_files(desk) if name.startswith(".vscode/schemas/")}
    assert len(schemas) == 13
    assert _list_files(desk) - schemas == {
        ".gitattributes", ".github/workflows/check.yml", ".gitignore", ".vscode/extensions.json",
        ".vscode/settings.json", "README.md", "chipwatch.toml", "company/example-labs.yaml",
        "source/example-2026-report.yaml",
    }  # fmt: skip


def test_every_text_in_it_ends_with_one_line_feed(desk: Path) -> None:
    contents = {name: (desk / name).read_bytes() for name in _list_files(desk)}
    assert [
        name
        for name, content in contents.items()
        if not content.endswith(b"\n") or content.endswith(b"\n\n") or b"\r" in content
    ] == []


def test_git_ignores_litter_alone(desk: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=desk, check=True)  # noqa: S607 - the Git there is
    (desk / "company" / "acme.yaml~").touch()
    names = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "-z"],  # noqa: S607 - Git
        cwd=desk, check=True, capture_output=True,
    ).stdout.decode().split("\0")  # fmt: skip
    assert {*names} - {""} == _list_files(desk) - {"company/acme.yaml~"} - {
        name for name in _list_files(desk) if name.startswith(".git/")
    }


def test_its_workflow_runs_check(desk: Path) -> None:
    workflow = yaml.safe_load((desk / ".github" / "workflows" / "check.yml").read_text())
    assert workflow["jobs"]["check"]["steps"][-1] == {"run": "chipwatch check"}


def test_what_is_there_already_is_never_replaced(desk: Path, run: Run) -> None:
    (desk / "README.md").write_text("mine")
    result = run("init", ".")
    assert (result.code, result.err.splitlines()[0]) == (
        2, "error: README.md and 21 others would be replaced, so nothing is written",
    )  # fmt: skip
    assert (desk / "README.md").read_text() == "mine"


@pytest.mark.usefixtures("desk")
def test_a_folder_with_other_files_takes_it_up(tmp_path: Path, run: Run) -> None:
    (tmp_path / "other" / "company").mkdir(parents=True)
    (tmp_path / "other" / "company" / "acme.yaml").write_text("name: Acme\n")
    assert run("init", tmp_path / "other").code == 0
    assert (tmp_path / "other" / "company" / "acme.yaml").read_text() == "name: Acme\n"


@pytest.mark.usefixtures("desk")
def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path, run: Run) -> None:
    (tmp_path / "other").mkdir()
    make_link(tmp_path / "other" / "chipwatch.toml", "nowhere")
    result = run("init", tmp_path / "other")
    assert "chipwatch.toml would be replaced" in result.err
    assert os.listdir(tmp_path / "other") == ["chipwatch.toml"]  # noqa: PTH208 - names alone


@pytest.mark.parametrize("name", ["file", "file/deeper", "nul\0", "x" * 300])
def test_a_place_that_cannot_be_is_refused(name: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").touch()
    result = run("init", tmp_path / name)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")


def test_where_writing_fails_nothing_is_left(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(path: Path, content: bytes, *, is_synced: bool) -> None:
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        written.append(f"{path} {is_synced}")
        path.write_bytes(content)

    monkeypatch.setattr(output_file, "_replace_file", write)
    result = run("init", tmp_path / "desk")
    assert (result.code, len(written)) == (2, 5)
    assert "No space left on device" in result.err
    assert _list_files(tmp_path) == set()


def test_the_environment_that_goes_before_it_is_named(tmp_path: Path, run: Run) -> None:
    result = run("init", tmp_path / "desk")
    assert result.err.endswith("CHIPWATCH_DATA is set and goes before chipwatch.toml: unset it\n")


def test_editors_learn_of_kinds_of_ones_own(desk: Path, run: Run) -> None:
    (desk / "schema.yaml").write_text(
        "kinds:\n  lab:\n    meaning: a place\n    properties:\n"
        "      power: {type: number, unit: MW, label: Power, meaning: What it draws.}\n"
    )
    _lay_over_base(desk)
    result = run("init", "--editor", ".")
    assert (result.code, result.err) == (0, ".: 15 files for editors\n")
    settings = json.loads((desk / ".vscode" / "settings.json").read_text())
    assert settings["yaml.schemas"]["./.vscode/schemas/lab.json"] == ["lab/*.yaml"]
    schema = json.loads((desk / ".vscode" / "schemas" / "lab.json").read_text())
    assert "In MW." in schema["properties"]["power"]["description"]


def test_without_a_configuration_there_is_nothing_to_write_anew(tmp_path: Path, run: Run) -> None:
    result = run("init", "--editor", tmp_path)
    assert (result.code, _list_files(tmp_path)) == (2, set())


def _list_documents(paths: Iterator[Path]) -> list[tuple[str, Any]]:
    """List the documents of fact files as an editor reads them, each with its kind."""
    return [
        (path.parent.name, document)
        for path in paths
        for document in yaml.load_all(path.read_bytes(), yaml.BaseLoader)
    ]


@pytest.fixture
def validators(desk: Path) -> dict[str, Any]:
    """What checks the documents of each kind as editors do."""
    schemas = {
        path.stem: json.loads(path.read_text()) for path in (desk / ".vscode/schemas").iterdir()
    }
    for schema in schemas.values():
        jsonschema.Draft7Validator.check_schema(schema)
    return {kind: jsonschema.Draft7Validator(schema) for kind, schema in schemas.items()}


@pytest.mark.slow
def test_editors_take_every_fact_that_check_takes(validators: dict[str, Any]) -> None:
    documents = _list_documents(BASE.rglob("*.yaml"))
    assert len(documents) > 100
    assert [
        (document.get("name"), error.message)
        for kind, document in documents
        for error in validators[kind].iter_errors(document)
    ] == []


def test_editors_take_the_corrections_that_the_documents_show(validators: dict[str, Any]) -> None:
    texts = {name: text for page in PAGES for name, text in read_fact_files(page).items()}
    corrections = {name: text for name, text in texts.items() if "replaces:" in text}
    assert corrections
    assert [
        error.message
        for name, text in corrections.items()
        for error in validators[Path(name).parent.name].iter_errors(
            yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts alone
        )
    ] == []


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("company", "name: X\ncontry: CN\n", "contry"),
        ("company", "country: CN\n", "'name' is a required property"),
        ("company", "name: X\nmodel_openness: opened\n", ""),
        ("company", "name: X\nemployees: {valu: 3}\n", ""),
        ("company", "name: X\nemployees: {value: 3, withdrawn: {reason: x}}\n", ""),
    ],
)
def test_editors_mark_what_check_refuses(
    kind: str, text: str, message: str, validators: dict[str, Any]
) -> None:
    document = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts alone
    errors = [error.message for error in validators[kind].iter_errors(document)]
    assert errors
    assert message in errors[0]


def test_the_templates_come_with_the_package() -> None:
    folder = ROOT / "src" / "chipwatch" / "keeping" / "starter"
    assert not [path for path in folder.rglob("*") if path.name.startswith(".")]

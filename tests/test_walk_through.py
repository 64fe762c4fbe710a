"""The walk-throughs of docs/own-facts.md, each done from its first line to its last in a folder."""

import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from chipwatch.cli.main import main
from chipwatch.model import clock
from chipwatch.model.dates import Date
from conftest import BASE, ROOT, split_files

pytestmark = pytest.mark.slow
PAGE = ROOT / "docs" / "own-facts.md"
BLOCK = re.compile(r"```(shellsession|yaml)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"(?m)^\$ (.*)\n((?:(?!\$ ).*\n)*)")


@pytest.fixture
def workplace(frozen_package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a home, where ``bundled`` is the frozen base."""
    home = frozen_package.with_name("home")
    home.mkdir()
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("CHIPWATCH_DATA")
    monkeypatch.chdir(home)
    return home


def _read_section(heading: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def _run(command: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a command, and return what it writes to both streams, in order."""
    program, *words = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(words[0])
        return ""
    if program == "mkdir":
        Path(words[0]).mkdir()
        return ""
    assert program == "chipwatch"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        assert main(words) == 0
    stream.seek(0)
    return stream.read().replace(str(home), "~").replace(str(BASE.resolve()), "data")


@pytest.mark.parametrize(
    "heading", ["From an empty folder to a correction", "Write from the command line"]
)
def test_each_step_does_what_the_page_says(
    heading: str,
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    section = written = _read_section(heading)
    for language, text in BLOCK.findall(section):
        if language == "yaml":
            for name, content in split_files(text).items():
                Path(name).write_text(content, encoding="utf-8")
            continue
        screens = [
            f"$ {command}\n{_run(command, workplace, monkeypatch)}"
            for command, _ in COMMAND.findall(text)
        ]
        written = written.replace(text, "".join(screens))
    if request.config.getoption("--update-golden"):
        page_text = PAGE.read_text(encoding="utf-8").replace(section, written)
        PAGE.write_text(page_text, encoding="utf-8")
    assert written == section or request.config.getoption("--update-golden")

"""The README: each command in it runs and prints what it says, on a terminal of 80 columns."""

import doctest
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import chipwatch.cli.lazy_commands  # noqa: F401 - importing it fills the registry
from chipwatch.cli.registry import REGISTRY
from chipwatch.model.problem import PROBLEM_CODES
from chipwatch.model.schema import KINDS
from conftest import ROOT, Facts, Run

README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
TEXT = README.read_text(encoding="utf-8")


def _terminal(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command shows on a terminal."""
    monkeypatch.chdir(ROOT)
    for name, value in {"COLUMNS": "80", "LINES": "60", "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    terminal, end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)], stdout=end, stderr=end, stdin=end
    ):
        os.close(end)
        shown = b"".join(_parts(terminal))
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n")


def _parts(terminal: int) -> Iterator[bytes]:
    """What arrives at a terminal until the other end is closed, which Linux calls an error."""
    with suppress(OSError):
        while part := os.read(terminal, 4096):
            yield part


@pytest.mark.parametrize("command", [found[1] for found in CONSOLE.finditer(TEXT)])
def test_each_command_shows_what_the_readme_says(
    command: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    shown = _terminal(command, monkeypatch)
    if request.config.getoption("--update-golden"):
        _write(f"$ {command}\n", shown)
    assert f"```console\n$ {command}\n{shown}```" in README.read_text(encoding="utf-8")


def _write(command: str, shown: str) -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(f"```console\n{command}")
    after = rest.partition("```")[2]
    README.write_text(f"{before}```console\n{command}{shown}```{after}", encoding="utf-8")


def test_the_python_examples_give_what_they_say() -> None:
    failed, tried = doctest.testfile(str(README), module_relative=False)
    assert (failed, tried > 0) == (0, True)


def test_the_fact_files_of_the_readme_have_no_problem(facts: Facts, run: Run) -> None:
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", TEXT, re.DOTALL)
    folder = facts(dict(blocks))
    assert run("check", folder).err == f"no problems in {len(blocks) + 1} files\n"
    shown = run("show", "acme fund", "--data", "bundled", "--data", folder)
    assert "~3 bn CNY (410 m USD)" in shown.out


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_one_command_line_does_all_the_setting_up(heading: str) -> None:
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    (command,) = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert "\n" not in command
    assert command.startswith("python3 -m venv ")


@pytest.mark.parametrize("command", [name for name in REGISTRY if name not in KINDS])
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"chipwatch {command}" in TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_in_the_readme(kind: str) -> None:
    assert f"`{kind}`" in TEXT


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_every_problem_code_is_in_the_readme(code: str) -> None:
    assert f"| `{code}` | {PROBLEM_CODES[code]} |" in TEXT


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    assert [link for link in links if not Path(ROOT, link).exists()] == []

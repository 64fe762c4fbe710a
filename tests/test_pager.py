"""The pager: which one, when, and what happens where it is left early or cannot be run."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from chipwatch.cli.pager import choose_pager, show_in_pager
from conftest import open_terminal

LONG_TEXT = "line 百度\n" * 100


@pytest.mark.parametrize(
    ("environment", "pager"),
    [
        ({}, "less -FRX"),
        ({"PAGER": "more"}, "more"),
        ({"PAGER": ""}, ""),
        ({"PAGER": "more", "CHIPWATCH_PAGER": "bat -p"}, "bat -p"),
        ({"PAGER": "more", "CHIPWATCH_PAGER": ""}, ""),
    ],
)
def test_whose_setting_counts(
    environment: dict[str, str], pager: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PAGER", "CHIPWATCH_PAGER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_pager() == pager


@pytest.mark.parametrize(
    ("command", "text", "is_shown"),
    [
        pytest.param("cat > {file}", LONG_TEXT, True, id="shown"),
        pytest.param("cat > {file}", "one line\n", False, id="fits-on-the-screen"),
        pytest.param("", LONG_TEXT, False, id="none"),
        pytest.param("cat", LONG_TEXT, False, id="cat"),
        pytest.param("no-such-pager-at-all", LONG_TEXT, False, id="missing"),
        pytest.param("true", LONG_TEXT * 2000, True, id="left-before-the-end"),
        pytest.param("head -1 > {file}; exit 1", LONG_TEXT, True, id="fails"),
    ],
)
def test_what_a_pager_is_given(
    command: str, text: str, *, is_shown: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "shown"
    monkeypatch.setenv("CHIPWATCH_PAGER", command.format(file=file))
    monkeypatch.setenv("LINES", "24")
    assert show_in_pager(text) == is_shown
    if command.startswith("cat >") and is_shown:
        assert file.read_text(encoding="utf-8") == text


def run_on_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run a command on a terminal of its own; give its exit code and all that it showed."""
    leader, follower = open_terminal()
    command = [sys.executable, "-m", "chipwatch", *arguments]
    env = {**os.environ, "TERM": "xterm", "LINES": "24", "COLUMNS": "80", **environment}
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=env)
    os.close(follower)
    shown = b""
    with suppress(OSError):
        while chunk := os.read(leader, 65536):
            shown += chunk
    os.close(leader)
    return process.wait(), shown.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize("pager", ["head -1", "no-such-pager-at-all", "sed s/^/p:/"])
def test_a_page_on_a_terminal(pager: str) -> None:
    code, shown = run_on_terminal("baidu", "--no-color", CHIPWATCH_PAGER=pager)
    lines = shown.splitlines()
    assert code == 0
    if pager == "head -1":
        assert [line.split()[:2] for line in lines] == [["Baidu", "百度"]]
    elif pager == "sed s/^/p:/":
        assert [line for line in lines if not line.startswith("p:")] == []
    else:
        assert any(line.startswith("Baidu 百度 · company") for line in lines)
        assert lines[-1].split()[0].isdigit()


@pytest.mark.slow
def test_no_pager_is_a_pager_for_none() -> None:
    code, shown = run_on_terminal("baidu", "--no-pager", "--no-color", CHIPWATCH_PAGER="head -1")
    assert (code, len(shown.splitlines()) > 24) == (0, True)

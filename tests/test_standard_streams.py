"""Closed, full and slow streams: a command keeps its exit code, and says when output is cut."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Facts, Result

pytestmark = pytest.mark.slow

CHIPWATCH = [sys.executable, "-m", "chipwatch"]
LONG_ANSWER = ["source", "Forbes article", "--json"]
BAD_FILES = {"company/acme.yaml": "name: Acme\nsources: [gazette]\nfounded: someday\n"}
UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
BUFFERINGS = [pytest.param({}, id="buffered"), pytest.param(UNBUFFERED, id="unbuffered")]


def run_shell(line: str, env: Mapping[str, str] | None = None) -> Result:
    """Run a line of bash in which ``chipwatch`` is the command, and pipes fail as it does."""
    script = f'chipwatch() {{ "{sys.executable}" -m chipwatch "$@"; }}\nset -o pipefail\n{line}'
    completed = subprocess.run(
        ["/bin/bash", "-c", script],
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Result(completed.returncode, completed.stdout.decode(), completed.stderr.decode())


NO_SPACE = Result(2, "", "the answer cannot be written: No space left on device")
NO_NAMES = Result(2, "", "there are no names")


@pytest.mark.parametrize("env", BUFFERINGS)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("check BAD 2>/dev/null | true", Result(1, "", ""), id="check-closed-pipe"),
        pytest.param("resolve zzzz | true", Result(1, "", ""), id="resolve-closed-pipe"),
        pytest.param("company baidu | true", Result(0, "", ""), id="answer-closed-pipe"),
        pytest.param("nosuch 2>&1 | true", Result(2, "", ""), id="error-closed-pipe"),
        pytest.param("check BAD 2>/dev/full >/dev/null", Result(1, "", ""), id="check-full-stderr"),
        pytest.param("company zzz 2>/dev/full", Result(1, "", ""), id="error-full-stderr"),
        pytest.param("company zzz --json 2>/dev/full", Result(1, "", ""), id="json-full-stderr"),
        pytest.param(
            "company baidu --receipt 2>/dev/full",
            Result(0, "Baidu · company", ""),
            id="receipt-full-stderr",
        ),
        pytest.param("company baidu >/dev/full 2>&1", Result(2, "", ""), id="both-full"),
        pytest.param("company baidu >/dev/full", NO_SPACE, id="full-disk"),
        pytest.param("company --json >/dev/full", NO_SPACE, id="full-disk-json"),
        pytest.param("--help >/dev/full", NO_SPACE, id="help-full-disk"),
        pytest.param("company --help >/dev/full", NO_SPACE, id="help-of-a-command-full-disk"),
        pytest.param(
            "company baidu >&-",
            Result(2, "", "the answer cannot be written: it is closed"),
            id="closed-stdout",
        ),
        pytest.param("company badu >&- 2>&-", Result(2, "", ""), id="both-closed"),
        pytest.param("company zzzz 2>&-", Result(1, "", ""), id="closed-stderr"),
        pytest.param("stats <&-", Result(0, "entities", ""), id="closed-stdin"),
        pytest.param("resolve - <&-", NO_NAMES, id="dash-of-a-closed-stdin"),
        pytest.param("resolve <&-", NO_NAMES, id="closed-stdin-without-names"),
    ],
)
def test_exit_codes_with_closed_and_full_streams(
    facts: Facts, env: Mapping[str, str], line: str, expected: Result
) -> None:
    """An empty output is expected to be empty, another one to be part of what is written."""
    result = run_shell(f"chipwatch {line.replace('BAD', str(facts(BAD_FILES)))}", env)
    assert result.code == expected.code
    assert expected.out in result.out
    assert expected.err in result.err
    assert bool(result.out) == bool(expected.out)
    assert bool(result.err) == bool(expected.err)
    assert "Traceback" not in result.err


@pytest.mark.parametrize("env", BUFFERINGS)
def test_an_answer_cut_short_by_a_limit_is_an_error(tmp_path: Path, env: Mapping[str, str]) -> None:
    """A file may grow to 20 KiB; the first write takes that much and says so, the next fails."""
    line = f"ulimit -f 20; chipwatch source 'Forbes article' --json > {tmp_path}/out"
    result = run_shell(line, env)
    assert (result.code, (tmp_path / "out").stat().st_size) == (2, 20 * 1024)
    assert "the answer cannot be written: File too large" in result.err


@pytest.mark.parametrize("env", BUFFERINGS)
def test_a_slow_pipe_that_does_not_block_gets_the_whole_answer(env: Mapping[str, str]) -> None:
    expected = subprocess.run([*CHIPWATCH, *LONG_ANSWER], capture_output=True, check=True).stdout
    reading_end, writing_end = os.pipe()
    os.set_blocking(writing_end, False)
    received: list[bytes] = []

    def read_slowly() -> None:
        time.sleep(0.5)
        while content := os.read(reading_end, 1 << 16):
            received.append(content)

    reader = threading.Thread(target=read_slowly)
    reader.start()
    completed = subprocess.run(
        [*CHIPWATCH, *LONG_ANSWER],
        stdout=writing_end,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
        check=False,
    )
    os.close(writing_end)
    reader.join()
    os.close(reading_end)
    assert (completed.returncode, completed.stderr) == (0, b"")
    assert len(expected) > 1 << 16  # more than a pipe holds
    assert b"".join(received) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(LONG_ANSWER, id="long-answer"),
        pytest.param(["company"], id="short-answer"),
        pytest.param(["--help"], id="help"),
        pytest.param(["company", "--help"], id="help-of-a-command"),
        pytest.param(["--version"], id="version"),
        pytest.param(["completion", "bash"], id="script"),
    ],
)
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    completed = subprocess.run(
        [*CHIPWATCH, *arguments], stdout=writing_end, stderr=subprocess.PIPE, check=False
    )
    os.close(writing_end)
    assert (completed.returncode, completed.stderr) == (0, b"")


def test_a_reader_that_leaves_after_the_first_line_is_no_error() -> None:
    with subprocess.Popen(
        [*CHIPWATCH, *LONG_ANSWER], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.mark.parametrize("encoding", ["latin-1", "cp037", "ascii:strict", "utf-8"])
@pytest.mark.parametrize("arguments", ["--help", "company --help"])
def test_help_is_utf8_whatever_the_encoding(arguments: str, encoding: str) -> None:
    result = run_shell(f"chipwatch {arguments}", {"PYTHONIOENCODING": encoding})
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: chipwatch")

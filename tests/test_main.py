"""Where a call begins and ends: help, exit codes, closed pipes, Ctrl-C, broken streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import chipwatch
from chipwatch.cli import main as entry
from conftest import Facts, Run

CHIPWATCH = [sys.executable, "-m", "chipwatch"]
LONG = ["source", "Forbes article", "--json"]


def test_without_arguments_help_is_shown(run: Run) -> None:
    shown = run()
    assert shown == run("--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Usage: chipwatch [OPTIONS] COMMAND [ARGS]...\n")


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"chipwatch {chipwatch.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "complaint", "command"),
    [
        (
            ("compny",),
            "No such command 'compny'. Did you mean 'company', 'completion', 'compare'?",
            "chipwatch",
        ),
        (("--zzz",), "No such option: --zzz", "chipwatch"),
        (("why",), "Missing argument 'NAME'.", "chipwatch why"),
    ],
)
def test_wrong_usage_ends_with_2_and_the_next_step(
    run: Run, arguments: tuple[str, ...], complaint: str, command: str
) -> None:
    said = f"error: {complaint}\nrun {command} --help to see how it is used\n"
    assert run(*arguments) == (2, "", said)


def test_a_program_error_is_not_passed_off_as_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_base: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(chipwatch.Base, "list_rejected_ids", fail)
    with pytest.raises(ZeroDivisionError):
        run("stats")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(LONG, id="long-answer"),
        pytest.param(["company"], id="short-answer"),
        pytest.param(["--help"], id="help"),
        pytest.param(["company", "--help"], id="help-of-a-command"),
        pytest.param(["--version"], id="version"),
        pytest.param(["completion", "bash"], id="script"),
    ],
)
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    there, here = os.pipe()
    os.close(there)
    done = subprocess.run(
        [*CHIPWATCH, *arguments], stdout=here, stderr=subprocess.PIPE, check=False
    )
    os.close(here)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_after_the_first_line_is_no_error() -> None:
    with subprocess.Popen(
        [*CHIPWATCH, *LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.mark.parametrize("arguments", [["company"], ["company", "--json"]])
def test_a_full_disk_is_an_error_in_a_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*CHIPWATCH, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"the answer cannot be written: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        pytest.param(">&-", "stats", 0, id="stdout"),
        pytest.param("2>&-", "company zzzz", 1, id="stderr"),
        pytest.param(">&- 2>&-", "company badu", 0, id="both"),
        pytest.param("<&-", "stats", 0, id="stdin"),
    ],
)
def test_closed_streams_are_no_error(closed: str, arguments: str, code: int) -> None:
    command = f"{sys.executable} -m chipwatch {arguments} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


def test_ctrl_c_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_base: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chipwatch.Base, "list_rejected_ids", interrupt)
    assert run("stats") == (130, "", "")


STOPPED = """
import os, signal, sys
from chipwatch.cli.main import run

def stop(event, about):
    if event == "open" and str(about[0]).endswith("c700.yaml"):
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(stop)
run()
"""


def test_ctrl_c_while_a_large_base_is_built_is_quiet(facts: Facts) -> None:
    names = {f"company/c{n}.yaml": f"name: C{n}\nsources: [gazette]\n" for n in range(1500)}
    command = [sys.executable, "-c", STOPPED, "company", "--data", str(facts(names))]
    stopped = subprocess.run(command, capture_output=True, check=False)
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, b"", b"")


def test_arguments_come_from_the_command_line_unless_given(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["chipwatch", "--version"])
    assert entry.main() == 0
    assert capfd.readouterr().out == f"chipwatch {chipwatch.__version__}\n"

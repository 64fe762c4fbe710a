"""Where a call begins and ends: help, exit codes, Ctrl-C."""

import subprocess
import sys

import pytest

import chipwatch
from chipwatch.cli import main as entry
from conftest import Facts, Run


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


@pytest.mark.slow
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

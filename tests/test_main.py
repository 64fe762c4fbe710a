"""Where a call begins and ends: help, exit codes, Ctrl-C."""

import json
import os
import subprocess
import sys
from pathlib import Path
from pstats import Stats

import pytest

import chipwatch
from chipwatch.cli import main as entry
from conftest import Facts, Run, posix_only

TOO_LONG = "a" * 3000


def test_without_arguments_help_is_result(run: Run) -> None:
    result = run()
    assert result == run("--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: chipwatch [OPTIONS] COMMAND [ARGS]...\n")


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"chipwatch {chipwatch.__version__}\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--version", "--json"), ("--json", "--version")])
def test_the_version_in_json_says_which_facts(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    answer = json.loads(result.out)
    assert (result.code, result.err, answer["version"]) == (0, "", chipwatch.__version__)
    assert answer["facts"].keys() == {"date", "checksum", "entities", "facts"}
    receipt = json.loads(run("stats", "--json", "--receipt", "--data", "bundled").out)["receipt"]
    assert (answer["schema"], answer["facts"]["checksum"]) == (receipt["schema"], receipt["base"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "complaint", "command"),
    [
        (("chip", "--columns"), "Option '--columns' requires an argument.", "chipwatch chip"),
        (("--zzz",), "No such option: --zzz", "chipwatch"),
        (("why",), "Missing argument 'NAME'.", "chipwatch why"),
    ],
)
def test_wrong_usage_ends_with_2_and_the_next_step(
    run: Run, arguments: tuple[str, ...], complaint: str, command: str
) -> None:
    complaint_text = f"error: {complaint}\nrun {command} --help to see how it is used\n"
    assert run(*arguments) == (2, "", complaint_text)


def test_a_program_error_is_not_passed_off_as_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_base: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(chipwatch.Base, "list_rejected_ids", fail)
    with pytest.raises(ZeroDivisionError):
        run("stats")


@pytest.mark.parametrize(
    "words",
    [
        ("new", "chip", "X", "--into", TOO_LONG),
        ("export", "sqlite", TOO_LONG),
        ("export", "csv", TOO_LONG),
        ("import", f"{TOO_LONG}.csv"),
        ("diff", TOO_LONG, TOO_LONG),
        ("company", "--data", TOO_LONG),
        ("company", "-o", f"{TOO_LONG}.csv"),
    ],
    ids=range(7),
)
def test_a_path_that_the_system_refuses_is_an_error(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")
    assert TOO_LONG not in result.err


def test_ctrl_c_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_base: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chipwatch.Base, "list_rejected_ids", interrupt)
    assert run("stats") == (130, "", "")


INTERRUPT_WHILE_READING = """
import os, signal, sys
from chipwatch.cli.main import run

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

def interrupt(event, arguments):
    if event == "open" and str(arguments[0]).endswith("c700.yaml"):
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(interrupt)
run()
"""
LOSE_AN_INTERRUPT = """
import signal, sys, weakref

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

class Thing: pass

def lose_interrupt(event, arguments):
    if event == "import" and arguments[0] == "typer" and (thing := things.pop(0, None)):
        reference = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
        del thing

things = {0: Thing()}
from chipwatch.cli.main import run
sys.addaudithook(lose_interrupt)
run()
"""
INTERRUPT_WHILE_INDEXING = """
import os, signal, sys
from chipwatch.cli.main import run
from chipwatch.store import passage_writer

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

def interrupt(text):
    print("indexed", file=sys.stderr)
    os.kill(os.getpid(), signal.SIGINT)
    return text

passage_writer.split_chinese = interrupt
passage_writer._STEPS_BETWEEN_CHECKS = 1
run()
"""
INTERRUPT_WHILE_LOADING = """
import os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

modules = {MODULE}

def interrupt(event, arguments):
    if event == "import" and arguments[0] in modules:
        modules.clear()
        os.kill(os.getpid(), signal.SIGINT)

from chipwatch.cli.main import run
sys.addaudithook(interrupt)
run()
"""


@pytest.mark.slow
def test_ctrl_c_while_a_large_base_is_built_is_quiet(facts: Facts) -> None:
    names = {f"company/c{n}.yaml": f"name: C{n}\nsources: [gazette]\n" for n in range(1500)}
    command = [
        sys.executable, "-c", INTERRUPT_WHILE_READING, "company", "--data", str(facts(names)),
    ]  # fmt: skip
    completed = subprocess.run(command, capture_output=True, check=False)
    assert (completed.returncode, completed.stdout, completed.stderr) == (130, b"", b"")


@pytest.mark.slow
@posix_only
def test_ctrl_c_within_a_function_that_sqlite_calls_ends_the_build(
    facts: Facts, tmp_path: Path
) -> None:
    """SQLite would make an error of it. Of both names only the first is indexed."""
    folder = facts({f"company/c{n}.yaml": f"name: 公司{n}\nsources: [gazette]\n" for n in "12"})
    completed = subprocess.run(
        [sys.executable, "-c", INTERRUPT_WHILE_INDEXING, "company", "--data", str(folder)],
        capture_output=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert (completed.returncode, completed.stdout, completed.stderr) == (130, b"", b"indexed\n")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", ["gc", "chipwatch.model", "chipwatch.cli.standard_streams", "typer"]
)
def test_ctrl_c_before_the_command_begins_is_quiet(module: str) -> None:
    script = INTERRUPT_WHILE_LOADING.replace("MODULE", repr(module))
    completed = subprocess.run(
        [sys.executable, "-c", script, "stats"], capture_output=True, check=False
    )
    assert (completed.returncode, completed.stderr) == (130, b"")


@pytest.mark.slow
def test_ctrl_c_that_python_loses_comes_once_more() -> None:
    command = [sys.executable, "-c", LOSE_AN_INTERRUPT, "stats"]
    completed = subprocess.run(command, capture_output=True, check=False)
    assert (completed.returncode, completed.stdout, completed.stderr) == (130, b"", b"")


@pytest.mark.slow
def test_an_error_that_python_loses_is_told() -> None:
    script = LOSE_AN_INTERRUPT.replace("signal.raise_signal(signal.SIGINT)", "1 / 0")
    completed = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, check=True
    )
    assert completed.stdout.startswith(b"chipwatch ")
    assert b"ZeroDivisionError: division by zero" in completed.stderr


@pytest.mark.parametrize(
    ("words", "output_format"),
    [
        ((), "table"),
        (("company", "--json"), "json"),
        (("company", "--format", "jsonl"), "jsonl"),
        (("company", "--format=csv"), "csv"),
        (("company", "--json", "--format", "csv"), "json"),
        (("company", "--format", "csv", "--format", "json"), "json"),
        (("company", "--format"), "table"),
        (("company", "--format", "xml"), "table"),
        (("search", "--", "--json"), "table"),
        (("search", "--json", "--", "--format", "csv"), "json"),
    ],
)
def test_an_error_has_the_format_that_the_command_line_asks_for(
    words: tuple[str, ...], output_format: str
) -> None:
    assert entry.find_requested_format(words) == output_format


@pytest.mark.slow
def test_a_profiler_writes_its_profile(tmp_path: Path) -> None:
    path = tmp_path / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(path), "-m", "chipwatch", "--version"]
    completed = subprocess.run(command, capture_output=True, check=True)
    assert completed.stdout.startswith(b"chipwatch ")
    assert {"run", "main"} <= set(Stats(str(path)).get_stats_profile().func_profiles)


@pytest.mark.slow
def test_an_exit_code_reaches_a_program_that_watches() -> None:
    watched = "import sys; sys.settrace(lambda *_: None); from chipwatch.cli.main import run; run()"
    completed = subprocess.run(
        [sys.executable, "-c", watched, "company", "zzzz"], capture_output=True, check=False
    )
    assert completed.returncode == 1


def test_arguments_come_from_the_command_line_unless_given(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["chipwatch", "--version"])
    assert entry.main() == 0
    assert capfd.readouterr().out == f"chipwatch {chipwatch.__version__}\n"

"""The sandbox for SQL: what is read and refused, and that nothing outruns its limits."""

import _thread
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chipwatch.asking.sql import sandbox
from chipwatch.asking.sql.sandbox import (
    MAX_FUNCTION_CALLS,
    MAX_TEXT_LENGTH,
    QueryLimitError,
    RejectedQueryError,
    SqlSandbox,
    measure_peak_megabytes,
)
from conftest import Facts, Run, posix_only

pytestmark = pytest.mark.slow

COUNTING = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n)"
"""The beginning of a question without end."""
FILES = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\n",
    "chip/a1.yaml": "name: A1\nsources: [gazette]\ndesigner: acme\ntdp: [300, 310]\n",
}
CROSSED = ", ".join(f"fact f{number}" for number in range(20))
ENDLESS = [
    pytest.param(f"{COUNTING} SELECT count(*) FROM n", id="endless-recursion"),
    pytest.param(f"SELECT count(*) FROM {CROSSED}", id="crossed-tables"),
    pytest.param(f"{COUNTING} SELECT printf('%1000d', x) AS y FROM n ORDER BY y", id="sorting"),
]
LONG = MAX_TEXT_LENGTH - 100
LONG_TEXT = f"printf('%.{LONG}c', 'a')"
LONG_CALLS = [
    pytest.param(f"trim({LONG_TEXT}, printf('%.{LONG // 13}c', 'b') || 'a' || x * 0)", id="trim"),
    pytest.param(f"instr({LONG_TEXT}, printf('%.{LONG // 2}c', 'a') || 'b' || x)", id="instr"),
    pytest.param(
        f"replace({LONG_TEXT}, printf('%.{LONG // 2}c', 'a') || 'b' || x, 'c')", id="replace"
    ),
    pytest.param(f"{LONG_TEXT} LIKE '%' || printf('%.180c', 'a') || 'b' || x", id="like"),
]
"""Calls on texts as long as they may be, different in each row so that none is kept."""
TOO_LONG_CALLS = [
    pytest.param("length(trim(printf('%.999990c','a'), printf('%.80000c','b')||'a'))", id="trim"),
    pytest.param("instr(printf('%.999990c','a'), printf('%.500000c','a')||'b')", id="instr"),
    pytest.param(
        "length(replace(printf('%.999990c','a'), printf('%.500000c','a')||'b', 'c'))", id="replace"
    ),
    pytest.param("printf('%.999990c','a') LIKE '%'||printf('%.190c','a')||'b'", id="like"),
]


@contextmanager
def assert_done_within(seconds: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


# What is read and what is refused


def test_the_columns_of_a_question_are_found_before_it_runs() -> None:
    tables = SqlSandbox({"t": {"a": "", "b": ""}, "u": {"c": ""}})
    assert tables.find_columns_read("SELECT a FROM t WHERE b > (SELECT count(*) FROM u)") == {
        "t": {"a", "b"}, "u": {""},
    }  # fmt: skip
    tables.fill_table("t", [(1, 2)])
    assert tables.run_query("SELECT a, b FROM t", 5) == (["a", "b"], [(1, 2)])


def test_after_a_question_no_table_can_be_filled() -> None:
    tables = SqlSandbox({"t": {"a": ""}})
    tables.run_query("SELECT a FROM t", 1)
    with pytest.raises(sqlite3.DatabaseError):
        tables.fill_table("t", [(1,)])


@pytest.mark.parametrize(
    ("question", "message", "function", "table"),
    [
        ("SELECT sql FROM sqlite_master", "there is no table 'sqlite_master'", "", "sqlite_master"),
        ("SELECT zeroblob(9)", "the function zeroblob is not answered", "zeroblob", ""),
        ("DROP TABLE t", "only SELECT is answered: nothing can be written", "", ""),
    ],
)  # fmt: skip
def test_a_rejection_names_the_function_or_the_table(
    question: str, message: str, function: str, table: str
) -> None:
    with pytest.raises(RejectedQueryError, match=message) as rejection:
        SqlSandbox({"t": {"a": ""}}).find_columns_read(question)
    assert (rejection.value.function, rejection.value.table) == (function, table)


# Limits of time


@pytest.mark.parametrize("question", ENDLESS)
def test_an_endless_question_is_stopped(
    run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(sandbox, "MAX_QUERY_SECONDS", 0.5)
    folder = facts(FILES)
    with assert_done_within(4):
        answer = run("sql", question, "--data", folder)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the question took longer than 0.5 s\nask for less: ")


def test_an_endless_condition_is_stopped(
    run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MAX_QUERY_SECONDS", 0.5)
    condition = f"1 = ({COUNTING} SELECT count(*) FROM n)"
    with assert_done_within(4):
        answer = run("chip", "--where", condition, "--data", facts(FILES))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the question took longer than 0.5 s\n")


@pytest.mark.parametrize("call", LONG_CALLS)
def test_long_function_calls_are_stopped_in_time(
    monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(sandbox, "MAX_QUERY_SECONDS", 0.5)
    with assert_done_within(5), pytest.raises(QueryLimitError, match=r"longer than 0\.5 s"):
        SqlSandbox({}).run_query(f"{COUNTING} SELECT max({call}) FROM n", 1)


@pytest.mark.parametrize("call", LONG_CALLS)
def test_long_function_calls_are_stopped_near_five_seconds(
    run: Run, facts: Facts, call: str
) -> None:
    folder = facts(FILES)
    with assert_done_within(15):
        answer = run("sql", f"{COUNTING} SELECT max({call}) FROM n", "--data", folder)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the question took longer than 5 s\n")


@pytest.mark.parametrize("call", TOO_LONG_CALLS)
def test_texts_of_a_megabyte_cost_no_time(run: Run, facts: Facts, call: str) -> None:
    folder = facts(FILES)
    with assert_done_within(4):
        answer = run("sql", f"SELECT {call} AS a", "--json", "--data", folder)
        listing = run("chip", "--where", call, "--data", folder)
    # printf() gives NULL for a text that is too long, or an error in later versions of SQLite
    assert answer.code == 2 or json.loads(answer.out) == [{"a": None}]
    assert (listing.code in (1, 2), listing.out) == (True, "")


def test_a_text_that_grows_too_long_is_an_error(run: Run, facts: Facts) -> None:
    question = f"SELECT replace({LONG_TEXT}, 'a', 'aa')"
    answer = run("sql", question, "--data", facts(FILES))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "error: a text or row in the question is longer than 20,000 bytes\n"
        "ask for fewer columns, or for shorter texts\n"
    )


def test_a_long_text_of_the_base_costs_only_questions_that_read_it(run: Run, facts: Facts) -> None:
    text = "x" * (MAX_TEXT_LENGTH + 1)
    folder = facts({"company/acme.yaml": f"name: Acme\nsources: [gazette]\nsummary: {text}\n"})
    options = ("--format", "csv", "--data", folder)
    assert run("sql", "SELECT id FROM company", *options).out == "id\nacme\n"
    answer = run("sql", "SELECT summary FROM company", *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: a text or row in the question is longer than 20,000 bytes")


# Limits of size


@pytest.mark.parametrize("columns", [400, 1900])
def test_wide_rows_are_refused_by_their_size(
    run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setattr(sandbox, "MAX_QUERY_SECONDS", 60)  # the size must stop it, not the time
    wide_row = ", ".join(f"long AS c{number}" for number in range(columns))
    rows = f"(SELECT printf('%.{LONG}c', x) AS long FROM n)"
    question = f"{COUNTING} SELECT {wide_row} FROM {rows}"
    before = measure_peak_megabytes()
    answer = run("sql", question, "--format", "csv", "--data", facts(FILES))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the answer is larger than 50 MB\nask for less: ")
    assert measure_peak_megabytes() - before < 300


@pytest.mark.parametrize("count", [MAX_FUNCTION_CALLS, MAX_FUNCTION_CALLS + 1])
def test_a_row_of_very_many_calls_is_refused(run: Run, facts: Facts, count: int) -> None:
    """The clock is not looked at between the calls for one row."""
    calls = ", ".join(f"length(id) AS c{number}" for number in range(count))
    answer = run("sql", f"SELECT {calls} FROM chip", "--format", "csv", "--data", facts(FILES))
    is_refused = count > MAX_FUNCTION_CALLS
    assert (answer.code, bool(answer.out)) == ((2, False) if is_refused else (0, True))
    assert ("the question calls more than 100 functions\nask for less" in answer.err) == is_refused


PEAK_SCRIPT = """
import sys
from pathlib import Path
from chipwatch.cli.main import main
code = main(sys.argv[1:])
status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(code, int(status["VmHWM"].split()[0]) // 1024, file=sys.stderr)
"""
"""Says at last how much memory a command took; ``ru_maxrss`` would count that of its parent too."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for memory")
@pytest.mark.parametrize("output_format", ["csv", "json", "markdown", "table", "yaml"])
def test_the_largest_answer_stays_within_the_memory(facts: Facts, output_format: str) -> None:
    wide_row = ", ".join(f"long AS c{number}" for number in range(400))
    rows = "(SELECT printf('%.10000c', x) AS long FROM n)"
    question = f"{COUNTING} SELECT {wide_row} FROM {rows} LIMIT 12"
    options = ("--format", output_format, "--data", str(facts(FILES)))
    command = [sys.executable, "-c", PEAK_SCRIPT, "sql", question, *options]
    completed = subprocess.run(command, capture_output=True, check=True)
    code, peak_megabytes = map(int, completed.stderr.split()[-2:])
    assert (code, len(completed.stdout) > 40_000_000) == (0, True)
    assert peak_megabytes < 500


def test_a_question_is_stopped_at_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_QUERY_MEGABYTES", 30)
    question = f"{COUNTING} SELECT printf('%5000d', x) AS y FROM n ORDER BY y"
    with pytest.raises(QueryLimitError, match="more than 30 MB of memory"):
        SqlSandbox({}).run_query(question, 1)


@posix_only
@pytest.mark.parametrize(
    ("platform", "megabytes"), [("linux", 3), ("darwin", 3 / 1024), ("freebsd14", 3)]
)
def test_memory_is_counted_in_the_unit_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, megabytes: float
) -> None:
    class Usage:
        ru_maxrss = 3 * 1024

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("resource.getrusage", lambda _: Usage)
    assert measure_peak_megabytes() == megabytes


def test_memory_counts_nothing_where_the_system_does_not_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "resource", None)
    assert measure_peak_megabytes() == 0
    assert SqlSandbox({}).run_query("SELECT 1 AS a", 1) == (["a"], [(1,)])


# Ctrl-C


@pytest.fixture
def interrupt() -> Iterator[None]:
    """Presses Ctrl-C after 0.3 s, also where the test run itself ignores it."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, _thread.interrupt_main)
    timer.start()
    yield
    timer.join()
    signal.signal(signal.SIGINT, handler)


@pytest.mark.usefixtures("interrupt")
@pytest.mark.parametrize("call", [pytest.param("x", id="steps"), *LONG_CALLS])
def test_ctrl_c_stops_a_question(call: str) -> None:
    with assert_done_within(4), pytest.raises(KeyboardInterrupt):
        SqlSandbox({}).run_query(f"{COUNTING} SELECT max({call}) FROM n", 1)


@pytest.mark.usefixtures("interrupt")
def test_ctrl_c_ends_the_command(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    answer = run("sql", f"{COUNTING} SELECT count(*) FROM n", "--data", folder)
    assert (answer.code, answer.out) == (130, "")

"""A forked process writes the same tables, and whatever happens to it changes none of them."""

import os
import signal
import subprocess
import sys

import pytest

from conftest import BASE, HEEDING_CTRL_C

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells its threads"),
]

WRITTEN_TWICE = """
import os, signal, sqlite3, sys, time
from contextlib import closing
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import load_fact_files
from chipwatch.store import database_writer, forked_process, forked_writing, name_writer

forked_process.count_cores = lambda: 2
forked_writing.MIN_ENTITIES = 2
fork, build_rated_rows = os.fork, forked_writing.build_rated_rows

def tell_of_fork():
    process_id = fork()
    if process_id:
        os.write(1, b"forked\\n")
    return process_id

os.fork = tell_of_fork
{}

def write(may_fork):
    with closing(sqlite3.connect(":memory:")) as connection:
        database_writer.write_database(connection, loaded, may_fork=may_fork)
        tables = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
        return tables, [
            connection.execute(f"SELECT {{NUMBERED.get(name, '*')}} FROM {{name}}").fetchall()
            for name, sql in tables  # those that the indexes of words consist of, too
            if str(sql).startswith("CREATE TABLE")
        ]

NUMBERED = dict.fromkeys(("fact", "name"), "rowid, *")
loaded = load_fact_files(list_fact_files(resolve_layers(tuple(sys.argv[1:]))))
print("the same" if write(False) == write(True) else "others")
"""
"""A base written by one process and by two, changed in some way."""

WAITING = (
    "forked_writing.build_rated_rows = lambda *_: os.write(1, b'writing\\n') and ()\n"
    "def wait_for_ever(*_):\n"
    "    while True:  # Ctrl-C that comes just before a long sleep is not noticed before its end\n"
    "        time.sleep(0.1)\n"
    "name_writer.NameWriter.number_all = wait_for_ever\n"
    "write = lambda may_fork: database_writer.write_database("
    "sqlite3.connect(':memory:'), loaded, may_fork=True)\n"
)
"""The other process waits for what this one is busy with for ever."""


def write_twice(change: str = "") -> str:
    command = [sys.executable, "-c", WRITTEN_TWICE.format(change), str(BASE)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_two_processes_write_the_same_rows() -> None:
    assert write_twice() == "forked\nthe same\n"


DEATHS = {
    "killed": "forked_writing.build_rated_rows = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "an error": "forked_writing.build_rated_rows = lambda *_: 1 / 0",
    "exits": "forked_writing.build_rated_rows = lambda *_: sys.exit()",
    "a row too few": "forked_writing.build_rated_rows = lambda *all: [*build_rated_rows(*all)][1:]",
    "nobody may wait for it": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
}


@pytest.mark.parametrize("death", DEATHS.values(), ids=DEATHS)
def test_whatever_happens_to_the_other_process_the_rows_are_the_same(death: str) -> None:
    assert write_twice(death) == "forked\nthe same\n"


@pytest.mark.parametrize(
    "change",
    [
        "forked_process.count_cores = lambda: 1",
        "import threading; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "forked_writing.MIN_ENTITIES = 10_000",
        "forked_writing.MAX_ENTITIES = 2",
        "forked_writing.can_hand_over = lambda: False",
    ],
    ids=["one core", "another thread", "few entities", "too many entities", "an old SQLite"],
)
def test_where_forking_is_unsafe_or_useless_all_is_written_here(change: str) -> None:
    assert write_twice(change) == "the same\n"


def test_where_the_system_forks_no_process_all_is_written_here() -> None:
    refused = "def refuse():\n    raise OSError(11, 'no more')\nos.fork = refuse"
    assert write_twice(refused) == "the same\n"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_the_other_process_ends_with_the_one_that_forked_it(ending: signal.Signals) -> None:
    script = WRITTEN_TWICE.replace("NUMBERED = ", f"{WAITING}\nNUMBERED = ").format("")
    command = [*HEEDING_CTRL_C, "-c", script, str(BASE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        while process.stdout.readline() != b"writing\n":
            assert process.poll() is None
        os.kill(process.pid, ending)
        # Its end is reached: no process holds the pipe any more.
        assert process.stdout.read() in (b"", b"forked\n")

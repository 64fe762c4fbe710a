"""A forked process tells the same of files, and whatever happens to it changes no answer."""

import mmap
import os
import signal
import subprocess
import sys
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from chipwatch.reading.file_states import SHARE_OF_HELPER
from chipwatch.store import forked_process
from chipwatch.store.forked_process import ForkedProcess
from chipwatch.store.forked_reading import ForkedReading, fork_reading
from chipwatch.store.interrupts import block_interrupts
from conftest import HEEDING_CTRL_C, Facts, Result

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells its threads"),
]

FORKED = """
import os, signal, sys, time
from chipwatch.cli.main import main
from chipwatch.reading import file_states
from chipwatch.store import forked_process, forked_reading

file_states.MIN_FILES_WITH_HELPER = 5
forked_process.count_cores = lambda: 2
fork, read_states = os.fork, forked_reading.read_states

def tell_of_fork():
    process_id = fork()
    if process_id:
        print("forked", file=sys.stderr, flush=True)
    return process_id

os.fork = tell_of_fork
{}
sys.exit(main(sys.argv[1:]))
"""
"""The command in a process that forks for five files, changed in some way."""
LISTING = ("company", "--columns", "id,country", "--format", "csv", "--data")
NAMES = tuple("abcdefghij")
LISTED = "id,country\n" + "".join(f"{name},US\n" for name in NAMES)
FORKED_ONCE = "forked\n"


def call_forking(folder: Path, change: str = "") -> Result:
    command = [sys.executable, "-c", FORKED.format(change), *LISTING, str(folder)]
    completed = subprocess.run(command, capture_output=True, check=False)
    return Result(completed.returncode, completed.stdout.decode(), completed.stderr.decode())


@pytest.fixture
def folder(own_facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten companies, whose snapshot is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "name: Firm {}\nsources: gazette\ncountry: US\n"
    folder = own_facts({f"company/{name}.yaml": text.format(name) for name in NAMES})
    for path in folder.rglob("*.yaml"):  # long enough ago for the snapshot to be kept
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert call_forking(folder) == Result(0, LISTED, FORKED_ONCE)
    return folder


def list_names_of_helper(folder: Path) -> list[str]:
    """The names of the files that the forked process reads: the last ones that the system lists."""
    names = [entry.name for entry in os.scandir(folder / "company")]
    return names[-int(len(names) * SHARE_OF_HELPER) :]


def test_the_answer_is_the_same(folder: Path) -> None:
    assert call_forking(folder) == Result(0, LISTED, FORKED_ONCE)


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("US", "CN"), encoding="utf-8")


def _edit_and_put_the_time_back(path: Path) -> None:
    _edit(path)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def _swap(path: Path) -> None:
    other_path = path.with_suffix(".next")
    other_path.write_text(path.read_text(encoding="utf-8").replace("US", "CN"), encoding="utf-8")
    os.utime(other_path, (1_700_000_000, 1_700_000_000))
    other_path.replace(path)


@pytest.mark.parametrize("edit", [_edit, _edit_and_put_the_time_back, _swap])
def test_a_file_changed_in_the_part_of_the_forked_process_is_seen(
    edit: Callable[[Path], None], folder: Path
) -> None:
    name = list_names_of_helper(folder)[-1].removesuffix(".yaml")
    edit(folder / "company" / f"{name}.yaml")
    changed = LISTED.replace(f"{name},US", f"{name},CN")
    assert call_forking(folder) == Result(0, changed, FORKED_ONCE)


def test_a_file_removed_from_the_part_of_the_forked_process_is_missed(folder: Path) -> None:
    name = list_names_of_helper(folder)[-1].removesuffix(".yaml")
    (folder / "company" / f"{name}.yaml").unlink()
    assert call_forking(folder) == Result(0, LISTED.replace(f"{name},US\n", ""), FORKED_ONCE)


def test_files_added_are_seen(folder: Path) -> None:
    """There are so many that some are in either part."""
    added = [f"x{number}" for number in range(20)]
    for name in added:
        text = f"name: Late {name}\nsources: gazette\ncountry: US\n"
        (folder / "company" / f"{name}.yaml").write_text(text, encoding="utf-8")
    listed = call_forking(folder)
    assert sorted(listed.out.splitlines()[1:]) == sorted(f"{n},US" for n in (*NAMES, *added))
    assert listed.err == FORKED_ONCE


DEATHS = {
    "killed": "forked_reading.read_states = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "an error": "forked_reading.read_states = lambda *_: 1 / 0",
    "exits": "forked_reading.read_states = lambda *_: sys.exit()",
    "interrupted": "forked_reading.read_states = lambda *_: signal.raise_signal(signal.SIGINT)",
    "reads nothing": "forked_reading.read_states = lambda *_: ()",
    "reads too little": "forked_reading.read_states = lambda d, n: read_states(d, n[1:])",
    "reads too much": "forked_reading.read_states = lambda d, n: read_states(d, [*n, n[0]])",
    "nobody may wait for it": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
}


@pytest.mark.parametrize("death", DEATHS.values(), ids=DEATHS)
def test_whatever_happens_to_the_forked_process_the_answer_is_the_same(
    death: str, folder: Path
) -> None:
    assert call_forking(folder, death) == Result(0, LISTED, FORKED_ONCE)


@pytest.mark.parametrize(
    "change",
    [
        "forked_process.count_cores = lambda: 1",
        "import threading; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "forked_process.THREADS_FOLDER = '/nowhere'",
        "file_states.MIN_FILES_WITH_HELPER = 11",
    ],
    ids=["one core", "another thread", "unknown threads", "few files"],
)
def test_where_forking_is_unsafe_or_useless_all_is_read_here(change: str, folder: Path) -> None:
    assert call_forking(folder, change) == Result(0, LISTED, "")


@pytest.mark.parametrize("call", ["os.fork", "forked_reading.mmap.mmap"])
def test_where_the_system_forks_no_process_all_is_read_here(call: str, folder: Path) -> None:
    refused = f"def refuse(*_):\n    raise OSError(11, 'no more')\n{call} = refuse"
    assert call_forking(folder, refused) == Result(0, LISTED, "")


def test_the_python_interface_does_not_fork(folder: Path) -> None:
    asked = "import chipwatch\nprint(chipwatch.open(sys.argv[-1]).find_entity('c').name)"
    assert call_forking(folder, f"{asked}\nsys.exit()") == Result(0, "Firm c\n", "")


@pytest.mark.parametrize("is_for_all", [True, False], ids=["in a terminal", "to it alone"])
def test_ctrl_c_ends_both(folder: Path, *, is_for_all: bool) -> None:
    slow = "forked_reading.read_states = lambda *_: print('reading', flush=True) or time.sleep(600)"
    command = [*HEEDING_CTRL_C, "-c", FORKED.format(slow), *LISTING, str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"reading\n"
        (os.killpg if is_for_all else os.kill)(process.pid, signal.SIGINT)
        assert process.stdout.read() == b""  # its end: no process holds the pipe any more
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130


INTERRUPTED_WHILE_FORKING = """
def interrupt_after_fork():
    process_id = tell_of_fork()
    if process_id:
        os.kill(os.getpid(), signal.SIGINT)
    return process_id

os.fork = interrupt_after_fork
forked_reading.read_states = lambda *_: time.sleep(600)
"""


def test_ctrl_c_while_the_other_process_starts_ends_both(folder: Path) -> None:
    script = FORKED.format(INTERRUPTED_WHILE_FORKING)
    completed = subprocess.run(
        [*HEEDING_CTRL_C, "-c", script, *LISTING, str(folder)], capture_output=True, check=False
    )  # it returns once no process holds the pipes any more
    assert (completed.returncode, completed.stdout) == (130, b"")
    assert completed.stderr.decode() == FORKED_ONCE


def test_what_is_not_there_cannot_be_stopped() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    reading = ForkedReading(ForkedProcess(process.pid), mmap.mmap(-1, 8))
    reading.stop()
    assert reading.collect() == b""


def test_a_process_with_threads_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked_process, "count_cores", lambda: 2)
    monkeypatch.setattr(os, "listdir", lambda _path: ["1", "2"])
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it forked"))
    assert fork_reading(0, ["a.yaml"], 0) is None


def test_interrupts_wait_until_the_block_ends() -> None:
    received = array("q")
    usual = signal.signal(signal.SIGINT, lambda number, _frame: received.append(number))
    try:
        with block_interrupts():
            signal.raise_signal(signal.SIGINT)
            assert received == array("q")
        assert received == array("q", [signal.SIGINT])
    finally:
        signal.signal(signal.SIGINT, usual)

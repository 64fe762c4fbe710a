"""Work shared with other processes: nothing is lost, and none outlives the one that shares it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chipwatch.store.snapshot import open_base
from chipwatch.store.worker_processes import SharedWork, build_base_key
from conftest import Facts

SCRIPT = """
import os, sys, time
from chipwatch.store.snapshot import open_base
from chipwatch.store import worker_processes

def work(seconds):
    print(os.getpid(), flush=True)
    time.sleep(seconds)
    return seconds

if __name__ == "__main__":
    base = open_base((sys.argv[1],))
    key = worker_processes.build_base_key(base)
    with worker_processes.open_processes(1, worker_processes.open_same_base, key) as executor:
        shared = worker_processes.SharedWork([60], print)
        shared.start(executor, work, 1)
        while not shared.futures[0].running():
            time.sleep(0.01)
        shared.finish(work)
"""


KILLED = """
import os, signal, sys, time
from pathlib import Path
from chipwatch.store import worker_processes

def work_there(number):
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)

def work_here(number):
    Path(sys.argv[1]).touch()
    while not shared.futures[0].done():
        time.sleep(0.01)
    return number

if __name__ == "__main__":
    shared = worker_processes.SharedWork(range(40), lambda count: None)
    with worker_processes.open_processes(2, worker_processes.prepare_worker) as executor:
        shared.start(executor, work_there, 2)
        print(shared.finish(work_here) == list(range(40)))
"""


def ignore_count(_count: int) -> None:
    """Take no notice of how many chunks are done."""


def double(number: int) -> int:
    return 2 * number


class FewTasks(Executor):
    """Gives the futures of some tasks, and takes no further ones."""

    def __init__(self, *futures: "Future[int | None]") -> None:
        self._futures = iter(futures)

    def submit(self, *_arguments: object) -> "Future[Any]":  # type: ignore[override]
        for future in self._futures:
            return future
        raise BrokenProcessPool


def build_future(outcome: int | BaseException | None) -> "Future[int | None]":
    future: Future[int | None] = Future()
    future.set_running_or_notify_cancel()
    if isinstance(outcome, BaseException):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
    return future


def test_what_other_processes_leave_is_done_here() -> None:
    counts: list[int] = []
    work = SharedWork[int, int]([1, 2, 3, 4], counts.append)
    work.start(FewTasks(build_future(BrokenProcessPool()), build_future(None)), double, 1)
    assert work.finish(double) == [2, 4, 6, 8]
    assert counts == [3, 4, 4, 4]


def test_each_chunk_that_is_done_makes_room_for_another() -> None:
    work = SharedWork[int, int]([1, 2, 3, 4, 5], ignore_count)
    futures: list[Future[int | None]] = [Future() for _ in range(5)]
    work.start(FewTasks(*futures), double, 1)
    assert list(work.futures) == [0, 1, 2]
    futures[0].set_result(2)
    assert list(work.futures) == [0, 1, 2, 3]
    futures[1].cancel()
    futures[2].set_exception(ZeroDivisionError())
    assert list(work.futures) == [0, 1, 2, 3]


def test_an_error_in_another_process_is_raised_here() -> None:
    work = SharedWork[int, int]([1], ignore_count)
    work.start(FewTasks(build_future(ZeroDivisionError("no name"))), double, 1)
    with pytest.raises(ZeroDivisionError, match="no name"):
        work.finish(double)


def test_without_other_processes_all_is_done_here() -> None:
    counts: list[int] = []
    assert SharedWork[int, int]([1, 2], counts.append).finish(double) == [2, 4]
    assert counts == [1, 2]


def test_a_base_without_a_snapshot_is_known_by_its_contents(own_facts: Facts) -> None:
    folder = str(own_facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\n"}))
    with closing(open_base((folder,))) as base:
        base.cache_key = None
        key = build_base_key(base)
    (Path(folder) / "company" / "acme.yaml").write_text("name: Acma\nsources: [gazette]\n")
    with closing(open_base((folder,))) as base:
        base.cache_key = None
        assert build_base_key(base) != key
        assert build_base_key(base).layer_names == key.layer_names


@pytest.mark.slow
def test_a_process_that_is_killed_changes_no_answer_and_is_not_told(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(tmp_path / "begun")]
    completed = subprocess.run(command, capture_output=True, check=True)
    assert (completed.stdout, completed.stderr) == (b"True\n", b"")


@pytest.mark.slow
def test_a_process_ends_when_the_one_that_started_it_was_killed(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder = own_facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\n"})
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        assert process.stdout.read() == ""  # its end: the worker holds it no more
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"

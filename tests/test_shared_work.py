"""Work that is shared with other processes is all done, whatever becomes of the processes."""

import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from chipwatch.store import shared_work
from chipwatch.store.shared_work import SharedWork, Workers, prepare_worker


def double(number: int) -> int:
    """A chunk of work."""
    return 2 * number


def refuse(_number: int) -> int | None:
    """A chunk that the other process cannot do."""
    return None


def build_work(count: int, counts: list[int]) -> SharedWork[int, int]:
    return SharedWork(range(count), double, counts.append)


@pytest.mark.slow
@pytest.mark.parametrize("run", [double, refuse])
def test_each_chunk_is_done_here_or_there(run: object) -> None:
    counts: list[int] = []
    work = build_work(40, counts)
    workers = Workers(process_count=2, run=run, prepare=prepare_worker)  # type: ignore[arg-type]
    assert work.run(workers) == [double(number) for number in range(40)]
    assert counts[-1] == 40
    assert counts == sorted(counts)


def test_what_other_processes_leave_is_done_here() -> None:
    counts: list[int] = []
    work = build_work(4, counts)
    work.futures = {0: Future(), 1: Future(), 2: Future()}
    for future in (work.futures[0], work.futures[1]):
        future.set_running_or_notify_cancel()
    work.futures[0].set_exception(BrokenProcessPool())
    work.futures[1].set_result(None)
    assert work.finish() == [0, 2, 4, 6]
    assert counts == [3, 4, 4, 4]


def test_an_error_in_another_process_is_raised_here() -> None:
    work = build_work(1, [])
    future: Future[int | None] = Future()
    future.set_running_or_notify_cancel()
    future.set_exception(ZeroDivisionError("no number"))
    work.futures = {0: future}
    with pytest.raises(ZeroDivisionError, match="no number"):
        work.finish()


def test_without_semaphores_one_process_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError

    monkeypatch.setattr(shared_work, "ProcessPoolExecutor", fail)
    workers = Workers(process_count=1, run=refuse, prepare=prepare_worker)
    assert build_work(3, []).run(workers) == [0, 2, 4]


def test_ctrl_c_is_left_to_the_process_that_started_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handlers: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *handler: handlers.append(handler))
    prepare_worker()  # here no process started this one, with which it would end
    assert handlers == [(signal.SIGINT, signal.SIG_IGN)]

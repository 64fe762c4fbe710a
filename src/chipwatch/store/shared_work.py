"""Work that is shared with other processes: each takes a chunk at a time.

This process works too, from the end of the chunks, while the others come from their beginning. What
another cannot do, or leaves undone as it ended early, is done here.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Generic, NamedTuple, TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


class Workers(NamedTuple):
    """The other processes, and what they do; its functions are found by name where they run."""

    process_count: int
    run: Callable[[Any], Any]
    """Does a chunk of work; None where it cannot."""
    prepare: Callable[..., None]
    """Is called once in each process; calls ``prepare_worker``."""
    settings: tuple[object, ...] = ()
    """What ``prepare`` is given."""


class SharedWork(Generic[Chunk, Result]):
    """Chunks of work, and the results of those that are done."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        run_here: Callable[[Chunk], Result],
        progress: Callable[[int], None],
    ) -> None:
        self.chunks, self.run_here, self.progress = chunks, run_here, progress
        self.futures: dict[int, Future[Result | None]] = {}
        self.results: dict[int, Result] = {}

    def run(self, workers: Workers) -> list[Result]:
        """Do all of it; ``progress`` is told how many chunks are done.

        Whatever a chunk raises in another process is raised here.
        """
        try:
            executor = ProcessPoolExecutor(
                workers.process_count,
                # What this process has open may not be inherited, such as connections to SQLite.
                mp_context=get_context("spawn"),
                initializer=workers.prepare,
                initargs=workers.settings,
            )
        except (ImportError, NotImplementedError, OSError):  # where there are no semaphores
            return self.finish()
        try:
            self._offer_chunks(executor, workers)
            return self.finish()
        finally:
            executor.shutdown(cancel_futures=True)

    def _offer_chunks(self, executor: ProcessPoolExecutor, workers: Workers) -> None:
        """Offer all chunks to other processes, as far as the system lets them start."""
        with _block_interrupts(), suppress(OSError, BrokenProcessPool):
            for number, chunk in enumerate(self.chunks):
                self.futures[number] = executor.submit(workers.run, chunk)

    def finish(self) -> list[Result]:
        """Do here what no other process has begun, and what another could not; wait for it."""
        for number in reversed(range(len(self.chunks))):
            if number not in self.futures or self.futures[number].cancel():
                self.futures.pop(number, None)
                self._keep(number, self.run_here(self.chunks[number]))
        for number, future in self.futures.items():
            result = _wait_for_result(future)
            self._keep(number, self.run_here(self.chunks[number]) if result is None else result)
        return [self.results[number] for number in range(len(self.chunks))]

    def _keep(self, number: int, result: Result) -> None:
        self.results[number] = result
        waiting_count = sum(
            future.done() and other not in self.results for other, future in self.futures.items()
        )
        self.progress(len(self.results) + waiting_count)


def prepare_worker() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it was killed."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _wait_for_result(future: Future[Result | None]) -> Result | None:
    """Wait for the result of another process; None where it ended early."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


@contextmanager
def _block_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, not even while they start: it is for this one."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)

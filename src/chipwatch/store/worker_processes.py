"""Share work with other processes: on one base, which they open anew, or on files.

Ctrl-C is for the process that started them, and they end with it. It works too, from the end of the
list, while they come from its beginning; what another cannot do, as it ended early or would have
opened a base of other files, is done here.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from hashlib import sha256
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import Generic, Literal, NamedTuple, TypeVar

from ..model.problem import ChipwatchError
from .checksum import compute_checksum
from .interrupts import block_interrupts
from .knowledge_base import KnowledgeBase
from .snapshot import open_base

CHUNKS_AHEAD = 3
"""Chunks that each process has before it, so that it need not wait: one is in work, the others lie
in the queue of the pool, which takes one more than there are processes."""
Chunk = TypeVar("Chunk")
"""What a process works on at a time."""
Result = TypeVar("Result")
StartMethod = Literal["fork", "spawn"]
"""How other processes start: as copies of this one, where it can fork, or anew."""


class BaseKey(NamedTuple):
    """What another process needs to open the same base: its layers, and what it was made from."""

    layer_names: tuple[str, ...]
    checksum: str


def build_base_key(base: KnowledgeBase) -> BaseKey:
    """Build the key of a base: its checksum is that of its snapshot's key, or of its contents."""
    cache_key = base.cache_key
    checksum = sha256(repr(cache_key).encode()).hexdigest() if cache_key else compute_checksum(base)
    return BaseKey(layer_names=base.layer_names, checksum=checksum)


@contextmanager
def open_processes(
    process_count: int,
    start_worker: Callable[..., None],
    *arguments: object,
    method: StartMethod = "spawn",
) -> Iterator[ProcessPoolExecutor | None]:
    """Give what runs tasks in other processes, each of which begins with ``start_worker``.

    None where the system has no semaphores: all work is then done here.
    """
    try:
        executor = ProcessPoolExecutor(
            process_count,
            mp_context=get_context(method),
            initializer=start_worker,
            initargs=arguments,
        )
    except (ImportError, NotImplementedError, OSError):
        yield None
        return
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


class SharedWork(Generic[Chunk, Result]):
    """Chunks of work that are shared with other processes, and the results of those done.

    They are offered a few at a time: what is offered can no more be done here, and Python's pool
    dies of what was taken back when one of its processes is killed. ``progress`` is told how many
    chunks are done.
    """

    def __init__(self, chunks: Sequence[Chunk], progress: Callable[[int], None]) -> None:
        self.chunks, self.progress = chunks, progress
        self.futures: dict[int, Future[Result | None]] = {}
        self.results: dict[int, Result] = {}
        self._remaining_numbers = deque(range(len(chunks)))
        """The chunks that are neither offered nor done."""
        self._lock = Lock()
        """Is held while a chunk goes from those to another process or to this one."""

    def start(
        self,
        executor: Executor,
        work_there: Callable[[Chunk], Result | None],
        process_count: int,
    ) -> None:
        """Offer the first chunks to other processes, and further ones whenever one is done.

        The system may let none of them start.
        """

        def offer_next() -> None:
            if future := self._offer_first(executor, work_there):
                future.add_done_callback(offer_after)

        def offer_after(future: "Future[Result | None]") -> None:
            if not future.cancelled() and future.exception() is None:
                offer_next()

        with block_interrupts():
            for _ in range(process_count * CHUNKS_AHEAD):
                offer_next()

    def finish(self, work_here: Callable[[Chunk], Result]) -> list[Result]:
        """Do what is offered to no other process, and what another could not; wait for the others.

        Whatever the work raises in another process is raised here.
        """
        while (number := self._take_last()) is not None:
            self._keep(number, work_here(self.chunks[number]))
        for number, future in self.futures.items():
            result = _wait_for_result(future)
            self._keep(number, work_here(self.chunks[number]) if result is None else result)
        return [self.results[number] for number in range(len(self.chunks))]

    def report_progress(self) -> None:
        """Tell how many chunks are done, here and elsewhere."""
        waiting_count = sum(
            future.done() and number not in self.results
            for number, future in tuple(self.futures.items())
        )
        self.progress(len(self.results) + waiting_count)

    def _offer_first(
        self, executor: Executor, work_there: Callable[[Chunk], Result | None]
    ) -> "Future[Result | None] | None":
        """Offer the first chunk that remains; None where there is none, or nobody to take it."""
        with self._lock, suppress(OSError, RuntimeError):  # such as BrokenProcessPool
            if self._remaining_numbers:
                number = self._remaining_numbers[0]
                self.futures[number] = executor.submit(work_there, self.chunks[number])
                self._remaining_numbers.popleft()
                return self.futures[number]
        return None

    def _take_last(self) -> int | None:
        """Take the last chunk that remains, to be done here."""
        with self._lock:
            return self._remaining_numbers.pop() if self._remaining_numbers else None

    def _keep(self, number: int, result: Result) -> None:
        self.results[number] = result
        self.report_progress()


def open_same_base(base_key: BaseKey) -> KnowledgeBase | None:
    """Open the base in a process that was started for it; None where it would be another base."""
    prepare_worker()
    with suppress(ChipwatchError):
        base = open_base(base_key.layer_names)
        if build_base_key(base) == base_key:
            return base
    return None


def prepare_worker() -> None:
    """Leave Ctrl-C to the process that started this one, and end as soon as that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _wait_for_result(future: "Future[Result | None]") -> Result | None:
    """Wait for the result of another process; None where it ended early."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _end_with_parent() -> None:
    """End this process as soon as the one that started it was killed."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)

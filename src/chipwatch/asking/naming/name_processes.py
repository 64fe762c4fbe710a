"""Look names up on several cores: each process opens the same base and takes some names at a time.

This process looks names up too, from the end of the list, while the others come from its beginning.
What another cannot do, as it ended early or would have opened a base of other files, is done here.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from hashlib import sha256
from multiprocessing import get_context, parent_process
from threading import Thread

from ...model.problem import ChipwatchError
from ...store.knowledge_base import KnowledgeBase
from ...store.snapshot import open_base
from .exact import LookupResult
from .name_lookup import MIN_NAMES_IN_MEMORY, NameLookup, hold_names

Chunk = Sequence[str]
"""Names that a process looks up at a time."""
ChunkFuture = Future[list[LookupResult] | None]


def find_in_processes(
    base: KnowledgeBase,
    chunks: Sequence[Chunk],
    lookup: NameLookup,
    *,
    process_count: int,
    progress: Callable[[int], None],
) -> list[list[LookupResult]]:
    """Find what the names of each chunk may mean, in this and in other processes.

    ``progress`` is told how many chunks are done. Whatever a name raises in another process is
    raised here.
    """
    try:
        executor = ProcessPoolExecutor(
            process_count - 1,
            mp_context=get_context("spawn"),  # a connection to SQLite may not be inherited
            initializer=start_worker,
            initargs=(base.layer_names, compute_key_checksum(base), lookup),
        )
    except (ImportError, NotImplementedError, OSError):  # where there are no semaphores
        return ChunkSharing(chunks, lookup, progress).finish(base)
    try:
        sharing = ChunkSharing(chunks, lookup, progress)
        sharing.start(executor)
        return sharing.finish(hold_names(base, MIN_NAMES_IN_MEMORY))
    finally:
        executor.shutdown(cancel_futures=True)


class ChunkSharing:
    """Chunks that are shared with other processes, and the results of those that are done."""

    def __init__(
        self, chunks: Sequence[Chunk], lookup: NameLookup, progress: Callable[[int], None]
    ) -> None:
        self.chunks, self.lookup, self.progress = chunks, lookup, progress
        self.futures: dict[int, ChunkFuture] = {}
        self.results: dict[int, list[LookupResult]] = {}

    def start(self, executor: ProcessPoolExecutor) -> None:
        """Offer all chunks to other processes, as far as the system lets them start."""
        with _block_interrupts(), suppress(OSError, BrokenProcessPool):
            for number, chunk in enumerate(self.chunks):
                self.futures[number] = executor.submit(find_in_worker, chunk)

    def finish(self, base: KnowledgeBase) -> list[list[LookupResult]]:
        """Look up here what no other process has begun, and what another could not; wait for it."""
        for number in reversed(range(len(self.chunks))):
            if number not in self.futures or self.futures[number].cancel():
                self.futures.pop(number, None)
                self._keep(number, self.lookup.find_all(base, self.chunks[number]))
        for number, future in self.futures.items():
            results = _wait_for_results(future)
            if results is None:
                results = self.lookup.find_all(base, self.chunks[number])
            self._keep(number, results)
        return [self.results[number] for number in range(len(self.chunks))]

    def _keep(self, number: int, results: list[LookupResult]) -> None:
        self.results[number] = results
        waiting_count = sum(
            future.done() and other not in self.results for other, future in self.futures.items()
        )
        self.progress(len(self.results) + waiting_count)


def _wait_for_results(future: ChunkFuture) -> list[LookupResult] | None:
    """Wait for the results of another process; None where it ended early."""
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


def compute_key_checksum(base: KnowledgeBase) -> str:
    """Compute a checksum of what a base was made from."""
    return sha256(repr(base.cache_key).encode()).hexdigest()


_worker_base: KnowledgeBase | None = None
"""The base of a process that was started for names; None where it would be another base."""
_worker_lookup = NameLookup()


def start_worker(layer_names: tuple[str, ...], key_checksum: str, lookup: NameLookup) -> None:
    """Open the base in a process of its own, which ends with the one that started it."""
    global _worker_base, _worker_lookup
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(ChipwatchError):
        base = open_base(layer_names)
        if compute_key_checksum(base) == key_checksum:
            _worker_base, _worker_lookup = hold_names(base, MIN_NAMES_IN_MEMORY), lookup


def _end_with_parent() -> None:
    """End this process as soon as the one that started it was killed."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def find_in_worker(names: Chunk) -> list[LookupResult] | None:
    """Find what names may mean in a process of its own; None where its base would be another."""
    return _worker_lookup.find_all(_worker_base, names) if _worker_base else None

"""Look names up on several cores: each process takes some names of the same base at a time."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ...store.knowledge_base import KnowledgeBase
from ...store.worker_processes import (
    BaseKey,
    SharedWork,
    build_base_key,
    open_processes,
    open_same_base,
)
from .exact import LookupResult
from .name_lookup import MIN_NAMES_IN_MEMORY, NameLookup, hold_names

NameChunk: TypeAlias = Sequence[str]
"""Names that a process looks up at a time."""


def find_in_processes(
    base: KnowledgeBase,
    chunks: Sequence[NameChunk],
    lookup: NameLookup,
    *,
    process_count: int,
    progress: Callable[[int], None],
) -> list[list[LookupResult]]:
    """Find what the names of each chunk may mean, in this and in other processes.

    ``progress`` is told how many chunks are done. Whatever a name raises in another process is
    raised here.
    """
    work = SharedWork[NameChunk, list[LookupResult]](chunks, progress)
    start = (start_worker, build_base_key(base), lookup)
    with open_processes(process_count - 1, *start) as executor:
        if executor:
            work.start(executor, find_in_worker, process_count - 1)
            base = hold_names(base, MIN_NAMES_IN_MEMORY)
        return work.finish(lambda names: lookup.find_all(base, names))


_worker_base: KnowledgeBase | None = None
"""The base of a process that was started for names; None where it would be another base."""
_worker_lookup = NameLookup()


def start_worker(base_key: BaseKey, lookup: NameLookup) -> None:
    """Open the base in a process of its own."""
    global _worker_base, _worker_lookup
    base = open_same_base(base_key)
    if base:
        _worker_base, _worker_lookup = hold_names(base, MIN_NAMES_IN_MEMORY), lookup


def find_in_worker(names: NameChunk) -> list[LookupResult] | None:
    """Find what names may mean in a process of its own; None where its base would be another."""
    return _worker_lookup.find_all(_worker_base, names) if _worker_base else None

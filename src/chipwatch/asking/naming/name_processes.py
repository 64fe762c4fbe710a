"""Look names up on several cores: each process opens the same base and takes some names at a time.

What another cannot do, as it ended early or would have opened a base of other files, is done here.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256

from ...model.problem import ChipwatchError
from ...store.knowledge_base import KnowledgeBase
from ...store.shared_work import SharedWork, Workers, prepare_worker
from ...store.snapshot import open_base
from .exact import LookupResult
from .name_lookup import MIN_NAMES_IN_MEMORY, NameLookup, hold_names

Chunk = Sequence[str]
"""Names that a process looks up at a time."""


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
    workers = Workers(
        process_count=process_count - 1,
        run=find_in_worker,
        prepare=start_worker,
        settings=(base.layer_names, compute_key_checksum(base), lookup),
    )
    return SharedWork(chunks, _build_lookup(base, lookup), progress).run(workers)


def _build_lookup(base: KnowledgeBase, lookup: NameLookup) -> Callable[[Chunk], list[LookupResult]]:
    """Build what looks names up here; their base is held in memory once others have started."""

    @cache
    def hold_base() -> KnowledgeBase:
        return hold_names(base, MIN_NAMES_IN_MEMORY)

    def find_here(names: Chunk) -> list[LookupResult]:
        return lookup.find_all(hold_base(), names)

    return find_here


def compute_key_checksum(base: KnowledgeBase) -> str:
    """Compute a checksum of what a base was made from."""
    return sha256(repr(base.cache_key).encode()).hexdigest()


_worker_base: KnowledgeBase | None = None
"""The base of a process that was started for names; None where it would be another base."""
_worker_lookup = NameLookup()


def start_worker(layer_names: tuple[str, ...], key_checksum: str, lookup: NameLookup) -> None:
    """Open the base in a process of its own, which ends with the one that started it."""
    global _worker_base, _worker_lookup
    prepare_worker()
    with suppress(ChipwatchError):
        base = open_base(layer_names)
        if compute_key_checksum(base) == key_checksum:
            _worker_base, _worker_lookup = hold_names(base, MIN_NAMES_IN_MEMORY), lookup


def find_in_worker(names: Chunk) -> list[LookupResult] | None:
    """Find what names may mean in a process of its own; None where its base would be another."""
    return _worker_lookup.find_all(_worker_base, names) if _worker_base else None

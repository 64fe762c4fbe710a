"""The snapshot: a base kept as an SQLite file between runs, and never believed wrongly.

It is used only if nothing about the file is odd (``snapshot_file``) and its key is that of the base
as it is now (``cache_key``). Anything else means that the base is built again, in memory, and the
file replaced where that is possible. So does a page that SQLite cannot read when it is needed. The
base is built of all fact files, of a copy of the old snapshot and the files changed since
(``snapshot_update``), of what the wheel carries (``shipped_snapshot``), or of that and the files of
further layers (``extend_bundled_snapshot``).

A second edit of equal size within one tick of the file system's clock would leave the key as it is:
a base with a file changed so shortly before it was read is not kept. An edit that puts the old time
back is noticed by the time of the last change of any kind, which no program can set.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from ..model.kind import KINDS
from ..reading.file_states import StateReader, list_change_times, split_states
from ..reading.layers import (
    SCHEMA_FILE_NAME,
    FactFolder,
    Layer,
    collect_files,
    list_fact_folders,
    resolve_layers,
)
from .cache_folder import find_cache_folder
from .cache_key import CacheKey, build_cache_key, drop_files
from .knowledge_base import KnowledgeBase
from .snapshot_file import keep_key, open_copy, open_snapshot, save_snapshot
from .table_reader import Database, TableReader

if TYPE_CHECKING:
    from ..reading.loader import FilesReader

BuildRunner = Callable[[Callable[["FilesReader | None"], Database]], Database]
"""Runs what builds a database, and hands it what reads files."""
FINE_TICK_NANOSECONDS, COARSE_TICK_NANOSECONDS = 20_000_000, 2_000_000_000
"""Nanoseconds in which a second edit may leave a file's times as they were; coarse file systems
count whole seconds."""
MAX_READINGS = 3
"""Times that files which change while they are read are read before the answer is given."""


def open_base(
    layer_names: tuple[str, ...] = (),
    run_build: BuildRunner | None = None,
    reader: StateReader | None = None,
) -> KnowledgeBase:
    """Open the base of these layers, from its snapshot if that is good.

    The kinds that it declares are in force from then on. ``run_build`` runs what reads the files,
    where that has to be done; ``reader`` reads their states, which tell whether one has changed.
    Raises UnreadableBaseError.
    """
    base_layers = resolve_layers(layer_names)
    folders = list_fact_folders(base_layers, reader)
    path = _build_snapshot_path(base_layers)
    base = _open_layers(base_layers, folders, path, run_build=run_build)
    base.layer_names = layer_names
    return base


def open_base_apart_from(
    layer_names: tuple[str, ...], paths: Collection[str]
) -> KnowledgeBase | None:
    """Open a base whose files at these paths may be as they were at any time, or be missing.

    So what else it has is had at once, though one of these files was edited. None where no
    snapshot can be kept.
    """
    base_layers = resolve_layers(layer_names)
    path = _build_snapshot_path(base_layers)
    if path is None:
        return None

    def reduce_key(cache_key: CacheKey) -> CacheKey:
        return drop_files(cache_key, paths)

    return _open_layers(base_layers, list_fact_folders(base_layers), path, reduce_key)


def _open_layers(
    base_layers: tuple[Layer, ...],
    folders: Sequence[FactFolder],
    path: Path | None,
    reduce_key: Callable[[CacheKey], CacheKey] = keep_key,
    run_build: BuildRunner | None = None,
) -> KnowledgeBase:
    cache_key = build_cache_key(base_layers, folders)
    connection = open_snapshot(path, cache_key, reduce_key) if path else None

    def build_anew() -> Database:
        folders = list_fact_folders(base_layers)
        return build_database(base_layers, folders, path, reads_all=True)

    def build(read_documents: "FilesReader | None" = None) -> Database:
        return _build_or_await_database(base_layers, folders, path, read_documents)

    connection = connection or (run_build(build) if run_build else build())
    base = KnowledgeBase(TableReader(connection, rebuild=build_anew))
    base.cache_key = cache_key if path else None
    base.use_kinds()
    return base


def use_kinds_of(layer_names: tuple[str, ...]) -> None:
    """Put the kinds in force that layers declare; without a schema file, no base is opened.

    Raises UnreadableBaseError.
    """
    base_layers = resolve_layers(layer_names)
    if any(
        layer.root.name == SCHEMA_FILE_NAME or (layer.root / SCHEMA_FILE_NAME).exists()
        for layer in base_layers
    ):
        open_base(layer_names).close()
    else:
        KINDS.use(KINDS.bundled)


def _build_or_await_database(
    base_layers: tuple[Layer, ...],
    folders: Sequence[FactFolder],
    path: Path | None,
    read_documents: "FilesReader | None",
) -> Database:
    """Build the database, or open the snapshot of another process that is just building it."""
    if path is None:
        return build_database(base_layers, folders, path, read_documents)
    from .build_lock import hold_build_lock

    with hold_build_lock(path) as has_waited:
        if has_waited:
            folders = list_fact_folders(base_layers)
        # Another process may have built it after this one had looked for it, or waited.
        if connection := open_snapshot(path, build_cache_key(base_layers, folders)):
            return connection
        return build_database(base_layers, folders, path, read_documents)


def build_database(
    base_layers: tuple[Layer, ...],
    folders: Sequence[FactFolder],
    path: Path | None,
    read_documents: "FilesReader | None" = None,
    *,
    reads_all: bool = False,
) -> Database:
    """Read the files into a database in memory; keep a copy of it at ``path``, where it may be.

    Files that change meanwhile are read again, MAX_READINGS times in all. ``read_documents`` reads
    them in another way than one after another. ``reads_all`` does without what snapshots have, of
    which one was damaged.
    """
    for _ in range(MAX_READINGS):
        cache_key, started_at = build_cache_key(base_layers, folders), time.time_ns()
        kept = None if reads_all else _start_from_snapshot(base_layers, folders, path, cache_key)
        connection = kept or _read_into_memory(folders, read_documents)
        folders_afterwards = list_fact_folders(base_layers)
        if build_cache_key(base_layers, folders_afterwards) == cache_key:
            if path and not _has_racy_file(folders, started_at):
                save_snapshot(connection, path, cache_key)
            connection.drop_file()
            return connection
        folders = folders_afterwards
    connection.drop_file()
    connection.has_mixed_files = True
    return connection


def _start_from_snapshot(
    base_layers: tuple[Layer, ...],
    folders: Sequence[FactFolder],
    path: Path | None,
    cache_key: CacheKey,
) -> Database | None:
    """Make the database of what snapshots have and the files changed since; None if unsafe."""
    from .shipped_snapshot import load_shipped_snapshot

    return (
        load_shipped_snapshot(base_layers, folders)
        or (path and _update_older_snapshot(path, cache_key, folders))
        or _extend_bundled_snapshot(base_layers, cache_key, folders)
    )


def _update_older_snapshot(
    path: Path, cache_key: CacheKey, folders: Sequence[FactFolder]
) -> Database | None:
    from .snapshot_update import update_snapshot  # with all that reads files

    return update_snapshot(path, cache_key, folders)


def _extend_bundled_snapshot(
    base_layers: tuple[Layer, ...], cache_key: CacheKey, folders: Sequence[FactFolder]
) -> Database | None:
    """Add the files of further layers to a snapshot of the bundled one; None where that is unsafe.

    The snapshot is that of an earlier answer, or what the wheel carries.
    """
    bundled_layers = resolve_layers(())
    if (
        len(base_layers) == len(bundled_layers)
        or base_layers[: len(bundled_layers)] != bundled_layers
    ):
        return None
    from .shipped_snapshot import load_shipped_snapshot
    from .snapshot_update import extend_database

    bundled_folders = [folder for folder in folders if folder.layer < len(bundled_layers)]
    connection = _copy_kept_snapshot(bundled_layers, bundled_folders) or load_shipped_snapshot(
        bundled_layers, bundled_folders
    )
    return connection and extend_database(connection, cache_key, folders, len(bundled_layers))


def _copy_kept_snapshot(
    base_layers: tuple[Layer, ...], folders: Sequence[FactFolder]
) -> Database | None:
    """Copy the snapshot of some layers, if it was kept and is of the files as they are."""
    path = _build_snapshot_path(base_layers)
    snapshot = path and open_copy(path)
    if not snapshot:
        return None
    if snapshot.cache_key == build_cache_key(base_layers, folders):
        return snapshot.connection
    snapshot.connection.close()
    return None


def _read_into_memory(
    folders: Sequence[FactFolder], read_documents: "FilesReader | None"
) -> Database:
    from ..reading.loader import load_unrated_facts, stop_garbage_collection
    from .database_writer import write_database

    connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    files = collect_files(folders)
    with stop_garbage_collection():  # until all that was read is gone, which it would walk
        write_database(
            connection,
            load_unrated_facts(files, read_documents=read_documents),
            may_fork=read_documents is not None,
        )
    return connection


def _build_snapshot_path(base_layers: tuple[Layer, ...]) -> Path | None:
    """Choose a file for each set of layers and each place where the package is installed."""
    folder = find_cache_folder()
    if folder is None:
        return None
    identity = "\n".join((__file__, *(f"{layer.label}={layer.root}" for layer in base_layers)))
    return folder / f"{crc32(identity.encode(errors='surrogateescape')):08x}.sqlite"


def _has_racy_file(folders: Iterable[FactFolder], now: int) -> bool:
    """Tell whether a file changed so lately that a further edit may leave its times as they are."""
    return any(
        0 <= now - changed_at < _choose_tick(changed_at)
        for folder in folders
        for state in (*split_states(folder.states), *(file.state for file in folder.exceptions))
        if state
        for changed_at in list_change_times(state)
    )


def _choose_tick(changed_at: int) -> int:
    return FINE_TICK_NANOSECONDS if changed_at % 1_000_000_000 else COARSE_TICK_NANOSECONDS

"""The snapshot: a base kept as an SQLite file between runs, and never believed wrongly.

It is used only if nothing about the file is odd (``snapshot_file``) and its key is that of the base
as it is now (``cache_key``). Anything else means that the base is built again, in memory, and the
file replaced where that is possible. So does a page that SQLite cannot read when it is needed.

A second edit of equal size within one tick of the file system's clock would leave the key as it is:
a base with a file changed so shortly before it was read is not kept. An edit that puts the old time
back is noticed by the time of the last change of any kind, which no program can set.
"""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from ..model.kind import KINDS
from ..reading.layers import (
    SCHEMA_FILE_NAME,
    FactFile,
    FactFolder,
    Layer,
    collect_files,
    list_fact_folders,
    read_change_times,
    resolve_layers,
)
from .cache_folder import find_cache_folder
from .cache_key import build_cache_key
from .knowledge_base import KnowledgeBase
from .snapshot_file import open_snapshot, save_snapshot
from .table_reader import Database, TableReader

FINE_TICK_NANOSECONDS, COARSE_TICK_NANOSECONDS = 20_000_000, 2_000_000_000
"""Nanoseconds in which a second edit may leave a file's times as they were; coarse file systems
count whole seconds."""
MAX_READINGS = 3
"""Times that files which change while they are read are read before the answer is given."""


def open_base(layer_names: tuple[str, ...] = ()) -> KnowledgeBase:
    """Open the base of these layers, from its snapshot if that is good.

    The kinds that it declares are in force from then on. Raises UnreadableBaseError.
    """
    base_layers = resolve_layers(layer_names)
    folders = list_fact_folders(base_layers)
    path = _build_snapshot_path(base_layers)
    connection = open_snapshot(path, build_cache_key(base_layers, folders)) if path else None

    def build_connection() -> Database:
        return build_database(base_layers, list_fact_folders(base_layers), path)

    connection = connection or build_database(base_layers, folders, path)
    base = KnowledgeBase(TableReader(connection, rebuild=build_connection))
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


def build_database(
    base_layers: tuple[Layer, ...], folders: Sequence[FactFolder], path: Path | None
) -> Database:
    """Read the files into a database in memory; keep a copy of it at ``path``, where it may be.

    Files that change meanwhile are read again, MAX_READINGS times in all.
    """
    for _ in range(MAX_READINGS):
        cache_key, started_at = build_cache_key(base_layers, folders), time.time_ns()
        files = collect_files(folders)
        connection = _read_into_memory(base_layers, files)
        folders_afterwards = list_fact_folders(base_layers)
        if build_cache_key(base_layers, folders_afterwards) == cache_key:
            if path and not _has_racy_file(files, started_at):
                save_snapshot(connection, path, cache_key)
            return connection
        folders = folders_afterwards
    connection.has_mixed_files = True
    return connection


def _read_into_memory(base_layers: tuple[Layer, ...], files: Sequence[FactFile]) -> Database:
    """Read the facts, or what was read of them when the package was made."""
    from .shipped_snapshot import load_shipped_snapshot

    if shipped := load_shipped_snapshot(base_layers, files):
        return shipped
    from ..reading.loader import load_fact_files
    from .database_writer import write_database

    connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    write_database(connection, load_fact_files(files))
    return connection


def _build_snapshot_path(base_layers: tuple[Layer, ...]) -> Path | None:
    """Choose a file for each set of layers and each place where the package is installed."""
    folder = find_cache_folder()
    if folder is None:
        return None
    identity = "\n".join((__file__, *(f"{layer.label}={layer.root}" for layer in base_layers)))
    return folder / f"{crc32(identity.encode(errors='surrogateescape')):08x}.sqlite"


def _has_racy_file(files: Sequence[FactFile], now: int) -> bool:
    """Tell whether a file changed so lately that a further edit may leave its times as they are."""
    return any(
        0 <= now - changed_at < _choose_tick(changed_at)
        for file in files
        if file.state
        for changed_at in read_change_times(file.state)
    )


def _choose_tick(changed_at: int) -> int:
    return FINE_TICK_NANOSECONDS if changed_at % 1_000_000_000 else COARSE_TICK_NANOSECONDS

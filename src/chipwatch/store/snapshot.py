"""The snapshot: a base kept as an SQLite file between runs, and never believed wrongly.

It is believed only if it has our mark, its size is whole, its own time stamp is the seal written
inside it (whoever writes to it later breaks that), its checksum is right, and its key is that of
the files as they are now: path, size, and times of change of every fact file and of every module of
the package. Anything else means that the base is built again, in memory, and the file replaced
where that is possible.
So does a page that SQLite cannot read, or a row that makes no sense, when it comes up in an answer.
Nothing is ever patched.

A second edit of equal size within one tick of the file system's clock would leave the key as it is:
a base with a file changed so shortly before it was read is not kept. An edit that puts the old time
back is noticed by the time of the last change of any kind, which no program can set.

A file of more than SUMMED bytes has no checksum, as summing it would take longer than the answer:
there a bit that flips while the file's own time stays as it was may go unnoticed.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

from ..reading.layers import FactFile, Layer, list_fact_files, resolve_layers
from ..version import __version__
from .knowledge_base import APPLICATION_ID, Database, KnowledgeBase

FINE_TICK_NANOSECONDS, COARSE_TICK_NANOSECONDS = 20_000_000, 2_000_000_000
"""Nanoseconds in which a second edit may leave a file's times as they were; coarse file systems
count whole seconds."""
MAX_CHECKSUMMED_BYTES = 8 * 2**20
"""Bytes up to which a snapshot is summed each time it is opened."""
CHECKSUM_OFFSET = 60
"""Where in an SQLite file the four bytes stand that are the application's own: its user version."""
CHECKSUM_CHUNK_BYTES = 2**17
"""Bytes summed at a time."""
STALE_AFTER_SECONDS = 3600
"""Seconds after which a file left by a killed build is removed."""


def open_base(layer_names: tuple[str, ...] = ()) -> KnowledgeBase:
    """The base of these layers, from its snapshot if that is good; raises UnreadableBaseError."""
    base_layers = resolve_layers(layer_names)
    files = list_fact_files(base_layers)
    cache_key = _build_cache_key(base_layers, files)
    path = _build_snapshot_path(base_layers)
    connection = _open_snapshot(path, cache_key) if path else None

    def build_connection() -> sqlite3.Connection:
        return build_database(base_layers, files, path)

    return KnowledgeBase(connection or build_connection(), build_connection)


def build_database(
    base_layers: tuple[Layer, ...], files: Sequence[FactFile], path: Path | None
) -> sqlite3.Connection:
    """Read the files into a database in memory; keep a copy of it at ``path``, where it may be."""
    from ..reading.loader import load_fact_files
    from .sql_schema import write_database

    started_at = time.time_ns()
    connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    cache_key = _build_cache_key(base_layers, files)
    write_database(connection, load_fact_files(files))
    if (
        path
        and not _has_racy_file(files, started_at)
        and _build_cache_key(base_layers, list_fact_files(base_layers)) == cache_key
    ):
        _save_snapshot(connection, path, cache_key)
    return connection


def find_cache_folder() -> Path | None:
    """Where snapshots are kept; None where there is no home to keep them in."""
    if sys.platform == "linux" and (folder := _find_linux_cache_folder()):
        return folder
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("chipwatch", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def _find_linux_cache_folder() -> Path | None:
    """What platformdirs says on Linux where nothing is unusual.

    Loading it takes a fifth of all the time that a warm answer has beside that of Typer.
    """
    for variable, inner in (("XDG_CACHE_HOME", ""), ("HOME", ".cache")):
        home = os.environ.get(variable, "")
        if home.startswith("/") and "ANDROID_DATA" not in os.environ:
            return Path(home, inner, "chipwatch")
    return None


def _build_snapshot_path(base_layers: tuple[Layer, ...]) -> Path | None:
    """One file for each set of layers and each place where the package is installed."""
    folder = find_cache_folder()
    identity = "\n".join((__file__, *(f"{layer.label}={layer.root}" for layer in base_layers)))
    return (
        folder / f"{crc32(identity.encode(errors='surrogateescape')):08x}.sqlite"
        if folder
        else None
    )


def _build_cache_key(base_layers: tuple[Layer, ...], files: Sequence[FactFile]) -> str:
    """Everything that what is read depends on, in full."""
    modules = _list_modules(os.fspath(Path(__file__).parent.parent))
    lines = [__version__, *(f"{layer.label}={layer.root}" for layer in base_layers)]
    lines += [
        f"{file.layer}|{file.path}|{file.size}|{file.mtime_ns}|{file.ctime_ns}"
        f"|{file.inode}|{file.device}|{file.obstacle}"
        for file in files
    ]
    lines += [f"{path}|{size}|{changed}" for path, size, changed in modules]
    cache_key = "\n".join(lines)
    return (
        cache_key
        if cache_key.isascii()
        else cache_key.encode(errors="surrogateescape").decode(errors="replace")
    )


def _list_modules(folder: str) -> list[tuple[str, int, int]]:
    """Path, size and time of change of every module under a folder of the package."""
    modules = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                file_status = entry.stat()
                modules.append((entry.path, file_status.st_size, file_status.st_mtime_ns))
            elif entry.name not in ("data", "seeds", "__pycache__") and entry.is_dir():
                modules += _list_modules(entry.path)
    return sorted(modules)


def _has_racy_file(files: Sequence[FactFile], now: int) -> bool:
    """Whether a file was changed so lately that a further edit may leave its times as they are."""
    return any(
        0 <= now - changed_at < _choose_tick(changed_at)
        for file in files
        for changed_at in (file.mtime_ns, file.ctime_ns)
    )


def _choose_tick(changed_at: int) -> int:
    return FINE_TICK_NANOSECONDS if changed_at % 1_000_000_000 else COARSE_TICK_NANOSECONDS


def _open_snapshot(path: Path, cache_key: str) -> sqlite3.Connection | None:
    """The snapshot at a path, or None where anything about it is odd."""
    try:
        file_status = path.stat()
        if file_status.st_size <= MAX_CHECKSUMMED_BYTES and not _has_valid_checksum(path):
            return None
        connection = sqlite3.connect(
            _build_sqlite_uri(path), uri=True, factory=Database, check_same_thread=False
        )
    except (OSError, sqlite3.Error, ValueError):
        return None
    with suppress(sqlite3.Error):
        if _is_valid_snapshot(connection, file_status, cache_key):
            return connection
    connection.close()
    return None


def _has_valid_checksum(path: Path) -> bool:
    """Whether a snapshot is what was written, by the checksum that it carries."""
    stored_checksum, computed_checksum = _read_checksums(path)
    return stored_checksum == computed_checksum


def _read_checksums(path: Path) -> tuple[bytes, bytes]:
    """The four bytes that a file carries to stand for all its others, and what they should be.

    It is read piece by piece into one place: memory for all of it would take longer than its sum.
    """
    chunk = memoryview(bytearray(CHECKSUM_CHUNK_BYTES))
    with path.open("rb", buffering=0) as file:
        byte_count = file.readinto(chunk)
        stored_checksum = bytes(chunk[CHECKSUM_OFFSET : CHECKSUM_OFFSET + 4])
        computed_checksum = crc32(
            chunk[CHECKSUM_OFFSET + 4 : byte_count], crc32(chunk[:CHECKSUM_OFFSET])
        )
        while byte_count := file.readinto(chunk):
            computed_checksum = crc32(chunk[:byte_count], computed_checksum)
    return stored_checksum, computed_checksum.to_bytes(4, "big")


def _build_sqlite_uri(path: Path) -> str:
    """The path as an address that SQLite opens for reading alone, without looking for a journal."""
    escaped_path = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped_path}?mode=ro&immutable=1"


def _is_valid_snapshot(
    connection: sqlite3.Connection, file_status: os.stat_result, cache_key: str
) -> bool:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (page_count,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if application_id != APPLICATION_ID or page_count * page_size != file_status.st_size:
        return False
    row = connection.execute("SELECT key, seal FROM meta").fetchone()
    return bool(row == (cache_key, file_status.st_mtime_ns))


def _save_snapshot(connection: sqlite3.Connection, path: Path, cache_key: str) -> None:
    """Write the database aside and rename it into place; where that fails there is no snapshot."""
    temporary_path = path.with_name(f"{path.stem}.{os.getpid()}.{time.time_ns()}.tmp")
    seal = time.time_ns() // COARSE_TICK_NANOSECONDS * COARSE_TICK_NANOSECONDS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_leftovers(path.parent)
        connection.execute("INSERT INTO meta VALUES (?, ?)", (cache_key, seal))
        connection.commit()
        with closing(sqlite3.connect(temporary_path)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")  # a page that a power cut loses is noticed
            connection.backup(copy)
        if temporary_path.stat().st_size <= MAX_CHECKSUMMED_BYTES:
            _, checksum = _read_checksums(temporary_path)
            with temporary_path.open("r+b") as file:
                file.seek(CHECKSUM_OFFSET)
                file.write(checksum)
        os.utime(temporary_path, ns=(seal, seal))
        temporary_path.replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            temporary_path.unlink()


def _sweep_leftovers(folder: Path) -> None:
    """Remove what builds that were killed have left behind."""
    for leftover in folder.glob("*.tmp"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > STALE_AFTER_SECONDS:
                leftover.unlink()

"""The file of a snapshot: written aside, sealed and renamed; checked before it is believed.

It carries the checksum of all its bytes, its own time stamp (the seal, which whoever writes to it
later breaks) and the key of what it was made from. Nothing in it is ever patched.

Every byte is checked before any is believed. The checksum of a file of more than
MAX_CHECKSUMMED_BYTES takes longer than most answers: that it was right is noted in a file beside
it, with the state of the snapshot as the system tells it, and believed for RECHECK_AFTER_SECONDS.
Whatever writes to the snapshot meanwhile changes the time of its last change of any kind, which no
program can set, and the note counts no more.
"""

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from .cache_key import CacheKey, FolderKey
from .table_reader import APPLICATION_ID, Database

SEAL_NANOSECONDS = 2_000_000_000
"""What the time stamp of a snapshot is a multiple of, so that every file system can keep it."""
MAX_CHECKSUMMED_BYTES = 2 * 2**20
"""Bytes up to which a snapshot is checked each time it is opened, at some 2.5 GB a second: that is
less than 1 ms; the note of a check takes a tenth of one."""
RECHECK_AFTER_SECONDS = 3600
"""Seconds for which a check of a larger snapshot counts, as a disk may lose bits by itself."""
SETTLED_AFTER_SECONDS = 2
"""Seconds after its last change from which a check is noted: a change right after another may leave
the times of a file as they are, on file systems that count whole seconds."""
CHECKSUM_OFFSET = 60
"""Where an SQLite file has four bytes for applications: its user version."""
CHECKSUM_CHUNK_BYTES = 2**17
"""Bytes read at a time."""


class KeyedSnapshot(NamedTuple):
    """A snapshot that is whole, and the key of what it was made from."""

    connection: Database
    cache_key: CacheKey


def keep_key(cache_key: CacheKey) -> CacheKey:
    """Keep a key as it is."""
    return cache_key


def open_snapshot(
    path: Path, cache_key: CacheKey, reduce_key: Callable[[CacheKey], CacheKey] = keep_key
) -> Database | None:
    """Open the snapshot at a path; None where anything about it is odd.

    Its key must be the one given, both reduced to what matters to the question.
    """
    try:
        file_status = path.stat()
        if not stat.S_ISREG(file_status.st_mode):  # a pipe would keep us waiting
            return None
        connection = sqlite3.connect(
            build_sqlite_uri(path), uri=True, factory=Database, check_same_thread=False
        )
    except (OSError, sqlite3.Error, ValueError):
        return None
    with suppress(OSError, sqlite3.Error, TypeError, ValueError):
        # The key is read first, as of one that does not fit nothing need be checked.
        stored_key = _read_key(connection, file_status)
        is_wanted = stored_key is not None and reduce_key(stored_key) == reduce_key(cache_key)
        if is_wanted and _is_checked(path, file_status):
            return connection
    connection.close()
    return None


def open_copy(path: Path) -> KeyedSnapshot | None:
    """Open a copy of the snapshot at a path, to be changed; None where anything is odd.

    Every byte of it is checked: a note of an earlier check does not count, as the changed copy
    would have a right checksum of whatever the disk has lost since. It is a file aside, which takes
    half the time of a copy in memory that is written out later; in memory where there can be none,
    and on Windows, which renames and removes no file that is open.
    """
    aside_path, snapshot = build_aside_path(path), None
    try:
        with suppress(OSError, sqlite3.Error, ValueError):
            file_status = path.stat()
            if stat.S_ISREG(file_status.st_mode):  # a pipe would keep us waiting
                if os.name == "posix":
                    snapshot = _copy_aside(path, file_status, aside_path)
                else:
                    snapshot = _copy_into_memory(path, file_status)
    finally:
        if snapshot is None:
            _remove(aside_path)
    return snapshot


def _copy_aside(path: Path, file_status: os.stat_result, aside_path: Path) -> KeyedSnapshot | None:
    from shutil import copyfile

    try:
        copyfile(path, aside_path)
    except OSError:
        return _copy_into_memory(path, file_status)
    connection = sqlite3.connect(aside_path, factory=Database, check_same_thread=False)
    connection.aside_path = aside_path
    cache_key = _read_key_of_whole(connection, aside_path, file_status)
    if cache_key is None:
        connection.close()
        return None
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")  # a page that a power cut loses is noticed
    return KeyedSnapshot(connection=connection, cache_key=cache_key)


def _copy_into_memory(path: Path, file_status: os.stat_result) -> KeyedSnapshot | None:
    with closing(sqlite3.connect(build_sqlite_uri(path), uri=True)) as original:
        cache_key = _read_key_of_whole(original, path, file_status)
        if cache_key is None:
            return None
        connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
        original.backup(connection)
    return KeyedSnapshot(connection=connection, cache_key=cache_key)


def _read_key_of_whole(
    connection: sqlite3.Connection, path: Path, file_status: os.stat_result
) -> CacheKey | None:
    """Read the key of a file whose every byte is as it was written; None of any other."""
    stored_checksum, computed_checksum = read_checksums(path)
    return _read_key(connection, file_status) if stored_checksum == computed_checksum else None


def build_aside_path(path: Path) -> Path:
    """Build a path beside a snapshot, at which no other process writes."""
    return path.with_name(f"{path.stem}.{os.getpid()}.{time.time_ns()}.tmp")


def _is_checked(path: Path, file_status: os.stat_result) -> bool:
    """Tell whether a snapshot is what was written: checked now, or a large one a while ago."""
    # Windows tells when a file was made, and not when it was last changed in any way.
    may_be_noted = file_status.st_size > MAX_CHECKSUMMED_BYTES and os.name == "posix"
    if may_be_noted and _has_valid_note(path, file_status):
        return True
    started_at = time.time()
    stored_checksum, computed_checksum = read_checksums(path)
    if stored_checksum != computed_checksum:
        return False
    if may_be_noted and started_at - file_status.st_ctime >= SETTLED_AFTER_SECONDS:
        with suppress(OSError):
            _get_note_path(path).write_text(_describe_state(file_status), encoding="utf-8")
    return True


def _has_valid_note(path: Path, file_status: os.stat_result) -> bool:
    """Tell whether a note says that the file was checked in this very state, and lately."""
    note_path = _get_note_path(path)
    try:
        age = time.time() - note_path.stat().st_mtime
        noted_state = note_path.read_bytes()
    except OSError:
        return False
    return 0 <= age < RECHECK_AFTER_SECONDS and noted_state == _describe_state(file_status).encode()


def _get_note_path(path: Path) -> Path:
    return path.with_suffix(".checked")


def _describe_state(status: os.stat_result) -> str:
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return " ".join(map(str, (status.st_size, *times, status.st_ino, status.st_dev)))


def save_snapshot(connection: Database, path: Path, cache_key: CacheKey) -> None:
    """Write a database aside and rename it into place; where that fails there is no snapshot.

    One that is in a file aside already is only sealed, and written to no more.
    """
    from .cache_sweep import sweep_cache

    aside_path = connection.aside_path or build_aside_path(path)
    seal = time.time_ns() // SEAL_NANOSECONDS * SEAL_NANOSECONDS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_cache(path.parent)
        connection.execute("INSERT INTO meta VALUES (?, ?)", (cache_key.setting, seal))
        connection.executemany("INSERT INTO folder VALUES (?, ?, ?, ?, ?)", cache_key.folders)
        connection.commit()
        if connection.aside_path:
            connection.execute("PRAGMA query_only = ON")
            _write_checksum(aside_path)
        else:
            copy_database(connection, aside_path)
        os.utime(aside_path, ns=(seal, seal))
        aside_path.replace(path)
        connection.aside_path = None
    except (OSError, sqlite3.Error):
        _remove(aside_path)
    except BaseException:  # such as Ctrl-C
        _remove(aside_path)
        raise


def remove_key(connection: sqlite3.Connection) -> None:
    """Remove what a database that is a copy of a snapshot says that it was made from."""
    connection.execute("DELETE FROM meta")
    connection.execute("DELETE FROM folder")


def copy_database(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a database into a new file that carries its checksum."""
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")  # a page that a power cut loses is noticed
        connection.backup(copy)
    _write_checksum(path)


def _write_checksum(path: Path) -> None:
    """Write into a file the checksum of all its other bytes."""
    _, checksum = read_checksums(path)
    with path.open("r+b") as file:
        file.seek(CHECKSUM_OFFSET)
        file.write(checksum)


def read_checksums(path: Path) -> tuple[bytes, bytes]:
    """Read the checksum that a file carries, and compute that of all its other bytes.

    It is read piece by piece into one buffer: memory for all of it would take longer than its sum.
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


def build_sqlite_uri(path: Path) -> str:
    """Build the address that SQLite opens for reading alone, without looking for a journal."""
    escaped_path = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped_path}?mode=ro&immutable=1"


def _read_key(connection: sqlite3.Connection, file_status: os.stat_result) -> CacheKey | None:
    """Read the key of a snapshot; None where the file is not as it was written."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (page_count,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if application_id != APPLICATION_ID or page_count * page_size != file_status.st_size:
        return None
    setting, seal = connection.execute("SELECT key, seal FROM meta").fetchone() or (None, 0)
    if setting is None or seal != file_status.st_mtime_ns:
        return None
    folders = connection.execute("SELECT * FROM folder ORDER BY rowid")
    return CacheKey(setting=str(setting), folders=tuple(map(FolderKey._make, folders)))


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()

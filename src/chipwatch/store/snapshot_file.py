"""The file of a snapshot: written aside, sealed and renamed; checked before it is believed.

It carries the checksum of all its bytes, its own time stamp (the seal, which whoever writes to it
later breaks) and the key of what it was made from. Nothing in it is ever patched.

A file of more than MAX_CHECKSUMMED_BYTES is checked as a whole only before a question over the
whole base, as its checksum takes longer than the answer to any other. There the rows of facts carry
checksums of their own, and an entity the number of its facts; damage to the indexes of names and of
links alone may go unnoticed while the file keeps its time stamp.
"""

import os
import sqlite3
import stat
import time
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

from .table_reader import APPLICATION_ID, Database

SEAL_NANOSECONDS = 2_000_000_000
"""What the time stamp of a snapshot is a multiple of, so that every file system can keep it."""
MAX_CHECKSUMMED_BYTES = 64 * 2**20
"""Bytes up to which a snapshot is checked each time it is opened, at some 2.5 GB a second: that is
12 ms for 20,000 entities."""
CHECKSUM_OFFSET = 60
"""Where an SQLite file has four bytes for applications: its user version."""
CHECKSUM_CHUNK_BYTES = 2**17
"""Bytes read at a time."""
STALE_AFTER_SECONDS = 3600
"""Seconds after which a file that a killed build has left is removed, whoever wrote it."""


def open_snapshot(path: Path, cache_key: str) -> Database | None:
    """Open the snapshot at a path; None where anything about it is odd."""
    try:
        file_status = path.stat()
        if not stat.S_ISREG(file_status.st_mode):  # a pipe would keep us waiting
            return None
        is_large = file_status.st_size > MAX_CHECKSUMMED_BYTES
        if not (is_large or is_intact(path)):
            return None
        connection = sqlite3.connect(
            _build_sqlite_uri(path), uri=True, factory=Database, check_same_thread=False
        )
    except (OSError, sqlite3.Error, ValueError):
        return None
    connection.checks_rows = is_large
    with suppress(sqlite3.Error):
        if _is_valid_snapshot(connection, file_status, cache_key):
            return connection
    connection.close()
    return None


def is_intact(path: Path) -> bool:
    """Tell whether a snapshot is what was written, by the checksum that it carries."""
    try:
        stored_checksum, computed_checksum = _read_checksums(path)
    except OSError:
        return False
    return stored_checksum == computed_checksum


def save_snapshot(connection: Database, path: Path, cache_key: str) -> None:
    """Write a database aside and rename it into place; where that fails there is no snapshot."""
    temporary_path = path.with_name(f"{path.stem}.{os.getpid()}.{time.time_ns()}.tmp")
    seal = time.time_ns() // SEAL_NANOSECONDS * SEAL_NANOSECONDS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_leftovers(path.parent)
        connection.execute("INSERT INTO meta VALUES (?, ?)", (cache_key, seal))
        connection.commit()
        with closing(sqlite3.connect(temporary_path)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")  # a page that a power cut loses is noticed
            connection.backup(copy)
        _, checksum = _read_checksums(temporary_path)
        with temporary_path.open("r+b") as file:
            file.seek(CHECKSUM_OFFSET)
            file.write(checksum)
        os.utime(temporary_path, ns=(seal, seal))
        temporary_path.replace(path)
    except (OSError, sqlite3.Error):
        _remove(temporary_path)
    except BaseException:  # such as Ctrl-C
        _remove(temporary_path)
        raise


def _read_checksums(path: Path) -> tuple[bytes, bytes]:
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


def _build_sqlite_uri(path: Path) -> str:
    """Build the address that SQLite opens for reading alone, without looking for a journal."""
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


def _sweep_leftovers(folder: Path) -> None:
    """Remove what killed builds have left: files of processes that are gone, and old ones."""
    for leftover in folder.glob("*.tmp"):
        with suppress(OSError):
            is_old = time.time() - leftover.stat().st_mtime > STALE_AFTER_SECONDS
            if is_old or not _is_running(leftover.name.split(".")[1]):
                leftover.unlink()


def _is_running(process_id: str) -> bool:
    """Tell whether a process is there, or may be; Windows has no question for that."""
    if os.name != "posix" or not process_id.isdecimal():
        return True
    try:
        os.kill(int(process_id), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()

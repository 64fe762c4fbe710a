"""The snapshot that a wheel carries: the bundled facts as they were read when it was made.

It saves the first answer after an installation from reading all facts. It is of the contents of
the fact files, of our modules and their tables, whatever their times and wherever they are: the key
is a checksum of all that. So a fact that is edited in the installed package is seen, and what was
installed answers as what was released, with whichever version of Python and PyYAML.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from ..reading.file_content import RejectedFileError, read_fact_file
from ..reading.layers import (
    FactFile,
    FactFolder,
    Layer,
    collect_files,
    list_fact_files,
    resolve_layers,
)
from ..version import __version__
from .cache_key import STORED_ENDINGS, STORED_ROOMS
from .snapshot_file import build_sqlite_uri, copy_database, read_checksums, remove_key
from .table_reader import Database

_PACKAGE = Path(__file__).parent.parent
SHIPPED_PATH = _PACKAGE / "bundled.sqlite"


def write_shipped_snapshot(path: Path) -> None:
    """Write the snapshot of the bundled facts; the same bytes of the same facts and code."""
    from ..reading.loader import load_unrated_facts
    from .database_writer import write_database

    files = list_fact_files(resolve_layers(()))
    with closing(sqlite3.connect(":memory:")) as connection:
        write_database(connection, load_unrated_facts(files))
        connection.execute("INSERT INTO meta VALUES (?, 0)", (compute_content_key(files),))
        connection.commit()
        copy_database(connection, path)


def load_shipped_snapshot(
    base_layers: tuple[Layer, ...], folders: Iterable[FactFolder]
) -> Database | None:
    """Load the snapshot into memory, as if it had been built; None if it is not of these files."""
    if not SHIPPED_PATH.is_file() or base_layers != resolve_layers(()):
        return None
    try:
        stored_checksum, computed_checksum = read_checksums(SHIPPED_PATH)
        content_key = compute_content_key(collect_files(folders))
        if stored_checksum != computed_checksum:
            return None
        with closing(sqlite3.connect(build_sqlite_uri(SHIPPED_PATH), uri=True)) as shipped:
            if shipped.execute("SELECT key FROM meta").fetchall() != [(content_key,)]:
                return None
            connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
            shipped.backup(connection)
    except (OSError, sqlite3.Error, RejectedFileError):
        return None
    remove_key(connection)
    return connection


def compute_content_key(files: Sequence[FactFile]) -> str:
    """Compute the SHA-256 of all fact files, our modules and their tables; raises OSError.

    Raises RejectedFileError for a fact file that cannot be read.
    """
    digest = sha256(__version__.encode())
    for label, content in (*_iter_fact_files(files), *_iter_modules()):
        digest.update(f"{label}\n{len(content)}\n".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _iter_fact_files(files: Sequence[FactFile]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file.label, read_fact_file(file)


def _iter_modules() -> Iterator[tuple[str, bytes]]:
    for room in STORED_ROOMS:
        for path in sorted((_PACKAGE / room).rglob("*")):
            if path.name.endswith(STORED_ENDINGS):
                yield path.relative_to(_PACKAGE).as_posix(), path.read_bytes()

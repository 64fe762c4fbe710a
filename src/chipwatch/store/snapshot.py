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

from ..reading.layers import FactFile, Layer, fact_files, layers
from ..version import __version__
from .base import APPLICATION, Database, KnowledgeBase

FINE_TICK, COARSE_TICK = 20_000_000, 2_000_000_000
"""Nanoseconds in which a second edit may leave a file's times as they were; coarse file systems
count whole seconds."""
SUMMED = 8 * 2**20
"""Bytes up to which a snapshot is summed each time it is opened."""
SUM_AT = 60
"""Where in an SQLite file the four bytes stand that are the application's own: its user version."""
PIECE = 2**17
"""Bytes summed at a time."""
STALE = 3600
"""Seconds after which a file left by a killed build is removed."""


def open_base(names: tuple[str, ...] = ()) -> KnowledgeBase:
    """The base of these layers, from its snapshot if that is good; raises UnreadableBaseError."""
    chosen = layers(names)
    files = fact_files(chosen)
    key = _key(chosen, files)
    path = _path(chosen)
    connection = _opened(path, key) if path else None

    def built() -> sqlite3.Connection:
        return build(chosen, files, path)

    return KnowledgeBase(connection or built(), built)


def build(
    chosen: tuple[Layer, ...], files: Sequence[FactFile], path: Path | None
) -> sqlite3.Connection:
    """Read the files into a database in memory; keep a copy of it at ``path``, where it may be."""
    from ..reading.read import read
    from .tables import write

    started = time.time_ns()
    connection = sqlite3.connect(":memory:", factory=Database, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    key = _key(chosen, files)
    write(connection, read(files))
    if path and not _racy(files, started) and _key(chosen, fact_files(chosen)) == key:
        _keep(connection, path, key)
    return connection


def cache_folder() -> Path | None:
    """Where snapshots are kept; None where there is no home to keep them in."""
    if sys.platform == "linux" and (folder := _plain_cache_folder()):
        return folder
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("chipwatch", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def _plain_cache_folder() -> Path | None:
    """What platformdirs says on Linux where nothing is unusual.

    Loading it takes a fifth of all the time that a warm answer has beside that of Typer.
    """
    for variable, inner in (("XDG_CACHE_HOME", ""), ("HOME", ".cache")):
        home = os.environ.get(variable, "")
        if home.startswith("/") and "ANDROID_DATA" not in os.environ:
            return Path(home, inner, "chipwatch")
    return None


def _path(chosen: tuple[Layer, ...]) -> Path | None:
    """One file for each set of layers and each place where the package is installed."""
    folder = cache_folder()
    about = "\n".join((__file__, *(f"{layer.label}={layer.root}" for layer in chosen)))
    return (
        folder / f"{crc32(about.encode(errors='surrogateescape')):08x}.sqlite" if folder else None
    )


def _key(chosen: tuple[Layer, ...], files: Sequence[FactFile]) -> str:
    """Everything that what is read depends on, in full."""
    modules = _modules(os.fspath(Path(__file__).parent.parent))
    parts = [__version__, *(f"{layer.label}={layer.root}" for layer in chosen)]
    parts += [f"{layer}|{path}|{a}|{b}|{c}" for layer, _, path, a, b, c in files]
    parts += [f"{path}|{size}|{changed}" for path, size, changed in modules]
    key = "\n".join(parts)
    return key if key.isascii() else key.encode(errors="surrogateescape").decode(errors="replace")


def _modules(folder: str) -> list[tuple[str, int, int]]:
    """Path, size and time of change of every module under a folder of the package."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                about = entry.stat()
                found.append((entry.path, about.st_size, about.st_mtime_ns))
            elif entry.name not in ("data", "seeds", "__pycache__") and entry.is_dir():
                found += _modules(entry.path)
    return sorted(found)


def _racy(files: Sequence[FactFile], now: int) -> bool:
    """Whether a file was changed so lately that a further edit may leave its times as they are."""
    return any(0 <= now - changed < _tick(changed) for file in files for changed in file[4:])


def _tick(changed: int) -> int:
    return FINE_TICK if changed % 1_000_000_000 else COARSE_TICK


def _opened(path: Path, key: str) -> sqlite3.Connection | None:
    """The snapshot at a path, or None where anything about it is odd."""
    try:
        about = path.stat()
        if about.st_size <= SUMMED and not _sums_up(path):
            return None
        connection = sqlite3.connect(
            _address(path), uri=True, factory=Database, check_same_thread=False
        )
    except (OSError, sqlite3.Error, ValueError):
        return None
    with suppress(sqlite3.Error):
        if _believable(connection, about, key):
            return connection
    connection.close()
    return None


def _sums_up(path: Path) -> bool:
    """Whether a snapshot is what was written, by the checksum that it carries."""
    carried, computed = _checksums(path)
    return carried == computed


def _checksums(path: Path) -> tuple[bytes, bytes]:
    """The four bytes that a file carries to stand for all its others, and what they should be.

    It is read piece by piece into one place: memory for all of it would take longer than its sum.
    """
    piece = memoryview(bytearray(PIECE))
    with path.open("rb", buffering=0) as file:
        read = file.readinto(piece)
        carried = bytes(piece[SUM_AT : SUM_AT + 4])
        computed = crc32(piece[SUM_AT + 4 : read], crc32(piece[:SUM_AT]))
        while read := file.readinto(piece):
            computed = crc32(piece[:read], computed)
    return carried, computed.to_bytes(4, "big")


def _address(path: Path) -> str:
    """The path as an address that SQLite opens for reading alone, without looking for a journal."""
    plain = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{plain}?mode=ro&immutable=1"


def _believable(connection: sqlite3.Connection, about: os.stat_result, key: str) -> bool:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if mark != APPLICATION or pages * size != about.st_size:
        return False
    row = connection.execute("SELECT key, seal FROM meta").fetchone()
    return bool(row == (key, about.st_mtime_ns))


def _keep(connection: sqlite3.Connection, path: Path, key: str) -> None:
    """Write the database aside and rename it into place; where that fails there is no snapshot."""
    aside = path.with_name(f"{path.stem}.{os.getpid()}.{time.time_ns()}.tmp")
    seal = time.time_ns() // COARSE_TICK * COARSE_TICK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        connection.execute("INSERT INTO meta VALUES (?, ?)", (key, seal))
        connection.commit()
        with closing(sqlite3.connect(aside)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")  # a page that a power cut loses is noticed
            connection.backup(copy)
        if aside.stat().st_size <= SUMMED:
            _, checksum = _checksums(aside)
            with aside.open("r+b") as written:
                written.seek(SUM_AT)
                written.write(checksum)
        os.utime(aside, ns=(seal, seal))
        aside.replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            aside.unlink()


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed have left behind."""
    for left in folder.glob("*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()

"""What fuzzers let us import and compare: tables, workbooks and exports of anybody.

As in ``fuzz_targets.py``: each target takes bytes, and fails where they are not dealt with. Nothing
is ever written outside the folder that is imported into.
"""

import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from fuzz_targets import check_streams, open_small_base, run_command, write_file

MAPPING = b"""
kind: chip
name: Name
aliases: Other
source: {id: s, place: "row {row}", name: S}
properties: {tdp: {column: Power, unit: W, divide: 2}, released: {column: Day, note: "{Other}"}}
"""
TABLE_ENDINGS = ("csv", "tsv", "json", "jsonl")
EXPORT_TABLES = ("entity", "alias", "fact", "citation")
_SHEET = "xl/worksheets/sheet1.xml"
_INTO = Path("into")
_SCRIPT_STEPS = 200_000
"""Steps of SQLite's virtual machine after which a script that makes a database is given up."""


def check_table(content: bytes) -> None:
    """The rows of a table are converted or refused, whatever form it is said to have."""
    write_file(Path("mapping.yaml"), MAPPING)
    for ending in TABLE_ENDINGS:
        path = Path(f"table.{ending}")
        write_file(path, content)
        _check_import(str(path), "--mapping", "mapping.yaml")


def check_sheet(content: bytes) -> None:
    """The rows of the sheet of a workbook are converted or refused."""
    write_file(Path("mapping.yaml"), MAPPING)
    _write_workbook(Path("table.xlsx"), content)
    _check_import("table.xlsx", "--mapping", "mapping.yaml")


def check_exported_lines(content: bytes) -> None:
    """An export in JSON Lines is imported and compared, or refused."""
    write_file(Path("export.jsonl"), content)
    _check_export("export.jsonl")


def check_exported_tables(content: bytes) -> None:
    """An export in CSV files, one a paragraph, is imported and compared, or refused."""
    parts = content.split(b"\n\n")
    for name, part in zip(EXPORT_TABLES, [*parts, b"", b"", b"", b""], strict=False):
        write_file(Path(f"exported/{name}.csv"), part)
    _check_export("exported")


def check_exported_database(content: bytes) -> None:
    """A database that a script makes, or damages, is imported and compared, or refused."""
    path = Path("export.db")
    shutil.copy(_export_small_base(), path)
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error, ValueError):
        connection.set_authorizer(_refuse_other_files)
        connection.set_progress_handler(lambda: 1, _SCRIPT_STEPS)
        connection.executescript(content.decode(errors="replace"))
        connection.commit()
    _check_export(str(path))


def check_damaged_database(content: bytes) -> None:
    """A database of which bytes are changed, a place and a byte by three bytes each, is as well."""
    damaged = bytearray(_export_small_base().read_bytes())
    for start in range(0, len(content) - 2, 3):
        place = int.from_bytes(content[start : start + 2])
        damaged[place % len(damaged)] = content[start + 2]
    write_file(Path("damaged.db"), bytes(damaged))
    _check_export("damaged.db")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "table": check_table,
    "sheet": check_sheet,
    "lines": check_exported_lines,
    "tables": check_exported_tables,
    "database": check_exported_database,
    "damage": check_damaged_database,
}


def _check_export(name: str) -> None:
    _check_import(name)
    words = ["diff", name, "small", "--json"]
    check_streams(words, run_command(words))


def _check_import(*words: str) -> None:
    """Import a file; check that whatever is written is in the folder for it."""
    open_small_base()
    shutil.rmtree(_INTO, ignore_errors=True)
    before = set(_iter_places())
    line = ["import", *words, "--into", f"{_INTO}/deep/folder", "--data", "small", "--json"]
    check_streams(line, run_command(line))
    new_places = set(_iter_places()) - before
    assert all(place.is_relative_to(_INTO / "deep/folder") for place in new_places), new_places


def _iter_places() -> Iterator[Path]:
    """Give the fact files in the folders above the one that is imported into."""
    yield from Path().glob("*.yaml")
    yield from _INTO.rglob("*.yaml")


def _write_workbook(path: Path, sheet: bytes) -> None:
    """Write a workbook with the XML of its sheet."""
    with ZipFile(io.BytesIO(_build_workbook())) as usual, ZipFile(path, "w") as workbook:
        for name in usual.namelist():
            workbook.writestr(name, sheet if name == _SHEET else usual.read(name))


@cache
def _build_workbook() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - not all who run tests have it

    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def _export_small_base() -> Path:
    """Export the base of a few things, once in each working folder."""
    path = Path("whole.db")
    if not path.exists():
        open_small_base().export("sqlite", str(path))
    return path


def _refuse_other_files(action: int, *_details: str | None) -> int:
    is_local = action not in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
    return sqlite3.SQLITE_OK if is_local else sqlite3.SQLITE_DENY

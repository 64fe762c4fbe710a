"""Read back what ``chipwatch export`` wrote: JSON Lines, CSV, SQLite, Parquet, Excel."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from ..exporting.json_lines import DETAIL_KEYS
from ..model.facts import Citation
from ..model.kind import KINDS
from .bounded_input import TableError, iter_bounded_lines, parse_json
from .compressed_input import iter_parquet_rows, iter_sheet_rows, open_workbook
from .document_shape import check_document
from .row_converter import Document
from .table_rows import iter_table_rows

Cells = Mapping[str, Any]
TableReader = Callable[[str], Iterable[Cells]]
"""Gives the rows of a table of an export by its name."""
_SQLITE_BEGINNING = b"SQLite format 3\0"
_FACT_TEXTS = ("value", *DETAIL_KEYS)


def find_export_reader(path: Path) -> Callable[[], Iterator[Document]] | None:
    """Find what reads a file or folder that an export wrote; None where none did.

    What it gives may raise TableError.
    """
    read_documents = _choose_reader(path)
    return partial(_iter_or_refuse, path, read_documents) if read_documents else None


def _iter_or_refuse(
    path: Path, read_documents: Callable[[], Iterator[Document]]
) -> Iterator[Document]:
    """Give the entities of an export; raises TableError where it is not as we wrote it."""
    try:
        yield from read_documents()
    except LookupError as error:
        raise TableError(f"{path} is no whole export of chipwatch: it lacks {error}") from error
    except (ValueError, TypeError) as error:
        raise TableError(f"{path} is no export of chipwatch: {error}") from error


def _choose_reader(path: Path) -> Callable[[], Iterator[Document]] | None:
    if path.is_dir():
        for ending in (".csv", ".parquet"):
            if (path / f"fact{ending}").is_file() and (path / f"entity{ending}").is_file():
                return lambda: _iter_documents(_build_folder_reader(path, ending))
        return None
    ending = path.suffix.lower()
    if _is_sqlite_export(path):
        return lambda: _iter_sqlite_documents(path)
    if ending in (".jsonl", ".ndjson") and _has_documents(path):
        return lambda: _iter_json_documents(path)
    if ending == ".xlsx" and _is_workbook_export(path):
        return lambda: _iter_workbook_documents(path)
    return None


def _iter_json_documents(path: Path) -> Iterator[Document]:
    with path.open("rb") as file:
        for number, line in enumerate(iter_bounded_lines(file, path), start=1):
            try:
                document = parse_json(line)
                check_document(document)
            except ValueError as error:
                message = f"{path}, line {number}: it is no exported entity"
                raise TableError(message, str(error)) from error
            if document["kind"] in KINDS:
                yield {"aliases": [], "facts": [], **document}


def _has_documents(path: Path) -> bool:
    """Tell whether the first line is an entity as an export writes it."""
    with path.open("rb") as file:
        try:
            document = parse_json(next(iter_bounded_lines(file, path), b""))
            return document["kind"] in KINDS and isinstance(document["facts"], list)
        except (TableError, ValueError, LookupError, TypeError):
            return False


def _iter_documents(read_table: TableReader) -> Iterator[Document]:
    """Put the entities of an export together from its tables, in its order."""
    aliases = _group_by(read_table("alias"), "entity")
    facts = _group_by(read_table("fact"), "entity")
    citations = _group_by(read_table("citation"), "fact")
    for entity in read_table("entity"):
        if str(entity["is_whole"]).lower() in ("1", "true") and entity["kind"] in KINDS:
            entity_id = str(entity["id"])
            document = {
                "id": entity_id,
                "kind": str(entity["kind"]),
                "name": str(entity["name"]),
                "aliases": [str(row["alias"]) for row in aliases.get(entity_id, ())],
                "facts": [
                    _build_fact(row, citations.get(str(row["id"]), ()))
                    for row in facts.get(entity_id, ())
                ],
            }
            check_document(document)
            yield document


def _group_by(rows: Iterable[Cells], column: str) -> dict[str, list[Cells]]:
    return {str(key): list(group) for key, group in groupby(rows, key=lambda row: str(row[column]))}


def _build_fact(row: Cells, citations: Iterable[Cells]) -> Document:
    """Build a fact from its row and those of its sources; empty cells are left out."""
    fact: Document = {"property": str(row["property"])}
    if row["unknown"]:
        fact["unknown"] = str(row["unknown"])
    if row["looked_in"]:
        fact["looked_in"] = parse_json(str(row["looked_in"]))
    fact |= {name: str(row[name]) for name in _FACT_TEXTS if row[name] not in (None, "")}
    sources = [str(Citation(str(cell["source"]), str(cell["place"] or ""))) for cell in citations]
    return {**fact, **({"sources": sources} if sources else {})}


def _build_folder_reader(path: Path, ending: str) -> TableReader:
    def read_table(name: str) -> Iterable[Cells]:
        table_path = path / f"{name}{ending}"
        if ending == ".csv":
            return _read_csv(table_path)
        return list(iter_parquet_rows(table_path))

    return read_table


def _read_csv(path: Path) -> Iterable[Cells]:
    rows: list[Cells] = []
    for row in iter_table_rows(path):
        shortness = ("cells are missing at its end",) if row.is_short else ()
        for problem in (*row.problems, *row.cell_problems.values(), *shortness):
            raise TableError(f"{path}, line {row.number}: {problem}")
        rows.append(row.cells)
    return rows


def _is_sqlite_export(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE_BEGINNING)) == _SQLITE_BEGINNING


def _iter_sqlite_documents(path: Path) -> Iterator[Document]:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.set_authorizer(_allow_stored_rows)

            def read_table(name: str) -> Iterable[Cells]:
                columns = _list_stored_columns(connection, name)
                cursor = connection.execute(f'SELECT {columns} FROM "{name}" ORDER BY rowid')  # noqa: S608 - names in quotes
                return [dict(row) for row in cursor]

            yield from _iter_documents(read_table)
    except sqlite3.Error as error:
        raise TableError(f"{path} is no export of chipwatch: {error}") from error


def _list_stored_columns(connection: sqlite3.Connection, table: str) -> str:
    """List the columns of a table in SQL, without those that are computed when they are read."""
    names = [row["name"] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    return ", ".join('"{}"'.format(name.replace('"', '""')) for name in names) or "*"


def _allow_stored_rows(
    action: int, name: str | None, _column: str | None, _database: str | None, view: str | None
) -> int:
    """Allow to read what tables hold; a view may compute for ever."""
    is_reading = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) and not view
    is_listing = action == sqlite3.SQLITE_PRAGMA and name == "table_info"
    return sqlite3.SQLITE_OK if is_reading or is_listing else sqlite3.SQLITE_DENY


def _is_workbook_export(path: Path) -> bool:
    try:
        with closing(open_workbook(path, has_results=True)) as workbook:
            sheet_names = workbook.sheetnames
    except TableError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it is no workbook of ours
        return False
    return {"entity", "alias", "fact"} <= set(sheet_names)


def _iter_workbook_documents(path: Path) -> Iterator[Document]:
    with closing(open_workbook(path, has_results=True)) as workbook:

        def read_table(name: str) -> Iterable[Cells]:
            rows = iter_sheet_rows(workbook[name], path)
            headings = [str(cell.value) for cell in next(rows)]
            return [
                dict(zip_longest(headings, (cell.value for cell in row[: len(headings)])))
                for row in rows
            ]

        yield from _iter_documents(read_table)

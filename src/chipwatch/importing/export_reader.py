"""Read back what ``chipwatch export`` wrote: JSON Lines, CSV, SQLite, Parquet, Excel."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from ..exporting.json_lines import DETAIL_KEYS
from ..model.facts import Citation
from ..model.kind import KINDS
from .bounded_input import TableError, iter_bounded_lines, parse_json
from .compressed_input import iter_parquet_rows, open_workbook
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
                if document["kind"] in KINDS:
                    yield {**document, "aliases": document.get("aliases", [])}
            except (ValueError, LookupError, TypeError) as error:
                raise TableError(f"{path}, line {number}: it is no exported entity") from error


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
            yield {
                "id": entity_id,
                "kind": str(entity["kind"]),
                "name": str(entity["name"]),
                "aliases": [str(row["alias"]) for row in aliases.get(entity_id, ())],
                "facts": [
                    _build_fact(row, citations.get(str(row["id"]), ()))
                    for row in facts.get(entity_id, ())
                ],
            }


def _group_by(rows: Iterable[Cells], column: str) -> dict[str, list[Cells]]:
    return {str(key): list(group) for key, group in groupby(rows, key=lambda row: str(row[column]))}


def _build_fact(row: Cells, citations: Iterable[Cells]) -> Document:
    """Build a fact from its row and those of its sources; empty cells are left out."""
    fact: Document = {"property": str(row["property"])}
    if row["unknown"]:
        fact["unknown"] = str(row["unknown"])
    if row["looked_in"]:
        fact["looked_in"] = json.loads(str(row["looked_in"]))
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
        for problem in (*row.problems, *row.cell_problems.values()):
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

            def read_table(name: str) -> Iterable[Cells]:
                cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608 - our own names
                return [dict(row) for row in cursor]

            yield from _iter_documents(read_table)
    except sqlite3.Error as error:
        raise TableError(f"{path} is no export of chipwatch: {error}") from error


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
            rows = workbook[name].iter_rows(values_only=True)
            headings = [str(heading) for heading in next(rows)]
            return [dict(zip(headings, row, strict=False)) for row in rows]

        yield from _iter_documents(read_table)

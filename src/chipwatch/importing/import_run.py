"""Import a file: what becomes of its rows, the fact files that are written, and the report."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..model.problem import UsageError
from ..model.wording import format_count
from ..store.knowledge_base import KnowledgeBase
from .document_files import write_documents
from .export_reader import find_export_reader
from .import_mapping import ImportMapping, find_shipped_mapping, read_mapping
from .new_ids import build_id
from .row_converter import (
    CellProblem,
    ConvertedRow,
    Document,
    RowConverter,
    merge_documents,
)
from .row_matcher import RowMatch, RowMatcher
from .table_rows import TableRow, iter_table_rows

ROWS_PER_BATCH = 20_000
"""Rows that are in memory at a time. Chosen: the processes that look their names up start in a
fraction of the time that the names take."""
Progress = Callable[[int], None]
"""Is told how many rows have been read."""


class ImportRequest(NamedTuple):
    """What is imported, how, and where to."""

    path: Path
    mapping_path: Path | None
    folder: Path
    is_dry_run: bool = False
    exact: bool = False
    """Whether names must match exactly: a name that does not is that of a new entity."""
    processes: int = 1
    """Processes that look long lists of names up at most; 0: one a core."""


class ImportReport(NamedTuple):
    """What became of the rows of a file."""

    path: str
    folder: str
    mapping: str
    """The mapping that was used; empty for an export of our own."""
    matches: tuple[RowMatch, ...]
    problems: tuple[CellProblem, ...]
    entity_count: int
    fact_count: int
    file_count: int

    def count_decisions(self) -> dict[str, int]:
        """Count the rows by what became of them."""
        decisions = [match.decision for match in self.matches]
        names = ("joined", "new", "unsure", "skipped")
        return {name: decisions.count(name) for name in names}

    def format_summary(self) -> str:
        """Say in a sentence what was made of the file."""
        entities = format_count(self.entity_count, "entity", "entities")
        facts = format_count(self.fact_count, "fact")
        place = f"{self.folder}: " if self.file_count else "nothing is written: "
        counts = self.count_decisions()
        rows = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
        problems = format_count(
            len(self.problems), "cell could not be read", "cells could not be read"
        )
        parts = [f"{entities} with {facts}", rows and f"rows: {rows}", self.problems and problems]
        return place + "; ".join(str(part) for part in parts if part)


def import_file(base: KnowledgeBase, request: ImportRequest, progress: Progress) -> ImportReport:
    """Import a file; nothing is written in a dry run.

    Raises UsageError, MappingError, TableError, MissingLibraryError, UnwritableFileError.
    """
    if not request.path.exists():
        raise UsageError(f"there is no file {request.path}", "name a table or an export")
    read_documents = None if request.mapping_path else find_export_reader(request.path)
    if read_documents:
        return _import_export(request, read_documents())
    mapping_path = request.mapping_path or find_shipped_mapping(request.path)
    if mapping_path is None:
        hint = "name one with --mapping; chipwatch help own-facts shows how it is written"
        raise UsageError(f"no mapping comes with the package for {request.path.name}", hint)
    return _import_table(base, request, mapping_path, progress)


def _import_export(request: ImportRequest, documents: Iterable[Document]) -> ImportReport:
    kept_documents = list(documents)
    file_count = 0
    if not request.is_dry_run:
        file_count = write_documents(request.folder, request.path.stem, kept_documents)
    return ImportReport(
        path=str(request.path),
        folder=str(request.folder),
        mapping="",
        matches=(),
        problems=(),
        entity_count=len(kept_documents),
        fact_count=sum(len(document["facts"]) for document in kept_documents),
        file_count=file_count,
    )


def _import_table(
    base: KnowledgeBase, request: ImportRequest, mapping_path: Path, progress: Progress
) -> ImportReport:
    mapping = read_mapping(mapping_path)
    matcher = RowMatcher(base, mapping, exact=request.exact, processes=request.processes)
    converter = RowConverter(mapping, matcher)
    documents: dict[str, Document] = {}
    matches: list[RowMatch] = []
    problems: list[CellProblem] = []
    for converted in _convert_rows(converter, request.path, progress):
        matches.append(converted.match)
        problems += converted.problems
        if converted.document and converted.document["facts"]:
            entity_id = converted.document["id"]
            documents[entity_id] = merge_documents(documents, converted.document)
    _keep_names(base, documents)
    all_documents = [*documents.values(), *_build_source_documents(base, mapping)]
    file_count = 0
    if documents and not request.is_dry_run:
        file_count = write_documents(request.folder, build_id(request.path.stem), all_documents)
    return ImportReport(
        path=str(request.path),
        folder=str(request.folder),
        mapping=str(mapping_path),
        matches=tuple(matches),
        problems=tuple(problems),
        entity_count=len(documents),
        fact_count=sum(len(document["facts"]) for document in documents.values()),
        file_count=file_count,
    )


def _convert_rows(
    converter: RowConverter, path: Path, progress: Progress
) -> Iterator[ConvertedRow]:
    """Convert the rows of a table, whose names are looked up some thousands at a time."""
    rows, done_count = iter_table_rows(path), 0
    while batch := list(islice(rows, ROWS_PER_BATCH)):
        if not done_count:
            _check_columns(converter.mapping, batch[0], path)
        wanted_rows = list(filter(converter.is_wanted, batch))
        report = partial(_report_share, progress, done_count, len(batch))
        converter.matcher.look_up_ahead(list(map(converter.read_names, wanted_rows)), report)
        yield from map(converter.convert, wanted_rows)
        done_count += len(batch)
        progress(done_count)


def _report_share(
    progress: Progress, done_count: int, batch_size: int, name_count: int, total: int
) -> None:
    """Report how many rows are done when so many of the names of a batch are looked up."""
    progress(done_count + batch_size * name_count // max(total, 1))


def _check_columns(mapping: ImportMapping, row: TableRow, path: Path) -> None:
    """Refuse a table without the columns of the mapping; JSON may leave out what is empty."""
    missing = [column for column in mapping.list_columns() if column not in row.cells]
    if missing and path.suffix.lower() not in (".json", ".jsonl", ".ndjson", ".ftm"):
        columns = ", ".join(sorted(row.cells))
        message = f"{path.name} has no column {', '.join(missing)}"
        raise UsageError(message, f"its columns are {columns}")


def _keep_names(base: KnowledgeBase, documents: dict[str, Document]) -> None:
    """Name entities of the base as the base does; what the table calls them is an alias."""
    for ref in base.load_entity_refs(documents).values():
        document = documents[ref.id]
        if document["name"] != ref.name:
            document["aliases"] = list(dict.fromkeys((document["name"], *document["aliases"])))
            document["name"] = ref.name


def _build_source_documents(base: KnowledgeBase, mapping: ImportMapping) -> list[Document]:
    """Build the record of the source that the mapping describes, where the base has none."""
    if not mapping.source or mapping.source_id in base.load_sources([mapping.source_id]):
        return []
    facts = [
        {"property": key, "value": text, "sources": [mapping.source_id]}
        for key, text in mapping.source.items()
        if key != "name"
    ]
    name = mapping.source.get("name", mapping.source_id)
    return [
        {"id": mapping.source_id, "kind": "source", "name": name, "aliases": [], "facts": facts}
    ]

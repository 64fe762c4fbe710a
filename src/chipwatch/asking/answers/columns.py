"""Answers of many rows: the columns that they can show, the order of rows, the views."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from ...model.answer import Answer, Json, Row
from ...model.facts import SourceRecord
from ...model.part_type import PartType
from ...model.problem import NotFoundError
from ...model.table import Cell, Layout, Table
from .citations import CitationNumbers
from .column_choice import pick_columns, sort_items
from .column_spec import (
    ColumnSpec,
    add_part_columns,
    build_rows,
    collect_part_types,
    count_disputed_values,
)
from .query_options import QueryOptions, format_limit_notes, truncate_items
from .serialise import serialise_source

T = TypeVar("T")


NOTHING_CITED_REMARK = "nothing is cited: this answer counts or finds, it states no fact"


class RowsSettings(NamedTuple, Generic[T]):
    """Say how an answer of many rows is laid out, and what it says beside them."""

    title: str
    default_keys: Sequence[str]
    """The columns of a table when none are chosen."""
    notes: tuple[str, ...] = ()
    """Lines under the table."""
    remarks: tuple[str, ...] = ()
    """Lines for standard error."""
    to_object: Callable[[T], Json] | None = None
    """Builds the JSON object of an item when no columns are chosen; by default its row."""
    get_source: Callable[[str], SourceRecord] | None = None
    """Gives the record of a source by its id, for answers with citations."""
    is_cut: bool = False
    """Whether a limit of our own leaves rows out."""
    drawing_spec: ColumnSpec[T] | None = None
    """A column that only terminals draw, after the default ones."""
    unread_count: int = 0
    """Items that a limit leaves out and that were not even read."""
    layout: Layout = Layout.LISTING
    empty_text: str = ""
    """What a terminal shows for an empty cell."""
    keeps_last_columns: bool = False
    """Whether a terminal without room for all columns leaves out those in the middle."""
    folded_texts: frozenset[str] = frozenset()
    """Texts of cells that tell nothing: a terminal puts rows of nothing else together."""
    lead: Table | None = None
    """A card above the rows that says the first of them in full; it has the title of the rows."""


DEFAULT_COLUMN = "default column"
"""What an error calls a column that a configuration names."""


class RowsAnswer(Answer, Generic[T]):
    """An answer with a row for each of many items."""

    def __init__(
        self,
        specs: Sequence[ColumnSpec[T]],
        items: Sequence[T],
        options: QueryOptions,
        settings: RowsSettings[T],
    ) -> None:
        specs = add_part_columns(specs)
        self.specs = [spec for spec in specs if not spec.is_on_request]
        self.settings = settings
        self.chosen_specs = pick_columns(specs, options.columns)
        self.default_specs = self.chosen_specs or [
            *pick_columns(specs, settings.default_keys, DEFAULT_COLUMN),
            *filter(None, [settings.drawing_spec]),
        ]
        self.items = truncate_items(sort_items(specs, items, options.sort), options.limit)
        self.omitted_count = len(items) - len(self.items) + settings.unread_count
        get_source = settings.get_source if options.cite else None
        self.has_citations = get_source is not None
        self.sources = self._collect_sources(get_source) if get_source else {}
        is_uncited = options.cite and not self.sources
        self.remarks = (*settings.remarks, *([NOTHING_CITED_REMARK] if is_uncited else ()))

    def to_data(self) -> Json:
        """Build an array of objects: the columns chosen, or else everything.

        One that is cut stands in an object that says so.
        """
        if self.settings.to_object and not self.chosen_specs:
            return [self.settings.to_object(item) for item in self.items]
        rows = self.to_rows()
        return {"rows": rows, "complete": False} if self.settings.is_cut else rows

    def to_bibliography(self) -> Json:
        """Build the sources of the columns chosen; the answer itself where none are."""
        if not (self.chosen_specs and self.sources):
            return self.to_data()
        return {"sources": [serialise_source(source) for source in self.sources.values()]}

    def to_rows(self) -> Sequence[Row]:
        """Build rows of plain values: the columns chosen, or else all."""
        rows = build_rows(self.chosen_specs or self.specs, self.items)
        if not self.has_citations:
            return rows
        return [{**row, **self._cite_row(item)} for row, item in zip(rows, self.items, strict=True)]

    def list_row_keys(self) -> Sequence[str]:
        """List the keys of these columns, also where there are no rows."""
        keys = collect_part_types(self.chosen_specs or self.specs)
        return [*keys, *(["cited"] if self.has_citations else [])]

    @property
    def is_complete(self) -> bool:
        """Whether no row is left out by a limit of our own."""
        return not self.settings.is_cut

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what each of these columns holds."""
        return collect_part_types(self.chosen_specs or self.specs)

    def to_tables(self) -> Sequence[Table]:
        """Build the table of the chosen or default columns, and that of the sources, if cited."""
        citation_numbers = CitationNumbers()
        specs = [spec.fit_to_items(self.items) for spec in self.default_specs]
        rows = tuple(
            tuple(self._build_cell(spec, item, citation_numbers) for spec in specs)
            for item in self.items
        )
        lead = self.settings.lead
        table = Table(
            title="" if lead else self.settings.title,
            columns=tuple(spec.column for spec in specs),
            rows=rows,
            notes=(*format_limit_notes(self.omitted_count), *self.settings.notes),
            layout=self.settings.layout,
            empty_text=self.settings.empty_text,
            keeps_last_columns=self.settings.keeps_last_columns,
            folded_texts=self.settings.folded_texts,
        )
        return [
            *filter(None, [lead]),
            table,
            *citation_numbers.build_tables(self.sources.__getitem__),
        ]

    def collect_remarks(self) -> Sequence[str]:
        """List the remarks beside the rows."""
        return self.remarks

    def count_disputed_values(self) -> int:
        """Count the values in the table on which sources disagree."""
        return count_disputed_values(self.default_specs, self.items)

    def _collect_sources(
        self, get_source: Callable[[str], SourceRecord]
    ) -> dict[str, SourceRecord]:
        """Look up the record of each source that the table cites."""
        source_ids = dict.fromkeys(
            citation.source
            for item in self.items
            for spec in self.default_specs
            for citation in spec.list_citations(item)
        )
        return {source_id: get_source(source_id) for source_id in source_ids}

    def _cite_row(self, item: T) -> dict[str, Json]:
        """Build the cell that lists the sources of a row."""
        specs = self.chosen_specs or self.specs
        citations = (citation for spec in specs for citation in spec.list_citations(item))
        return {"cited": list(dict.fromkeys(map(str, citations)))}

    def _build_cell(self, spec: ColumnSpec[T], item: T, citation_numbers: CitationNumbers) -> Cell:
        cell = spec.to_cell(item)
        if not self.has_citations:
            return cell
        return cell._replace(
            citations=citation_numbers.register_citations(spec.list_citations(item))
        )


def build_columns_help(specs: Sequence[ColumnSpec[T]]) -> RowsAnswer[ColumnSpec[T]]:
    """Build the answer that lists the columns to choose from."""
    help_specs: list[ColumnSpec[ColumnSpec[T]]] = [
        ColumnSpec(key="column", get_value=attrgetter("key")),
        ColumnSpec(key="label"),
    ]
    settings: RowsSettings[ColumnSpec[T]] = RowsSettings("Columns", ("column", "label"))
    return RowsAnswer(help_specs, add_part_columns(specs), QueryOptions(), settings)


def build_empty_error(
    specs: Sequence[ColumnSpec[T]], options: QueryOptions, message: str, hint: str
) -> NotFoundError:
    """Build the error that a listing has no rows; raises UnknownNameError for a wrong column."""
    error = NotFoundError(message, hint)
    settings = RowsSettings[T](title="", default_keys=())
    error.empty_answer = RowsAnswer(specs, [], options, settings)
    return error

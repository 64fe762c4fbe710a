"""Answers of many rows: the columns that they can show, the order of rows, the views."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ...model.answer import Answer, Json, Record, Row, TypedValue
from ...model.facts import Citation, SourceRecord
from ...model.field import SortKey
from ...model.table import Cell, Column, Layout, Table
from .citations import CitationNumbers
from .column_choice import pick_columns, sort_items
from .query_options import QueryOptions, format_limit_notes, truncate_items

T = TypeVar("T")


class ColumnSpec(Generic[T]):
    """Declare a column of an answer: its key, its headings, and what it holds for an item.

    Without ``get_value`` the value is the attribute of the item that is named like the key.
    """

    def __init__(  # noqa: PLR0913  # a declaration: all by keyword, all but the key optional
        self,
        *,
        key: str,
        label: str | None = None,
        heading: str | None = None,
        get_value: Callable[[T], Json] | None = None,
        build_cell: Callable[[T], Cell] | None = None,
        get_sort_key: Callable[[T], SortKey | None] | None = None,
        get_typed_value: Callable[[T], TypedValue] | None = None,
        find_citations: Callable[[T], Iterable[Citation]] | None = None,
        is_disputed: Callable[[T], bool] | None = None,
        mark: str = "",
        is_numeric: bool = False,
        is_unbreakable: bool = False,
        is_drawing: bool = False,
        is_on_request: bool = False,
    ) -> None:
        self.key = key
        self.label = key.replace("_", " ").capitalize() if label is None else label
        """The name for readers, by default the key in words."""
        self.get_value: Callable[[T], Json] = get_value or attrgetter(key)
        self.column = Column(
            self.label if heading is None else heading,
            is_numeric=is_numeric,
            is_unbreakable=is_unbreakable,
            is_drawing=is_drawing,
        )
        """The heading in tables, by default the label, and the layout."""
        self.get_typed_value = get_typed_value or self.get_value
        """Gives the value for data frames: a Quantity or Date where there is one."""
        self.is_on_request = is_on_request
        """Whether it is left out where no columns are chosen and all are given."""
        self._is_disputed = is_disputed
        self._mark = mark
        self._build_cell = build_cell
        self._get_sort_key = get_sort_key
        self._find_citations = find_citations

    def to_cell(self, item: T) -> Cell:
        """Build the cell that a reader sees."""
        if self._build_cell:
            return self._build_cell(item)
        return Cell(format_json_value(self.get_value(item)), self._mark)

    def to_sort_key(self, item: T) -> SortKey | None:
        """Compute what items are sorted by; None for an empty value, which comes last."""
        if self._get_sort_key:
            return self._get_sort_key(item)
        value = self.get_value(item)
        if value is None or value in ("", [], ()):
            return None
        if isinstance(value, int | float):
            return SortKey(number=value)
        return SortKey(format_json_value(value).casefold())

    def list_citations(self, item: T) -> Iterable[Citation]:
        """List the citations that support the value of an item."""
        return self._find_citations(item) if self._find_citations else ()

    def is_disputed(self, item: T) -> bool:
        """Whether sources disagree on the value of an item."""
        return self._is_disputed is not None and self._is_disputed(item)


NOTHING_CITED_REMARK = "nothing is cited: this answer counts or finds, it states no fact"


ENTITY_COLUMNS: list[ColumnSpec[Any]] = [
    ColumnSpec(key="id", get_value=attrgetter("entity.id")),
    ColumnSpec(key="kind", get_value=attrgetter("entity.kind")),
    ColumnSpec(key="name", get_value=attrgetter("entity.name"), mark="name"),
]
"""The columns that identify the entity of an item, for items with an ``entity``."""


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
    drawing_spec: ColumnSpec[T] | None = None
    """A column that only terminals draw, after the default ones."""
    layout: Layout = Layout.LISTING
    empty_text: str = ""
    """What a terminal shows for an empty cell."""
    keeps_last_columns: bool = False
    """Whether a terminal without room for all columns leaves out those in the middle."""


class RowsAnswer(Answer, Generic[T]):
    """An answer with a row for each of many items."""

    def __init__(
        self,
        specs: Sequence[ColumnSpec[T]],
        items: Sequence[T],
        options: QueryOptions,
        settings: RowsSettings[T],
    ) -> None:
        self.specs = [spec for spec in specs if not spec.is_on_request]
        self.settings = settings
        self.chosen_specs = pick_columns(specs, options.columns)
        self.default_specs = self.chosen_specs or [
            *pick_columns(specs, settings.default_keys),
            *filter(None, [settings.drawing_spec]),
        ]
        self.items = truncate_items(sort_items(specs, items, options.sort), options.limit)
        self.omitted_count = len(items) - len(self.items)
        get_source = settings.get_source if options.cite else None
        self.has_citations = get_source is not None
        self.sources = self._collect_sources(get_source) if get_source else {}
        is_uncited = options.cite and not self.sources
        self.remarks = (*settings.remarks, *([NOTHING_CITED_REMARK] if is_uncited else ()))

    def to_data(self) -> Json:
        """Build an array of objects: the columns chosen, or else everything."""
        if self.settings.to_object and not self.chosen_specs:
            return [self.settings.to_object(item) for item in self.items]
        return self.to_rows()

    def to_rows(self) -> Sequence[Row]:
        """Build rows of plain values: the columns chosen, or else all."""
        specs = self.chosen_specs or self.specs
        return [
            {spec.key: spec.get_value(item) for spec in specs} | self._cite_row(item)
            for item in self.items
        ]

    def to_records(self) -> Sequence[Record]:
        """Build the rows with numbers and dates as values."""
        records = build_records(self.chosen_specs or self.specs, self.items)
        return [
            {**record, **self._cite_row(item)}
            for record, item in zip(records, self.items, strict=True)
        ]

    def to_tables(self) -> Sequence[Table]:
        """Build the table of the chosen or default columns, and that of the sources, if cited."""
        citation_numbers = CitationNumbers()
        rows = tuple(
            tuple(self._build_cell(spec, item, citation_numbers) for spec in self.default_specs)
            for item in self.items
        )
        table = Table(
            title=self.settings.title,
            columns=tuple(spec.column for spec in self.default_specs),
            rows=rows,
            notes=(*format_limit_notes(self.omitted_count), *self.settings.notes),
            layout=self.settings.layout,
            empty_text=self.settings.empty_text,
            keeps_last_columns=self.settings.keeps_last_columns,
        )
        return [table, *citation_numbers.build_tables(self.sources.__getitem__)]

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
        """Build the cell that lists the sources of a row, where they are wanted."""
        if not self.has_citations:
            return {}
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


def build_records(specs: Sequence[ColumnSpec[T]], items: Iterable[T]) -> list[Record]:
    """Build a row for each item with numbers and dates as values."""
    return [{spec.key: spec.get_typed_value(item) for spec in specs} for item in items]


def count_disputed_values(specs: Sequence[ColumnSpec[T]], items: Iterable[T]) -> int:
    """Count the values of some columns on which sources disagree."""
    return sum(spec.is_disputed(item) for item in items for spec in specs)


def build_columns_help(specs: Sequence[ColumnSpec[T]]) -> RowsAnswer[ColumnSpec[T]]:
    """Build the answer that lists the columns to choose from."""
    help_specs: list[ColumnSpec[ColumnSpec[T]]] = [
        ColumnSpec(key="column", get_value=attrgetter("key")),
        ColumnSpec(key="label"),
    ]
    settings: RowsSettings[ColumnSpec[T]] = RowsSettings("Columns", ("column", "label"))
    return RowsAnswer(help_specs, specs, QueryOptions(), settings)


def format_json_value(value: Json) -> str:
    """Format a plain value for a reader: yes or no, lists joined with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(format_json_value(item) for item in value)
    return str(value)

"""Columns: what an answer of many rows can show, and how it is ordered."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from ...model.answer import Cell, Column, Json, Row, Table
from ...model.facts import Citation, Source
from ...model.field import SortKey
from ...model.problem import UnknownNameError
from ...model.schema import KINDS, add_article
from ...model.suggest import suggest_nearest
from .citations import CitationNumbers
from .query_options import QueryOptions, format_limit_notes, truncate_items

T = TypeVar("T")

MAX_COLUMNS_IN_ERROR = 20
"""Columns that an error still lists; more would hide what it says."""


class ColumnSpec(NamedTuple, Generic[T]):
    """A column: its name, its heading, and what it holds for an item of the answer."""

    key: str
    label: str
    get_value: Callable[[T], Json]
    build_cell: Callable[[T], Cell] | None = None
    get_sort_key: Callable[[T], SortKey | None] | None = None
    layout: Column | None = None
    find_citations: Callable[[T], Iterable[Citation]] | None = None
    """What the value of an item rests on."""

    def to_column(self) -> Column:
        """The heading, and how the column may be laid out."""
        return self.layout or Column(self.label)

    def to_cell(self, item: T) -> Cell:
        """What a reader sees."""
        return (
            self.build_cell(item)
            if self.build_cell
            else Cell(format_json_value(self.get_value(item)))
        )

    def to_sort_key(self, item: T) -> SortKey | None:
        """What items are sorted by; None comes last."""
        if self.get_sort_key:
            return self.get_sort_key(item)
        value = self.get_value(item)
        if value is None or value in ("", []):
            return None
        if isinstance(value, int | float):
            return SortKey(number=value)
        return SortKey(format_json_value(value).casefold())

    def list_citations(self, item: T) -> Iterable[Citation]:
        """What the value of an item rests on."""
        return self.find_citations(item) if self.find_citations else ()


NOTHING_CITED_REMARK = "nothing is cited: this answer counts or finds, it states no fact"


ENTITY_COLUMNS: list[ColumnSpec[Any]] = [
    ColumnSpec("id", "Id", lambda item: item.entity.id),
    ColumnSpec("kind", "Kind", lambda item: item.entity.kind),
    ColumnSpec(
        "name", "Name", lambda item: item.entity.name, lambda item: Cell(item.entity.name, "name")
    ),
]
"""The columns that say which entity an item is about, for items that have one."""


class RowsAnswer(Generic[T]):
    """An answer of many rows; implements Answer."""

    def __init__(
        self,
        title: str,
        specs: Sequence[ColumnSpec[T]],
        items: Sequence[T],
        default_keys: Sequence[str],
        options: QueryOptions,
        *,
        to_object: Callable[[T], Json] | None = None,
        notes: tuple[str, ...] = (),
        remarks: tuple[str, ...] = (),
        get_source: Callable[[str], Source] | None = None,
        drawing_spec: ColumnSpec[T] | None = None,
    ) -> None:
        self.title, self.specs, self.to_object, self.notes = title, specs, to_object, notes
        self.remarks, self.get_source = remarks, get_source if options.cite else None
        self.chosen_specs = pick_columns(specs, options.columns)
        self.default_specs = self.chosen_specs or [
            *pick_columns(specs, default_keys),
            *filter(None, [drawing_spec]),
        ]
        self.items = truncate_items(sort_items(specs, items, options.sort), options.limit)
        self.omitted_count = len(items) - len(self.items)
        if options.cite and not self._has_citations():
            self.remarks = (*remarks, NOTHING_CITED_REMARK)

    def to_data(self) -> Json:
        """An array of objects: the columns chosen, or else everything."""
        if self.to_object and not self.chosen_specs:
            return [self.to_object(item) for item in self.items]
        return self.to_rows()

    def to_rows(self) -> Sequence[Row]:
        """Rows of plain values: the columns chosen, or else all."""
        specs = self.chosen_specs or self.specs
        rows = [{spec.key: spec.get_value(item) for spec in specs} for item in self.items]
        if self.get_source is None:
            return rows
        citations_by_row = [
            [citation for spec in specs for citation in spec.list_citations(item)]
            for item in self.items
        ]
        return [
            {**row, "cited": list(dict.fromkeys(map(str, citations)))}
            for row, citations in zip(rows, citations_by_row, strict=True)
        ]

    def to_tables(self) -> Sequence[Table]:
        """One table: the columns chosen, or else the usual ones; under it the sources, if asked."""
        columns = tuple(spec.to_column() for spec in self.default_specs)
        citation_numbers = CitationNumbers()
        rows = tuple(
            tuple(self._build_cell(spec, item, citation_numbers) for spec in self.default_specs)
            for item in self.items
        )
        notes = (*format_limit_notes(self.omitted_count), *self.notes)
        table = Table(self.title, columns, rows, notes=notes)
        return (
            [table, *citation_numbers.build_tables(self.get_source)] if self.get_source else [table]
        )

    def collect_remarks(self) -> Sequence[str]:
        """What has to be said beside the rows."""
        return self.remarks

    def _has_citations(self) -> bool:
        citation_lists = (
            spec.list_citations(item) for spec in self.default_specs for item in self.items
        )
        return self.get_source is not None and any(map(any, citation_lists))

    def _build_cell(self, spec: ColumnSpec[T], item: T, citation_numbers: CitationNumbers) -> Cell:
        cell = spec.to_cell(item)
        if self.get_source is None:
            return cell
        return cell._replace(
            citations=citation_numbers.register_citations(spec.list_citations(item))
        )


def pick_columns(
    specs: Sequence[ColumnSpec[T]], names: Sequence[str], noun: str = "column"
) -> list[ColumnSpec[T]]:
    """The columns of these names, in this order; raises UnknownNameError with the valid ones."""
    specs_by_key = {spec.key: spec for spec in specs}
    for name in names:
        if name not in specs_by_key:
            raise _build_unknown_column_error(name, list(specs_by_key), noun)
    return [specs_by_key[name] for name in dict.fromkeys(names)]


def sort_items(specs: Sequence[ColumnSpec[T]], items: Sequence[T], sort: str) -> list[T]:
    """The items by a column, those without a value last; in their own order if none is given.

    Numbers of one unit after another, in whichever order: sums that cannot be compared stay apart.
    """
    if not sort:
        return list(items)
    (spec,) = pick_columns(specs, [sort.removeprefix("-")])
    keyed_items = [(spec.to_sort_key(item), item) for item in items]
    sortable_items = [(sort_key, item) for sort_key, item in keyed_items if sort_key is not None]
    sortable_items.sort(key=lambda pair: pair[0][:2], reverse=sort.startswith("-"))
    sortable_items.sort(key=lambda pair: pair[0].group)
    return [item for _, item in sortable_items] + [
        item for sort_key, item in keyed_items if sort_key is None
    ]


def build_columns_help(specs: Sequence[ColumnSpec[T]]) -> RowsAnswer[ColumnSpec[T]]:
    """The columns that can be asked for, as an answer of its own."""
    help_specs: list[ColumnSpec[ColumnSpec[T]]] = [
        ColumnSpec("column", "Column", lambda spec: spec.key),
        ColumnSpec("label", "Label", lambda spec: spec.label),
    ]
    return RowsAnswer("Columns", help_specs, specs, ("column", "label"), QueryOptions())


def format_json_value(value: Json) -> str:
    """A plain value as words, lists with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(format_json_value(item) for item in value)
    return str(value)


def _build_unknown_column_error(name: str, valid_names: list[str], noun: str) -> UnknownNameError:
    option = "--properties" if noun == "property" else "--columns"
    is_short_list = len(valid_names) <= MAX_COLUMNS_IN_ERROR
    listing = (
        f"choose among {', '.join(valid_names)}"
        if is_short_list
        else f"{option} help lists all {len(valid_names)}"
    )
    hints = [suggest_nearest(name, valid_names, ""), _suggest_other_kinds(name), listing]
    hint = " ".join(hint for hint in hints if hint)
    return UnknownNameError(f"there is no {noun} {name!r}", hint, [*valid_names])


def _suggest_other_kinds(name: str) -> str:
    """Of which kinds a column is that was asked of another."""
    kinds = [add_article(kind.name) for kind in KINDS.values() if name in kind.list_flat_keys()]
    return f"{name} is known of {' or '.join(kinds)};" if kinds else ""

"""The declaration of a column of an answer, and the flat columns that it spreads into."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from ...model.answer import Json
from ...model.facts import Citation
from ...model.field import PLAIN_COLUMN, ColumnPart, ColumnType, SortKey, keep_whole
from ...model.part_type import PartType
from ...model.table import Cell, Column

T = TypeVar("T")


class ColumnSpec(Generic[T]):
    """Declare a column of an answer: its key, its headings, and what it holds for an item.

    Its type says which flat columns it spreads into. Without ``get_value`` the value is the
    attribute of the item that is named like the key.
    """

    def __init__(  # noqa: PLR0913 - a declaration: all by keyword, all but the key optional
        self,
        *,
        key: str,
        label: str | None = None,
        heading: str | None = None,
        get_value: Callable[[T], object] | None = None,
        column_type: ColumnType = PLAIN_COLUMN,
        build_cell: Callable[[T], Cell] | None = None,
        get_sort_key: Callable[[T], SortKey | None] | None = None,
        find_citations: Callable[[T], Iterable[Citation]] | None = None,
        is_disputed: Callable[[T], bool] | None = None,
        mark: str = "",
        is_numeric: bool = False,
        is_unbreakable: bool = False,
        is_drawing: bool = False,
        is_dispensable: bool = False,
        is_on_request: bool = False,
        unit: str = "",
        min_width: int = 0,
        fit_to_items: "Callable[[Sequence[T]], ColumnSpec[T]] | None" = None,
    ) -> None:
        self.key = key
        self.label = key.replace("_", " ").capitalize() if label is None else label
        """The name for readers, by default the key in words."""
        self.column_type = column_type
        self._get_value: Callable[[T], object] = get_value or attrgetter(key)
        self.column = Column(
            self.label if heading is None else heading,
            is_numeric=is_numeric,
            is_unbreakable=is_unbreakable,
            is_drawing=is_drawing,
            is_dispensable=is_dispensable,
            unit=unit,
            min_width=min_width,
        )
        """The heading in tables, by default the label, and the layout."""
        self.is_on_request = is_on_request
        """Whether it is shown only when it is chosen by name."""
        self._is_disputed = is_disputed
        self._mark = mark
        self._build_cell = build_cell
        self._get_sort_key = get_sort_key
        self._find_citations = find_citations
        self._fit_to_items = fit_to_items

    def read_parts(self, item: T) -> Sequence[Json]:
        """Read what each flat column of it holds for an item."""
        return self.column_type.spread(self._get_value(item))

    def read_value(self, item: T) -> Json:
        """Read what the first of these holds."""
        return self.read_parts(item)[0]

    def list_keys(self) -> tuple[str, ...]:
        """List the keys of its flat columns."""
        return self.column_type.list_keys(self.key)

    def to_cell(self, item: T) -> Cell:
        """Build the cell that a reader sees."""
        if self._build_cell:
            return self._build_cell(item)
        return Cell(format_json_value(self.read_value(item)), self._mark)

    def fit_to_items(self, items: Sequence[T]) -> "ColumnSpec[T]":
        """Build the column as a table of some items shows it, its figures in one readable unit."""
        return self._fit_to_items(items) if self._fit_to_items else self

    def to_sort_key(self, item: T) -> SortKey | None:
        """Compute what items are sorted by; None for an empty value, which comes last."""
        if self._get_sort_key:
            return self._get_sort_key(item)
        value = self._read_sortable_value(item)
        if value is None or value in ("", [], ()):
            return None
        if isinstance(value, int | float):
            return SortKey(number=value)
        return SortKey(format_json_value(value).casefold())

    def _read_sortable_value(self, item: T) -> Json:
        """Read what an item is sorted by: the value, of a range the end that is stated."""
        pairs = zip(self.column_type.parts, self.read_parts(item), strict=True)
        main_type = self.column_type.parts[0].type
        values = (value for part, value in pairs if part.type is main_type and value is not None)
        return next(values, None)

    def list_citations(self, item: T) -> Iterable[Citation]:
        """List the citations that support the value of an item."""
        return self._find_citations(item) if self._find_citations else ()

    def is_disputed(self, item: T) -> bool:
        """Whether sources disagree on the value of an item."""
        return self._is_disputed is not None and self._is_disputed(item)


ENTITY_COLUMNS: list[ColumnSpec[Any]] = [
    ColumnSpec(key="id", get_value=attrgetter("entity.id")),
    ColumnSpec(key="kind", get_value=attrgetter("entity.kind")),
    ColumnSpec(key="name", get_value=attrgetter("entity.name"), mark="name"),
]
"""The columns that identify the entity of an item, for items with an ``entity``."""


def build_rows(specs: Sequence[ColumnSpec[T]], items: Iterable[T]) -> list[dict[str, Json]]:
    """Build a row for each item, with all that the columns spread into."""
    columns = [(spec.list_keys(), spec.read_parts) for spec in specs]
    return [
        {
            key: value
            for keys, read_parts in columns
            for key, value in zip(keys, read_parts(item), strict=True)
        }
        for item in items
    ]


def collect_part_types(specs: Iterable[ColumnSpec[T]]) -> dict[str, PartType]:
    """Collect what each of the flat columns holds, by key."""
    part_types: dict[str, PartType] = {}
    for spec in specs:
        part_types |= spec.column_type.map_part_types(spec.key)
    return part_types


def build_parts_type(parts: Sequence[ColumnPart]) -> ColumnType:
    """Build the type of a column whose values come with their parts split."""
    return ColumnType(parts=tuple(parts), split=_keep_parts)


def _keep_parts(parts: Sequence[Json]) -> Sequence[Json]:
    return parts


def add_part_columns(specs: Sequence[ColumnSpec[T]]) -> list[ColumnSpec[T]]:
    """Add behind each column one column for each of its parts, such as ``tpp_low``.

    They are shown only when chosen by name.
    """
    keys = {spec.key for spec in specs}
    all_specs: list[ColumnSpec[T]] = []
    for spec in specs:
        all_specs.append(spec)
        all_specs += [
            _build_part_column(spec, index, part)
            for index, part in enumerate(spec.column_type.parts)
            if spec.key + part.suffix not in keys
        ]
    return all_specs


def _build_part_column(spec: ColumnSpec[T], index: int, part: ColumnPart) -> ColumnSpec[T]:
    def get_value(item: T) -> Json:
        return spec.read_parts(item)[index]

    return ColumnSpec(
        key=spec.key + part.suffix,
        label=f"{spec.label} {part.suffix.strip('_').replace('_', ' ')}",
        get_value=get_value,
        column_type=ColumnType(parts=(ColumnPart("", part.type),), split=keep_whole),
        find_citations=spec.list_citations,
        is_disputed=spec.is_disputed,
        is_numeric=part.type is PartType.NUMBER,
        is_on_request=True,
    )


def count_disputed_values(specs: Sequence[ColumnSpec[T]], items: Iterable[T]) -> int:
    """Count the values of some columns on which sources disagree."""
    return sum(spec.is_disputed(item) for item in items for spec in specs)


def format_json_value(value: Json) -> str:
    """Format a plain value for a reader: yes or no, lists joined with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(format_json_value(item) for item in value)
    return str(value)

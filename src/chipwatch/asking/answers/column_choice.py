"""The columns that a question chooses, and sorts by: by key, by label or by heading."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from ...model.field import SortKey
from ...model.table import Column
from .column_errors import build_unknown_column_error


class NamedColumn(Protocol):
    """What is chosen: a column with a key, a label and a heading, by which items can be sorted."""

    key: str
    label: str
    column: Column

    def to_sort_key(self, item: Any) -> SortKey | None:  # noqa: ANN401 - items of any answer
        """Compute what items are sorted by; None for an empty value, which comes last."""


ColumnType = TypeVar("ColumnType", bound=NamedColumn)
T = TypeVar("T")


def pick_columns(
    specs: Sequence[ColumnType], names: Sequence[str], noun: str = "column"
) -> list[ColumnType]:
    """Pick columns by key, label or heading, in this order.

    Raises UnknownNameError with the valid keys.
    """
    specs_by_key = {spec.key: spec for spec in specs}
    specs_by_name = specs_by_key if specs_by_key.keys() >= {*names} else _index_by_name(specs)
    for name in names:
        if _fold_name(name) not in specs_by_name and name not in specs_by_key:
            raise build_unknown_column_error(name, list(specs_by_key), noun)
    picked_specs = [specs_by_key.get(name) or specs_by_name[_fold_name(name)] for name in names]
    return list({spec.key: spec for spec in picked_specs}.values())


def _index_by_name(specs: Sequence[ColumnType]) -> dict[str, ColumnType]:
    """Index columns by what they may be called, keys before labels, and these before headings."""
    specs_by_name = {_fold_name(spec.column.label): spec for spec in reversed(specs)}
    specs_by_name |= {_fold_name(spec.label): spec for spec in reversed(specs)}
    return specs_by_name | {_fold_name(spec.key): spec for spec in specs}


def _fold_name(name: str) -> str:
    """Write a label as a key is written: ``Memory type`` is memory_type."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


class SortColumn(NamedTuple):
    """A column to sort by, and whether its greatest values come first."""

    spec: NamedColumn
    is_descending: bool


def pick_sort_columns(specs: Sequence[NamedColumn], sort: str) -> list[SortColumn]:
    """Pick the columns of ``designer,-tpp``, the first first; raises UnknownNameError."""
    names = [name.strip() for name in sort.split(",") if name.strip()]
    return [
        SortColumn(spec=spec, is_descending=name.startswith("-"))
        for name in names
        for spec in pick_columns(specs, [name.removeprefix("-")])
    ]


def sort_items(specs: Sequence[NamedColumn], items: Sequence[T], sort: str) -> list[T]:
    """Sort items by columns, those without a value last; without ``sort`` keep their order.

    Numbers of one unit follow another, in whichever order: sums that cannot be compared stay apart.
    """
    sorted_items = list(items)
    for sort_column in reversed(pick_sort_columns(specs, sort)):
        sorted_items = _sort_by_column(sorted_items, sort_column)
    return sorted_items


def _sort_by_column(items: Sequence[T], sort_column: SortColumn) -> list[T]:
    """Sort items by one column; equal ones keep their order."""
    keyed_items = [(sort_column.spec.to_sort_key(item), item) for item in items]
    sortable_items = [(sort_key, item) for sort_key, item in keyed_items if sort_key is not None]
    sortable_items.sort(key=_get_value_order, reverse=sort_column.is_descending)
    sortable_items.sort(key=_get_group)
    return [item for _, item in sortable_items] + [
        item for sort_key, item in keyed_items if sort_key is None
    ]


def _get_value_order(keyed_item: tuple[SortKey, object]) -> tuple[str, float]:
    sort_key, _ = keyed_item
    return sort_key.text, sort_key.number


def _get_group(keyed_item: tuple[SortKey, object]) -> str:
    sort_key, _ = keyed_item
    return sort_key.group

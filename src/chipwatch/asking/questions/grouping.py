"""Break a total up by year, or by any column of the kind, in the singular or plural."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import NamedTuple

from ...model.kind import Kind
from ...model.problem import UnknownNameError
from ...model.suggest import suggest_nearest
from ..answers.graph import EntityGraph
from ..sql.column_readers import ColumnReader, build_column_readers
from .addends import Addend

YEAR_KEY = "year"
NO_VALUE = "nothing known"


class GroupingColumn(NamedTuple):
    """A part of a group: its key and label, and its value for scripts and for readers."""

    key: str
    label: str
    pick_value: Callable[[Addend], str]
    pick_name: Callable[[Addend], str]
    is_relation: bool = False
    """Whether its values are ids of entities, which have names."""


def build_groupings(
    kind: type[Kind], graph: EntityGraph, keys: tuple[str, ...]
) -> list[GroupingColumn]:
    """Build the parts of a group in the order of their keys; raises UnknownNameError."""
    readers = build_column_readers(kind, graph)
    return [_build_grouping(kind, key, readers) for key in dict.fromkeys(keys)]


def _build_grouping(
    kind: type[Kind], key: str, readers: Mapping[str, ColumnReader]
) -> GroupingColumn:
    if key == YEAR_KEY:
        pick_year = attrgetter("year")
        return GroupingColumn(key=key, label="Year", pick_value=pick_year, pick_name=pick_year)
    name = next((column_name for column_name in (key, f"{key}s") if column_name in readers), "")
    if not name:
        valid_names = (YEAR_KEY, *readers)
        hint = suggest_nearest(key, valid_names, f"run chipwatch {kind.name} --columns help")
        raise UnknownNameError(f"{kind.plural} have no column {key!r}", hint, valid_names)
    is_relation = f"{name}_name" in readers
    name_column = f"{name}_name" if is_relation else name
    return GroupingColumn(
        key=key,
        label=key.replace("_", " ").capitalize(),
        pick_value=_make_picker(readers[name]),
        pick_name=_make_picker(readers[name_column]),
        is_relation=is_relation,
    )


def _make_picker(read_column: ColumnReader) -> Callable[[Addend], str]:
    """Make a function that picks a column of the entity whose figure is added."""

    def pick_value(addend: Addend) -> str:
        return str(read_column(addend.entity) or NO_VALUE)

    return pick_value

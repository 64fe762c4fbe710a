"""By what a total is broken up: the year, or any column of the kind, singular or plural."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.kind import Kind
from ...model.problem import UnknownNameError
from ...model.suggest import suggest_nearest
from ..answers.graph import EntityGraph
from ..sql.tables import build_column_readers as columns_of
from .addends import Addend

YEAR_KEY = "year"
NO_VALUE = "nothing known"


class GroupingColumn(NamedTuple):
    """One part of a group: its name and heading, its value for a script and for a reader."""

    key: str
    label: str
    pick_value: Callable[[Addend], str]
    pick_name: Callable[[Addend], str]


def build_groupings(
    kind: type[Kind], graph: EntityGraph, keys: tuple[str, ...]
) -> list[GroupingColumn]:
    """The parts of a group, in the order asked for; raises UnknownNameError."""
    columns = columns_of(kind, graph)
    return [_build_grouping(kind, key, columns) for key in dict.fromkeys(keys)]


def _build_grouping(
    kind: type[Kind], key: str, columns: Mapping[str, Callable[..., object]]
) -> GroupingColumn:
    if key == YEAR_KEY:
        return GroupingColumn(key, "Year", lambda addend: addend.year, lambda addend: addend.year)
    name = next((column_name for column_name in (key, f"{key}s") if column_name in columns), "")
    if not name:
        hint = suggest_nearest(
            key, (YEAR_KEY, *columns), f"run chipwatch {kind.name} --columns help"
        )
        raise UnknownNameError(f"{kind.plural} have no column {key!r}", hint, (YEAR_KEY, *columns))

    def make_picker(column: str) -> Callable[[Addend], str]:
        return lambda addend: str(columns[column](addend.entity) or NO_VALUE)

    name_column = f"{name}_name" if f"{name}_name" in columns else name
    return GroupingColumn(
        key, key.replace("_", " ").capitalize(), make_picker(name), make_picker(name_column)
    )

"""By what a total is broken up: the year, or any column of the kind, singular or plural."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.kind import Kind
from ...model.nearest import did_you_mean
from ...model.problem import UnknownNameError
from ..around import Around
from ..views import columns as columns_of
from .terms import Term

YEAR = "year"
NOTHING = "nothing known"


class Grouping(NamedTuple):
    """One part of a group: its name and heading, its value for a script and for a reader."""

    key: str
    label: str
    value: Callable[[Term], str]
    shown: Callable[[Term], str]


def groupings(kind: type[Kind], around: Around, by: tuple[str, ...]) -> list[Grouping]:
    """The parts of a group, in the order asked for; raises UnknownNameError."""
    columns = columns_of(kind, around)
    return [_grouping(kind, key, columns) for key in dict.fromkeys(by)]


def _grouping(kind: type[Kind], key: str, columns: Mapping[str, Callable[..., object]]) -> Grouping:
    if key == YEAR:
        return Grouping(key, "Year", lambda term: term.year, lambda term: term.year)
    name = next((one for one in (key, f"{key}s") if one in columns), "")
    if not name:
        hint = did_you_mean(key, (YEAR, *columns), f"run chipwatch {kind.name} --columns help")
        raise UnknownNameError(f"{kind.plural} have no column {key!r}", hint, (YEAR, *columns))

    def value(column: str) -> Callable[[Term], str]:
        return lambda term: str(columns[column](term.entity) or NOTHING)

    shown = f"{name}_name" if f"{name}_name" in columns else name
    return Grouping(key, key.replace("_", " ").capitalize(), value(name), value(shown))

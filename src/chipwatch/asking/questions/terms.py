"""What is added up in a total: which facts of which things, in which year, at which stage."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ...model.dates import Date
from ...model.facts import Entity, Fact
from ...model.fields import Amount, Choice, Day, Figure
from ...model.kind import AnyField, Kind
from ...model.nearest import did_you_mean
from ...model.problem import UnknownNameError, UsageError
from ...model.schema import Statistic
from ..around import Around
from .rates import years_of

_PIECES = frozenset(("chips", "chip hours", "dies", "wafers", "wafers/month", "stacks", "GW"))
_PEOPLE = frozenset(("employees", "rd_employees"))
_PRICES = frozenset(("price", "server_price", "price_per_share", "customer_cap"))
UNSTATED = "not stated"
UNDATED = "no date"


class Term(NamedTuple):
    """One figure of one thing; without a fact where none is known."""

    entity: Entity
    fact: Fact | None
    stage: str
    year: str
    years: Sequence[int] = ()
    """The years that it is of, the same as numbers."""


def summed_field(kind: type[Kind], name: str) -> Figure[Any]:
    """The figure of a kind to be added up: the one named, or the amount of money it is listed with.

    Raises UsageError, and UnknownNameError with the figures that there are.
    """
    every = {key: one for key, one in kind.properties.items() if isinstance(one, Figure)}
    figures = {key: one for key, one in every.items() if _adds_up(kind, one)}
    listed = f"choose one of {', '.join(figures)}" if figures else "take another kind"
    if name and name not in every:
        what = "is no figure" if name in kind.properties else "is not known"
        hint = did_you_mean(name, figures, listed)
        raise UnknownNameError(f"{name!r} of {kind.plural} {what}", hint, list(figures))
    if name and name not in figures:
        raise UsageError(f"{name} of {kind.plural} does not add up: {_why_not(kind, every[name])}",
                         listed)  # fmt: skip
    if name:
        return figures[name]
    for key in kind.columns:
        if isinstance(field := figures.get(key), Amount):
            return field
    hint = f"say which figure with --of: {', '.join(figures)}" if figures else listed
    raise UsageError(f"nothing says what of {kind.plural} should be added up", hint)


def _adds_up(kind: type[Kind], field: Figure[Any]) -> bool:
    """Whether a sum over things says anything: of money and pieces, not of prices or shares."""
    return not _why_not(kind, field)


def _why_not(kind: type[Kind], field: Figure[Any]) -> str:
    """Why a figure is not to be added up; nothing where it may be."""
    if kind is Statistic:
        return "each statistic counts something else"
    if field.many:
        return "its values are parts, wholes and counts of different times"
    counted = isinstance(field, Amount) or field.unit in _PIECES or field.name in _PEOPLE
    return "" if counted and field.name not in _PRICES else "it is a measure of each alone"


def stages_of(kind: type[Kind], field: AnyField) -> tuple[str, ...]:
    """The stages that a figure can have reached; only an amount as such has them."""
    stage = kind.properties.get("stage")
    return stage.choices if isinstance(stage, Choice) and field.name == "amount" else ()


def terms_of(around: Around, entity: Entity, field: AnyField, *, staged: bool) -> Iterator[Term]:
    """The figures of a thing: of what is told by periods each, of all else the one shown."""
    stage = _stage(around, entity) if staged else ""
    chosen = around.chosen(entity).get(field.name)
    facts = _added(chosen.facts) if chosen else []
    if not facts:
        yield Term(entity, None, stage, _year(_first_day(around, entity)))
    for fact in facts:
        day = fact.period or fact.as_of or _first_day(around, entity)
        years = years_of(day.first, day.last) if day else ()
        yield Term(entity, fact, stage, _year(day), years)


def _added(facts: Sequence[Fact]) -> list[Fact]:
    """Facts that can be added to one another, the likeliest first."""
    if facts[0].unknown:
        return []
    periods = [fact for fact in facts if fact.period and not fact.unknown]
    if facts[0].period is None:
        return [facts[0]]
    found: list[Fact] = []
    for fact in sorted(periods, key=_longest):
        if not any(_overlap(fact, other) for other in found):
            found.append(fact)
    return found


def _longest(fact: Fact) -> int:
    """Of periods that overlap, the longer counts."""
    return fact.period.first - fact.period.last if fact.period else 0


def _overlap(one: Fact, other: Fact) -> bool:
    return bool(one.period and other.period and one.period.overlaps(other.period))


def _stage(around: Around, entity: Entity) -> str:
    chosen = around.chosen(entity).get("stage")
    return UNSTATED if chosen is None or chosen.shown[0].unknown else chosen.shown[0].text()


def _first_day(around: Around, entity: Entity) -> Date | None:
    """The earliest date of a thing that was not merely expected."""
    days = [
        fact.value
        for one in around.chosen(entity).values()
        if isinstance(one.field, Day) and not one.field.ahead
        for fact in one.shown
        if not fact.unknown
    ]
    return min(days, key=lambda day: day.first, default=None)


def _year(day: Date | None) -> str:
    """The year of a date, both ends of a span over several, or that there is none."""
    if day is None:
        return UNDATED
    years = years_of(day.first, day.last)
    return str(years[0]) if len(years) == 1 else day.text

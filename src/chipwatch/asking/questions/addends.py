"""Find what a total adds up: which facts of which entities, in which year, at which stage."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Choice
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.problem import UnknownNameError, UsageError
from ...model.schema import Investment
from ...model.suggest import suggest_nearest
from ..answers.exchange_rates import list_years
from ..answers.graph import EntityGraph
from .first_dates import find_first_date

UNSTATED_STAGE = "not stated"
UNDATED_YEAR = "no date"


Figure = NumericField[Any]


class Addend(NamedTuple):
    """A figure of an entity; without a fact where none is known."""

    entity: Entity
    fact: Fact | None
    stage: str
    year: str
    years: Sequence[int] = ()
    """The years that it is of, as numbers."""


def pick_summed_field(kind: type[Kind], name: str) -> Figure:
    """Pick the figure of a kind by name, or without a name the first amount of its listing.

    Raises UsageError, and UnknownNameError with the figures that there are.
    """
    figures = {
        key: field for key, field in kind.properties.items() if isinstance(field, NumericField)
    }
    additive_figures = {
        key: field for key, field in figures.items() if not _explain_not_additive(kind, field)
    }
    listing = ", ".join(additive_figures)
    choice_hint = f"choose one of {listing}" if listing else "take another kind"
    if name:
        _check_additive(kind, name, figures, choice_hint)
        return figures[name]
    for key in kind.columns:
        if isinstance(field := additive_figures.get(key), Amount):
            return field
    hint = f"say which figure with --of: {listing}" if listing else choice_hint
    raise UsageError(f"nothing says what of {kind.plural} should be added up", hint)


def _check_additive(
    kind: type[Kind], name: str, figures: Mapping[str, Figure], choice_hint: str
) -> None:
    """Raise the error for a property that is no figure, or none that can be added up."""
    if name not in figures:
        failure = "is no figure" if name in kind.properties else "is not known"
        names = [key for key, field in figures.items() if not _explain_not_additive(kind, field)]
        hint = suggest_nearest(name, names, choice_hint)
        raise UnknownNameError(f"{name!r} of {kind.plural} {failure}", hint, names)
    reason = _explain_not_additive(kind, figures[name])
    if reason:
        raise UsageError(f"{name} of {kind.plural} does not add up: {reason}", choice_hint)


def _explain_not_additive(kind: type[Kind], field: Figure) -> str:
    """Explain why a figure is not to be added up; empty if it may be."""
    if kind.not_additive_reason:
        return kind.not_additive_reason
    if field.is_multivalued:
        return "its values are parts, wholes and counts of different times"
    return "" if field.is_additive else "it is a measure of each alone"


def list_stages(kind: type[Kind], field: AnyField) -> tuple[str, ...]:
    """List the stages that a figure can have reached; only the amount of an investment has any."""
    stage = kind.properties.get(Investment.stage.name)
    is_amount = field.name == Investment.amount.name
    return stage.choices if is_amount and isinstance(stage, Choice) else ()


def find_addends(
    graph: EntityGraph, entity: Entity, field: AnyField, *, has_stages: bool
) -> Iterator[Addend]:
    """Find the figures of an entity: one for each period, or else the one that is shown."""
    stage = _find_stage(graph, entity) if has_stages else ""
    first_date = find_first_date(graph, entity)
    ranked_facts = graph.find_ranked_facts(entity, field.name)
    facts = _pick_addable_facts(ranked_facts.facts) if ranked_facts else []
    optional_facts: list[Fact | None] = [*facts] or [None]
    for fact in optional_facts:
        day = (fact and (fact.period or fact.as_of)) or (first_date and first_date.date)
        years = list_years(day.first, day.last) if fact and day else ()
        yield Addend(entity=entity, fact=fact, stage=stage, year=_format_year(day), years=years)


def _pick_addable_facts(facts: Sequence[Fact]) -> list[Fact]:
    """Pick facts that can be added to one another from those of a property, in ranking order."""
    if facts[0].is_unknown:
        return []
    if facts[0].period is None:
        return [facts[0]]
    periods = [fact for fact in facts if fact.period and not fact.is_unknown]
    addable_facts: list[Fact] = []
    for fact in sorted(periods, key=_rank_period_length):
        if not any(_is_overlapping(fact, addable_fact) for addable_fact in addable_facts):
            addable_facts.append(fact)
    return addable_facts


def _rank_period_length(fact: Fact) -> int:
    """Rank the longest period first: of periods that overlap, the longer counts."""
    return fact.period.first - fact.period.last if fact.period else 0


def _is_overlapping(first: Fact, second: Fact) -> bool:
    return bool(first.period and second.period and first.period.overlaps(second.period))


def _find_stage(graph: EntityGraph, entity: Entity) -> str:
    fact = graph.find_known_fact(entity, Investment.stage.name)
    return fact.format_value() if fact else UNSTATED_STAGE


def _format_year(day: Date | None) -> str:
    """Write the year of a date, both ends of a span over several, or that there is none."""
    if day is None:
        return UNDATED_YEAR
    years = list_years(day.first, day.last)
    return str(years[0]) if len(years) == 1 else day.text

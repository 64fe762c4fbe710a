"""What is added up in a total: which facts of which things, in which year, at which stage."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Choice, Day
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.problem import UnknownNameError, UsageError
from ...model.ranking import get_known_fact
from ...model.suggest import suggest_nearest
from ..answers.graph import EntityGraph
from .exchange_rates import list_years

UNSTATED_STAGE = "not stated"
UNDATED_YEAR = "no date"


class Addend(NamedTuple):
    """One figure of one thing; without a fact where none is known."""

    entity: Entity
    fact: Fact | None
    stage: str
    year: str
    years: Sequence[int] = ()
    """The years that it is of, the same as numbers."""


def pick_summed_field(kind: type[Kind], name: str) -> NumericField[Any]:
    """The figure of a kind to be added up: the one named, or the amount of money it is listed with.

    Raises UsageError, and UnknownNameError with the figures that there are.
    """
    all_figures = {
        key: figure for key, figure in kind.properties.items() if isinstance(figure, NumericField)
    }
    figures = {
        key: figure
        for key, figure in all_figures.items()
        if not _explain_not_additive(kind, figure)
    }
    choice_hint = f"choose one of {', '.join(figures)}" if figures else "take another kind"
    if name and name not in all_figures:
        failure = "is no figure" if name in kind.properties else "is not known"
        hint = suggest_nearest(name, figures, choice_hint)
        raise UnknownNameError(f"{name!r} of {kind.plural} {failure}", hint, list(figures))
    if name and name not in figures:
        raise UsageError(f"{name} of {kind.plural} does not add up: {_explain_not_additive(kind, all_figures[name])}",
                         choice_hint)  # fmt: skip
    if name:
        return figures[name]
    for key in kind.columns:
        if isinstance(field := figures.get(key), Amount):
            return field
    hint = f"say which figure with --of: {', '.join(figures)}" if figures else choice_hint
    raise UsageError(f"nothing says what of {kind.plural} should be added up", hint)


def _explain_not_additive(kind: type[Kind], field: NumericField[Any]) -> str:
    """Explain why a figure is not to be added up; empty if it may be."""
    if kind.not_additive_reason:
        return kind.not_additive_reason
    if field.is_multivalued:
        return "its values are parts, wholes and counts of different times"
    return "" if field.is_additive else "it is a measure of each alone"


def list_stages(kind: type[Kind], field: AnyField) -> tuple[str, ...]:
    """The stages that a figure can have reached; only an amount as such has them."""
    stage = kind.properties.get("stage")
    return stage.choices if isinstance(stage, Choice) and field.name == "amount" else ()


def find_addends(
    graph: EntityGraph, entity: Entity, field: AnyField, *, has_stages: bool
) -> Iterator[Addend]:
    """The figures of a thing: of what is told by periods each, of all else the one shown."""
    stage = _find_stage(graph, entity) if has_stages else ""
    ranked_facts = graph.rank_facts(entity).get(field.name)
    facts = _pick_addable_facts(ranked_facts.facts) if ranked_facts else []
    if not facts:
        yield Addend(entity, None, stage, _format_year(_find_first_date(graph, entity)))
    for fact in facts:
        day = fact.period or fact.as_of or _find_first_date(graph, entity)
        years = list_years(day.first, day.last) if day else ()
        yield Addend(entity, fact, stage, _format_year(day), years)


def _pick_addable_facts(facts: Sequence[Fact]) -> list[Fact]:
    """Facts that can be added to one another, the likeliest first."""
    if facts[0].is_unknown:
        return []
    periods = [fact for fact in facts if fact.period and not fact.is_unknown]
    if facts[0].period is None:
        return [facts[0]]
    addable_facts: list[Fact] = []
    for fact in sorted(periods, key=_rank_period_length):
        if not any(_is_overlapping(fact, addable_fact) for addable_fact in addable_facts):
            addable_facts.append(fact)
    return addable_facts


def _rank_period_length(fact: Fact) -> int:
    """Of periods that overlap, the longer counts."""
    return fact.period.first - fact.period.last if fact.period else 0


def _is_overlapping(first: Fact, second: Fact) -> bool:
    return bool(first.period and second.period and first.period.overlaps(second.period))


def _find_stage(graph: EntityGraph, entity: Entity) -> str:
    fact = get_known_fact(graph.rank_facts(entity), "stage")
    return fact.format_value() if fact else UNSTATED_STAGE


def _find_first_date(graph: EntityGraph, entity: Entity) -> Date | None:
    """The earliest date of a thing that was not merely expected."""
    days = [
        fact.value
        for ranked_facts in graph.rank_facts(entity).values()
        if isinstance(ranked_facts.field, Day) and not ranked_facts.field.ahead
        for fact in ranked_facts.shown_facts
        if not fact.is_unknown
    ]
    return min(days, key=lambda day: day.first, default=None)


def _format_year(day: Date | None) -> str:
    """The year of a date, both ends of a span over several, or that there is none."""
    if day is None:
        return UNDATED_YEAR
    years = list_years(day.first, day.last)
    return str(years[0]) if len(years) == 1 else day.text

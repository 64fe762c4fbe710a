"""Find the facts that became known in a span of days, and what each does to earlier ones."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ...model.answer import Json
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact, SourceRecord
from ...model.ranking import build_rank_key
from ..answers.fact_value import split_fact_value
from ..answers.figure_series import OTHER_SPAN, classify_span
from ..answers.graph import EntityGraph
from .scope import Scope


class Effect(StrEnum):
    """What a fact does to what was known before of its property."""

    NEW = "new"
    """Nothing was known before."""
    SUPERSEDES = "supersedes"
    """It is shown in place of what was known before."""
    CONFIRMS = "confirms"
    """It states the same."""
    DIFFERS = "differs"
    """It states something else, but what was known before is still shown."""


class FactChange(NamedTuple):
    """A fact that became known, and the one that was shown of its property before."""

    entity: Entity
    fact: Fact
    publication_date: Date
    how: str
    """Its effect."""
    value: Sequence[Json] | None
    """Its value, split into the parts of a column."""
    value_text: str
    """The value for a reader."""
    earlier_fact: Fact | None
    before: Sequence[Json] | None
    before_text: str
    """The value that was shown before, in the same two ways."""


def find_changes(
    graph: EntityGraph, entity: Entity, sources: Mapping[str, SourceRecord], scope: Scope
) -> Iterator[FactChange]:
    """Find the facts of an entity that became known in the span."""
    publication_dates = {
        fact.file_position: find_publication_date(fact, sources) for fact in entity.facts
    }
    for fact in entity.facts:
        day = publication_dates[fact.file_position]
        if day and _is_within_span(day, scope):
            earlier_facts = [
                candidate
                for candidate in entity.facts
                if candidate.property == fact.property
                and _is_before_span(publication_dates[candidate.file_position], scope)
            ]
            effect, earlier_fact = _classify_effect(fact, sorted(earlier_facts, key=build_rank_key))
            yield FactChange(
                entity=entity,
                fact=fact,
                publication_date=day,
                how=effect.value,
                value=split_fact_value(graph, fact),
                value_text=graph.format_value(fact),
                earlier_fact=earlier_fact,
                before=split_fact_value(graph, earlier_fact),
                before_text=graph.format_value(earlier_fact) if earlier_fact else "",
            )


def _is_within_span(day: Date, scope: Scope) -> bool:
    """Return whether something was surely published in the span."""
    is_late_enough = scope.since is None or day.first >= scope.since.first
    return is_late_enough and (scope.until is None or day.last <= scope.until.last)


def may_be_before(day: Date, scope: Scope) -> bool:
    """Return whether something may have been published before the span as well as in it."""
    return scope.since is not None and day.first < scope.since.first <= day.last


def _is_before_span(day: Date | None, scope: Scope) -> bool:
    return day is not None and scope.since is not None and day.last < scope.since.first


def _classify_effect(fact: Fact, earlier_facts: Sequence[Fact]) -> tuple[Effect, Fact | None]:
    """Return what a fact does to earlier ones in the order of ranking, and which one it meets."""
    if fact.field.is_multivalued:
        same_facts = [earlier for earlier in earlier_facts if earlier.value == fact.value]
        return (Effect.CONFIRMS, same_facts[0]) if same_facts else (Effect.NEW, None)
    like_facts = _list_like_facts(fact, earlier_facts)
    if not like_facts:
        return Effect.NEW, None
    best_fact = like_facts[0]
    if _states_the_same(fact, best_fact):
        return Effect.CONFIRMS, best_fact
    if build_rank_key(fact) < build_rank_key(best_fact):
        return Effect.SUPERSEDES, best_fact
    return Effect.DIFFERS, best_fact


def _list_like_facts(fact: Fact, earlier_facts: Sequence[Fact]) -> list[Fact]:
    """List the facts that one may confirm, contradict or follow.

    What counts up a period meets the figures of the same days; else those of an earlier period that
    is as long, which it follows. The quarter that is shown says nothing against a year.
    """
    period = fact.period
    if period is None:
        return [earlier for earlier in earlier_facts if earlier.period is None]
    periods = [(earlier, earlier.period) for earlier in earlier_facts if earlier.period]
    return [earlier for earlier, other in periods if _are_same_days(other, period)] or [
        earlier for earlier, other in periods if _may_be_followed_by(other, period)
    ]


def _are_same_days(first: Date, second: Date) -> bool:
    """Tell whether two periods are the same, however they are written."""
    return (first.first, first.last) == (second.first, second.last)


def _may_be_followed_by(period: Date, next_period: Date) -> bool:
    """Tell whether a later figure of the next period stands in place of that of the first."""
    span_kind = classify_span(period)
    is_as_long = span_kind == classify_span(next_period) and span_kind != OTHER_SPAN
    return is_as_long and period.last < next_period.last


def _states_the_same(fact: Fact, earlier_fact: Fact) -> bool:
    """Return whether two facts agree, both that the value is unknown or on what it is."""
    if fact.is_unknown or earlier_fact.is_unknown:
        return fact.is_unknown and earlier_fact.is_unknown
    return fact.field.is_compatible(fact.value, earlier_fact.value)


def find_publication_date(fact: Fact, sources: Mapping[str, SourceRecord]) -> Date | None:
    """Return when the first of its sources had surely appeared."""
    return next(iter(fact.list_publication_dates(sources.get)), None)

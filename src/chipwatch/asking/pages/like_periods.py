"""Like with like: of figures that count up a period, those of the newest that all things have."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.kind import AnyField
from ...model.numeric_fields import NumericField
from ...model.ranking import RankedFacts
from ..answers.figure_series import YEAR_DAYS, classify_span
from .fact_words import get_fact_day

MIN_OVERLAP = 0.75
"""The part of two periods that must be the same days for them to be alike: our choice, so that a
fiscal year that ends in January stands beside the year that it mostly covers."""

MAX_DAYS_SINCE_YEAR = 2 * YEAR_DAYS[1]
"""How long before the end of the newest part of a year a full year may have ended that is still
shown first: our choice, so that the year before the last is, where the last is not known."""


class AlignedEntities(NamedTuple):
    """Entities of which figures over like periods are shown, and which periods these are."""

    entities: list[Entity]
    periods: Mapping[str, str]
    """The period by the label of the property, where it is not the newest of each."""


def align_periods(entities: Sequence[Entity]) -> AlignedEntities:
    """Keep, of a figure whose newest periods are not alike, the facts of the newest that are.

    Entities of which nothing is known in a property do not count for it; a figure without periods
    that are alike is left as it is.
    """
    periods: dict[str, str] = {}
    kept_periods: dict[tuple[str, str], Date] = {}
    ranked_by_entity = {entity.id: entity.rank_facts() for entity in entities}
    for name, field in _list_figures(entities):
        holders = {
            entity_id: known_facts
            for entity_id, ranked_by_property in ranked_by_entity.items()
            if (known_facts := _list_known_facts(ranked_by_property.get(name)))
        }
        shown_periods = [
            ranked_by_entity[entity_id][name].shown_facts[0].period for entity_id in holders
        ]
        if len(holders) > 1 and not _are_alike(shown_periods):
            chosen = _find_newest_like_periods([*map(_list_periods, holders.values())])
            pairs = zip(holders, chosen, strict=False)
            kept_periods |= {(entity_id, name): period for entity_id, period in pairs}
            if chosen:
                periods[field.label] = " and ".join(dict.fromkeys(date.text for date in chosen))
    kept_entities = [_keep_periods(entity, kept_periods) for entity in entities]
    return AlignedEntities(entities=kept_entities, periods=periods)


def _list_figures(entities: Sequence[Entity]) -> Iterable[tuple[str, AnyField]]:
    """List the single figures that all the kinds have."""
    first, *others = (entity.kind_class.properties for entity in entities)
    return [
        (name, field)
        for name, field in first.items()
        if isinstance(field, NumericField)
        and not field.is_multivalued
        and all(name in properties for properties in others)
    ]


def _list_known_facts(ranked_facts: RankedFacts | None) -> list[Fact]:
    return [fact for fact in ranked_facts.facts if not fact.is_unknown] if ranked_facts else []


def _list_periods(facts: Iterable[Fact]) -> list[Date]:
    """List the periods of which a figure is known, the newest first, and shorter before longer."""
    periods = {fact.period for fact in facts if fact.period}
    return sorted(periods, key=_get_end, reverse=True)


def _get_end(period: Date) -> tuple[int, int]:
    return period.last, period.first


def _find_newest_like_periods(periods_by_holder: Sequence[Sequence[Date]]) -> list[Date]:
    """Find the newest period of the first for which all have one alike; empty if there is none."""
    first_periods, *others = periods_by_holder
    for period in first_periods:
        matches = [
            next((candidate for candidate in periods if _is_like(period, candidate)), None)
            for periods in others
        ]
        if all(matches):
            return [period, *(match for match in matches if match)]
    return []


def _are_alike(periods: Sequence[Date | None]) -> bool:
    """Tell whether figures can stand side by side: over like periods, or over none."""
    first = periods[0]
    return all(
        period == first if first is None or period is None else _is_like(first, period)
        for period in periods
    )


def _is_like(first: Date, second: Date) -> bool:
    """Tell whether two periods are mostly the same days."""
    shared_days = min(first.last, second.last) - max(first.first, second.first) + 1
    return shared_days >= MIN_OVERLAP * max(first.day_count, second.day_count)


def _keep_periods(entity: Entity, kept_periods: Mapping[tuple[str, str], Date]) -> Entity:
    """Leave out the figures of other periods; those that are unknown stay."""
    facts = tuple(
        fact
        for fact in entity.facts
        if fact.is_unknown
        or kept_periods.get((entity.id, fact.property), fact.period) == fact.period
    )
    return entity._replace(facts=facts)


def rank_newest_year_first(ranked_facts: RankedFacts) -> RankedFacts | None:
    """Rank the newest full year before all else; None if none ended shortly before the newest."""
    dated_facts = _list_facts_with_periods(ranked_facts)
    years = [fact for fact, period in dated_facts if classify_span(period) == "year"]
    newest_day = max((period.last for _, period in dated_facts), default=0)
    year = max(years, key=get_fact_day, default=None)
    if year is None or get_fact_day(year) < newest_day - MAX_DAYS_SINCE_YEAR:
        return None
    return _rank_first(ranked_facts, year)


def rank_part_since_first(year_facts: RankedFacts) -> RankedFacts | None:
    """Rank the newest part of a year that began after the year that comes first before all else.

    None if there is none.
    """
    year_end = get_fact_day(year_facts.facts[0])
    dated_facts = _list_facts_with_periods(year_facts)
    later_facts = [fact for fact, period in dated_facts if period.first > year_end]
    return _rank_first(year_facts, max(later_facts, key=get_fact_day)) if later_facts else None


def _list_facts_with_periods(ranked_facts: RankedFacts) -> list[tuple[Fact, Date]]:
    """List the known figures of a period, with it; of a property with many values, none."""
    if ranked_facts.field.is_multivalued:
        return []
    return [
        (fact, fact.period) for fact in ranked_facts.facts if fact.period and not fact.is_unknown
    ]


def _rank_first(ranked_facts: RankedFacts, first: Fact) -> RankedFacts:
    others = (fact for fact in ranked_facts.facts if fact is not first)
    return RankedFacts.from_ranked(ranked_facts.field, (first, *others))

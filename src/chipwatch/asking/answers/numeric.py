"""Numeric property values, and remarks on those that are missing or ranges."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model import tolerances
from ...model.entity import Entity
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.quantity import Quantity
from .graph import EntityGraph

RANGE_GAP = "a range or bound"
NOTHING_KNOWN_GAP = "nothing known"


def find_number(
    graph: EntityGraph, entity: Entity, field: AnyField, unit: str = ""
) -> Quantity | None:
    """Find the number shown of a property, in a unit or currency if one is given."""
    fact = graph.find_known_fact(entity, field.name)
    if fact is None or field.is_multivalued:
        return None
    quantities = field.to_quantities(fact.value)
    return quantities.get(unit) if unit else next(iter(quantities.values()), None)


def count_gaps(graph: EntityGraph, entities: Iterable[Entity], field: AnyField) -> dict[str, int]:
    """Count the entities without an exact number, by what is known instead."""
    return dict(Counter(gap for entity in entities if (gap := _describe_gap(graph, entity, field))))


def _describe_gap(graph: EntityGraph, entity: Entity, field: AnyField) -> str:
    number = find_number(graph, entity, field)
    if number is not None:
        return "" if number.exact_number is not None else RANGE_GAP
    ranked_facts = graph.find_ranked_facts(entity, field.name)
    return ranked_facts.shown_facts[0].format_value() if ranked_facts else NOTHING_KNOWN_GAP


def format_gaps(gap_counts: dict[str, int]) -> str:
    """Format gaps in words: ``2 nothing known, 1 undisclosed``."""
    return ", ".join(f"{count} {gap}" for gap, count in gap_counts.items())


def format_gap_reasons(gap_counts: dict[str, int]) -> str:
    """Format in brackets why there is no value, where that is known: `` (3 undisclosed)``."""
    reasons = {gap: count for gap, count in gap_counts.items() if gap != NOTHING_KNOWN_GAP}
    return f" ({format_gaps(reasons)})" if reasons else ""


def is_equally_long(day_counts: Iterable[int]) -> bool:
    """Return whether periods of so many days are of one length, such as two quarters."""
    lengths = sorted(day_counts)
    return not lengths or lengths[-1] - lengths[0] <= lengths[-1] * tolerances.PERIOD_LENGTH


def explain_sort_gaps(
    graph: EntityGraph, kind: type[Kind], entities: Sequence[Entity], sort_keys: Sequence[str]
) -> list[str]:
    """Explain a list sorted by figures that are not exact numbers for all entities."""
    fields = [kind.properties.get(key) for key in sort_keys]
    return [
        remark
        for field in fields
        if isinstance(field, NumericField)
        for remark in _iter_sort_remarks(graph, field, entities)
    ]


def _iter_sort_remarks(
    graph: EntityGraph, field: AnyField, entities: Sequence[Entity]
) -> Iterator[str]:
    gap_counts = count_gaps(graph, entities, field)
    if gap_counts.pop(RANGE_GAP, 0):
        yield f"sorted by {field.name}: a range or bound by the lower end that is stated"
    if gap_counts:
        count = sum(gap_counts.values())
        reasons = format_gap_reasons(gap_counts)
        yield f"sorted by {field.name}: {count} without one come last{reasons}"
    if not is_equally_long(_iter_period_days(graph, entities, field)):
        yield f"sorted by {field.name}: figures of unlike periods stand beside one another"
    if isinstance(field, Amount):
        entities_with_number = [entity for entity in entities if find_number(graph, entity, field)]
        entities_without_usd = [
            entity
            for entity in entities_with_number
            if find_number(graph, entity, field, "USD") is None
        ]
        if entities_without_usd:
            count = len(entities_without_usd)
            yield f"sorted by {field.name}: {count} not stated in USD, apart by currency"


def _iter_period_days(
    graph: EntityGraph, entities: Iterable[Entity], field: AnyField
) -> Iterator[int]:
    """Give the lengths in days of the periods of the figures shown."""
    for entity in entities:
        fact = graph.find_known_fact(entity, field.name)
        if fact and fact.period:
            yield fact.period.day_count

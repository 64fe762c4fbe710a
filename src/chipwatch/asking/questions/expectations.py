"""What is expected of a figure, which other properties hold: guidance and forecasts."""

from collections.abc import Iterator

from ...model.entity import Entity
from ...model.ranking import get_known_fact
from ..answers.entity_card import format_time_span

EXPECTATION_ENDINGS = ("guidance", "forecast")
"""What the name of a property ends in that says what a figure is expected to be."""


def list_expectations(entity: Entity, name: str) -> Iterator[str]:
    """Say what a figure of an entity is expected to be, when, and which command tells more."""
    ranked_facts = entity.rank_facts()
    for expected_name in (f"{name}_{ending}" for ending in EXPECTATION_ENDINGS):
        if fact := get_known_fact(ranked_facts, expected_name):
            value = " – ".join(filter(None, [fact.format_value(), format_time_span(fact)]))
            yield f"expected: {value}: series {entity.id} {expected_name}"

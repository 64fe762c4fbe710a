"""What a base holds in all, and how well it is sourced: counts for ``stats``."""

from typing import NamedTuple


class PropertySupport(NamedTuple):
    """How well the facts of one property are sourced."""

    kind: str
    property: str
    fact_count: int
    sourced_count: int
    """The facts with a source."""
    located_count: int
    """The facts with a place inside a source."""
    corroborated_count: int
    """The facts with two independent sources."""


class BaseContents(NamedTuple):
    """How many entities, facts, sources and problems a base holds."""

    entities_by_kind: dict[str, int]
    facts_by_certainty: dict[str, int]
    sources_by_type: dict[str, int]
    unknown_fact_count: int
    """The facts that state that a value is unknown."""
    problem_count: int
    rejected_entity_count: int

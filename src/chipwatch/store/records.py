"""Records: what a knowledge base returns beside entities, facts and sources."""

from typing import NamedTuple

from ..model.dates import Date

WHOLE_NAME, NAME_PART, NAME_CODE = 0, 1, 2
"""Grades of a name key: all of a name, a part that stands for it, or a code unlike any word."""


class EntityRef(NamedTuple):
    """An entity by id, kind and name, without its facts."""

    id: str
    kind: str
    name: str


class NameEntry(NamedTuple):
    """A name of an entity: as written, and as the key that names are compared by."""

    entity: EntityRef
    text: str
    key: str
    how: str
    """What the name is: id, name, alias or pinyin."""
    grade: int = WHOLE_NAME


class FirstDate(NamedTuple):
    """A date of something that happens, such as an event or an investment."""

    entity: str
    date: Date


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

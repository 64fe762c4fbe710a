"""What queries for passages give: names and facts by number, entities and kinds with their sizes.

They stand apart from the queries, which every base has: an answer about a name needs none of them.
"""

from typing import NamedTuple

from ..model.dates import Date
from ..model.facts import Fact
from .records import EntityRef, NameEntry
from .rows import Row, parse_fact, parse_name_entry

NAME_PLACE, LABEL_PLACE, VALUE_PLACE, NOTE_PLACE = "name", "label", "value", "note"
PASSAGE_PLACES = (NAME_PLACE, LABEL_PLACE, VALUE_PLACE, NOTE_PLACE)
"""What of an entity a word may stand in: a name; the property, value or note of a fact."""


class Passage(NamedTuple):
    """A name or fact that holds a word."""

    number: int
    """The rowid of a fact; that of a name with a minus."""
    entity_id: str
    kind: str


def is_name_number(number: int) -> bool:
    """Tell whether the number of a passage is that of a name; those of facts are above zero."""
    return number < 0


class NumberedFact(NamedTuple):
    """A fact and its rowid."""

    number: int
    fact: Fact


class EntitySize(NamedTuple):
    """An entity, and how many facts state something of it."""

    entity: EntityRef
    fact_count: int


class KindSize(NamedTuple):
    """A kind, its entities and their facts, counted."""

    kind: str
    entity_count: int
    fact_count: int


def parse_entity_size(row: Row) -> EntitySize:
    """Parse id, kind and name of an entity, and how many facts it has."""
    *reference, fact_count = row
    return EntitySize(EntityRef._make(reference), fact_count)


def parse_numbered_fact(row: Row) -> NumberedFact:
    """Parse a row of FACT_COLUMNS with the rowid after them."""
    return NumberedFact(number=row[-1], fact=parse_fact(row[:-1]))


def parse_numbered_period(row: Row) -> tuple[int, Date]:
    """Parse the rowid of a fact and the text of its period."""
    number, text = row
    return number, Date.parse_period(text)


def parse_numbered_name(row: Row) -> tuple[int, NameEntry]:
    """Parse a row of NAME_COLUMNS with the number of the name after them."""
    return row[-1], parse_name_entry(row[:-1])

"""Passages of a base, the names and facts that a search looks words up in, found by word."""

from collections.abc import Iterable
from typing import NamedTuple

from ..model.facts import Fact
from .name_queries import NameQueries
from .records import EntityRef, NameEntry
from .rows import FACT_COLUMNS, NAME_COLUMNS, Row, get_count, get_text, parse_fact, parse_name_entry
from .table_reader import IN_JSON_ARRAY, to_json_array

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


class PassageQueries(NameQueries):
    """Finds the passages that hold words, and what they say."""

    def find_passages(self, expression: str, place: str) -> list[Passage]:
        """Find the passages with a match in one of their places, by an expression of FTS5."""
        table = "name" if place == NAME_PLACE else "fact"
        sign = "-" if place == NAME_PLACE else ""
        sql = (
            f"SELECT passage.rowid, {table}.entity, {table}.kind FROM passage"
            f" JOIN {table} ON {table}.rowid = {sign}passage.rowid WHERE passage MATCH ?"
        )
        return self.tables.fetch(Passage._make, sql, f"{{{place}}} : ({expression})")

    def has_passage(self, expression: str) -> bool:
        """Tell whether any name or fact, titles of publications aside, matches an expression."""
        sql = (
            "SELECT count(*) FROM (SELECT 1 FROM passage LEFT JOIN name"
            " ON name.rowid = -passage.rowid"
            " WHERE passage MATCH ? AND name.kind IS NOT 'source' LIMIT 1)"
        )
        return self.tables.fetch(get_count, sql, expression) == [1]

    def list_passage_words(self) -> list[str]:
        """List the stems of all words that names and facts hold, the commonest first."""
        return self.tables.fetch(get_text, "SELECT term FROM passage_word ORDER BY doc DESC, term")

    def load_entity_sizes(self, ids: Iterable[str]) -> list[EntitySize]:
        """Load these entities, and how many facts each has."""
        sql = f"SELECT id, kind, name, last - first + 1 FROM entity WHERE id {IN_JSON_ARRAY}"
        return self.tables.fetch(_parse_entity_size, sql, to_json_array(ids))

    def count_facts_by_kind(self) -> list[KindSize]:
        """Count the entities of each kind, and their facts."""
        sql = "SELECT kind, count(*), sum(last - first + 1) FROM entity GROUP BY kind"
        return self.tables.fetch(KindSize._make, sql)

    def list_ids_of_kinds(self, kinds: Iterable[str]) -> list[str]:
        """List the ids of all entities of these kinds."""
        sql = f"SELECT id FROM entity WHERE kind {IN_JSON_ARRAY}"
        return self.tables.fetch(get_text, sql, to_json_array(kinds))

    def load_facts_by_number(self, numbers: Iterable[int]) -> list[NumberedFact]:
        """Load the facts of these rowids; BaseAsOf leaves out those that did not hold."""
        sql = (
            f"SELECT {FACT_COLUMNS}, fact.rowid FROM fact WHERE fact.rowid {IN_JSON_ARRAY}"
            " ORDER BY fact.rowid"
        )
        return self.tables.fetch(_parse_numbered_fact, sql, to_json_array(numbers))

    def load_names_by_number(self, numbers: Iterable[int]) -> dict[int, NameEntry]:
        """Load the names of these numbers; those above zero are skipped."""
        sql = (
            f"SELECT {NAME_COLUMNS}, -name.rowid FROM name"
            " JOIN entity ON entity.id = name.entity"
            " WHERE name.rowid IN (SELECT -value FROM json_each(?))"
        )
        return dict(self.tables.fetch(_parse_numbered_name, sql, to_json_array(numbers)))


def _parse_entity_size(row: Row) -> EntitySize:
    *reference, fact_count = row
    return EntitySize(EntityRef._make(reference), fact_count)


def _parse_numbered_fact(row: Row) -> NumberedFact:
    return NumberedFact(number=row[-1], fact=parse_fact(row[:-1]))


def _parse_numbered_name(row: Row) -> tuple[int, NameEntry]:
    return row[-1], parse_name_entry(row[:-1])

"""Passages of a base, the names and facts that a search looks words up in, found by word."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.dates import Date
from .name_queries import NameQueries
from .records import NameEntry
from .rows import FACT_COLUMNS, NAME_COLUMNS, get_count, get_text
from .table_reader import IN_JSON_ARRAY, to_json_array

if TYPE_CHECKING:
    from .passage_records import EntitySize, KindSize, NumberedFact, Passage


class PassageQueries(NameQueries):
    """Finds the passages that hold words, and what they say."""

    def find_passages(self, expression: str, place: str) -> "list[Passage]":
        """Find the passages with a match in one of their places, by an expression of FTS5."""
        from .passage_records import NAME_PLACE, Passage

        table = "name" if place == NAME_PLACE else "fact"
        sign = "-" if place == NAME_PLACE else ""
        sql = (
            f"SELECT passage.rowid, {table}.entity, {table}.kind FROM passage"
            f" JOIN {table} ON {table}.rowid = {sign}passage.rowid WHERE passage MATCH ?"
        )
        return self.tables.fetch(Passage._make, sql, f"{{{place}}} : ({expression})")

    def find_passage_numbers(self, expression: str) -> list[int]:
        """Find the numbers of the passages with a match in one of their places, of any day."""
        sql = "SELECT rowid FROM passage WHERE passage MATCH ?"
        return self.tables.fetch(get_count, sql, expression)

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

    def load_entity_sizes(self, ids: Iterable[str]) -> "list[EntitySize]":
        """Load these entities, and how many facts each has."""
        from .passage_records import parse_entity_size

        sql = f"SELECT id, kind, name, last - first + 1 FROM entity WHERE id {IN_JSON_ARRAY}"
        return self.tables.fetch(parse_entity_size, sql, to_json_array(ids))

    def count_facts_by_kind(self) -> "list[KindSize]":
        """Count the entities of each kind, and their facts."""
        from .passage_records import KindSize

        sql = "SELECT kind, count(*), sum(last - first + 1) FROM entity GROUP BY kind"
        return self.tables.fetch(KindSize._make, sql)

    def list_ids_of_kinds(self, kinds: Iterable[str]) -> list[str]:
        """List the ids of all entities of these kinds."""
        sql = f"SELECT id FROM entity WHERE kind {IN_JSON_ARRAY}"
        return self.tables.fetch(get_text, sql, to_json_array(kinds))

    def load_facts_by_number(self, numbers: Iterable[int]) -> "list[NumberedFact]":
        """Load the facts of these rowids; BaseAsOf leaves out those that did not hold."""
        from .passage_records import parse_numbered_fact

        sql = (
            f"SELECT {FACT_COLUMNS}, fact.rowid FROM fact WHERE fact.rowid {IN_JSON_ARRAY}"
            " ORDER BY fact.rowid"
        )
        return self.tables.fetch(parse_numbered_fact, sql, to_json_array(numbers))

    def load_periods_by_number(self, numbers: Iterable[int]) -> dict[int, Date]:
        """Load the periods of the facts of these rowids; those without one are skipped."""
        from .passage_records import parse_numbered_period

        sql = f"SELECT rowid, period FROM fact WHERE period IS NOT NULL AND rowid {IN_JSON_ARRAY}"
        return dict(self.tables.fetch(parse_numbered_period, sql, to_json_array(numbers)))

    def load_names_by_number(self, numbers: Iterable[int]) -> dict[int, NameEntry]:
        """Load the names of these numbers; those above zero are skipped."""
        from .passage_records import parse_numbered_name

        sql = (
            f"SELECT {NAME_COLUMNS}, -name.rowid FROM name"
            " JOIN entity ON entity.id = name.entity"
            " WHERE name.rowid IN (SELECT -value FROM json_each(?))"
        )
        return dict(self.tables.fetch(parse_numbered_name, sql, to_json_array(numbers)))

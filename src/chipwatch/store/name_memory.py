"""Names held in memory while many are looked up: the same answers, found sooner.

A misspelt name takes some 18 queries, and to fetch the names that share trigrams with it is half of
all work. Names in a list share most of their trigrams, so each is looked up in the index once. See
Many names in ``benchmarks/README.md`` for what it saves; it is bounded by the index.
"""

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from .knowledge_base import KnowledgeBase
from .name_queries import LAST_CHARACTER, list_trigrams, quote_trigram
from .records import NAME_CODE, NameEntry
from .rows import NAME_COLUMNS, Row, get_count, get_pair, parse_name_entry
from .table_reader import TableReader


class BaseWithNamesInMemory(KnowledgeBase):
    """Answers what a name means as the base does that it is made of, as of today."""

    def __init__(self, tables: TableReader) -> None:
        super().__init__(tables)
        self._memory = _NameMemory(tables)

    def find_names(self, key: str) -> list[NameEntry]:
        """Find the names whose key this is."""
        return list(self._get_memory().entries_by_key.get(key, ()))

    def find_names_by_prefix(self, prefix: str, limit: int, kind: str = "") -> list[NameEntry]:
        """Find the names that begin with a key, the shortest first, of one kind if one is given."""
        memory = self._get_memory()
        start = bisect_left(memory.sorted_keys, prefix)
        end = bisect_left(memory.sorted_keys, prefix + LAST_CHARACTER)
        entries = [
            entry
            for key in sorted(memory.sorted_keys[start:end], key=len)
            for entry in memory.entries_by_key[key]
            if entry.grade < NAME_CODE and kind in ("", entry.entity.kind)
        ]
        return entries[:limit]

    def find_names_containing(self, key: str, limit: int, kind: str = "") -> list[NameEntry]:
        """Find the names that contain a key of three letters or more, of one kind if any."""
        trigrams = {key[start : start + 3] for start in range(len(key) - 2)}
        if not trigrams:
            return super().find_names_containing(key, limit, kind)
        memory = self._get_memory()
        rarest_trigrams = memory.list_rarest(sorted(trigrams), len(trigrams))
        if len(rarest_trigrams) < len(trigrams):
            return []
        entries = [memory.entries[number] for number in memory.load_numbers(rarest_trigrams[0])]
        entries = [
            entry for entry in entries if key in entry.key and kind in ("", entry.entity.kind)
        ]
        return sorted(entries, key=_get_length_order)[:limit]

    def find_similar_names(
        self, key: str, max_trigrams: int, limit: int, kind: str = ""
    ) -> list[NameEntry]:
        """Find the names that share one of the rarest trigrams of a key; of many, those with most.

        As in SQL, trigrams as rare are taken by their letters, names that share as many by their
        number, in the order of which all are given.
        """
        memory = self._get_memory()
        shared_counts = Counter[int]()
        for trigram in memory.list_rarest(list_trigrams(key), max_trigrams):
            shared_counts.update(memory.load_numbers(trigram))
        numbers = sorted(shared_counts)
        if kind:
            numbers = [number for number in numbers if memory.entries[number].entity.kind == kind]
        if len(numbers) > limit:
            numbers.sort(key=shared_counts.__getitem__, reverse=True)
            numbers = sorted(numbers[:limit])
        return [memory.entries[number] for number in numbers]

    def load_company_forms(self) -> frozenset[str]:
        """Load the legal forms of companies, once."""
        return self._get_memory().company_forms

    def load_simplifications(self) -> dict[int, int]:
        """Load the traditional characters of names and their simplified ones, once."""
        return self._get_memory().simplifications

    def _get_memory(self) -> "_NameMemory":
        """Get what is held, anew if the tables were built again, as they are when damaged."""
        if self._memory.rebuild_count != self.tables.rebuild_count:
            self._memory = _NameMemory(self.tables)
        return self._memory


class _NameMemory:
    """All names by their number in the tables, and the trigrams that were looked up."""

    def __init__(self, tables: TableReader) -> None:
        self._tables, self._base = tables, KnowledgeBase(tables)
        sql = (
            f"SELECT name.rowid, {NAME_COLUMNS} FROM name JOIN entity ON entity.id = name.entity"
            " ORDER BY name.rowid"
        )
        self.entries = dict(tables.fetch(_parse_numbered_entry, sql))
        self.entries_by_key: dict[str, list[NameEntry]] = {}
        for entry in self.entries.values():
            self.entries_by_key.setdefault(entry.key, []).append(entry)
        self.sorted_keys = sorted(self.entries_by_key)
        self._name_counts = dict(tables.fetch(get_pair, "SELECT term, doc FROM vocabulary"))
        self._numbers_by_trigram: dict[str, list[int]] = {}
        self.rebuild_count = tables.rebuild_count

    def list_rarest(self, trigrams: list[str], limit: int) -> list[str]:
        """List the trigrams that fewest names have; those that none has are left out."""
        counts = self._name_counts
        known_trigrams = [trigram for trigram in trigrams if trigram in counts]
        return sorted(known_trigrams, key=counts.__getitem__)[:limit]

    def load_numbers(self, trigram: str) -> list[int]:
        """Load the numbers of the names that have a trigram, once."""
        if trigram not in self._numbers_by_trigram:
            sql = "SELECT rowid FROM trigram WHERE trigram MATCH ?"
            numbers = self._tables.fetch(get_count, sql, quote_trigram(trigram))
            self._numbers_by_trigram[trigram] = numbers
        return self._numbers_by_trigram[trigram]

    @cached_property
    def company_forms(self) -> frozenset[str]:
        """The legal forms of companies."""
        return self._base.load_company_forms()

    @cached_property
    def simplifications(self) -> dict[int, int]:
        """Traditional characters and their simplified ones."""
        return self._base.load_simplifications()


def _get_length_order(entry: NameEntry) -> tuple[int, str]:
    return len(entry.key), entry.key


def _parse_numbered_entry(row: Row) -> tuple[int, NameEntry]:
    number, *columns = row
    return number, parse_name_entry(tuple(columns))

"""Names of a knowledge base: found by key, prefix, part or likeness."""

from functools import cache

from ..model.normalise import has_han
from .records import NAME_CODE, WHOLE_NAME, NameEntry
from .rows import NAME_COLUMNS, build_translation_table, get_text, parse_name_entry
from .table_reader import IN_JSON_ARRAY, TableReader, to_json_array

TRIGRAM_PADDING = "^^{}$$"
"""How a key is padded before its trigrams are taken: two signs at either end put each letter into
three trigrams, so that two letters exchanged change four at most, wherever they stand."""
_KIND_CONDITION = "(? = '' OR name.kind = ?)"
LAST_CHARACTER = "\U0010ffff"
"""What follows every letter, so that a prefix is a range of keys."""


class NameQueries:
    """Finds names in the tables of a base."""

    def __init__(self, tables: TableReader) -> None:
        self.tables = tables

    def find_names(self, key: str) -> list[NameEntry]:
        """Find the names whose key this is."""
        return self._fetch_names("name.key = ? ORDER BY name.rowid", key)

    def find_names_by_prefix(self, prefix: str, limit: int, kind: str = "") -> list[NameEntry]:
        """Find the names that begin with a key, the shortest first, of one kind if one is given."""
        condition = (
            f"name.key >= ? AND name.key < ? AND name.grade < {NAME_CODE} AND {_KIND_CONDITION}"
            " ORDER BY length(name.key), name.key, name.rowid LIMIT ?"
        )
        return self._fetch_names(condition, prefix, prefix + LAST_CHARACTER, kind, kind, limit)

    def find_names_containing(self, key: str, limit: int, kind: str = "") -> list[NameEntry]:
        """Find the names that contain a key of three letters or more, of one kind if any.

        Of Chinese, two characters are enough.
        """
        trigrams = [key[start : start + 3] for start in range(len(key) - 2)]
        if not trigrams:
            return self._find_chinese_names(key, limit, kind) if has_han(key) else []
        match_expression = " AND ".join(f'"{trigram}"' for trigram in dict.fromkeys(trigrams))
        condition = (
            "name.rowid IN (SELECT rowid FROM trigram WHERE trigram MATCH ?)"
            f" AND instr(name.key, ?) AND {_KIND_CONDITION}"
            " ORDER BY length(name.key), name.key, name.rowid LIMIT ?"
        )
        return self._fetch_names(condition, match_expression, key, kind, kind, limit)

    def _find_chinese_names(self, key: str, limit: int, kind: str) -> list[NameEntry]:
        """Find the names with one or two Chinese characters, which have no trigram, one by one."""
        condition = (
            f"instr(name.key, ?) AND name.grade < {NAME_CODE} AND {_KIND_CONDITION}"
            " ORDER BY length(name.key), name.key, name.rowid LIMIT ?"
        )
        return self._fetch_names(condition, key, kind, kind, limit)

    def find_similar_names(
        self, key: str, max_trigrams: int, limit: int, kind: str = ""
    ) -> list[NameEntry]:
        """Find the names that share one of the rarest trigrams of a key; of many, those with most.

        Only ``max_trigrams`` of them are looked up, and names of one kind, if one is given.
        """
        condition = f"term {IN_JSON_ARRAY} ORDER BY doc, term LIMIT ?"
        sql = f"SELECT term, doc FROM vocabulary WHERE {condition}"
        rarest_trigrams = self.tables.fetch(
            get_text, sql, to_json_array(list_trigrams(key)), max_trigrams
        )
        sharing_sql = (
            "SELECT trigram.rowid FROM json_each(?) AS part CROSS JOIN trigram"
            " JOIN name ON name.rowid = trigram.rowid"
            f" WHERE trigram MATCH part.value AND {_KIND_CONDITION}"
            " GROUP BY trigram.rowid ORDER BY count(*) DESC, trigram.rowid LIMIT ?"
        )
        quoted_trigrams = to_json_array(map(quote_trigram, rarest_trigrams))
        condition = f"name.rowid IN ({sharing_sql}) ORDER BY name.rowid"
        return self._fetch_names(condition, quoted_trigrams, kind, kind, limit)

    def simplify_name(self, name: str) -> str:
        """Replace traditional characters by simplified ones, as the keys of names have them."""
        if name.isascii() or not has_han(name):
            return name
        return name.translate(self.load_simplifications())

    def load_simplifications(self) -> dict[int, int]:
        """Load the traditional characters of names and their simplified ones, by code point."""
        sql = "SELECT plain, traditional FROM spelling"
        (replacements,) = self.tables.fetch(build_translation_table, sql)
        return replacements

    def load_all_names(self) -> list[NameEntry]:
        """Load every name under each of its keys, those of one entity together."""
        return self._fetch_names("true ORDER BY name.rowid")

    def load_company_forms(self) -> frozenset[str]:
        """Load the legal forms of companies, which do not count at the end of a name."""
        form_lists = self.tables.fetch(get_text, "SELECT forms FROM spelling")
        return _parse_forms("\n".join(form_lists))

    def complete_names(self, kind: str, prefix: str, limit: int) -> list[str]:
        """Find names and ids that begin with these letters, of any kind if none is given.

        Where there is none, find the shortest pinyin of each entity with a Chinese name.
        """
        sql = (
            f"SELECT {{}} FROM name WHERE {_KIND_CONDITION} AND how {{}} 'pinyin'"
            f" AND grade = {WHOLE_NAME}"
            " AND key >= ? AND key < ? {} LIMIT ?"
        )
        written_names_sql = sql.format("text", "<>", "ORDER BY how = 'alias', text")
        pinyin_names_sql = sql.format("key, min(length(key))", "=", "GROUP BY entity ORDER BY key")
        values = (kind, kind, prefix, prefix + LAST_CHARACTER, limit)
        return self.tables.fetch(get_text, written_names_sql, *values) or self.tables.fetch(
            get_text, pinyin_names_sql, *values
        )

    def _fetch_names(self, condition: str, *values: object) -> list[NameEntry]:
        sql = (
            f"SELECT {NAME_COLUMNS} FROM name JOIN entity ON entity.id = name.entity"
            f" WHERE {condition}"
        )
        return self.tables.fetch(parse_name_entry, sql, *values)


def list_trigrams(key: str) -> list[str]:
    """List the trigrams of a key with its padding, each once."""
    padded_key = TRIGRAM_PADDING.format(key)
    return sorted({padded_key[start : start + 3] for start in range(len(padded_key) - 2)})


def quote_trigram(trigram: str) -> str:
    """Write a trigram as SQLite looks it up."""
    return f'"{trigram}"'


@cache
def _parse_forms(text: str) -> frozenset[str]:
    """Split a list of legal forms, once for all names that are looked up."""
    return frozenset(text.split("\n"))

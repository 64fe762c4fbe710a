"""Writing the index of words that a search asks: a row for each name and each fact.

The row of a fact has its rowid, that of a name its rowid with a minus. A fact that links to another
entity has the name of that one as its value. With its note stand its period and the Chinese names
of that other entity. Of publications only names are in it: what they are about is in the facts that
cite them, and their addresses and ids are read one by one where publications are asked for.
"""

import sqlite3

from ..model.normalise import has_han
from .interrupts import block_interrupts, is_interrupt_waiting
from .passage_text import split_chinese
from .records import WHOLE_NAME

_SELECT_NAMES = f"""
-min(name.rowid), split_text(text), '', '', '' FROM name
WHERE how <> 'pinyin' AND grade = {WHOLE_NAME} AND NOT (how = 'id' AND kind = 'source')
    AND name.rowid BETWEEN ? AND ?
GROUP BY name.entity, text ORDER BY 1
"""
_SELECT_FACTS = """
fact.rowid, '', property, split_text(coalesce(entity.name, shown, value)),
    split_text(
        coalesce(note, '') || coalesce(' ' || period, '') || list_chinese_names(entity.aliases)
    )
FROM fact LEFT JOIN entity ON entity.id = fact.target
WHERE fact.kind <> 'source' AND NOT unknown AND fact.rowid BETWEEN ? AND ? ORDER BY fact.rowid
"""
_WRITE = "INSERT INTO passage (rowid, name, label, value, note) SELECT "
_REMOVE = "INSERT INTO passage (passage, rowid, name, label, value, note) SELECT 'delete', "
"""A row of an index without contents is removed by what it was made from."""
_LAST_ROWID = 2**62
_STEPS_BETWEEN_CHECKS = 10_000
"""Steps of SQLite after which it looks for Ctrl-C: some hundred rows."""


class PassageWriter:
    """Fills the index from the tables of names, facts and spellings."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        _add_functions(connection)

    def write_all_names(self) -> None:
        """Add all names."""
        self.write_names(0, _LAST_ROWID)

    def write_all_facts(self) -> None:
        """Add all facts."""
        self.write_facts(0, _LAST_ROWID)

    def write_names(self, first: int, last: int) -> None:
        """Add the names with rowids from first to last."""
        self._execute(_WRITE + _SELECT_NAMES, first, last)

    def remove_names(self, first: int, last: int) -> None:
        """Remove the names with rowids from first to last, which the table still has."""
        self._execute(_REMOVE + _SELECT_NAMES, first, last)

    def write_facts(self, first: int, last: int) -> None:
        """Add the facts with rowids from first to last."""
        self._execute(_WRITE + _SELECT_FACTS, first, last)

    def remove_facts(self, first: int, last: int) -> None:
        """Remove the facts with rowids from first to last, which the table still has."""
        self._execute(_REMOVE + _SELECT_FACTS, first, last)

    def _execute(self, sql: str, first: int, last: int) -> None:
        """Run a statement, which Ctrl-C ends: SQLite would make an error of it in functions."""
        with block_interrupts():
            self._connection.set_progress_handler(is_interrupt_waiting, _STEPS_BETWEEN_CHECKS)
            self._connection.execute(sql, (first, last))
            self._connection.set_progress_handler(None, 0)


def _add_functions(connection: sqlite3.Connection) -> None:
    """Add the functions that cut Chinese text up, by the spellings of the base."""
    plain, traditional = connection.execute("SELECT plain, traditional FROM spelling").fetchone()
    simplifications = str.maketrans(traditional, plain)

    def split_text(text: str) -> str:
        return text if text.isascii() else split_chinese(text.translate(simplifications))

    connection.create_function("split_text", 1, split_text, deterministic=True)
    connection.create_function("list_chinese_names", 1, _list_chinese_names, deterministic=True)


def _list_chinese_names(aliases: str | None) -> str:
    """List the Chinese ones of the aliases of an entity, as they stand in its row."""
    if not aliases or aliases.isascii():
        return ""
    return " ".join(["", *filter(has_han, aliases.split("\n"))])

"""Writing the keys of names, and the index of their trigrams.

The first name of an entity has the rowid of its first fact, each in its own table, the others those
that follow. Some rowids after the last are free, so that names and facts can be added, and an
entity between two others (``snapshot_update``).
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ..model.entity import Entity
from .name_index import NameKeyBuilder
from .name_queries import TRIGRAM_PADDING
from .records import NAME_CODE

Row = tuple[object, ...]

MIN_FREE_ROWIDS = 128
"""Rowids that are kept free after an entity, beside one for each of its facts or names."""
_LAST_ROWID = 2**62
_INSERT_NAMES = (
    "INSERT INTO name (rowid, key, entity, kind, text, how, grade) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_SELECT_KEYS = (
    f"rowid, replace('{TRIGRAM_PADDING}', '{{}}', key) FROM name"
    f" WHERE grade < {NAME_CODE} AND rowid BETWEEN ? AND ?"
)
_INSERT_TRIGRAMS = f"INSERT INTO trigram (rowid, key) SELECT {_SELECT_KEYS}"
_REMOVE_TRIGRAMS = f"INSERT INTO trigram (trigram, rowid, key) SELECT 'delete', {_SELECT_KEYS}"
"""A row of an index without contents is removed by what it was made from."""


class NumberedEntity(NamedTuple):
    """An entity, and the rowid of its first fact and of its first name."""

    first: int
    entity: Entity


class NumberedNames(NamedTuple):
    """Entities with their numbers, and the rows of their names."""

    entities: list[NumberedEntity]
    rows: list[Row]


class NameWriter:
    """Writes and removes the names of entities."""

    def __init__(self, connection: sqlite3.Connection, key_builder: NameKeyBuilder) -> None:
        self._connection, self._key_builder = connection, key_builder

    def number_all(self, entities: Iterable[Entity]) -> NumberedNames:
        """Build the rows of the names of all entities, for an empty table, and number these."""
        numbered_names = NumberedNames(entities=[], rows=[])
        first = MIN_FREE_ROWIDS + 1
        for entity in entities:
            numbered_names.entities.append(NumberedEntity(first=first, entity=entity))
            rows = self._number_rows(first, entity)
            numbered_names.rows.extend(rows)
            first += 2 * max(len(rows), len(entity.facts)) + MIN_FREE_ROWIDS
        return numbered_names

    def write_all(self, numbered_names: NumberedNames) -> None:
        """Write the names of all entities into an empty table."""
        self._connection.executemany(_INSERT_NAMES, numbered_names.rows)
        self._connection.execute(_INSERT_TRIGRAMS, (0, _LAST_ROWID))

    def count_rowids(self, entity: Entity) -> int:
        """Count the rowids that an entity needs: one for each of its names, or of its facts."""
        return max(len(list(self._key_builder.build_rows(entity))), len(entity.facts))

    def write(self, numbered_entity: NumberedEntity) -> int:
        """Write the names of an entity, and tell how many they are."""
        first, entity = numbered_entity
        rows = self._number_rows(first, entity)
        self._connection.executemany(_INSERT_NAMES, rows)
        self._connection.execute(_INSERT_TRIGRAMS, (first, first + len(rows) - 1))
        return len(rows)

    def remove(self, first: int, last: int) -> None:
        """Remove the names with rowids from first to last."""
        self._connection.execute(_REMOVE_TRIGRAMS, (first, last))
        self._connection.execute("DELETE FROM name WHERE rowid BETWEEN ? AND ?", (first, last))

    def _number_rows(self, first: int, entity: Entity) -> list[Row]:
        """Build the rows of the names of an entity, from the rowid of the first on."""
        rows = self._key_builder.build_rows(entity)
        return [(rowid, *row) for rowid, row in enumerate(rows, first)]

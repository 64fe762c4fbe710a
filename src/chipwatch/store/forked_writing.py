"""Write facts in a forked process, while this one writes entities and their names.

The process rates its copies of the facts, builds their rows, writes them into a database of its own
once it is told their rowids, which depend on the names, and hands that over. Where anything goes
wrong in it, they are written here.
"""

import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from mmap import mmap
from typing import TYPE_CHECKING

from ..model.entity import Entity
from ..reading.merge import SourcesById
from .fact_writer import FACT_COLUMNS, Row, build_rated_rows, write_facts
from .forked_process import can_fork, fork_process
from .name_writer import NumberedEntity
from .sql_schema import SCHEMA

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MIN_ENTITIES = 1000
"""Entities from which on it pays: of 1,000 with six facts each, it saves 15 ms of 225."""
MAX_ENTITIES = 200_000
"""Entities up to which there is memory for it, as the process copies each page of them that it
reads: of 100,000 the larger one takes 965 MB."""
_COPY_FACTS = f"INSERT INTO fact ({FACT_COLUMNS}) SELECT {FACT_COLUMNS} FROM forked.fact"


class ForkedWriting:
    """A process that writes the facts of entities into a database of its own."""

    def __init__(self, pipe: "Connection", rowids: mmap) -> None:
        self._pipe, self._rowids = pipe, rowids

    def tell_rowids(self, numbered_entities: Iterable[NumberedEntity]) -> None:
        """Tell the process the rowids of the first facts, for which it waits."""
        self._rowids.write(array("q", [first for first, _ in numbered_entities]))
        with suppress(OSError):  # it has ended early
            self._pipe.send_bytes(b"")

    def take_facts(self, connection: sqlite3.Connection) -> bool:
        """Wait for the facts, and copy them into the empty table; False where not all are there."""
        try:
            content = self._pipe.recv_bytes()
        except (EOFError, OSError):
            return False
        connection.commit()  # as nothing is attached within a transaction
        connection.execute("ATTACH ':memory:' AS forked")
        connection.deserialize(content, name="forked")
        connection.execute(_COPY_FACTS)
        connection.commit()
        connection.execute("DETACH forked")
        return True


@contextmanager
def fork_writing(
    entities: Sequence[Entity], sources: SourcesById
) -> Iterator[ForkedWriting | None]:
    """Start to write facts in a process, which ends with the block; None where it cannot be."""
    is_worth_it = MIN_ENTITIES <= len(entities) <= MAX_ENTITIES
    if sys.platform == "win32" or not (is_worth_it and can_hand_over() and can_fork()):
        yield None
        return
    from multiprocessing import Pipe

    here, there = Pipe()
    with here, there, mmap(-1, len(entities) * array("q").itemsize) as rowids:

        def write() -> bool:
            here.close()
            fact_rows = list(build_rated_rows(entities, sources))
            there.recv_bytes()
            there.send_bytes(_write_facts(entities, array("q", rowids.read()), fact_rows))
            return True

        process = fork_process(write)
        there.close()
        try:
            yield ForkedWriting(here, rowids) if process else None
        finally:
            if process:
                process.stop()


def can_hand_over() -> bool:
    """Tell whether this SQLite turns databases into bytes."""
    return hasattr(sqlite3.Connection, "deserialize")


def _write_facts(
    entities: Iterable[Entity], rowids: Iterable[int], fact_rows: Iterable[Row]
) -> bytes:
    """Write facts into a database, those of each entity from a rowid on."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.executescript(SCHEMA)
    numbered_entities = [
        NumberedEntity(first=first, entity=entity)
        for first, entity in zip(rowids, entities, strict=True)
    ]
    write_facts(connection, numbered_entities, fact_rows)
    connection.commit()
    return connection.serialize()

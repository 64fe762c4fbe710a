"""Write facts in a forked process, while this one writes entities and their names.

The process builds the rows of facts from its copy of them, writes them into a database of its own
once it is told their rowids, which depend on the names, and hands that over. Where anything goes
wrong in it, they are written here.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ..model.entity import Entity
from .fact_writer import FACT_COLUMNS, build_fact_rows, write_facts
from .forked_process import ForkedProcess, fork_process
from .name_writer import NumberedEntity
from .sql_schema import SCHEMA

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MIN_ENTITIES = 1000
"""Entities from which on it pays: the process starts in 10 ms, and their facts take 30."""
MAX_ENTITIES = 200_000
"""Entities up to which there is memory for it: the process copies each page of them that it reads,
1.6 GB of so many."""
_COPY_FACTS = f"INSERT INTO fact ({FACT_COLUMNS}) SELECT {FACT_COLUMNS} FROM forked.fact"


class ForkedWriting:
    """A process that writes the facts of entities into a database of its own."""

    def __init__(self, process: ForkedProcess, pipe: "Connection") -> None:
        self._process, self._pipe = process, pipe

    def tell_rowids(self, numbered_entities: Iterable[NumberedEntity]) -> None:
        """Tell the process the rowids of the first facts, for which it waits."""
        with suppress(OSError):  # it has ended early
            self._pipe.send_bytes(array("q", [first for first, _ in numbered_entities]))

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
def fork_writing(entities: Sequence[Entity]) -> Iterator[ForkedWriting | None]:
    """Start to write facts in a process, which ends with the block; None where it cannot be."""
    if not MIN_ENTITIES <= len(entities) <= MAX_ENTITIES or not can_hand_over():
        yield None
        return
    from multiprocessing import Pipe

    here, there = Pipe()
    with here, there:

        def write() -> bool:
            here.close()
            there.send_bytes(_write_facts(entities, there))
            return True

        process = fork_process(write)
        there.close()
        try:
            yield ForkedWriting(process, here) if process else None
        finally:
            if process:
                process.stop()


def can_hand_over() -> bool:
    """Tell whether this SQLite turns databases into bytes."""
    return hasattr(sqlite3.Connection, "deserialize")


def _write_facts(entities: Sequence[Entity], pipe: "Connection") -> bytes:
    """Write facts into a database, as soon as their rowids are told."""
    fact_rows = list(build_fact_rows(entities))
    rowids = array("q", pipe.recv_bytes())
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

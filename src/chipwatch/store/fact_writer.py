"""Writing entities, their facts, and which of these cite each source."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from ..model.entity import Entity
from ..model.facts import Citation, Fact, UnknownValue
from ..model.field_types import Ref
from ..model.kind import KINDS, AnyField
from ..model.quantity import to_yaml_text as write_quantity
from ..reading.merge import SourcesById, add_fact_support
from .name_writer import NumberedEntity

Row = tuple[object, ...]

FACT_COLUMNS = (
    "rowid, entity, kind, property, value, unknown, target, shown, certainty, as_of, until, note,"
    " citations, path, line, col, place, independent, authority, period, share, part_count"
)
_NULLABLE = ("target", "shown", "as_of", "until", "period", "share", "part_count")
_FACT_VALUES = ", ".join(
    "nullif(?, '')" if column in _NULLABLE else "?" for column in FACT_COLUMNS.split(", ")
)
_INSERT_FACTS = f"INSERT INTO fact ({FACT_COLUMNS}) VALUES ({_FACT_VALUES})"
"""An empty text stands for nothing, and numbers for truth values: for others than numbers and texts
Python looks up how to adapt them, which takes longer than to insert a row."""


def insert_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows with all columns of a table."""
    column_count = len(connection.execute(f"SELECT * FROM {table}").description)
    placeholders = ",".join("?" * column_count)
    connection.executemany(f"INSERT INTO {table} VALUES ({placeholders})", rows)


def write_heads(
    connection: sqlite3.Connection, numbered_entities: Sequence[NumberedEntity]
) -> None:
    """Write entities without their facts, and which of these cite each source."""
    insert_rows(connection, "entity", map(_build_entity_row, numbered_entities))
    insert_rows(connection, "citation", sorted(_build_citation_rows(numbered_entities)))


def write_facts(
    connection: sqlite3.Connection,
    numbered_entities: Sequence[NumberedEntity],
    fact_rows: Iterable[Row],
) -> None:
    """Write the rows of all facts of entities under their rowids."""
    rowids = (
        rowid for first, entity in numbered_entities for rowid, _ in enumerate(entity.facts, first)
    )
    numbered_rows = ((rowid, *row) for rowid, row in zip(rowids, fact_rows, strict=True))
    connection.executemany(_INSERT_FACTS, numbered_rows)


def _build_entity_row(numbered_entity: NumberedEntity) -> Row:
    """Build the row of an entity: what it is called, and which rowids its facts have."""
    first, entity = numbered_entity
    last = first + len(entity.facts) - 1
    return entity.id, entity.kind, entity.name, "\n".join(entity.aliases), first, last


def build_rated_rows(entities: Iterable[Entity], sources: SourcesById) -> Iterator[Row]:
    """Build a row for each fact, rated by its sources."""
    return build_fact_rows(add_fact_support(entities, sources))


def build_fact_rows(entities: Iterable[Entity]) -> Iterator[Row]:
    """Build a row for each fact: the columns of the table in their order, but for its rowid."""
    citation_texts: dict[tuple[Citation, ...], str] = {}
    for fact in chain.from_iterable(entity.facts for entity in entities):
        if fact.citations not in citation_texts:
            citation_texts[fact.citations] = "\n".join(map(str, fact.citations))
        field = KINDS[fact.kind].properties[fact.property]
        statement = (fact.entity, fact.kind, fact.property)
        details = (
            fact.certainty,
            fact.as_of.text if fact.as_of else "",
            fact.until.text if fact.until else "",
            fact.note,
            citation_texts[fact.citations],
            *fact.location,
            fact.file_position,
            fact.independent_source_count,
            fact.authority_rank,
            fact.period.text if fact.period else "",
            write_quantity(fact.share) if fact.share else "",
            write_quantity(fact.part_count) if fact.part_count else "",
        )
        yield (*statement, *_convert_value(field, fact.value), *details)


def _convert_value(
    field: AnyField,
    value: Any,  # noqa: ANN401 - of the field's type
) -> tuple[str, int, str, str]:
    """Convert a value to text, whether it is unknown, its target, and how else it is shown."""
    if isinstance(value, UnknownValue):
        return value.to_text(), 1, "", ""
    text = field.to_yaml_text(value)
    if isinstance(field, Ref):
        return text, 0, text, ""
    display_text = field.format(value)
    return text, 0, "", "" if display_text == text else display_text


def _build_citation_rows(numbered_entities: Iterable[NumberedEntity]) -> Iterator[Row]:
    """Build a row for each source and each run of facts of one entity that cite it, by rowid."""
    for first, entity in numbered_entities:
        for citations, fact_run in groupby(enumerate(entity.facts, first), key=_get_citations):
            rowids = [rowid for rowid, _ in fact_run]
            for source in dict.fromkeys(citation.source for citation in citations):
                yield source, rowids[0], rowids[-1]


def _get_citations(numbered_fact: tuple[int, Fact]) -> tuple[Citation, ...]:
    _, fact = numbered_fact
    return fact.citations

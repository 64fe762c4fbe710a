"""Writing a base: the entities, facts and names that were read, into the tables."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from json import dumps
from typing import TYPE_CHECKING, Any

from ..model.corrections import WithdrawnFact
from ..model.entity import Entity
from ..model.facts import Citation, Claim, Fact, UnknownValue
from ..model.field_types import Ref
from ..model.kind import KINDS, AnyField
from ..model.problem import Problem
from ..model.quantity import to_yaml_text as write_quantity
from .company_forms import list_company_forms
from .name_index import NameKeyBuilder
from .name_queries import TRIGRAM_PADDING
from .passage_records import NumberedFact
from .passage_writer import write_passages
from .records import NAME_CODE
from .simplified_chinese import build_simplification_table
from .sql_schema import INDEXES, SCHEMA
from .table_reader import APPLICATION_ID

if TYPE_CHECKING:
    from ..reading.loader import LoadResult
    from ..reading.rule_nodes import ParsedRule

Row = tuple[object, ...]

MIN_FREE_ROWIDS = 16
"""Rowids that are kept free after the facts of an entity, beside one for each fact."""


def write_database(connection: sqlite3.Connection, loaded: "LoadResult") -> None:
    """Fill an empty database with what was read."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.executescript(SCHEMA)
    _insert_rows(connection, "entity", _build_entity_rows(loaded.entities))
    write_facts(connection, _number_facts(loaded.entities))
    withdrawn_facts = (fact for entity in loaded.entities for fact in entity.withdrawn_facts)
    _insert_rows(connection, "withdrawn", map(_build_withdrawn_row, withdrawn_facts))
    _insert_rows(connection, "source", loaded.sources.values())
    _insert_rows(connection, "claim", map(_build_claim_row, loaded.claims))
    _insert_rows(connection, "rule", map(_build_rule_row, loaded.rules))
    _write_names(connection, loaded.entities)
    write_passages(connection)
    _insert_rows(connection, "problem", map(_build_problem_row, loaded.problems))
    _insert_rows(connection, "broken", loaded.rejected_entities)
    documents = ((record.id, record.kind, *record.location) for record in loaded.documents)
    _insert_rows(connection, "document", documents)
    if any(loaded.schema):
        _insert_rows(connection, "own_schema", [(loaded.schema.to_json(),)])
    connection.executescript(INDEXES)
    connection.commit()


def _write_names(connection: sqlite3.Connection, entities: Sequence[Entity]) -> None:
    """Write the keys of all names, the tables that make keys, and the index of trigrams."""
    simplifications = build_simplification_table(
        name for entity in entities for name in (entity.name, *entity.aliases)
    )
    forms = list_company_forms()
    spelling = ("".join(simplifications.values()), "".join(simplifications), "\n".join(forms))
    _insert_rows(connection, "spelling", [spelling])
    key_builder = NameKeyBuilder(simplifications, frozenset(forms))
    _insert_rows(
        connection, "name", (row for entity in entities for row in key_builder.build_rows(entity))
    )
    insert_trigrams_sql = (
        "INSERT INTO trigram (rowid, key) SELECT rowid, replace(?, '{}', key) FROM name"
        " WHERE grade < ?"
    )
    connection.execute(insert_trigrams_sql, (TRIGRAM_PADDING, NAME_CODE))


def _insert_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    column_count = len(connection.execute(f"SELECT * FROM {table}").description)
    placeholders = ",".join("?" * column_count)
    connection.executemany(f"INSERT INTO {table} VALUES ({placeholders})", rows)


def write_facts(connection: sqlite3.Connection, numbered_facts: Iterable[NumberedFact]) -> None:
    """Write facts under their rowids, and which of them cite each source."""
    numbered_facts = list(numbered_facts)
    columns = [
        "rowid",
        *(name for name, *_ in connection.execute("SELECT * FROM fact").description),
    ]
    placeholders = ",".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO fact ({', '.join(columns)}) VALUES ({placeholders})",
        _build_fact_rows(numbered_facts),
    )
    _insert_rows(connection, "citation", sorted(_build_citation_rows(numbered_facts)))


def _build_entity_rows(entities: Iterable[Entity]) -> Iterator[Row]:
    for entity, first in _number_entities(entities):
        last = first + len(entity.facts) - 1
        yield entity.id, entity.kind, entity.name, "\n".join(entity.aliases), first, last


def _number_entities(entities: Iterable[Entity]) -> Iterator[tuple[Entity, int]]:
    """Give each entity the rowid of its first fact, with as many free ones after the last."""
    first = 1
    for entity in entities:
        yield entity, first
        first += 2 * len(entity.facts) + MIN_FREE_ROWIDS


def _number_facts(entities: Iterable[Entity]) -> Iterator[NumberedFact]:
    for entity, first in _number_entities(entities):
        yield from number_facts(entity.facts, first)


def number_facts(facts: Iterable[Fact], first: int) -> Iterator[NumberedFact]:
    """Give the facts of an entity their rowids, from its first one on."""
    for rowid, fact in enumerate(facts, first):
        yield NumberedFact(number=rowid, fact=fact)


def _build_fact_rows(numbered_facts: Iterable[NumberedFact]) -> Iterator[Row]:
    """Build a row for each fact: its rowid, then the columns of the table in their order."""
    citation_texts: dict[tuple[Citation, ...], str] = {}
    for rowid, fact in numbered_facts:
        if fact.citations not in citation_texts:
            citation_texts[fact.citations] = "\n".join(map(str, fact.citations))
        field = KINDS[fact.kind].properties[fact.property]
        value, is_unknown, target, shown_text = _convert_value(field, fact.value)
        statement = (rowid, fact.entity, fact.kind, fact.property, value, is_unknown)
        details = (
            fact.certainty,
            fact.as_of and fact.as_of.text,
            fact.until and fact.until.text,
            fact.note,
            citation_texts[fact.citations],
            *fact.location,
            fact.file_position,
            fact.independent_source_count,
            fact.authority_rank,
            fact.period and fact.period.text,
            fact.share and write_quantity(fact.share),
            fact.part_count and write_quantity(fact.part_count),
        )
        yield (*statement, target, shown_text, *details)


def _build_withdrawn_row(withdrawn_fact: WithdrawnFact) -> Row:
    fact, correction = withdrawn_fact
    return (
        fact.entity,
        fact.kind,
        fact.property,
        correction.value_text,
        fact.certainty,
        fact.as_of and fact.as_of.text,
        fact.note,
        "\n".join(map(str, fact.citations)),
        *fact.location,
        correction.reason,
        "\n".join(map(str, correction.citations)),
        *correction.location,
    )


def _convert_value(
    field: AnyField,
    value: Any,  # noqa: ANN401 - of the field's type
) -> tuple[str, int, str | None, str | None]:
    """Convert a value to text, whether it is unknown, its target, and how it is shown if otherwise.

    0 and 1 are faster than truth values, for which SQLite looks up an adapter.
    """
    if isinstance(value, UnknownValue):
        return value.to_text(), 1, None, None
    text = field.to_yaml_text(value)
    if isinstance(field, Ref):
        return text, 0, text, None
    display_text = field.format(value)
    return text, 0, None, None if display_text == text else display_text


def _build_citation_rows(numbered_facts: Iterable[NumberedFact]) -> Iterator[Row]:
    """Build a row for each source and each run of facts of one entity that cite it, by rowid."""
    for (_, citations), fact_run in groupby(numbered_facts, key=_get_entity_and_citations):
        rowids = [rowid for rowid, _ in fact_run]
        for source in dict.fromkeys(citation.source for citation in citations):
            yield source, rowids[0], rowids[-1]


def _get_entity_and_citations(numbered_fact: NumberedFact) -> tuple[str, tuple[Citation, ...]]:
    return numbered_fact.fact.entity, numbered_fact.fact.citations


def _build_claim_row(claim: Claim) -> Row:
    place = (claim.source, claim.id, claim.paragraph)
    citation_text = "\n".join(map(str, claim.citations))
    return (*place, claim.says, claim.stance, claim.verdict, claim.why, citation_text)


def _build_rule_row(parsed_rule: "ParsedRule") -> Row:
    citation_text = "\n".join(map(str, parsed_rule.file_citations))
    return (parsed_rule.rule.policy, dumps(parsed_rule.tree), citation_text, *parsed_rule.location)


def _build_problem_row(problem: Problem) -> Row:
    texts = (problem.code, problem.message, problem.hint, problem.text, problem.missing_id)
    return (*problem.location, *texts)

"""The tables of a base, one row a fact, and how what was read is written into them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from json import dumps
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..model.entity import Entity
from ..model.facts import Citation, Claim, Fact, UnknownValue
from ..model.field_types import Ref
from ..model.kind import KINDS, AnyField
from ..model.problem import Problem
from ..model.quantity import to_yaml_text as write_quantity
from .knowledge_base import APPLICATION_ID, NAME_CODE, TRIGRAM_PADDING

if TYPE_CHECKING:
    from ..reading.loader import LoadResult
    from ..reading.rule_nodes import ParsedRule

SCHEMA = """
CREATE TABLE meta (key TEXT, seal INTEGER);
CREATE TABLE entity (
    id TEXT PRIMARY KEY, kind TEXT, name TEXT, aliases TEXT, first INTEGER, last INTEGER
) WITHOUT ROWID;
CREATE TABLE fact (
    entity TEXT, kind TEXT, property TEXT, value TEXT, unknown INTEGER, target TEXT, shown TEXT,
    certainty TEXT, as_of TEXT, until TEXT, note TEXT, citations TEXT, path TEXT, line INTEGER,
    col INTEGER, place INTEGER, independent INTEGER, authority INTEGER, period TEXT, share TEXT
);
CREATE TABLE citation (
    source TEXT, first INTEGER, last INTEGER, PRIMARY KEY (source, first)
) WITHOUT ROWID;
CREATE TABLE source (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, publisher TEXT, published TEXT, url TEXT,
    origin TEXT
) WITHOUT ROWID;
CREATE TABLE claim (
    source TEXT, id TEXT, paragraph TEXT, says TEXT, stance TEXT, verdict TEXT, why TEXT,
    citations TEXT
);
CREATE TABLE rule (policy TEXT, tree TEXT, citations TEXT, path TEXT, line INTEGER, col INTEGER);
CREATE TABLE name (
    key TEXT, entity TEXT, kind TEXT, text TEXT, how TEXT, grade INTEGER
);
CREATE TABLE spelling (plain TEXT, traditional TEXT, forms TEXT);
CREATE VIRTUAL TABLE trigram USING fts5(
    key, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1'
);
INSERT INTO trigram (trigram, rank) VALUES ('hashsize', 268435456);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(trigram, 'row');
CREATE TABLE problem (
    path TEXT, line INTEGER, col INTEGER, code TEXT, message TEXT, hint TEXT, text TEXT
);
CREATE TABLE broken (id TEXT, kind TEXT, path TEXT);
"""
"""Entities and sources have their facts by number: those from the first to the last."""
INDEXES = """
CREATE INDEX entity_by_kind ON entity (kind, name);
CREATE INDEX fact_by_target ON fact (target) WHERE target IS NOT NULL;
CREATE INDEX claim_by_source ON claim (source);
CREATE INDEX name_by_key ON name (key);
"""

Row = tuple[object, ...]

_get_citations = itemgetter(Fact._fields.index("citations"))


def write_database(connection: sqlite3.Connection, loaded: "LoadResult") -> None:
    """Fill an empty database with what was read."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.executescript(SCHEMA)
    _insert_rows(connection, "entity", _build_entity_rows(loaded.entities))
    facts = [fact for entity in loaded.entities for fact in entity.facts]
    _insert_rows(connection, "fact", _build_fact_rows(facts))
    _insert_rows(connection, "citation", sorted(_build_citation_rows(facts)))
    _insert_rows(connection, "source", loaded.sources.values())
    _insert_rows(connection, "claim", map(_build_claim_row, loaded.claims))
    _insert_rows(connection, "rule", map(_build_rule_row, loaded.rules))
    _write_names(connection, loaded.entities)
    _insert_rows(connection, "problem", map(_build_problem_row, loaded.problems))
    _insert_rows(connection, "broken", loaded.rejected_entities)
    connection.executescript(INDEXES)
    connection.commit()


def _write_names(connection: sqlite3.Connection, entities: Sequence[Entity]) -> None:
    """The keys of all names, how names are spelt alike, and the index of what looks alike."""
    from .company_forms import list_company_forms
    from .name_index import NameKeyBuilder
    from .simplified_chinese import build_simplification_table

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


def _build_entity_rows(entities: Iterable[Entity]) -> Iterator[Row]:
    last = 0
    for entity_id, kind, name, aliases, facts in entities:
        first, last = last + 1, last + len(facts)
        yield entity_id, kind, name, "\n".join(aliases), first, last


def _build_fact_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    citation_texts: dict[tuple[Citation, ...], str] = {}
    for fact in facts:
        (
            entity,
            kind,
            property_name,
            value,
            citations,
            certainty,
            as_of,
            until,
            note,
            location,
            *ranking,
        ) = fact[:13]
        if citations not in citation_texts:
            citation_texts[citations] = "\n".join(map(str, citations))
        yield (
            entity, kind, property_name, *_convert_value(KINDS[kind].properties[property_name], value), certainty,
            as_of and as_of.text, until and until.text, note, citation_texts[citations], *location, *ranking,
            fact.period and fact.period.text, fact.share and write_quantity(fact.share),
        )  # fmt: skip


def _convert_value(field: AnyField, value: Any) -> tuple[str, int, str | None, str | None]:
    """A value as text, whether it is unknown, the entity it is, how it is shown if differently.

    SQLite takes 0 and 1 at once, where it looks for what may turn truth values into something else.
    """
    if isinstance(value, UnknownValue):
        return value.reason, 1, None, None
    text = field.to_yaml_text(value)
    if isinstance(field, Ref):
        return text, 0, text, None
    display_text = field.format(value)
    return text, 0, None, None if display_text == text else display_text


def _build_citation_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """The runs of facts, by their numbers, that cite a source."""
    first = 1
    for citations, fact_run in groupby(facts, key=_get_citations):
        next_first = first + sum(1 for _ in fact_run)
        for source in dict.fromkeys(citation.source for citation in citations):
            yield source, first, next_first - 1
        first = next_first


def _build_claim_row(claim: Claim) -> Row:
    return (*claim[:-1], "\n".join(map(str, claim.citations)))


def _build_rule_row(parsed_rule: "ParsedRule") -> Row:
    citation_text = "\n".join(map(str, parsed_rule.file_citations))
    return (parsed_rule.rule.policy, dumps(parsed_rule.tree), citation_text, *parsed_rule.location)


def _build_problem_row(problem: Problem) -> Row:
    return (*problem.location, *problem[1:])

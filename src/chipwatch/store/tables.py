"""The tables of a base, one row a fact, and how what was read is written into them."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..model.facts import Claim, Entity, Fact
from ..model.fields import Ref
from ..model.naming import company_key, key
from ..model.problem import Problem
from .pinyin import readings

if TYPE_CHECKING:
    from ..reading.read import Reading

APPLICATION = 0x63687077
"""What marks an SQLite file as ours: the letters chpw."""

SCHEMA = """
CREATE TABLE meta (key TEXT, seal INTEGER);
CREATE TABLE entity (
    id TEXT PRIMARY KEY, kind TEXT, name TEXT, aliases TEXT
) WITHOUT ROWID;
CREATE TABLE fact (
    entity TEXT, kind TEXT, property TEXT, value TEXT, unknown INTEGER, certainty TEXT,
    as_of TEXT, until TEXT, note TEXT, citations TEXT, path TEXT, line INTEGER, col INTEGER,
    place INTEGER, independent INTEGER, authority INTEGER, target TEXT, shown TEXT
);
CREATE TABLE citation (source TEXT, fact INTEGER);
CREATE TABLE source (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, publisher TEXT, published TEXT, url TEXT,
    origin TEXT
) WITHOUT ROWID;
CREATE TABLE claim (source TEXT, id TEXT, paragraph TEXT, says TEXT, stance TEXT);
CREATE TABLE name (key TEXT, entity TEXT, kind TEXT, text TEXT, how TEXT);
CREATE VIRTUAL TABLE trigram USING fts5(key, content='', detail='none', tokenize='trigram');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(trigram, 'row');
CREATE TABLE problem (
    path TEXT, line INTEGER, col INTEGER, code TEXT, message TEXT, hint TEXT, text TEXT
);
CREATE TABLE broken (id TEXT, kind TEXT, path TEXT);
"""
INDEXES = """
CREATE INDEX entity_by_kind ON entity (kind, name);
CREATE INDEX fact_by_entity ON fact (entity, place);
CREATE INDEX fact_by_target ON fact (target) WHERE target IS NOT NULL;
CREATE INDEX citation_by_source ON citation (source);
CREATE INDEX claim_by_source ON claim (source);
CREATE INDEX name_by_key ON name (key);
"""
HOW = ("id", "name", "alias", "pinyin")
"""Ways to be named, the plainest first."""

Row = tuple[object, ...]


def write(connection: sqlite3.Connection, reading: "Reading") -> None:
    """Fill an empty database with what was read."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.executescript(SCHEMA)
    _insert(connection, "entity", (_entity_row(entity) for entity in reading.entities))
    facts = [fact for entity in reading.entities for fact in entity.facts]
    _insert(connection, "fact", (_fact_row(fact) for fact in facts))
    _insert(connection, "citation", _citation_rows(facts))
    _insert(connection, "source", reading.sources.values())
    _insert(connection, "claim", (_claim_row(claim) for claim in reading.claims))
    _insert(connection, "name", (row for entity in reading.entities for row in _name_rows(entity)))
    connection.execute("INSERT INTO trigram (rowid, key) SELECT rowid, '^' || key || '$' FROM name")
    _insert(connection, "problem", (_problem_row(problem) for problem in reading.problems))
    _insert(connection, "broken", reading.broken)
    connection.executescript(INDEXES)
    connection.commit()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    width = len(connection.execute(f"SELECT * FROM {table}").description)
    marks = ",".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _entity_row(entity: Entity) -> Row:
    return (entity.id, entity.kind, entity.name, "\n".join(entity.aliases))


def _fact_row(fact: Fact) -> Row:
    field = fact.field
    text = fact.value.reason if fact.unknown else field.write(fact.value)
    target = text if isinstance(field, Ref) and not fact.unknown else None
    return (
        fact.entity, fact.kind, fact.property, text, fact.unknown, fact.certainty,
        fact.as_of and fact.as_of.text, fact.until and fact.until.text, fact.note,
        "\n".join(map(str, fact.citations)), *fact.where, fact.order, fact.independent,
        fact.authority, target, None if target else fact.text(),
    )  # fmt: skip


def _citation_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    for number, fact in enumerate(facts, start=1):
        for source in dict.fromkeys(citation.source for citation in fact.citations):
            yield source, number


def _claim_row(claim: Claim) -> Row:
    return tuple(claim)


def _problem_row(problem: Problem) -> Row:
    return (*problem.where, *problem[1:])


def _name_rows(entity: Entity) -> Iterator[Row]:
    """Every key that an entity can be found under, each once, by its plainest way."""
    found: dict[str, tuple[str, str]] = {}
    ways = [("id", entity.id), ("name", entity.name)]
    ways += [("alias", alias) for alias in entity.aliases]
    for how, text in ways:
        found.setdefault(key(text), (text, how))
        if entity.kind == "company":
            found.setdefault(company_key(text), (text, how))
    for _, text in ways[1:]:
        for spelt in readings(text):
            found.setdefault(key(spelt), (text, "pinyin"))
    for word, (text, how) in found.items():
        if word:
            yield word, entity.id, entity.kind, text, how

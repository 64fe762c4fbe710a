"""The tables of a base, one row a fact, and how what was read is written into them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from json import dumps
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..model.facts import Citation, Claim, Entity, Fact, Unknown
from ..model.fields import Ref
from ..model.kind import KINDS, AnyField
from ..model.problem import Problem
from ..model.quantity import write as write_quantity
from .base import APPLICATION, CODE, PADDED

if TYPE_CHECKING:
    from ..reading.read import Reading
    from ..reading.rules import Ruling

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

_CITATIONS = itemgetter(Fact._fields.index("citations"))


def write(connection: sqlite3.Connection, reading: "Reading") -> None:
    """Fill an empty database with what was read."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.executescript(SCHEMA)
    _insert(connection, "entity", _entity_rows(reading.entities))
    facts = [fact for entity in reading.entities for fact in entity.facts]
    _insert(connection, "fact", _fact_rows(facts))
    _insert(connection, "citation", sorted(_citation_rows(facts)))
    _insert(connection, "source", reading.sources.values())
    _insert(connection, "claim", map(_claim_row, reading.claims))
    _insert(connection, "rule", map(_rule_row, reading.rules))
    _write_names(connection, reading.entities)
    _insert(connection, "problem", map(_problem_row, reading.problems))
    _insert(connection, "broken", reading.broken)
    connection.executescript(INDEXES)
    connection.commit()


def _write_names(connection: sqlite3.Connection, entities: Sequence[Entity]) -> None:
    """The keys of all names, how names are spelt alike, and the index of what looks alike."""
    from .forms import company_forms
    from .keys import Keys
    from .scripts import simplified

    plain = simplified(name for entity in entities for name in (entity.name, *entity.aliases))
    forms = company_forms()
    spelling = ("".join(plain.values()), "".join(plain), "\n".join(forms))
    _insert(connection, "spelling", [spelling])
    keys = Keys(plain, frozenset(forms))
    _insert(connection, "name", (row for entity in entities for row in keys.rows(entity)))
    padded = (
        "INSERT INTO trigram (rowid, key) SELECT rowid, replace(?, '{}', key) FROM name"
        " WHERE grade < ?"
    )
    connection.execute(padded, (PADDED, CODE))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    width = len(connection.execute(f"SELECT * FROM {table}").description)
    marks = ",".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _entity_rows(entities: Iterable[Entity]) -> Iterator[Row]:
    last = 0
    for id_, kind, name, aliases, facts in entities:
        first, last = last + 1, last + len(facts)
        yield id_, kind, name, "\n".join(aliases), first, last


def _fact_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    texts: dict[tuple[Citation, ...], str] = {}
    for fact in facts:
        entity, kind, name, value, cites, certainty, as_of, until, note, where, *rest = fact[:13]
        if cites not in texts:
            texts[cites] = "\n".join(map(str, cites))
        yield (
            entity, kind, name, *_stated(KINDS[kind].properties[name], value), certainty,
            as_of and as_of.text, until and until.text, note, texts[cites], *where, *rest,
            fact.period and fact.period.text, fact.share and write_quantity(fact.share),
        )  # fmt: skip


def _stated(field: AnyField, value: Any) -> tuple[str, int, str | None, str | None]:  # noqa: ANN401
    """A value as text, whether it is unknown, the entity it is, how it is shown if differently.

    SQLite takes 0 and 1 at once, where it looks for what may turn truth values into something else.
    """
    if isinstance(value, Unknown):
        return value.reason, 1, None, None
    text = field.write(value)
    if isinstance(field, Ref):
        return text, 0, text, None
    shown = field.show(value)
    return text, 0, None, None if shown == text else shown


def _citation_rows(facts: Iterable[Fact]) -> Iterator[Row]:
    """The runs of facts, by their numbers, that cite a source."""
    first = 1
    for cites, run in groupby(facts, key=_CITATIONS):
        following = first + sum(1 for _ in run)
        for source in dict.fromkeys(citation.source for citation in cites):
            yield source, first, following - 1
        first = following


def _claim_row(claim: Claim) -> Row:
    return (*claim[:-1], "\n".join(map(str, claim.citations)))


def _rule_row(ruling: "Ruling") -> Row:
    usual = "\n".join(map(str, ruling.usual))
    return (ruling.rule.policy, dumps(ruling.tree), usual, *ruling.where)


def _problem_row(problem: Problem) -> Row:
    return (*problem.where, *problem[1:])

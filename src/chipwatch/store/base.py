"""The knowledge base: entities, facts, names and sources, loaded only as far as they are asked."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..model.dates import Date
from ..model.facts import Citation, Claim, Entity, Fact, Source, Unknown
from ..model.naming import has_han, holds
from ..model.problem import Broken, Misread, Problem, Where
from ..model.quantity import parse
from ..model.schema import KINDS

if TYPE_CHECKING:
    from ..model.rules import Rule
    from .then import Then

    Made = TypeVar("Made", bound="KnowledgeBase")

T = TypeVar("T")
Row = tuple[Any, ...]

APPLICATION = 0x63687077
"""What marks an SQLite file as ours: the letters chpw."""
_DAMAGE = (sqlite3.DatabaseError, LookupError, ValueError, TypeError, AttributeError, Misread)
"""What a damaged row raises, in SQLite or where it is made into what it stands for."""
_HEAD = "id, kind, name, aliases"
_FACT = (
    "fact.entity, fact.kind, fact.property, fact.value, fact.unknown, fact.certainty, fact.as_of,"
    " fact.until, fact.note, fact.citations, fact.path, fact.line, fact.col, fact.place,"
    " fact.independent, fact.authority, fact.period, fact.share"
)
_FACTS_OF = "entity CROSS JOIN fact ON fact.rowid BETWEEN entity.first AND entity.last"
_OF_KIND = "(? = '' OR name.kind = ?)"
AMONG = "IN (SELECT value FROM json_each(?))"
"""Among the values of an array."""
PADDED = "^^{}$$"
"""A key as its trigrams are taken: two signs at either end put each letter into three of them, so
that two letters exchanged spoil four at most, wherever they stand."""

WHOLE, PART, CODE = 0, 1, 2
"""What of a name a key is: all of it, a part that stands for it, or a code that is like no word."""


class Database(sqlite3.Connection):
    """A database that is closed when nobody holds it any more, whatever is let go of first."""

    def __del__(self) -> None:
        """Close it; Python warns of one that is not."""
        self.close()


class Brief(NamedTuple):
    """What an entity is called, without what is said of it."""

    id: str
    kind: str
    name: str


class Named(NamedTuple):
    """A name that an entity goes by: as written, as compared, and in which way it is a name."""

    entity: Brief
    text: str
    key: str
    how: str
    """id, name, alias or pinyin."""
    grade: int = WHOLE


class Support(NamedTuple):
    """How many facts of one property have a source, a place in one, two independent sources."""

    kind: str
    property: str
    facts: int
    sourced: int
    located: int
    twice: int


class KnowledgeBase:
    """Reads from the tables of a base; where they turn out to be damaged, they are built again."""

    then: "Then | None" = None
    """What held and was known at the moment asked about; None where that is now."""

    def __init__(
        self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]
    ) -> None:
        self._rebuild = rebuild
        self._use(connection)

    def again(self, made: "type[Made]") -> "Made":
        """The same tables, read in another way."""
        return made(self._connection, self._rebuild)

    def _facts(self, sql: str, *values: object) -> list[Fact]:
        """The facts that a query finds."""
        return self._rows(_fact, sql, *values)

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.create_function("holds", 3, _holds, deterministic=True)

    def _rows(self, make: Callable[[Row], T], sql: str, *values: object) -> list[T]:
        try:
            return [make(row) for row in self._connection.execute(sql, values)]
        except _DAMAGE:
            self._connection.close()
            self._use(self._rebuild())
        return [make(row) for row in self._connection.execute(sql, values)]

    def entities(self, ids: Sequence[str], properties: Iterable[str] = ()) -> list[Entity]:
        """The entities of these ids, in that order; ids that are none are passed over.

        With no more of their facts than those of some properties, where any are named.
        """
        heads = self._rows(_head, f"SELECT {_HEAD} FROM entity WHERE id {AMONG}", array(ids))
        wanted = list(properties)
        among = f" AND property {AMONG}" if wanted else ""
        sql = f"SELECT {_FACT} FROM {_FACTS_OF} WHERE id {AMONG}{among} ORDER BY id, fact.rowid"
        facts = self._facts(sql, array(ids), *([array(wanted)] if wanted else []))
        found = {one.id: one for one in _joined(heads, facts)}
        return [found[id_] for id_ in ids if id_ in found]

    def of_kind(self, kind: str) -> list[Entity]:
        """Every entity of a kind, by name."""
        by_name = "FROM entity WHERE kind = ? ORDER BY name, id"
        heads = self._rows(_head, f"SELECT {_HEAD} {by_name}", kind)
        sql = f"SELECT {_FACT} FROM {_FACTS_OF} WHERE entity.kind = ? ORDER BY fact.rowid"
        return list(_joined(heads, self._facts(sql, kind)))

    def unknown_then(self, entity: Entity) -> list[str]:
        """The properties of which something is known, but was not at the moment asked about."""
        lost = self.then.lost.get(entity.id, ()) if self.then else ()
        known = {fact.property for fact in entity.facts} if lost else ()
        return [name for name in lost if name not in known]

    def pointing_at(self, ids: Sequence[str]) -> list[Fact]:
        """The facts whose value is one of these entities, by the entity that states them."""
        sql = f"SELECT {_FACT} FROM fact WHERE target {AMONG} ORDER BY entity, place"
        return self._facts(sql, array(ids))

    def citing(self, source: str) -> list[Fact]:
        """The facts that rest on a source, but for its own record."""
        sql = (
            f"SELECT {_FACT} FROM citation CROSS JOIN fact"
            " ON fact.rowid BETWEEN citation.first AND citation.last"
            " WHERE citation.source = ? AND fact.entity <> ? ORDER BY fact.rowid"
        )
        return self._facts(sql, source, source)

    def facts(self) -> Iterator[Fact]:
        """Every fact there is, by entity."""
        sql = f"SELECT {_FACT} FROM fact ORDER BY rowid"
        return iter(self._facts(sql))

    def briefs(self, ids: Iterable[str]) -> dict[str, Brief]:
        """What these entities are called; ids that are none are missing."""
        sql = f"SELECT id, kind, name FROM entity WHERE id {AMONG}"
        return {brief.id: brief for brief in self._rows(Brief._make, sql, array(ids))}

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """The records of these sources, to cite them."""
        sql = f"SELECT * FROM source WHERE id {AMONG}"
        return {source.id: source for source in self._rows(Source._make, sql, array(ids))}

    def claims(self, source: str) -> list[Claim]:
        """What a source says, where its record lists it."""
        sql = "SELECT * FROM claim WHERE source = ? ORDER BY rowid"
        return self._rows(_claim, sql, source)

    def rules(self) -> "list[Rule]":
        """The rules of all policies, in the order in which they begin."""
        found = self._rows(_rule, "SELECT policy, tree, citations FROM rule ORDER BY rowid")
        return sorted(found, key=lambda rule: (rule.since.first, rule.policy))

    def named(self, key: str) -> list[Named]:
        """The names that compare equal to a key."""
        return self._named("name.key = ?", key)

    def beginning(self, key: str, most: int, kind: str = "") -> list[Named]:
        """The names that begin with a key, the shortest first, of one kind if one is given."""
        where = (
            f"name.key >= ? AND name.key < ? AND name.grade < {CODE} AND {_OF_KIND}"
            " ORDER BY length(name.key), name.key LIMIT ?"
        )
        return self._named(where, key, key + "\U0010ffff", kind, kind, most)

    def holding(self, key: str, most: int, kind: str = "") -> list[Named]:
        """The names that have three letters or more somewhere in them, of one kind if any."""
        parts = [key[at : at + 3] for at in range(len(key) - 2)]
        if not parts:
            return []
        wanted = " AND ".join(f'"{part}"' for part in dict.fromkeys(parts))
        among = (
            "name.rowid IN (SELECT rowid FROM trigram WHERE trigram MATCH ?)"
            f" AND instr(name.key, ?) AND {_OF_KIND} ORDER BY length(name.key), name.key LIMIT ?"
        )
        return self._named(among, wanted, key, kind, kind, most)

    def like(self, key: str, trigrams: int, most: int, kind: str = "") -> list[Named]:
        """The names that share one of the rarest trigrams of a key; of many, those with most.

        Of one kind, if one is given.
        """
        padded = PADDED.format(key)
        parts = sorted({padded[at : at + 3] for at in range(len(padded) - 2)})
        sql = f"SELECT term, doc FROM vocabulary WHERE term {AMONG} ORDER BY doc, term LIMIT ?"
        rarest = self._rows(_first, sql, array(parts), trigrams)
        sharing = (
            "SELECT trigram.rowid FROM json_each(?) AS part CROSS JOIN trigram"
            " JOIN name ON name.rowid = trigram.rowid"
            f" WHERE trigram MATCH part.value AND {_OF_KIND}"
            " GROUP BY trigram.rowid ORDER BY count(*) DESC, trigram.rowid LIMIT ?"
        )
        quoted = array(f'"{term}"' for term in rarest)
        where = f"name.rowid IN ({sharing}) ORDER BY name.rowid"
        return self._named(where, quoted, kind, kind, most)

    def plain(self, name: str) -> str:
        """A name with simplified characters for traditional ones, as the base compares names."""
        if name.isascii() or not has_han(name):
            return name
        for plain in self._rows(_plain, "SELECT plain, traditional FROM spelling"):
            name = name.translate(plain)
        return name

    def forms(self) -> frozenset[str]:
        """The forms of companies: words that do not count at the end of a company's name."""
        found = self._rows(_first, "SELECT forms FROM spelling")
        return frozenset("\n".join(found).split("\n"))

    def all_names(self, kind: str, beginning: str, most: int) -> list[str]:
        """Names and ids that begin with these letters, of any kind if none is given.

        Where there is none, what Chinese names sound like, the shortest of each thing.
        """
        sql = (
            f"SELECT {{}} FROM name WHERE {_OF_KIND} AND how {{}} 'pinyin' AND grade = {WHOLE}"
            " AND key >= ? AND key < ? {} LIMIT ?"
        )
        written = sql.format("text", "<>", "ORDER BY how = 'alias', text")
        spoken = sql.format("key, min(length(key))", "=", "GROUP BY entity ORDER BY key")
        values = (kind, kind, beginning, beginning + "\U0010ffff", most)
        return self._rows(_first, written, *values) or self._rows(_first, spoken, *values)

    def mentioning(self, words: Sequence[str]) -> list[Fact]:
        """The facts whose value, as shown, or note holds all of these words, in whatever case."""
        where = "target IS NULL AND holds(coalesce(shown, value), note, ?)"
        sql = f"SELECT {_FACT} FROM fact WHERE {where} ORDER BY rowid"
        return self._facts(sql, "\n".join(words).casefold())

    def problems(self) -> list[Problem]:
        """Everything that is wrong with the files, by place."""
        return self._rows(_problem, "SELECT * FROM problem ORDER BY path, line, col")

    def broken(self) -> list[Broken]:
        """The entities that are left out."""
        return self._rows(Broken._make, "SELECT * FROM broken ORDER BY id")

    def support(self) -> list[Support]:
        """What facts rest on, by property.

        The records of sources, which vouch for themselves, and what is unknown do not count.
        """
        sql = (
            "SELECT kind, property, count(*), sum(citations <> ''), sum(instr(citations, '#') > 0),"
            " sum(independent > 1) FROM fact WHERE kind <> 'source' AND NOT unknown"
            " GROUP BY kind, property"
        )
        return self._rows(Support._make, sql)

    def dates(self) -> list[Date]:
        """The days as of which facts are stated, but for figures that count up a period."""
        sql = "SELECT DISTINCT as_of FROM fact WHERE as_of IS NOT NULL AND period IS NULL"
        return self._rows(_date, sql)

    def counts(self, table: str, column: str) -> dict[str | int, int]:
        """How many rows a table has for each value of a column."""
        sql = f"SELECT {column}, count(*) FROM {table} GROUP BY {column}"
        return dict(self._rows(_pair, sql))

    def _named(self, where: str, *values: object) -> list[Named]:
        sql = (
            "SELECT entity.id, entity.kind, entity.name, name.text, name.key, name.how,"
            " name.grade"
            f" FROM name JOIN entity ON entity.id = name.entity WHERE {where}"
        )
        return self._rows(_named, sql, *values)


def array(values: Iterable[str]) -> str:
    """A JSON array, which SQLite takes as one value whatever its length."""
    from json import dumps

    return dumps(list(values))


def _holds(shown: str, note: str, words: str) -> bool:
    text = f"{shown} {note}".casefold()
    return all(holds(text, word) for word in words.split("\n"))


def _date(row: Row) -> Date:
    return Date.read(row[0])


def _first(row: Row) -> str:
    text: str = row[0]
    return text


def _plain(row: Row) -> dict[int, int]:
    plain, traditional = row
    return str.maketrans(traditional, plain)


def _pair(row: Row) -> tuple[str | int, int]:
    return (row[0], row[1])


def _head(row: Row) -> tuple[str, str, str, tuple[str, ...]]:
    id_, kind, name, aliases = row
    return (id_, kind, name, tuple(aliases.split("\n")) if aliases else ())


def _named(row: Row) -> Named:
    return Named(Brief(*row[:3]), *row[3:])


def _problem(row: Row) -> Problem:
    return Problem(Where(*row[:3]), *row[3:])


def _fact(row: Row) -> Fact:
    entity, kind, name, text, unknown, certainty, as_of, until, note, cites, *rest = row
    path, line, column, order, independent, authority, period, share = rest
    value = Unknown(text) if unknown else KINDS[kind].properties[name].read(text)
    return Fact(
        entity, kind, name, value, _citations(cites), certainty,
        as_of and Date.read_period(as_of), until and Date.read(until), note,
        Where(path, line, column), order, independent, authority,
        period and Date.read_period(period), share and parse(share)[0],
    )  # fmt: skip


def _claim(row: Row) -> Claim:
    source, id_, paragraph, says, stance, verdict, why, cites = row
    return Claim(source, id_, paragraph, says, stance, verdict, why, _citations(cites))


def _rule(row: Row) -> "Rule":
    """The rule that a row holds, resting on its own sources or its file's."""
    from json import loads

    from ..model.ruling import rule_of

    policy, tree, usual = row
    return rule_of(policy, loads(tree), _citations(usual))


def _citations(text: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.read, text.split("\n"))) if text else ()


def _joined(
    heads: Iterable[tuple[str, str, str, tuple[str, ...]]], stated: Iterable[Fact]
) -> Iterator[Entity]:
    facts: dict[str, list[Fact]] = {}
    for fact in stated:
        facts.setdefault(fact.entity, []).append(fact)
    for head in heads:
        yield Entity(*head, tuple(facts.get(head[0], ())))

"""The knowledge base: entities, facts, names and sources, loaded only as far as they are asked."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..model.dates import Date
from ..model.entity import Entity
from ..model.facts import Citation, Claim, Fact, Source, UnknownValue
from ..model.normalise import has_han, has_word
from ..model.problem import FieldError, Location, Problem, RejectedEntity
from ..model.quantity import parse_quantity
from ..model.schema import KINDS

if TYPE_CHECKING:
    from ..rules.rule import Rule
    from .time_filter import TimeFilter

    BaseType = TypeVar("BaseType", bound="KnowledgeBase")

RowType = TypeVar("RowType")
Row = tuple[Any, ...]

APPLICATION_ID = 0x63687077
"""What marks an SQLite file as ours: the letters chpw."""
_DAMAGED_ROW_ERRORS = (
    sqlite3.DatabaseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    FieldError,
)
"""What a damaged row raises, in SQLite or where it is made into what it stands for."""
_HEAD_COLUMNS = "id, kind, name, aliases"
_FACT_COLUMNS = (
    "fact.entity, fact.kind, fact.property, fact.value, fact.unknown, fact.certainty, fact.as_of,"
    " fact.until, fact.note, fact.citations, fact.path, fact.line, fact.col, fact.place,"
    " fact.independent, fact.authority, fact.period, fact.share"
)
_ENTITY_FACT_JOIN = "entity CROSS JOIN fact ON fact.rowid BETWEEN entity.first AND entity.last"
_KIND_CONDITION = "(? = '' OR name.kind = ?)"
IN_JSON_ARRAY = "IN (SELECT value FROM json_each(?))"
"""Among the values of an array."""
TRIGRAM_PADDING = "^^{}$$"
"""A key as its trigrams are taken: two signs at either end put each letter into three of them, so
that two letters exchanged spoil four at most, wherever they stand."""

WHOLE_NAME, NAME_PART, NAME_CODE = 0, 1, 2
"""What of a name a key is: all of it, a part that stands for it, or a code that is like no word."""


class Database(sqlite3.Connection):
    """A database that is closed when nobody holds it any more, whatever is let go of first."""

    def __del__(self) -> None:
        """Close it; Python warns of one that is not."""
        self.close()


class EntityRef(NamedTuple):
    """What an entity is called, without what is said of it."""

    id: str
    kind: str
    name: str


class NameEntry(NamedTuple):
    """A name that an entity goes by: as written, as compared, and in which way it is a name."""

    entity: EntityRef
    text: str
    key: str
    how: str
    """id, name, alias or pinyin."""
    grade: int = WHOLE_NAME


class PropertySupport(NamedTuple):
    """How well the facts of one property are sourced."""

    kind: str
    property: str
    fact_count: int
    sourced_count: int
    """The facts with a source."""
    located_count: int
    """The facts with a place inside a source."""
    corroborated_count: int
    """The facts with two independent sources."""


class BaseContents(NamedTuple):
    """How many entities, facts, sources and problems a base holds."""

    entities_by_kind: dict[str, int]
    facts_by_certainty: dict[str, int]
    sources_by_type: dict[str, int]
    unknown_fact_count: int
    """The facts that state that a value is unknown."""
    problem_count: int
    rejected_entity_count: int


class KnowledgeBase:
    """Reads from the tables of a base; where they turn out to be damaged, they are built again."""

    time_filter: "TimeFilter | None" = None
    """What held and was known at the moment asked about; None where that is now."""

    def __init__(
        self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]
    ) -> None:
        self._rebuild = rebuild
        self._set_connection(connection)

    def reopen_as(self, base_class: "type[BaseType]") -> "BaseType":
        """The same tables, read in another way."""
        return base_class(self._connection, self._rebuild)

    def close(self) -> None:
        """Close the connection; nothing may be asked of the base any more."""
        self._connection.close()

    def _fetch_facts(self, sql: str, *values: object) -> list[Fact]:
        """The facts that a query finds."""
        return self._fetch_rows(_parse_fact, sql, *values)

    def _set_connection(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.create_function("holds", 3, _contains_words, deterministic=True)

    def _fetch_rows(
        self, convert: Callable[[Row], RowType], sql: str, *values: object
    ) -> list[RowType]:
        try:
            return [convert(row) for row in self._connection.execute(sql, values)]
        except _DAMAGED_ROW_ERRORS:
            self._connection.close()
            self._set_connection(self._rebuild())
        return [convert(row) for row in self._connection.execute(sql, values)]

    def load_entities(self, ids: Sequence[str], properties: Iterable[str] = ()) -> list[Entity]:
        """The entities of these ids, in that order; ids that are none are passed over.

        With no more of their facts than those of some properties, where any are named.
        """
        heads = self._fetch_rows(
            _parse_head,
            f"SELECT {_HEAD_COLUMNS} FROM entity WHERE id {IN_JSON_ARRAY}",
            to_json_array(ids),
        )
        property_names = list(properties)
        property_condition = f" AND property {IN_JSON_ARRAY}" if property_names else ""
        sql = f"SELECT {_FACT_COLUMNS} FROM {_ENTITY_FACT_JOIN} WHERE id {IN_JSON_ARRAY}{property_condition} ORDER BY id, fact.rowid"
        facts = self._fetch_facts(
            sql, to_json_array(ids), *([to_json_array(property_names)] if property_names else [])
        )
        entities_by_id = {entity.id: entity for entity in _join_facts(heads, facts)}
        return [entities_by_id[entity_id] for entity_id in ids if entity_id in entities_by_id]

    def load_entities_of_kind(self, kind: str) -> list[Entity]:
        """Every entity of a kind, by name."""
        from_clause = "FROM entity WHERE kind = ? ORDER BY name, id"
        heads = self._fetch_rows(_parse_head, f"SELECT {_HEAD_COLUMNS} {from_clause}", kind)
        sql = f"SELECT {_FACT_COLUMNS} FROM {_ENTITY_FACT_JOIN} WHERE entity.kind = ? ORDER BY fact.rowid"
        return list(_join_facts(heads, self._fetch_facts(sql, kind)))

    def list_hidden_properties(self, entity: Entity) -> list[str]:
        """The properties of which something is known, but was not at the moment asked about."""
        hidden_properties = (
            self.time_filter.hidden_properties.get(entity.id, ()) if self.time_filter else ()
        )
        visible_properties = {fact.property for fact in entity.facts} if hidden_properties else ()
        return [name for name in hidden_properties if name not in visible_properties]

    def find_facts_pointing_at(self, ids: Sequence[str]) -> list[Fact]:
        """The facts whose value is one of these entities, by the entity that states them."""
        sql = (
            f"SELECT {_FACT_COLUMNS} FROM fact WHERE target {IN_JSON_ARRAY} ORDER BY entity, place"
        )
        return self._fetch_facts(sql, to_json_array(ids))

    def find_facts_citing(self, sources: Sequence[str]) -> dict[str, list[Fact]]:
        """Find the facts that cite each of these sources, except those of its own record."""
        sql = (
            f"SELECT DISTINCT {_FACT_COLUMNS} FROM citation CROSS JOIN fact"
            " ON fact.rowid BETWEEN citation.first AND citation.last"
            f" WHERE citation.source {IN_JSON_ARRAY} AND fact.entity <> citation.source"
            " ORDER BY fact.rowid"
        )
        facts_by_source: dict[str, list[Fact]] = {source: [] for source in sources}
        for fact in self._fetch_facts(sql, to_json_array(sources)):
            for source in dict.fromkeys(citation.source for citation in fact.citations):
                if source in facts_by_source and source != fact.entity:
                    facts_by_source[source].append(fact)
        return facts_by_source

    def iter_facts(self) -> Iterator[Fact]:
        """Every fact there is, by entity."""
        sql = f"SELECT {_FACT_COLUMNS} FROM fact ORDER BY rowid"
        return iter(self._fetch_facts(sql))

    def load_entity_refs(self, ids: Iterable[str]) -> dict[str, EntityRef]:
        """What these entities are called; ids that are none are missing."""
        sql = f"SELECT id, kind, name FROM entity WHERE id {IN_JSON_ARRAY}"
        return {
            entity_ref.id: entity_ref
            for entity_ref in self._fetch_rows(EntityRef._make, sql, to_json_array(ids))
        }

    def load_sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """The records of these sources, to cite them."""
        sql = f"SELECT * FROM source WHERE id {IN_JSON_ARRAY}"
        return {
            source.id: source for source in self._fetch_rows(Source._make, sql, to_json_array(ids))
        }

    def load_claims(self, sources: Sequence[str]) -> dict[str, list[Claim]]:
        """Load the claims of each of these sources, where its record lists any."""
        sql = f"SELECT * FROM claim WHERE source {IN_JSON_ARRAY} ORDER BY rowid"
        claims_by_source: dict[str, list[Claim]] = {source: [] for source in sources}
        for claim in self._fetch_rows(_parse_claim, sql, to_json_array(sources)):
            claims_by_source[claim.source].append(claim)
        return claims_by_source

    def load_rules(self) -> "list[Rule]":
        """The rules of all policies, in the order in which they begin."""
        rules = self._fetch_rows(
            _parse_rule, "SELECT policy, tree, citations FROM rule ORDER BY rowid"
        )
        return sorted(rules, key=lambda rule: (rule.since.first, rule.policy))

    def find_names(self, key: str) -> list[NameEntry]:
        """The names that compare equal to a key."""
        return self._fetch_names("name.key = ?", key)

    def find_names_by_prefix(self, prefix: str, limit: int, kind: str = "") -> list[NameEntry]:
        """The names that begin with a key, the shortest first, of one kind if one is given."""
        condition = (
            f"name.key >= ? AND name.key < ? AND name.grade < {NAME_CODE} AND {_KIND_CONDITION}"
            " ORDER BY length(name.key), name.key LIMIT ?"
        )
        return self._fetch_names(condition, prefix, prefix + "\U0010ffff", kind, kind, limit)

    def find_names_containing(self, key: str, limit: int, kind: str = "") -> list[NameEntry]:
        """The names that have three letters or more somewhere in them, of one kind if any."""
        trigrams = [key[start : start + 3] for start in range(len(key) - 2)]
        if not trigrams:
            return []
        match_expression = " AND ".join(f'"{trigram}"' for trigram in dict.fromkeys(trigrams))
        condition = (
            "name.rowid IN (SELECT rowid FROM trigram WHERE trigram MATCH ?)"
            f" AND instr(name.key, ?) AND {_KIND_CONDITION} ORDER BY length(name.key), name.key LIMIT ?"
        )
        return self._fetch_names(condition, match_expression, key, kind, kind, limit)

    def find_similar_names(
        self, key: str, max_trigrams: int, limit: int, kind: str = ""
    ) -> list[NameEntry]:
        """The names that share one of the rarest trigrams of a key; of many, those with most.

        Of one kind, if one is given.
        """
        padded_key = TRIGRAM_PADDING.format(key)
        key_trigrams = sorted(
            {padded_key[start : start + 3] for start in range(len(padded_key) - 2)}
        )
        sql = f"SELECT term, doc FROM vocabulary WHERE term {IN_JSON_ARRAY} ORDER BY doc, term LIMIT ?"
        rarest_trigrams = self._fetch_rows(
            _get_first_column, sql, to_json_array(key_trigrams), max_trigrams
        )
        sharing_sql = (
            "SELECT trigram.rowid FROM json_each(?) AS part CROSS JOIN trigram"
            " JOIN name ON name.rowid = trigram.rowid"
            f" WHERE trigram MATCH part.value AND {_KIND_CONDITION}"
            " GROUP BY trigram.rowid ORDER BY count(*) DESC, trigram.rowid LIMIT ?"
        )
        quoted_trigrams = to_json_array(f'"{trigram}"' for trigram in rarest_trigrams)
        condition = f"name.rowid IN ({sharing_sql}) ORDER BY name.rowid"
        return self._fetch_names(condition, quoted_trigrams, kind, kind, limit)

    def simplify_name(self, name: str) -> str:
        """A name with simplified characters for traditional ones, as the base compares names."""
        if name.isascii() or not has_han(name):
            return name
        for replacements in self._fetch_rows(
            _build_translation_table, "SELECT plain, traditional FROM spelling"
        ):
            name = name.translate(replacements)
        return name

    def load_company_forms(self) -> frozenset[str]:
        """The forms of companies: words that do not count at the end of a company's name."""
        form_lists = self._fetch_rows(_get_first_column, "SELECT forms FROM spelling")
        return frozenset("\n".join(form_lists).split("\n"))

    def complete_names(self, kind: str, prefix: str, limit: int) -> list[str]:
        """Names and ids that begin with these letters, of any kind if none is given.

        Where there is none, what Chinese names sound like, the shortest of each thing.
        """
        sql = (
            f"SELECT {{}} FROM name WHERE {_KIND_CONDITION} AND how {{}} 'pinyin' AND grade = {WHOLE_NAME}"
            " AND key >= ? AND key < ? {} LIMIT ?"
        )
        written_names_sql = sql.format("text", "<>", "ORDER BY how = 'alias', text")
        pinyin_names_sql = sql.format("key, min(length(key))", "=", "GROUP BY entity ORDER BY key")
        values = (kind, kind, prefix, prefix + "\U0010ffff", limit)
        return self._fetch_rows(_get_first_column, written_names_sql, *values) or self._fetch_rows(
            _get_first_column, pinyin_names_sql, *values
        )

    def find_facts_mentioning(self, words: Sequence[str]) -> list[Fact]:
        """The facts whose value, as shown, or note holds all of these words, in whatever case."""
        condition = "target IS NULL AND holds(coalesce(shown, value), note, ?)"
        sql = f"SELECT {_FACT_COLUMNS} FROM fact WHERE {condition} ORDER BY rowid"
        return self._fetch_facts(sql, "\n".join(words).casefold())

    def load_problems(self) -> list[Problem]:
        """Everything that is wrong with the files, by place."""
        return self._fetch_rows(_parse_problem, "SELECT * FROM problem ORDER BY path, line, col")

    def load_rejected_entities(self) -> list[RejectedEntity]:
        """The entities that are left out."""
        return self._fetch_rows(RejectedEntity._make, "SELECT * FROM broken ORDER BY id")

    def count_support(self) -> list[PropertySupport]:
        """What facts rest on, by property.

        The records of sources, which vouch for themselves, and what is unknown do not count.
        """
        sql = (
            "SELECT kind, property, count(*), sum(citations <> ''), sum(instr(citations, '#') > 0),"
            " sum(independent > 1) FROM fact WHERE kind <> 'source' AND NOT unknown"
            " GROUP BY kind, property"
        )
        return self._fetch_rows(PropertySupport._make, sql)

    def load_as_of_dates(self) -> list[Date]:
        """The days as of which facts are stated, but for figures that count up a period."""
        sql = "SELECT DISTINCT as_of FROM fact WHERE as_of IS NOT NULL AND period IS NULL"
        return self._fetch_rows(_parse_date, sql)

    def count_contents(self) -> BaseContents:
        """Count what the base holds."""
        return BaseContents(
            entities_by_kind=self._count_by("SELECT kind, count(*) FROM entity GROUP BY kind"),
            facts_by_certainty=self._count_by(
                "SELECT certainty, count(*) FROM fact GROUP BY certainty"
            ),
            sources_by_type=self._count_by("SELECT type, count(*) FROM source GROUP BY type"),
            unknown_fact_count=self._count("SELECT count(*) FROM fact WHERE unknown"),
            problem_count=self._count("SELECT count(*) FROM problem"),
            rejected_entity_count=self._count("SELECT count(*) FROM broken"),
        )

    def _count_by(self, sql: str) -> dict[str, int]:
        return dict(self._fetch_rows(_build_pair, sql))

    def _count(self, sql: str) -> int:
        (count,) = self._fetch_rows(_get_count, sql)
        return count

    def _fetch_names(self, condition: str, *values: object) -> list[NameEntry]:
        sql = (
            "SELECT entity.id, entity.kind, entity.name, name.text, name.key, name.how,"
            " name.grade"
            f" FROM name JOIN entity ON entity.id = name.entity WHERE {condition}"
        )
        return self._fetch_rows(_parse_name_entry, sql, *values)


def to_json_array(values: Iterable[str]) -> str:
    """A JSON array, which SQLite takes as one value whatever its length."""
    from json import dumps

    return dumps(list(values))


def _contains_words(value_text: str, note: str, words: str) -> bool:
    text = f"{value_text} {note}".casefold()
    return all(has_word(text, word) for word in words.split("\n"))


def _parse_date(row: Row) -> Date:
    return Date.parse(row[0])


def _get_first_column(row: Row) -> str:
    text: str = row[0]
    return text


def _build_translation_table(row: Row) -> dict[int, int]:
    simplified, traditional = row
    return str.maketrans(traditional, simplified)


def _build_pair(row: Row) -> tuple[str, int]:
    return (row[0], row[1])


def _get_count(row: Row) -> int:
    count: int = row[0]
    return count


def _parse_head(row: Row) -> tuple[str, str, str, tuple[str, ...]]:
    entity_id, kind, name, aliases = row
    return (entity_id, kind, name, tuple(aliases.split("\n")) if aliases else ())


def _parse_name_entry(row: Row) -> NameEntry:
    return NameEntry(EntityRef(*row[:3]), *row[3:])


def _parse_problem(row: Row) -> Problem:
    from ..reading.problem_codes import find_problem_code

    path, line, column, code, message, hint, text = row
    return Problem(
        location=Location(path, line, column),
        code=find_problem_code(code),
        message=message,
        hint=hint,
        text=text,
    )


def _parse_fact(row: Row) -> Fact:
    (
        entity,
        kind,
        property_name,
        text,
        unknown,
        certainty,
        as_of,
        until,
        note,
        citation_text,
        *trailing_columns,
    ) = row
    path, line, column, order, independent, authority, period, share = trailing_columns
    value = UnknownValue(text) if unknown else KINDS[kind].properties[property_name].parse(text)
    return Fact(
        entity, kind, property_name, value, _parse_citations(citation_text), certainty,
        as_of and Date.parse_period(as_of), until and Date.parse(until), note,
        Location(path, line, column), order, independent, authority,
        period and Date.parse_period(period), share and parse_quantity(share)[0],
    )  # fmt: skip


def _parse_claim(row: Row) -> Claim:
    source, claim_id, paragraph, says, stance, verdict, why, citation_text = row
    return Claim(
        source, claim_id, paragraph, says, stance, verdict, why, _parse_citations(citation_text)
    )


def _parse_rule(row: Row) -> "Rule":
    """The rule that a row holds, resting on its own sources or its file's."""
    from json import loads

    from ..rules.rule_parser import parse_rule

    policy, tree, citation_text = row
    return parse_rule(policy, loads(tree), _parse_citations(citation_text))


def _parse_citations(text: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, text.split("\n"))) if text else ()


def _join_facts(
    heads: Iterable[tuple[str, str, str, tuple[str, ...]]], facts: Iterable[Fact]
) -> Iterator[Entity]:
    facts_by_entity: dict[str, list[Fact]] = {}
    for fact in facts:
        facts_by_entity.setdefault(fact.entity, []).append(fact)
    for head in heads:
        yield Entity(*head, tuple(facts_by_entity.get(head[0], ())))

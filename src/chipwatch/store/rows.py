"""Rows of the tables, and what they become: entities, facts, names, claims, rules, problems."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.dates import Date
from ..model.entity import Entity
from ..model.facts import Citation, Claim, Fact, UnknownValue
from ..model.problem import Location, Problem
from ..model.quantity import parse_quantity
from ..model.schema import KINDS
from .records import EntityRef, NameEntry

if TYPE_CHECKING:
    from ..model.answer import Json
    from ..model.corrections import WithdrawnFact
    from ..reading.draft import DocumentRecord
    from ..rules.rule import Rule
    from .time_filter import FirstDate

Row = tuple[Any, ...]

HEAD_COLUMNS = "entity.id, entity.kind, entity.name, entity.aliases, entity.first, entity.last"
FACT_COLUMNS = (
    "fact.entity, fact.kind, fact.property, fact.value, fact.unknown, fact.certainty, fact.as_of,"
    " fact.until, fact.note, fact.citations, fact.path, fact.line, fact.col, fact.place,"
    " fact.independent, fact.authority, fact.period, fact.share, fact.part_count"
)
NAME_COLUMNS = "entity.id, entity.kind, entity.name, name.text, name.key, name.how, name.grade"


class EntityHead(NamedTuple):
    """An entity without its facts, and the numbers of the first and the last of them."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    first: int
    last: int


def parse_head(row: Row) -> EntityHead:
    """Parse a row of HEAD_COLUMNS."""
    entity_id, kind, name, aliases, first, last = row
    return EntityHead(
        id=entity_id,
        kind=kind,
        name=name,
        aliases=tuple(aliases.split("\n")) if aliases else (),
        first=first,
        last=last,
    )


def join_facts(heads: Iterable[EntityHead], facts: Iterable[Fact]) -> Iterator[Entity]:
    """Join heads, in their order, with the facts of each."""
    facts_by_entity: dict[str, list[Fact]] = {}
    for fact in facts:
        facts_by_entity.setdefault(fact.entity, []).append(fact)
    for head in heads:
        yield Entity(
            id=head.id,
            kind=head.kind,
            name=head.name,
            aliases=head.aliases,
            facts=tuple(facts_by_entity.get(head.id, ())),
        )


def parse_fact(row: Row) -> Fact:
    """Parse a row of FACT_COLUMNS."""
    entity, kind, property_name, text, unknown, certainty, as_of, until, note, *others = row
    citations, path, line, column, position, source_count, authority_rank, *pieces = others
    period, share, part_count = pieces
    value = (
        UnknownValue.parse(text) if unknown else KINDS[kind].properties[property_name].parse(text)
    )
    return Fact(
        entity=entity,
        kind=kind,
        property=property_name,
        value=value,
        citations=parse_citations(citations),
        certainty=certainty,
        as_of=as_of and Date.parse_period(as_of),
        until=until and Date.parse(until),
        note=note,
        location=Location(path, line, column),
        file_position=position,
        independent_source_count=source_count,
        authority_rank=authority_rank,
        period=period and Date.parse_period(period),
        share=share and parse_quantity(share)[0],
        part_count=part_count and parse_quantity(part_count)[0],
    )


def parse_withdrawn_fact(row: Row) -> "WithdrawnFact":
    """Parse a row of the table of withdrawn facts."""
    from ..model.corrections import Correction, WithdrawnFact

    entity, kind, property_name, text, certainty, as_of, note, *others = row
    citations, path, line, column, reason, grounds, *correction_place = others
    date = as_of and Date.parse_period(as_of)
    fact = Fact(
        entity=entity,
        kind=kind,
        property=property_name,
        value=KINDS[kind].properties[property_name].parse(text),
        citations=parse_citations(citations),
        certainty=certainty,
        as_of=date,
        until=None,
        note=note,
        location=Location(path, line, column),
        file_position=0,
    )
    correction = Correction(
        property=property_name,
        value_text=text,
        as_of=date,
        reason=reason,
        citations=parse_citations(grounds),
        location=Location(*correction_place),
    )
    return WithdrawnFact(fact=fact, correction=correction)


@lru_cache(maxsize=256)
def parse_citations(text: str) -> tuple[Citation, ...]:
    """Parse the sources of a fact, a line each; facts of one file mostly have the same."""
    return tuple(map(Citation.parse, text.split("\n"))) if text else ()


def parse_name_entry(row: Row) -> NameEntry:
    """Parse a row of NAME_COLUMNS."""
    entity_id, kind, name, text, key, how, grade = row
    return NameEntry(
        entity=EntityRef(id=entity_id, kind=kind, name=name),
        text=text,
        key=key,
        how=how,
        grade=grade,
    )


def parse_claim(row: Row) -> Claim:
    """Parse a row of the table of claims."""
    source, claim_id, paragraph, says, stance, verdict, why, citations = row
    return Claim(
        source=source,
        id=claim_id,
        paragraph=paragraph,
        says=says,
        stance=stance,
        verdict=verdict,
        why=why,
        citations=parse_citations(citations),
    )


def parse_rule_row(row: Row) -> "Rule":
    """Parse a rule from policy, tree and sources; the sources are those of its file."""
    from json import loads

    from ..rules.rule_parser import parse_rule

    policy, tree, citations = row
    return parse_rule(policy, loads(tree), parse_citations(citations))


class RuleText(NamedTuple):
    """A rule as its fact file writes it, with the sources of the file if it names none itself."""

    policy: str
    tree: "dict[str, Json]"


def parse_rule_text(row: Row) -> RuleText:
    """Parse the text of a rule from policy, tree and sources of the file."""
    from json import loads

    policy, tree, citations = row
    file_sources = citations.split("\n") if citations else []
    return RuleText(policy=policy, tree={"sources": file_sources, **loads(tree)})


def parse_document(row: Row) -> "DocumentRecord":
    """Parse a row of the table of documents."""
    from ..reading.draft import DocumentRecord

    entity_id, kind, *place = row
    return DocumentRecord(id=entity_id, kind=kind, location=Location(*place))


def parse_problem(row: Row) -> Problem:
    """Parse a row of the table of problems."""
    from ..reading.code_explanations import find_problem_code

    path, line, column, code, message, hint, text, missing_id = row
    return Problem(
        location=Location(path, line, column),
        code=find_problem_code(code),
        message=message,
        hint=hint,
        text=text,
        missing_id=missing_id,
    )


def parse_first_date(row: Row) -> "FirstDate":
    """Parse an entity and a date of it."""
    from .time_filter import FirstDate

    return FirstDate(entity=row[0], date=Date.parse(row[1]))


def parse_date(row: Row) -> Date:
    """Parse a single date."""
    return Date.parse(row[0])


def get_text(row: Row) -> str:
    """Return the text of the first column."""
    text: str = row[0]
    return text


def get_count(row: Row) -> int:
    """Return the number of the first column."""
    count: int = row[0]
    return count


def get_pair(row: Row) -> tuple[str, int]:
    """Return a text and a number."""
    return (row[0], row[1])


def build_translation_table(row: Row) -> dict[int, int]:
    """Build the table that turns traditional characters into simplified ones."""
    simplified, traditional = row
    return str.maketrans(traditional, simplified)

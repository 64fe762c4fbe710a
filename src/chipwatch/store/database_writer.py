"""Writing a base: the entities, facts and names that were read, into the tables."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from json import dumps
from typing import TYPE_CHECKING, Any

from ..model.corrections import WithdrawnFact
from ..model.entity import Entity
from ..model.facts import Citation, Claim, UnknownValue
from ..model.field_types import Ref
from ..model.kind import KINDS, AnyField
from ..model.problem import Problem
from ..model.quantity import to_yaml_text as write_quantity
from .company_forms import list_company_forms
from .name_index import NameKeyBuilder
from .name_writer import NameWriter, NumberedEntity
from .passage_records import NumberedFact
from .passage_writer import PassageWriter
from .simplified_chinese import build_simplification_table
from .sql_schema import INDEXES, SCHEMA
from .table_reader import APPLICATION_ID

if TYPE_CHECKING:
    from ..reading.draft import DocumentRecord
    from ..reading.loader import LoadResult
    from ..reading.rule_nodes import ParsedRule

Row = tuple[object, ...]


def write_database(connection: sqlite3.Connection, loaded: "LoadResult") -> None:
    """Fill an empty database with what was read."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.executescript(SCHEMA)
    numbered_entities = _write_names(connection, loaded.entities)
    insert_rows(connection, "entity", map(build_entity_row, numbered_entities))
    write_facts(connection, chain.from_iterable(map(number_facts, numbered_entities)))
    write_withdrawn_facts(connection, loaded.entities)
    insert_rows(connection, "source", loaded.sources.values())
    write_claims(connection, loaded.claims)
    insert_rows(connection, "rule", map(build_rule_row, loaded.rules))
    PassageWriter(connection).write_all()
    insert_rows(connection, "problem", map(_build_problem_row, loaded.problems))
    insert_rows(connection, "broken", loaded.rejected_entities)
    write_documents(connection, loaded.documents)
    if any(loaded.schema):
        insert_rows(connection, "own_schema", [(loaded.schema.to_json(),)])
    connection.executescript(INDEXES)
    connection.commit()


def _write_names(
    connection: sqlite3.Connection, entities: Sequence[Entity]
) -> list[NumberedEntity]:
    """Write the tables that make keys, and the keys of all names; number the entities."""
    simplifications = build_simplification_table(
        name for entity in entities for name in (entity.name, *entity.aliases)
    )
    forms = list_company_forms()
    insert_rows(connection, "spelling", [build_spelling_row(simplifications, forms)])
    key_builder = NameKeyBuilder(simplifications, frozenset(forms))
    return NameWriter(connection, key_builder).write_all(entities)


def build_spelling_row(simplifications: Mapping[str, str], forms: Iterable[str]) -> Row:
    """Build the row of what makes keys: simplified and traditional characters, and legal forms."""
    return ("".join(simplifications.values()), "".join(simplifications), "\n".join(forms))


def write_withdrawn_facts(connection: sqlite3.Connection, entities: Iterable[Entity]) -> None:
    """Write the facts of entities that were withdrawn."""
    withdrawn_facts = (fact for entity in entities for fact in entity.withdrawn_facts)
    insert_rows(connection, "withdrawn", map(_build_withdrawn_row, withdrawn_facts))


def write_claims(connection: sqlite3.Connection, claims: Iterable[Claim]) -> None:
    """Write what sources are listed to say."""
    insert_rows(connection, "claim", map(_build_claim_row, claims))


def write_documents(connection: sqlite3.Connection, documents: "Iterable[DocumentRecord]") -> None:
    """Write which documents there are, and where each begins."""
    rows = ((record.id, record.kind, *record.location) for record in documents)
    insert_rows(connection, "document", rows)


def insert_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows with all columns of a table."""
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
    insert_rows(connection, "citation", sorted(_build_citation_rows(numbered_facts)))


def build_entity_row(numbered_entity: NumberedEntity) -> Row:
    """Build the row of an entity: what it is called, and which rowids its facts have."""
    first, entity = numbered_entity
    last = first + len(entity.facts) - 1
    return entity.id, entity.kind, entity.name, "\n".join(entity.aliases), first, last


def number_facts(numbered_entity: NumberedEntity) -> Iterator[NumberedFact]:
    """Give the facts of an entity their rowids."""
    for rowid, fact in enumerate(numbered_entity.entity.facts, numbered_entity.first):
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


def build_rule_row(parsed_rule: "ParsedRule") -> Row:
    """Build the row of a rule: its policy, its tree, the sources of the file, and where it is."""
    citation_text = "\n".join(map(str, parsed_rule.file_citations))
    return (parsed_rule.rule.policy, dumps(parsed_rule.tree), citation_text, *parsed_rule.location)


def _build_problem_row(problem: Problem) -> Row:
    texts = (problem.code, problem.message, problem.hint, problem.text, problem.missing_id)
    return (*problem.location, *texts)

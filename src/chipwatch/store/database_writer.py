"""Writing a base: the entities, facts and names that were read, into the tables."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from json import dumps
from typing import TYPE_CHECKING

from ..model.corrections import WithdrawnFact
from ..model.entity import Entity
from ..model.facts import Claim
from ..model.problem import Problem
from ..reading.merge import SourcesById, add_fact_support
from .company_forms import list_company_forms
from .fact_writer import Row, build_rated_rows, insert_rows, write_facts, write_heads
from .forked_writing import fork_writing
from .name_index import NameKeyBuilder
from .name_writer import NameWriter
from .passage_writer import PassageWriter
from .simplified_chinese import build_simplification_table
from .sql_schema import INDEXES, SCHEMA
from .table_reader import APPLICATION_ID

if TYPE_CHECKING:
    from ..reading.draft import DocumentRecord
    from ..reading.loader import LoadResult
    from ..reading.rule_nodes import ParsedRule


def write_database(
    connection: sqlite3.Connection, loaded: "LoadResult", *, may_fork: bool = False
) -> None:
    """Fill an empty database with what was read, its facts rated by their sources.

    A forked process does some of it where that pays and is allowed.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.executescript(SCHEMA)
    _write_entities(connection, loaded.entities, loaded.sources, may_fork=may_fork)
    corrected_entities = [entity for entity in loaded.entities if entity.withdrawn_facts]
    write_withdrawn_facts(connection, add_fact_support(corrected_entities, loaded.sources))
    insert_rows(connection, "source", loaded.sources.values())
    write_claims(connection, loaded.claims)
    insert_rows(connection, "rule", map(build_rule_row, loaded.rules))
    insert_rows(connection, "problem", map(_build_problem_row, loaded.problems))
    insert_rows(connection, "broken", loaded.rejected_entities)
    write_documents(connection, loaded.documents)
    if any(loaded.schema):
        insert_rows(connection, "own_schema", [(loaded.schema.to_json(),)])
    connection.executescript(INDEXES)
    connection.commit()


def _write_entities(
    connection: sqlite3.Connection,
    entities: Sequence[Entity],
    sources: SourcesById,
    *,
    may_fork: bool,
) -> None:
    """Write entities with their names and facts, and the indexes of words."""
    with fork_writing(entities, sources) if may_fork else nullcontext() as forked_writing:
        names = NameWriter(connection, _write_spelling(connection, entities))
        numbered_names = names.number_all(entities)
        if forked_writing:
            forked_writing.tell_rowids(numbered_names.entities)
        names.write_all(numbered_names)
        passages = PassageWriter(connection)
        passages.write_all_names()
        write_heads(connection, numbered_names.entities)
        if not (forked_writing and forked_writing.take_facts(connection)):
            write_facts(connection, numbered_names.entities, build_rated_rows(entities, sources))
        passages.write_all_facts()


def _write_spelling(connection: sqlite3.Connection, entities: Sequence[Entity]) -> NameKeyBuilder:
    """Write the tables that make keys of names, and return what makes them."""
    simplifications = build_simplification_table(
        name for entity in entities for name in (entity.name, *entity.aliases)
    )
    forms = list_company_forms()
    insert_rows(connection, "spelling", [build_spelling_row(simplifications, forms)])
    return NameKeyBuilder(simplifications, frozenset(forms))


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

"""The use of a source: its claims, and the facts that cite it, by the place they cite."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ...model.answer import Json
from ...model.facts import Claim, Fact
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.serialise import serialise_citation, serialise_location

CITED_BY_COLUMNS = (
    Column("Place", is_unbreakable=True),
    Column("Statement"),
    Column("Certainty", is_unbreakable=True),
)


class SourceUse(NamedTuple):
    """The claims of one source, the facts that cite it, and the names of their entities."""

    source_id: str
    claims: Sequence[Claim]
    facts: Sequence[Fact]
    names: Mapping[str, str]

    def list_claim_facts(self, claim: Claim) -> list[Fact]:
        """List the facts that cite the source at one of its claims."""
        return [fact for fact in self.facts if claim.id in self.list_locators(fact)]

    def list_locators(self, fact: Fact) -> list[str]:
        """List the places in the source that a fact cites."""
        return [
            citation.locator for citation in fact.citations if citation.source == self.source_id
        ]

    def iter_facts_outside_claims(self) -> Iterator[tuple[str, Fact]]:
        """Give the facts that cite the source elsewhere than at its claims, with the place."""
        claim_ids = {claim.id for claim in self.claims}
        for fact in self.facts:
            for locator in self.list_locators(fact):
                if locator not in claim_ids:
                    yield locator, fact


def load_source_uses(base: KnowledgeBase, source_ids: Sequence[str]) -> dict[str, SourceUse]:
    """Load the use of several sources, with three queries however many they are."""
    facts, claims = base.find_facts_citing(source_ids), base.load_claims(source_ids)
    all_facts = [fact for source_facts in facts.values() for fact in source_facts]
    entity_refs = base.load_entity_refs(_collect_entity_ids(all_facts))
    names = {entity_id: entity_ref.name for entity_id, entity_ref in entity_refs.items()}
    return {
        source_id: SourceUse(source_id, claims[source_id], facts[source_id], names)
        for source_id in source_ids
    }


def serialise_source_use(source_use: SourceUse) -> dict[str, Json]:
    """Serialise the claims of a source, each with its facts, and all facts that cite it."""
    return {
        "claims": [
            {
                **_serialise_claim(claim),
                "facts": [
                    _serialise_fact(source_use, fact) for fact in source_use.list_claim_facts(claim)
                ],
            }
            for claim in source_use.claims
        ],
        "cited_by": [_serialise_fact(source_use, fact) for fact in source_use.facts],
    }


def build_source_use_tables(source_use: SourceUse) -> Iterator[Table]:
    """Build the table of facts under the claims and places that they cite, if there are any."""
    rows: list[tuple[Cell, ...]] = []
    for claim in source_use.claims:
        rows += _iter_claim_rows(claim)
        rows += [
            _build_fact_row(source_use, fact, "") for fact in source_use.list_claim_facts(claim)
        ]
    for locator, fact in sorted(source_use.iter_facts_outside_claims(), key=itemgetter(0)):
        rows.append(_build_fact_row(source_use, fact, locator))
    if rows:
        heading = format_count(len(source_use.facts), "fact rests", "facts rest")
        yield Table(
            title=f"{heading} on it",
            columns=CITED_BY_COLUMNS,
            rows=tuple(rows),
            has_headings=False,
            layout=Layout.WRAPPED,
        )


def _serialise_claim(claim: Claim) -> dict[str, Json]:
    claim_fields: dict[str, Json] = {
        key: value or None for key, value in claim._asdict().items() if key != "citations"
    }
    return {**claim_fields, "sources": [*map(serialise_citation, claim.citations)]}


def _iter_claim_rows(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    """Build the row of what the source says, and that of what other sources make of it."""
    yield (Cell(claim.id, "heading"), Cell(claim.says, "heading"), Cell(claim.stance))
    if claim.verdict:
        assessing_sources = dict.fromkeys(citation.source for citation in claim.citations)
        verdict_text = f"{claim.verdict.capitalize()}: {claim.why}"
        verdict_cell = Cell(verdict_text, "differs", ", ".join(assessing_sources))
        yield (Cell("verdict", "dim"), verdict_cell)


def _collect_entity_ids(facts: Sequence[Fact]) -> list[str]:
    target_ids = {fact.target_id for fact in facts if fact.target_id}
    return sorted({fact.entity for fact in facts} | target_ids)


def _build_fact_row(source_use: SourceUse, fact: Fact, locator: str) -> tuple[Cell, ...]:
    names, target_id = source_use.names, fact.target_id
    text = names.get(target_id, target_id) if target_id else fact.format_value()
    statement = f"{names.get(fact.entity, fact.entity)} – {fact.field.label}: {text}"
    return (Cell(locator, "dim"), Cell(statement, "", fact.note), Cell(fact.certainty, "dim"))


def _serialise_fact(source_use: SourceUse, fact: Fact) -> Json:
    return {
        "entity": fact.entity,
        "property": fact.property,
        "value": fact.to_plain(),
        "certainty": fact.certainty,
        "locators": source_use.list_locators(fact),
        "where": serialise_location(fact.location),
    }

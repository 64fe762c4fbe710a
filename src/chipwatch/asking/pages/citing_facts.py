"""What rests on a source: its claims, and the facts that cite it, by the place they cite."""

from collections.abc import Iterator, Sequence

from ...model.answer import Cell, Column, Json, Table
from ...model.facts import Claim, Fact
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.serialise import serialise_citation, serialise_location

CITED_BY_COLUMNS = (
    Column("Place", is_unbreakable=True),
    Column("Statement"),
    Column("Certainty", is_unbreakable=True),
)


def serialise_citing_facts(base: KnowledgeBase, source_id: str) -> dict[str, Json]:
    """The claims of a source, each with its facts, and all facts that cite it."""
    facts, claims = base.find_facts_citing(source_id), base.load_claims(source_id)
    return {
        "claims": [
            {
                **_serialise_claim(claim),
                "facts": [
                    _serialise_fact(fact, source_id) for fact in _list_claim_facts(claim, facts)
                ],
            }
            for claim in claims
        ],
        "cited_by": [_serialise_fact(fact, source_id) for fact in facts],
    }


def build_citing_facts_table(base: KnowledgeBase, source_id: str) -> Iterator[Table]:
    """The facts that rest on a source, under the claims and places that they cite."""
    facts, claims = base.find_facts_citing(source_id), base.load_claims(source_id)
    names = {
        entity_id: entity_ref.name
        for entity_id, entity_ref in base.load_entity_refs(_collect_entity_ids(facts)).items()
    }
    rows: list[tuple[Cell, ...]] = []
    for claim in claims:
        rows += _iter_claim_rows(claim)
        rows += [_build_fact_row(fact, "", names) for fact in _list_claim_facts(claim, facts)]
    facts_outside_claims = _iter_facts_outside_claims(
        facts, source_id, {claim.id for claim in claims}
    )
    for locator, fact in sorted(facts_outside_claims, key=lambda pair: pair[0]):
        rows.append(_build_fact_row(fact, locator, names))
    if rows:
        heading = format_count(len(facts), "fact rests", "facts rest")
        yield Table(f"{heading} on it", CITED_BY_COLUMNS, tuple(rows), has_headings=False)


def _serialise_claim(claim: Claim) -> dict[str, Json]:
    claim_texts = dict(zip(Claim._fields[:-1], claim, strict=False))
    sources = [serialise_citation(citation) for citation in claim.citations]
    return {**{key: text or None for key, text in claim_texts.items()}, "sources": sources}


def _iter_claim_rows(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    """What the source says, and what others make of it."""
    yield (Cell(claim.id, "heading"), Cell(claim.says, "heading"), Cell(claim.stance))
    if claim.verdict:
        assessing_sources = ", ".join(
            dict.fromkeys(citation.source for citation in claim.citations)
        )
        verdict_cell = Cell(
            f"{claim.verdict.capitalize()}: {claim.why}", "differs", assessing_sources
        )
        yield (Cell("verdict", "dim"), verdict_cell)


def _list_claim_facts(claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if claim.id in _list_locators(fact, claim.source)]


def _list_locators(fact: Fact, source_id: str) -> list[str]:
    return [citation.locator for citation in fact.citations if citation.source == source_id]


def _iter_facts_outside_claims(
    facts: Sequence[Fact], source_id: str, claim_ids: set[str]
) -> Iterator[tuple[str, Fact]]:
    """The facts that cite the source elsewhere than at one of its claims."""
    for fact in facts:
        for locator in _list_locators(fact, source_id):
            if locator not in claim_ids:
                yield locator, fact


def _collect_entity_ids(facts: Sequence[Fact]) -> list[str]:
    target_ids = {fact.target_id for fact in facts if fact.target_id}
    return sorted({fact.entity for fact in facts} | target_ids)


def _build_fact_row(fact: Fact, locator: str, names: dict[str, str]) -> tuple[Cell, ...]:
    text = names.get(fact.target_id, fact.target_id) if fact.target_id else fact.format_value()
    statement = f"{names.get(fact.entity, fact.entity)} – {fact.field.label}: {text}"
    return (Cell(locator, "dim"), Cell(statement, "", fact.note), Cell(fact.certainty, "dim"))


def _serialise_fact(fact: Fact, source_id: str) -> Json:
    return {
        "entity": fact.entity, "property": fact.property,
        "value": fact.to_plain(),
        "certainty": fact.certainty, "locators": _list_locators(fact, source_id),
        "where": serialise_location(fact.location),
    }  # fmt: skip

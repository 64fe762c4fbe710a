"""What rests on a source: its claims, and the facts that cite it, by the place they cite."""

from collections.abc import Iterator, Sequence

from ...model.facts import Claim, Fact
from ...model.table import Cell, Column, Json, Table
from ...store.base import KnowledgeBase
from ..plain import citation_object, where_object

COLUMNS = (Column("Place", whole=True), Column("Statement"), Column("Certainty", whole=True))


def resting_object(base: KnowledgeBase, source: str) -> dict[str, Json]:
    """The claims of a source, each with its facts, and all facts that cite it."""
    facts, claims = base.citing(source), base.claims(source)
    return {
        "claims": [
            {**_claim_object(claim), "facts": [_object(fact, source) for fact in _of(claim, facts)]}
            for claim in claims
        ],
        "cited_by": [_object(fact, source) for fact in facts],
    }


def resting_table(base: KnowledgeBase, source: str) -> Iterator[Table]:
    """The facts that rest on a source, under the claims and places that they cite."""
    facts, claims = base.citing(source), base.claims(source)
    names = {id_: brief.name for id_, brief in base.briefs(_ids(facts)).items()}
    rows: list[tuple[Cell, ...]] = []
    for claim in claims:
        rows += _claim_rows(claim)
        rows += [_row(fact, "", names) for fact in _of(claim, facts)]
    elsewhere = _others(facts, source, {claim.id for claim in claims})
    for place, fact in sorted(elsewhere, key=lambda pair: pair[0]):
        rows.append(_row(fact, place, names))
    if rows:
        rest = "1 fact rests" if len(facts) == 1 else f"{len(facts)} facts rest"
        yield Table(f"{rest} on it", COLUMNS, tuple(rows), headed=False)


def _claim_object(claim: Claim) -> dict[str, Json]:
    said = dict(zip(Claim._fields[:-1], claim, strict=False))
    sources = [citation_object(citation) for citation in claim.citations]
    return {**{key: text or None for key, text in said.items()}, "sources": sources}


def _claim_rows(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    """What the source says, and what others make of it."""
    yield (Cell(claim.id, "heading"), Cell(claim.says, "heading"), Cell(claim.stance))
    if claim.verdict:
        others = ", ".join(dict.fromkeys(citation.source for citation in claim.citations))
        said = Cell(f"{claim.verdict.capitalize()}: {claim.why}", "differs", others)
        yield (Cell("verdict", "dim"), said)


def _of(claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if claim.id in _places(fact, claim.source)]


def _places(fact: Fact, source: str) -> list[str]:
    return [citation.locator for citation in fact.citations if citation.source == source]


def _others(facts: Sequence[Fact], source: str, claims: set[str]) -> Iterator[tuple[str, Fact]]:
    """The facts that cite the source elsewhere than at one of its claims."""
    for fact in facts:
        for place in _places(fact, source):
            if place not in claims:
                yield place, fact


def _ids(facts: Sequence[Fact]) -> list[str]:
    targets = {fact.target for fact in facts if fact.target}
    return sorted({fact.entity for fact in facts} | targets)


def _row(fact: Fact, place: str, names: dict[str, str]) -> tuple[Cell, ...]:
    text = names.get(fact.target, fact.target) if fact.target else fact.text()
    said = f"{names.get(fact.entity, fact.entity)} – {fact.field.label}: {text}"
    return (Cell(place, "dim"), Cell(said, "", fact.note), Cell(fact.certainty, "dim"))


def _object(fact: Fact, source: str) -> Json:
    return {
        "entity": fact.entity, "property": fact.property,
        "value": fact.plain(),
        "certainty": fact.certainty, "locators": _places(fact, source),
        "where": where_object(fact.where),
    }  # fmt: skip

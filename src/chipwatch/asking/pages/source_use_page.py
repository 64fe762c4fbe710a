"""What rests on a source, on a terminal: its claims, and the facts by claim or by entity."""

from collections.abc import Iterator, Sequence

from ...model.facts import Claim, Fact
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import format_count
from .citing_facts import SourceUse
from .fact_words import ORDINARY_CERTAINTY

SHOWN_FACTS = 2
"""Facts under a claim that have a line each where there are more than a line would save."""
SOURCE_USE_COLUMNS = (Column("Place"), Column("Statement"))

CardRow = tuple[Cell, ...]


class SourceUsePage:
    """What rests on one source, as a card."""

    def __init__(self, source_use: SourceUse, *, is_unfolded: bool) -> None:
        self.source_use, self.is_unfolded = source_use, is_unfolded

    def build_tables(self) -> Iterator[Table]:
        """Build the card of claims and facts, if there are any."""
        rows = (*self._iter_claim_rows(), *self._iter_entity_rows())
        if rows:
            heading = format_count(len(self.source_use.facts), "fact rests", "facts rest")
            yield Table(
                title=f"{heading} on it",
                columns=SOURCE_USE_COLUMNS,
                rows=rows,
                has_headings=False,
                layout=Layout.CARD,
            )

    def _iter_claim_rows(self) -> Iterator[CardRow]:
        """Give what the source says, what others make of it, and the facts that cite it there."""
        for claim in self.source_use.claims:
            yield (Cell(claim.id, "label"), Cell(claim.says, "name", claim.stance))
            if claim.verdict:
                yield (Cell(""), _build_verdict_cell(claim))
            facts = self.source_use.list_claim_facts(claim)
            yield from self._iter_fact_rows(facts)

    def _iter_fact_rows(self, facts: Sequence[Fact]) -> Iterator[CardRow]:
        """Give a line for each of the first facts, and one for all others."""
        is_folded = not self.is_unfolded and len(facts) > SHOWN_FACTS + 1
        shown_count = SHOWN_FACTS if is_folded else len(facts)
        for fact in facts[:shown_count]:
            yield (Cell(""), self._build_fact_cell(fact))
        statements = tuple(self._describe(fact) for fact in facts[shown_count:])
        if statements:
            value = Cell("; ".join(statements), "dim", items=statements)
            yield (Cell(f"{len(statements)} more", "dim"), value)

    def _build_fact_cell(self, fact: Fact) -> Cell:
        """Build a fact, which its own page shows whole, cut to one line."""
        mark = "" if fact.certainty == ORDINARY_CERTAINTY else fact.certainty
        text = self._describe(fact)
        items = () if self.is_unfolded else (text,)
        return Cell(text, mark, fact.note if self.is_unfolded else "", items=items)

    def _iter_entity_rows(self) -> Iterator[CardRow]:
        """Give the facts that cite no claim: a line for each entity."""
        facts_by_entity: dict[str, list[Fact]] = {}
        for _, fact in self.source_use.iter_facts_outside_claims():
            facts = facts_by_entity.setdefault(fact.entity, [])
            if fact not in facts:
                facts.append(fact)
        for entity_id, facts in facts_by_entity.items():
            values = tuple(f"{fact.field.label}: {self._format_value(fact)}" for fact in facts)
            items = () if self.is_unfolded else values
            yield (Cell(self._get_name(entity_id), "label"), Cell("; ".join(values), items=items))

    def _describe(self, fact: Fact) -> str:
        return f"{self._get_name(fact.entity)} – {fact.field.label}: {self._format_value(fact)}"

    def _format_value(self, fact: Fact) -> str:
        return self._get_name(fact.target_id) if fact.target_id else fact.format_value()

    def _get_name(self, entity_id: str) -> str:
        return self.source_use.names.get(entity_id, entity_id)


def _build_verdict_cell(claim: Claim) -> Cell:
    """Build what other sources make of a claim, and which."""
    sources = dict.fromkeys(citation.source for citation in claim.citations)
    return Cell(f"{claim.verdict.capitalize()}: {claim.why}", "differs", ", ".join(sources))

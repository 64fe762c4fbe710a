"""What rests on a source, on a terminal: its claims, and the entities whose facts cite it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...model.facts import Claim, Fact
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import format_count
from .citing_facts import SourceUse
from .fact_words import ORDINARY_CERTAINTY
from .page_lines import join_texts
from .page_sections import PageSections

SHOWN_ENTITIES = 12
"""Entities that have a line each where more cite a source; those with the most facts. Chosen: with
the head and the profile of the source they fill one screen of 40 lines."""
ORDINARY_VERDICT = "supported"
"""The verdict on a claim whose reasons are cut to one line."""
SOURCE_USE_COLUMNS = (Column("Place"), Column("Statement"))

CardRow = tuple[Cell, ...]


class SourceUsePage:
    """What rests on one source, as a card under the sections of its page."""

    def __init__(self, source_use: SourceUse, sections: PageSections) -> None:
        self.source_use, self.sections = source_use, sections
        self.is_unfolded = sections.is_unfolded

    def build_tables(self) -> Iterator[Table]:
        """Build the card of claims and facts, if there are any."""
        claims = self.source_use.claims
        self.sections.load_further_sources(cite for claim in claims for cite in claim.citations)
        rows = (*self._iter_claim_rows(), *self._iter_entity_rows())
        if rows:
            yield Table(
                title=self._build_title(),
                columns=SOURCE_USE_COLUMNS,
                rows=rows,
                has_headings=False,
                layout=Layout.PAGE,
            )

    def _build_title(self) -> str:
        """Count the facts that rest on the source, and the entities that they are about."""
        facts = self.source_use.facts
        entity_count = len({fact.entity for fact in facts})
        about = f", about {entity_count:,} things" if entity_count > 1 else ""
        return f"{format_count(len(facts), 'fact rests', 'facts rest')} on it{about}"

    def _iter_claim_rows(self) -> Iterator[CardRow]:
        """Give what the source says, what others make of it, and the facts that cite it there."""
        for claim in self.source_use.claims:
            yield (Cell(claim.id, "label"), Cell(claim.says, "name", claim.stance))
            if claim.verdict:
                yield (Cell(""), self._build_verdict_cell(claim))
            yield from self._iter_fact_rows(self.source_use.list_claim_facts(claim))

    def _build_verdict_cell(self, claim: Claim) -> Cell:
        """Build what other sources make of a claim; where they support it, cut to one line."""
        text = f"{claim.verdict.capitalize()}: {claim.why}"
        citations = self.sections.citation_numbers.register_citations(claim.citations)
        if claim.verdict != ORDINARY_VERDICT:
            return Cell(text, "differs", citations=citations)
        return Cell(text, "dim", citations=citations, items=() if self.is_unfolded else (text,))

    def _iter_fact_rows(self, facts: Sequence[Fact]) -> Iterator[CardRow]:
        """Give a line for each fact; folded, one line that counts them by entity."""
        if self.is_unfolded:
            for fact in facts:
                yield (Cell(""), self._build_fact_cell(fact))
        elif facts:
            counts = Counter(self._get_name(fact.entity) for fact in facts)
            items = tuple(map(_format_entity_count, counts.items()))
            yield _build_folded_row(_count_facts(facts), items)

    def _build_fact_cell(self, fact: Fact) -> Cell:
        mark = "" if fact.certainty == ORDINARY_CERTAINTY else fact.certainty
        text = f"{self._get_name(fact.entity)} – {self._describe(fact)}"
        return Cell(text, mark, fact.note)

    def _iter_entity_rows(self) -> Iterator[CardRow]:
        """Give the facts that cite no claim: a line for each entity, the last ones folded."""
        facts_by_entity = self._group_facts_outside_claims()
        if self.is_unfolded or len(facts_by_entity) <= SHOWN_ENTITIES + 1:
            yield from map(self._build_entity_row, facts_by_entity.values())
            return
        groups = sorted(facts_by_entity.values(), key=len, reverse=True)
        yield from map(self._build_entity_row, groups[:SHOWN_ENTITIES])
        names = tuple(self._get_name(facts[0].entity) for facts in groups[SHOWN_ENTITIES:])
        yield _build_folded_row(f"{len(names):,} more", names)

    def _group_facts_outside_claims(self) -> dict[str, list[Fact]]:
        """Group the facts that cite no claim by their entity, each fact once."""
        facts_by_entity: dict[str, list[Fact]] = {}
        for _, fact in self.source_use.iter_facts_outside_claims():
            facts = facts_by_entity.setdefault(fact.entity, [])
            if fact not in facts:
                facts.append(fact)
        return facts_by_entity

    def _build_entity_row(self, facts: Sequence[Fact]) -> CardRow:
        """Build the line of one entity: its properties; unfolded, with their values."""
        name = self._get_name(facts[0].entity)
        if self.is_unfolded:
            return (Cell(name, "label"), Cell("; ".join(map(self._describe, facts))))
        labels = list(dict.fromkeys(fact.field.label for fact in facts))
        items = (f"{name}: {labels[0]}", *labels[1:])
        return (Cell(_count_facts(facts), "dim"), Cell(join_texts(items), items=items))

    def _describe(self, fact: Fact) -> str:
        value = self._get_name(fact.target_id) if fact.target_id else fact.format_value()
        return f"{fact.field.label}: {value}"

    def _get_name(self, entity_id: str) -> str:
        return self.source_use.names.get(entity_id, entity_id)


def _build_folded_row(label: str, items: tuple[str, ...]) -> CardRow:
    """Build a line that counts, and shows as many items as there is room for."""
    return (Cell(label, "dim"), Cell(join_texts(items), "dim", items=items, more_count=len(items)))


def _count_facts(facts: Sequence[Fact]) -> str:
    return format_count(len(facts), "fact", "facts")


def _format_entity_count(entity_count: tuple[str, int]) -> str:
    """Format how many facts there are on an entity, if it is more than one."""
    name, count = entity_count
    return f"{name} ({count:,})" if count > 1 else name

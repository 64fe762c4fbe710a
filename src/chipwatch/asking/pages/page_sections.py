"""The sections of a page on a terminal: a line for each fact, long lists of links folded."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from ...model.entity import Entity
from ...model.facts import Citation, Fact, SourceRecord
from ...model.field import Cardinality
from ...model.field_types import Chronicle, Ref
from ...model.kind import AnyField, IndirectRelation
from ...model.numeric_fields import NumericField
from ...model.ranking import RankedFacts
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import lower_label
from ...store.records import EntityRef
from ..answers.citations import CitationNumbers
from ..answers.core_states import describe_missing_core
from ..answers.entity_card import format_headline, format_time_span
from ..answers.figure_series import draw_history
from ..answers.graph import EntityGraph, EntityLink
from ..answers.indirect_links import IndirectLink, find_indirect_links
from ..answers.link_loader import load_links
from ..answers.query_options import UNKNOWN_AT_DATE
from ..answers.sources import load_cited_sources
from .fact_words import (
    annotate_value,
    build_fact_cell,
    count_others,
    format_extent_and_note,
    get_certainty_mark,
    get_fact_day,
    rank_link,
)
from .page_lines import PageLine, fold_lines, join_equal_figures

SHOWN_LINES = 2
"""Lines of one property that stand alone where more are folded, unless the kind has another number
for the section. Chosen: with three, the page of Baidu is a tenth longer."""
SHOWN_STEPS = 10
"""Steps of a course of events that stand alone: a story that breaks off is worth less. Chosen."""
OVER_TIME = Cardinality.OVER_TIME
SECTION_COLUMNS = (Column("Property"), Column("Value"))


class PageSections:
    """The sections of the page of one entity, with its sources numbered as they occur."""

    def __init__(self, graph: EntityGraph, entity: Entity, *, is_unfolded: bool) -> None:
        self.graph, self.entity, self.is_unfolded = graph, entity, is_unfolded
        self.citation_numbers = CitationNumbers()
        self._further_sources: dict[str, SourceRecord] = {}
        """The sources of what is not said of the entity itself."""

    def build_table(self, notes: Sequence[str] = ()) -> Table:
        """Build the card of all sections that have lines, and what is not in the base."""
        rows: list[tuple[Cell, ...]] = []
        for position, section in enumerate(self.entity.kind_class.sections):
            lines = list(self._iter_section_lines(section))
            if not position and self.entity.aliases:
                lines.insert(0, self._build_alias_line())
            if lines:
                rows += [(Cell(section.upper(), "heading"),), *self._iter_rows(lines)]
        rows += self._iter_elsewhere_rows()
        if missing := describe_missing_core(self.graph, self.entity):
            rows.append((Cell(missing, "dim"),))
        return Table(
            title="",
            columns=SECTION_COLUMNS,
            rows=tuple(rows),
            has_headings=False,
            notes=tuple(notes),
            layout=Layout.PAGE,
        )

    def get_source(self, source_id: str) -> SourceRecord:
        """Get the record of a source that a line cites."""
        return self._further_sources.get(source_id) or self.graph.get_source(source_id)

    def load_further_sources(self, citations: Iterable[Citation]) -> None:
        """Load the sources of what the page shows beside the facts of its entity."""
        self._further_sources |= load_cited_sources(self.graph.base, citations)

    def _build_alias_line(self) -> PageLine:
        aliases = self.entity.aliases
        items = () if self.is_unfolded else aliases
        return PageLine("Also", Cell(", ".join(aliases), "dim", items=items))

    def _iter_section_lines(self, section: str) -> Iterator[PageLine]:
        ranked_facts = self.graph.rank_facts(self.entity)
        unknown_names = self.graph.list_unknown_at_date(self.entity)
        kind = self.entity.kind_class
        for name, field in kind.properties.items():
            if field.section == section and name != "summary":
                yield from self._iter_property_lines(field, ranked_facts.get(name))
                if name in unknown_names:
                    yield PageLine(field.label, Cell(UNKNOWN_AT_DATE, "dim"))
        for name, relations in kind.collect_relations().items():
            inverse = relations[0].inverse
            if inverse.section == section and name not in kind.properties:
                yield from self._iter_link_lines(name, inverse.label, section)

    def _iter_elsewhere_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give one row for all that other pages tell of it and its kind looks for, counted."""
        base, kind = self.graph.base, self.entity.kind_class
        if not kind.indirect_relations:
            return
        found = find_indirect_links(base, kind, load_links(base, [self.entity.id])[self.entity.id])
        links = [link for indirect_links in found.values() for link in indirect_links]
        refs = base.load_entity_refs(link.end_id for link in links)
        texts = [
            _describe_indirect_links(relation, indirect_links, refs)
            for relation, indirect_links in found.items()
        ]
        citations = [citation for link in links for citation in link.last.fact.citations]
        self.load_further_sources(citations)
        if texts:
            line = PageLine("Elsewhere", Cell("; ".join(texts)), citations)
            yield from self._iter_rows([line])

    def _iter_property_lines(
        self, field: AnyField, ranked_facts: RankedFacts | None
    ) -> Iterator[PageLine]:
        if isinstance(field, Ref):
            yield from self._iter_link_lines(field.name, field.label, field.section)
            if ranked_facts is None or ranked_facts.is_known:
                return
        if ranked_facts is None:
            return
        facts: Sequence[Fact] = ranked_facts.shown_facts
        shown_count = self._get_shown_count(field.section)
        if isinstance(field, Chronicle):
            facts = sorted(facts, key=get_fact_day)
            shown_count = max(shown_count, SHOWN_STEPS)
        elif len(facts) > shown_count + 1:
            facts = sorted(facts, key=get_fact_day, reverse=True)
        whole_count = self.entity.kind_class.whole_figures
        if isinstance(field, NumericField) and len(facts) <= whole_count:
            shown_count = max(shown_count, len(facts))
        lines = [self._build_value_line(fact, ranked_facts) for fact in facts]
        yield from fold_lines(lines, shown_count, self.entity.name)

    def _get_shown_count(self, section: str) -> int:
        """Get how many lines of one property stand alone where more are folded."""
        if self.is_unfolded:
            return sys.maxsize - 1
        counts = self.entity.kind_class.shown_lines
        return counts.get(section, SHOWN_LINES)

    def _build_value_line(self, fact: Fact, ranked_facts: RankedFacts) -> PageLine:
        others = ""
        if fact is ranked_facts.shown_facts[0]:
            history = draw_history(ranked_facts) if fact.field.cardinality is OVER_TIME else ""
            others = " ".join(filter(None, [count_others(ranked_facts), history]))
        cell = build_fact_cell(self.graph, fact, ranked_facts)
        value = annotate_value(cell, format_extent_and_note(fact), fact, others)
        is_figure = isinstance(fact.field, NumericField)
        return PageLine(fact.field.label, value._replace(is_figure=is_figure), fact.citations)

    def _iter_link_lines(self, name: str, label: str, section: str) -> Iterator[PageLine]:
        """Give the links of a relation; where not all have a line, the newest first."""
        links = self.graph.list_links(self.entity, name)
        shown_count = self._get_shown_count(section)
        if len(links) > shown_count + 1:
            links = sorted(links, key=partial(rank_link, self.graph), reverse=True)
        lines = [
            PageLine(label, self._build_link_cell(link, name), link.fact.citations)
            for link in links
        ]
        yield from fold_lines(lines, shown_count, self.entity.name)

    def _build_link_cell(self, link: EntityLink, name: str) -> Cell:
        """Build the name of a linked entity, what it is, and what the link states."""
        ranked_facts = self.graph.find_ranked_facts(self.entity, name)
        is_own = ranked_facts is not None and link.fact in ranked_facts.facts
        is_first = ranked_facts is not None and link.fact is ranked_facts.shown_facts[0]
        others = count_others(ranked_facts) if ranked_facts and is_own and is_first else ""
        mark = get_certainty_mark(link.fact, ranked_facts if is_own else None)
        cell = Cell(self.graph.get_name(link.entity_id), mark)
        return annotate_value(cell, self._describe_link(link), link.fact, others)

    def _describe_link(self, link: EntityLink) -> str:
        """Describe what is at the other end of a link, and what the link states beside its dates.

        Of two days, that of the link is shown.
        """
        linked_entity = self.graph.find_linked_entity(link.entity_id)
        has_days = not format_time_span(link.fact)
        headline = (
            format_headline(self.graph, linked_entity, has_days=has_days) if linked_entity else ""
        )
        note = format_extent_and_note(link.fact)
        return "; ".join(filter(None, dict.fromkeys([headline, note])))

    def _iter_rows(self, lines: Sequence[PageLine]) -> Iterator[tuple[Cell, ...]]:
        previous_label = ""
        for line in join_equal_figures(lines):
            label = "" if line.label == previous_label else line.label
            previous_label = line.label
            citations = self.citation_numbers.register_citations(line.citations)
            yield (Cell(label, "label"), line.value._replace(citations=citations))


def _describe_indirect_links(
    relation: IndirectRelation, links: Sequence[IndirectLink], refs: Mapping[str, EntityRef]
) -> str:
    """Name the first of the things that a relation of two steps leads to, and count the others."""
    names = [refs[link.end_id].name for link in links if link.end_id in refs]
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{lower_label(relation.label)}: {names[0] if names else len(links)}{more}"

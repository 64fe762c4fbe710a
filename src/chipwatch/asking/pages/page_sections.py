"""The sections of a page on a terminal: a line for each fact, long lists of links folded."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.entity import Entity
from ...model.facts import Citation
from ...model.field_types import Ref
from ...model.kind import AnyField
from ...model.numeric_fields import NumericField
from ...model.ranking import RankedFacts
from ...model.table import Cell, Column, Layout, Table
from ..answers.citations import CitationNumbers
from ..answers.core_states import list_missing_core
from ..answers.entity_card import format_headline
from ..answers.graph import EntityGraph, EntityLink
from ..answers.query_options import UNKNOWN_AT_DATE
from .fact_words import build_fact_cell, count_others, describe_fact, get_certainty_mark

SHOWN_LINKS = 3
"""Links of one relation that have a line each where there are more than a line would save."""
MAX_JOINED_LABEL_WIDTH = 24
"""Letters of the labels of figures that are equal and share a line: FP16 dense, BF16 dense."""
SECTION_COLUMNS = (Column("Property"), Column("Value"))


class PageLine(NamedTuple):
    """A line of a section: its label, its value, and the sources of the value."""

    label: str
    value: Cell
    citations: Sequence[Citation] = ()


class PageSections:
    """The sections of the page of one entity, with its sources numbered as they occur."""

    def __init__(self, graph: EntityGraph, entity: Entity, *, is_unfolded: bool) -> None:
        self.graph, self.entity, self.is_unfolded = graph, entity, is_unfolded
        self.citation_numbers = CitationNumbers()

    def build_table(self, notes: Sequence[str] = ()) -> Table:
        """Build the card of all sections that have lines, and what is not in the base."""
        rows: list[tuple[Cell, ...]] = []
        for position, section in enumerate(self.entity.kind_class.sections):
            lines = list(self._iter_section_lines(section))
            if not position and self.entity.aliases:
                lines.insert(0, self._build_alias_line())
            if lines:
                rows += [(Cell(section.upper(), "heading"),), *self._iter_rows(lines)]
        if missing := self._describe_missing():
            rows.append((Cell(missing, "dim"),))
        return Table(
            title="",
            columns=SECTION_COLUMNS,
            rows=tuple(rows),
            has_headings=False,
            notes=tuple(notes),
            layout=Layout.CARD,
        )

    def _build_alias_line(self) -> PageLine:
        aliases = self.entity.aliases
        items = () if self.is_unfolded else aliases
        return PageLine("Also", Cell(", ".join(aliases), "dim", items=items))

    def _describe_missing(self) -> str:
        """Name the important properties of which nothing is known, not even why."""
        labels = self.entity.kind_class.collect_labels()
        missing = (keys.split("|")[0] for keys in list_missing_core(self.graph, self.entity))
        names = [labels[key] if labels[key].isupper() else labels[key].lower() for key in missing]
        return f"Not in the base: {', '.join(names)}" if names else ""

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
                yield from self._iter_link_lines(name, inverse.label)

    def _iter_property_lines(
        self, field: AnyField, ranked_facts: RankedFacts | None
    ) -> Iterator[PageLine]:
        if isinstance(field, Ref):
            yield from self._iter_link_lines(field.name, field.label)
            if ranked_facts is None or ranked_facts.is_known:
                return
        if ranked_facts is None:
            return
        others = count_others(ranked_facts)
        for position, fact in enumerate(ranked_facts.shown_facts):
            cell = build_fact_cell(self.graph, fact, ranked_facts)
            annotation = describe_fact(fact, "" if position else others)
            is_figure = isinstance(field, NumericField)
            value = cell._replace(annotation=annotation, is_figure=is_figure)
            yield PageLine(field.label, value, fact.citations)

    def _iter_link_lines(self, name: str, label: str) -> Iterator[PageLine]:
        """Give the links of a relation, those beyond the first few folded into one line."""
        links = self.graph.list_links(self.entity, name)
        if self.is_unfolded or len(links) <= SHOWN_LINKS + 1:
            shown_links, folded_links = links, []
        else:
            ordered = sorted(links, key=self._rank_link)
            shown_links, folded_links = ordered[:SHOWN_LINKS], ordered[SHOWN_LINKS:]
        for link in shown_links:
            yield PageLine(label, self._build_link_cell(link, name), link.fact.citations)
        if folded_links:
            yield self._build_folded_line(folded_links)

    def _rank_link(self, link: EntityLink) -> int:
        """Rank links with something to say beside the name before those without."""
        return 0 if link.fact.note or link.fact.format_extent() else 1

    def _build_folded_line(self, links: Sequence[EntityLink]) -> PageLine:
        names = tuple(self.graph.get_name(link.entity_id) for link in links)
        citations = [citation for link in links for citation in link.fact.citations]
        value = Cell(", ".join(names), items=names)
        return PageLine(f"{len(links)} more", value, citations)

    def _build_link_cell(self, link: EntityLink, name: str) -> Cell:
        """Build the name of a linked entity, what it is, and what the link states."""
        ranked_facts = self.graph.rank_facts(self.entity).get(name)
        is_own = ranked_facts is not None and link.fact in ranked_facts.facts
        linked_entity = self.graph.find_linked_entity(link.entity_id)
        headline = format_headline(self.graph, linked_entity) if linked_entity else ""
        others = count_others(ranked_facts) if ranked_facts and is_own else ""
        is_first = ranked_facts is not None and link.fact is ranked_facts.shown_facts[0]
        aside = describe_fact(link.fact, others if is_first else "")
        parts = [headline, "" if aside == headline else aside]
        mark = get_certainty_mark(link.fact, ranked_facts if is_own else None)
        return Cell(self.graph.get_name(link.entity_id), mark, "; ".join(filter(None, parts)))

    def _iter_rows(self, lines: Sequence[PageLine]) -> Iterator[tuple[Cell, ...]]:
        previous_label = ""
        for line in join_equal_figures(lines):
            label = "" if line.label == previous_label else line.label
            previous_label = line.label
            citations = self.citation_numbers.register_citations(line.citations)
            yield (Cell(label, "label"), line.value._replace(citations=citations))


def join_equal_figures(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Join lines of equal figures that follow each other: ``FP16 dense, BF16 dense``."""
    joined: PageLine | None = None
    for line in lines:
        label = f"{joined.label}, {line.label}" if joined else ""
        if joined and _is_equal_figure(joined, line) and len(label) <= MAX_JOINED_LABEL_WIDTH:
            citations = (*joined.citations, *line.citations)
            joined = joined._replace(label=label, citations=citations)
            continue
        if joined:
            yield joined
        joined = line
    if joined:
        yield joined


def _is_equal_figure(first: PageLine, second: PageLine) -> bool:
    return first.value.is_figure and first.label != second.label and first.value == second.value

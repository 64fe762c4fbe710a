"""The card of an entity: a line for each thing known of it, by section, each with its source."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Cell, Column, Table
from ...model.derived_values import DerivedNumber
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Ref, Text
from ...model.kind import AnyField
from ...model.numeric_fields import Number
from ...model.quantity import format_quantity as show_quantity
from ...model.ranking import RankedFacts
from ...model.schema import KINDS
from ...store.records import EntityRef
from .citations import CitationNumbers
from .columns import ColumnSpec
from .graph import EntityGraph, EntityLink
from .query_options import UNKNOWN_AT_DATE

CARD_COLUMNS = (
    Column("Property", is_unbreakable=True), Column("Value"), Column("As of", max_width=10),
    Column("Certainty", is_unbreakable=True), Column("Source", max_width=8),
)  # fmt: skip


class CardLine(NamedTuple):
    """One line of a card: what it says, and the fact that says so."""

    label: str
    value: Cell
    fact: Fact | None


class EntityCard:
    """The lines of one entity's page, with its sources numbered as they come up."""

    def __init__(self, graph: EntityGraph, entity: Entity) -> None:
        self.graph, self.entity = graph, entity
        self.citation_numbers = CitationNumbers()

    def build_table(self) -> Table:
        """The card: a heading for each section that has lines, and the lines."""
        rows: list[tuple[Cell, ...]] = []
        if self.entity.aliases:
            rows.append((Cell("Also", "label"), Cell(", ".join(self.entity.aliases), "dim")))
        for section in self.entity.kind_class.sections:
            lines = list(self._iter_section_lines(section))
            if lines:
                rows += [(Cell(section, "heading"),), *self._build_rows(lines)]
        return Table(format_title(self.entity), CARD_COLUMNS, tuple(rows), has_headings=False)

    def _iter_section_lines(self, section: str) -> Iterator[CardLine]:
        ranked_facts = self.graph.rank_facts(self.entity)
        unknown_names = self.graph.list_unknown_at_date(self.entity)
        for name, field in self.entity.kind_class.properties.items():
            if field.section == section and isinstance(field, Ref):
                yield from self._iter_link_lines(name, field.label)
                if name in ranked_facts and not ranked_facts[name].is_known:
                    yield from self._iter_value_lines(field, ranked_facts[name])
            elif field.section == section and name in ranked_facts:
                yield from self._iter_value_lines(field, ranked_facts[name])
            if field.section == section and name in unknown_names:
                yield CardLine(field.label, Cell(UNKNOWN_AT_DATE, "dim"), None)
        for name, relations in self.entity.kind_class.collect_relations().items():
            inverse = relations[0].inverse
            if inverse.section == section and name not in self.entity.kind_class.properties:
                yield from self._iter_link_lines(name, inverse.label)

    def _iter_value_lines(self, field: AnyField, ranked_facts: RankedFacts) -> Iterator[CardLine]:
        for fact in ranked_facts.shown_facts:
            yield CardLine(field.label, self._build_value_cell(fact, ranked_facts), fact)

    def _build_value_cell(self, fact: Fact, ranked_facts: RankedFacts) -> Cell:
        """The value, its note, how many other facts there are, and whether they are at odds."""
        asides = [format_aside(fact)] if format_aside(fact) else []
        is_doubtful = ranked_facts.is_in_doubt(fact)
        if is_doubtful:
            asides.append("disputed")
        if ranked_facts.hidden_count and fact is ranked_facts.shown_facts[0]:
            asides.append(f"+{ranked_facts.hidden_count}")
        mark = "disputed" if is_doubtful else "dim" if fact.is_unknown else ""
        return Cell(self.graph.format_value(fact), mark, "; ".join(asides))

    def _iter_link_lines(self, name: str, label: str) -> Iterator[CardLine]:
        ranked_facts = self.graph.rank_facts(self.entity).get(name)
        for link in self.graph.list_links(self.entity, name):
            yield CardLine(label, self._build_link_cell(link, ranked_facts), link.fact)

    def _build_link_cell(self, link: EntityLink, ranked_facts: RankedFacts | None) -> Cell:
        own_ranked_facts = (
            ranked_facts if ranked_facts and link.fact in ranked_facts.facts else None
        )
        fact_aside = (
            self._build_value_cell(link.fact, own_ranked_facts).annotation
            if own_ranked_facts
            else format_aside(link.fact)
        )
        linked_entity = self.graph.find_linked_entity(link.entity_id)
        headline = _format_headline(self.graph, linked_entity) if linked_entity else ""
        asides = [aside for aside in (headline, fact_aside) if aside]
        return Cell(self.graph.get_name(link.entity_id), "name", "; ".join(asides))

    def _build_rows(self, lines: Sequence[CardLine]) -> Iterator[tuple[Cell, ...]]:
        previous_label = ""
        for line in lines:
            label = "" if line.label == previous_label else line.label
            previous_label = line.label
            if line.fact is None:
                yield (Cell(label, "label"), line.value)
                continue
            certainty = "" if line.fact.certainty == "confirmed" else line.fact.certainty
            yield (
                Cell(label, "label"), line.value, Cell(format_time_span(line.fact), "dim"),
                Cell(certainty, "dim"),
                Cell("", "dim", citations=self.citation_numbers.register_citations(line.fact.citations)),
            )  # fmt: skip


def format_aside(fact: Fact) -> str:
    """What a fact says beside its value: the share held, and its note."""
    share_text = f"{show_quantity(fact.share)} %" if fact.share else ""
    return "; ".join(text for text in (share_text, fact.note) if text)


def format_time_span(fact: Fact) -> str:
    """When a fact held, or the period that its figure counts up, as far as it is stated."""
    start = fact.period or fact.as_of
    start_text = start.format() if start else ""
    return f"{start_text} to {fact.until.text}".lstrip() if fact.until else start_text


def _format_headline(graph: EntityGraph, linked_entity: Entity) -> str:
    """What can be said of an entity in one line on the page of another."""
    ranked_facts = graph.rank_facts(linked_entity)
    headline_facts = (
        ranked_facts[name] for name in KINDS[linked_entity.kind].headline if name in ranked_facts
    )
    return ", ".join(
        _format_headline_value(property_facts.shown_facts[0])
        for property_facts in headline_facts
        if not isinstance(property_facts.field, Ref)
    )


def _format_headline_value(fact: Fact) -> str:
    """A value in a headline; a bare number or text with what it is the number or text of."""
    if fact.is_unknown or fact.field.unit or type(fact.field) not in {Number, DerivedNumber, Text}:
        return fact.format_value()
    label = fact.field.label
    return f"{label if label.isupper() else label.lower()} {fact.format_value()}"


def build_choice_table(
    entities: Sequence[Entity],
    specs: Sequence[ColumnSpec[Entity]],
    citation_numbers: CitationNumbers | None,
) -> Table:
    """But the columns asked for: of one entity as a card, of several as a table.

    With the numbers of their sources, if those are wanted.
    """

    def build_cell(spec: ColumnSpec[Entity], entity: Entity) -> Cell:
        cites = (
            citation_numbers.register_citations(spec.list_citations(entity))
            if citation_numbers
            else ()
        )
        return spec.to_cell(entity)._replace(citations=cites)

    if len(entities) != 1:
        rows = tuple(tuple(build_cell(spec, entity) for spec in specs) for entity in entities)
        return Table("", tuple(spec.column for spec in specs), rows)
    rows = tuple((Cell(spec.label, "label"), build_cell(spec, entities[0])) for spec in specs)
    return Table(format_title(entities[0]), CARD_COLUMNS[:2], rows, has_headings=False)


def format_title(entity: Entity | EntityRef) -> str:
    """What stands over a page."""
    return f"{entity.name} · {entity.kind} · {entity.id}"

"""The card of an entity: a line for each value by section, each with its source."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.derived_values import DerivedNumber
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Day, Ref, Text
from ...model.kind import AnyField
from ...model.numeric_fields import Number
from ...model.ranking import RankedFacts
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import lower_label
from ...store.records import EntityRef
from .citations import CitationNumbers
from .column_spec import ColumnSpec
from .graph import EntityGraph, EntityLink
from .query_options import UNKNOWN_AT_DATE
from .value_cell import DISPUTED, build_value_cell

CARD_COLUMNS = (
    Column("Property", is_unbreakable=True),
    Column("Value"),
    Column("As of"),
    Column("Certainty", is_unbreakable=True),
    Column("Source"),
)
FINDING_COLUMNS = (Column("What", is_unbreakable=True), Column("Answer"), Column("Source"))
"""The columns of cards that answer questions about an entity, such as its verdict."""


class CardLine(NamedTuple):
    """One line of a card: its label, the value, and the fact that states the value."""

    label: str
    value: Cell
    fact: Fact | None
    is_in_doubt: bool = False


class EntityCard:
    """The page of one entity, with its sources numbered in order of first use."""

    def __init__(self, graph: EntityGraph, entity: Entity) -> None:
        self.graph, self.entity = graph, entity
        self.citation_numbers = CitationNumbers()

    def build_table(self) -> Table:
        """Build the card: a heading for each section that has lines, and the lines."""
        rows: list[tuple[Cell, ...]] = []
        if self.entity.aliases:
            rows.append((Cell("Also", "label"), Cell(", ".join(self.entity.aliases), "dim")))
        for section in self.entity.kind_class.sections:
            lines = list(self._iter_section_lines(section))
            if lines:
                rows += [(Cell(section, "heading"),), *self._build_rows(lines)]
        return _build_card(self.entity, CARD_COLUMNS, rows)

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
            is_in_doubt = ranked_facts.is_in_doubt(fact)
            value = build_value_cell(
                self.graph.format_value(fact),
                [format_aside(fact), _count_others(fact, ranked_facts)],
                is_disputed=is_in_doubt,
                is_known=not fact.is_unknown,
            )
            yield CardLine(field.label, value, fact, is_in_doubt=is_in_doubt)

    def _iter_link_lines(self, name: str, label: str) -> Iterator[CardLine]:
        ranked_facts = self.graph.find_ranked_facts(self.entity, name)
        for link in self.graph.list_links(self.entity, name):
            is_own = ranked_facts is not None and link.fact in ranked_facts.facts
            own_facts = ranked_facts if is_own else None
            yield CardLine(
                label=label,
                value=self._build_link_cell(link, own_facts),
                fact=link.fact,
                is_in_doubt=own_facts is not None and own_facts.is_in_doubt(link.fact),
            )

    def _build_link_cell(self, link: EntityLink, own_facts: RankedFacts | None) -> Cell:
        """Build the name of a linked entity, with its headline and remarks."""
        linked_entity = self.graph.find_linked_entity(link.entity_id)
        headline = format_headline(self.graph, linked_entity) if linked_entity else ""
        others = _count_others(link.fact, own_facts) if own_facts else ""
        remarks = filter(None, [headline, format_aside(link.fact), others])
        return Cell(self.graph.get_name(link.entity_id), "name", "; ".join(remarks))

    def _build_rows(self, lines: Sequence[CardLine]) -> Iterator[tuple[Cell, ...]]:
        previous_label = ""
        for line in lines:
            label = "" if line.label == previous_label else line.label
            previous_label = line.label
            if line.fact is None:
                yield (Cell(label, "label"), line.value)
                continue
            citations = self.citation_numbers.register_citations(line.fact.citations)
            yield (
                Cell(label, "label"),
                line.value,
                Cell(format_time_span(line.fact), "dim"),
                Cell(_describe_certainty(line, line.fact), "dim"),
                Cell("", "dim", citations=citations),
            )


def _describe_certainty(line: CardLine, fact: Fact) -> str:
    """Say in one word how sure a value is; nothing for one that is confirmed."""
    if line.is_in_doubt:
        return DISPUTED
    return "" if fact.certainty == "confirmed" else fact.certainty


def _count_others(fact: Fact, ranked_facts: RankedFacts) -> str:
    """Count, beside the first value shown of a property, the facts that are not shown."""
    is_first = fact is ranked_facts.shown_facts[0]
    return f"+{ranked_facts.hidden_count}" if ranked_facts.hidden_count and is_first else ""


def format_aside(fact: Fact) -> str:
    """Format what a fact states beside its value: share or number, and its note."""
    search_text = ", ".join(fact.value.looked_in) if fact.is_unknown else ""
    search_text = search_text and f"looked in {search_text}"
    return "; ".join(text for text in (fact.format_extent(), search_text, fact.note) if text)


def format_time_span(fact: Fact) -> str:
    """Format when a fact held, or the period of its figure, as far as it is stated."""
    start = fact.period or fact.as_of
    start_text = start.format() if start else ""
    return f"{start_text} to {fact.until.text}".lstrip() if fact.until else start_text


def format_headline(graph: EntityGraph, linked_entity: Entity, *, has_days: bool = True) -> str:
    """Format in one line what an entity is, for the page of another; without days if wished."""
    left_out = Ref if has_days else (Ref, Day)
    return ", ".join(
        _format_headline_value(fact)
        for fact in graph.find_headline_facts(linked_entity).values()
        if fact and not fact.is_unknown and not isinstance(fact.field, left_out)
    )


def _format_headline_value(fact: Fact) -> str:
    """Format a value in a headline; a bare number or text with the label of its property."""
    if fact.field.unit or type(fact.field) not in {Number, DerivedNumber, Text}:
        return fact.format_value()
    label = fact.field.label
    return f"{lower_label(label)} {fact.format_value()}"


def build_choice_table(
    entities: Sequence[Entity],
    specs: Sequence[ColumnSpec[Entity]],
    citation_numbers: CitationNumbers | None,
) -> Table:
    """Build a table of chosen columns: of one entity a card, of several a table.

    With ``citation_numbers`` each cell has the numbers of its sources.
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
    return _build_card(entities[0], CARD_COLUMNS[:2], rows)


def _build_card(
    entity: Entity, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    return Table(
        title=format_title(entity),
        columns=columns,
        rows=tuple(rows),
        has_headings=False,
        layout=Layout.CARD,
    )


def format_title(entity: Entity | EntityRef) -> str:
    """Format the title of a page: name, kind and id."""
    return f"{entity.name} · {entity.kind} · {entity.id}"

"""The answer with entities side by side, property by property, with ratios and differences."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer, Json, Row
from ...model.entity import Entity
from ...model.field import PlainValue
from ...model.numeric_fields import to_plain_quantity
from ...model.table import Cell, Column, Table
from ..answers.citations import CitationNumbers
from ..answers.entity_columns import (
    list_property_citations,
)
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.graph import EntityGraph
from ..answers.query_options import format_limit_notes, truncate_items
from ..answers.serialise import serialise_fact, serialise_source
from ..naming.resolver import list_guess_remarks
from .ratios import FigureRatios


class PropertyComparison(NamedTuple):
    """One property of all the entities compared."""

    key: str
    label: str
    unit: str
    values: tuple[Json, ...]
    cells: tuple[Cell, ...]
    differs: bool
    ratios: FigureRatios
    disputed_ids: list[str]
    """The entities of which the facts behind the value are at odds."""

    def get_ratio(self, position: int) -> PlainValue:
        """How many times the first entity's number that of another is."""
        ratio = self.ratios.values[position]
        return None if ratio is None else to_plain_quantity(ratio)


class ComparisonAnswer(Answer):
    """Contrasts of two or more entities."""

    def __init__(
        self,
        graph: EntityGraph,
        matches: Sequence[EntityMatch],
        comparisons: list[PropertyComparison],
        limit: int | None,
    ) -> None:
        self.graph, self.matches = graph, matches
        self.comparisons = truncate_items(comparisons, limit)
        self.omitted_count = len(comparisons) - len(self.comparisons)
        self.citation_numbers = CitationNumbers()
        for comparison in self.comparisons:
            for entity in graph.entities:
                self.citation_numbers.register_citations(
                    list_property_citations(graph, entity, comparison.key)
                )

    def to_data(self) -> Json:
        """The entities, their contrasts by property, and the sources of it all."""
        matches = {match.entity.id: match for match in self.matches}
        return {
            "entities": [
                {
                    "id": entity.id,
                    "kind": entity.kind,
                    "name": entity.name,
                    "match": serialise_match(matches[entity.id]),
                }
                for entity in self.graph.entities
            ],
            "properties": [
                self._serialise_comparison(comparison) for comparison in self.comparisons
            ],
            "sources": [
                serialise_source(self.graph.get_source(source_id))
                for source_id in self.citation_numbers.number_by_source
            ],
        }

    def to_rows(self) -> Sequence[Row]:
        """A row for each property, with a column for each entity."""
        entity_ids = [entity.id for entity in self.graph.entities]
        return [
            {
                "property": comparison.key,
                "label": comparison.label,
                "unit": comparison.unit or None,
                **dict(zip(entity_ids, comparison.values, strict=True)),
                "differs": comparison.differs,
                **{
                    f"ratio_{entity_id}": comparison.get_ratio(position)
                    for position, entity_id in enumerate(entity_ids)
                    if position
                },
                "disputed": comparison.disputed_ids,
            }
            for comparison in self.comparisons
        ]

    def to_tables(self) -> Sequence[Table]:
        """The entities as columns, and the sources under them."""
        entities = self.graph.entities
        has_ratios = any(comparison.ratios.has_values for comparison in self.comparisons)
        columns = [Column("", is_unbreakable=True), Column("Property")]
        columns += [Column(entity.name) for entity in entities]
        columns += [Column("Ratio", is_unbreakable=True)] * has_ratios
        rows = tuple(
            self._build_row(comparison, has_ratios=has_ratios) for comparison in self.comparisons
        )
        title = " and ".join(entity.name for entity in entities)
        table = Table(
            title, tuple(columns), rows, notes=tuple(self._iter_notes(has_ratios=has_ratios))
        )
        return [table, *self.citation_numbers.build_tables(self.graph.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """The names that were guessed."""
        return list_guess_remarks(self.matches)

    def count_disputed_values(self) -> int:
        """Count the values compared on which sources disagree."""
        return sum(len(comparison.disputed_ids) for comparison in self.comparisons)

    def _iter_notes(self, *, has_ratios: bool) -> Iterator[str]:
        """What the signs mean, and in which currency sums of money were set against each other."""
        yield from format_limit_notes(self.omitted_count)
        if any(comparison.differs for comparison in self.comparisons):
            yield "≠ they differ"
        elif not self.comparisons:
            yield "nothing that is known of two of them differs"
        if has_ratios:
            unitless_comparisons = [
                comparison
                for comparison in self.comparisons
                if comparison.ratios.has_values and not comparison.unit
            ]
            currency_comparisons = [
                comparison for comparison in unitless_comparisons if comparison.ratios.unit
            ]
            units = "".join(
                f"; {comparison.label.lower()} in {comparison.ratios.unit}"
                for comparison in currency_comparisons
            )
            yield f"ratio: how many times the figure of {self.graph.entities[0].name}{units}"
        properties_without_ratio = [
            f"{comparison.label} ({comparison.ratios.missing_reason})"
            for comparison in self.comparisons
            if comparison.ratios.missing_reason
        ]
        if properties_without_ratio:
            yield f"no ratio: {', '.join(properties_without_ratio)}"

    def _build_row(self, comparison: PropertyComparison, *, has_ratios: bool) -> tuple[Cell, ...]:
        mark = Cell("≠", "differs") if comparison.differs else Cell("")
        ratio_cells = (Cell(comparison.ratios.format_values(), "differs"),) if has_ratios else ()
        pairs = zip(self.graph.entities, comparison.cells, strict=True)
        cells = (self._add_citations(entity, comparison.key, cell) for entity, cell in pairs)
        return (mark, Cell(comparison.label, "label"), *cells, *ratio_cells)

    def _add_citations(self, entity: Entity, key: str, cell: Cell) -> Cell:
        return cell._replace(
            citations=self.citation_numbers.register_citations(
                list_property_citations(self.graph, entity, key)
            )
        )

    def _serialise_comparison(self, comparison: PropertyComparison) -> Json:
        entity_ids = [entity.id for entity in self.graph.entities]
        return {
            "property": comparison.key,
            "label": comparison.label,
            "unit": comparison.unit or None,
            "values": dict(zip(entity_ids, comparison.values, strict=True)),
            "differs": comparison.differs,
            "disputed": comparison.disputed_ids,
            "ratios": {
                entity_id: comparison.get_ratio(position)
                for position, entity_id in enumerate(entity_ids)
            },
            "ratio_unit": comparison.ratios.unit or None,
            "facts": {
                entity.id: self._serialise_facts(entity, comparison.key)
                for entity in self.graph.entities
            },
        }

    def _serialise_facts(self, entity: Entity, key: str) -> Json:
        ranked_facts = self.graph.rank_facts(entity).get(key)
        own_facts = ranked_facts.shown_facts if ranked_facts else ()
        links = self.graph.list_links(entity, key)
        facts = [*own_facts, *(link.fact for link in links if link.fact not in own_facts)]
        return [serialise_fact(self.graph, fact, is_shown=True) for fact in facts]

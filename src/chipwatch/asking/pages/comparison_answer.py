"""The answer that compares entities property by property, with ratios and differences."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer, Json, Record, Row
from ...model.data_frame import UNKNOWN_NUMBER
from ...model.entity import Entity
from ...model.field import PlainValue
from ...model.numeric_fields import to_plain_quantity
from ...model.quantity import Quantity
from ...model.table import Cell, Column, Layout, Table
from ..answers.citations import CitationNumbers
from ..answers.entity_columns import list_property_citations
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.graph import EntityGraph
from ..answers.query_options import format_limit_notes, truncate_items
from ..answers.serialise import serialise_fact, serialise_source
from ..naming.resolver import list_guess_remarks
from .ratios import FigureRatios


class PropertyComparison(NamedTuple):
    """The values of one property for all the entities compared."""

    key: str
    label: str
    unit: str
    values: tuple[Json, ...]
    cells: tuple[Cell, ...]
    differs: bool
    ratios: FigureRatios
    disputed_ids: list[str]
    """The ids of the entities whose facts conflict."""

    def collect_typed_ratios(self, entity_ids: Sequence[str]) -> dict[str, Quantity]:
        """Collect the ratios of all entities but the first, by column."""
        other_ratios = zip(entity_ids[1:], self.ratios.values[1:], strict=True)
        return {f"ratio_{entity_id}": ratio or UNKNOWN_NUMBER for entity_id, ratio in other_ratios}

    def get_ratio(self, position: int) -> PlainValue:
        """Get the number of another entity over that of the first."""
        ratio = self.ratios.values[position]
        return None if ratio is None else to_plain_quantity(ratio)


class ComparisonAnswer(Answer):
    """The comparison of two or more entities."""

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
        """Build the entities, their comparison by property, and all sources."""
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
        """Build a row for each property, with a column for each entity."""
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

    def to_records(self) -> Sequence[Record]:
        """Build the rows with ratios as numbers."""
        entity_ids = [entity.id for entity in self.graph.entities]
        return [
            {**row, **comparison.collect_typed_ratios(entity_ids)}
            for row, comparison in zip(self.to_rows(), self.comparisons, strict=True)
        ]

    def to_tables(self) -> Sequence[Table]:
        """Build a table with the entities as columns, then the sources."""
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
            title=title,
            columns=tuple(columns),
            rows=rows,
            notes=tuple(self._iter_notes(has_ratios=has_ratios)),
            layout=Layout.WRAPPED,
        )
        return [table, *self.citation_numbers.build_tables(self.graph.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """List the names that were guessed."""
        return list_guess_remarks(self.matches)

    def count_disputed_values(self) -> int:
        """Count the values compared on which sources disagree."""
        return sum(len(comparison.disputed_ids) for comparison in self.comparisons)

    def _iter_notes(self, *, has_ratios: bool) -> Iterator[str]:
        """Explain the signs, and the currency in which amounts of money are compared."""
        yield from format_limit_notes(self.omitted_count)
        if any(comparison.differs for comparison in self.comparisons):
            yield "≠ they differ"
        elif not self.comparisons:
            yield "nothing that is known of two of them differs"
        if has_ratios:
            yield self._explain_ratios()
        properties_without_ratio = [
            f"{comparison.label} ({comparison.ratios.missing_reason})"
            for comparison in self.comparisons
            if comparison.ratios.missing_reason
        ]
        if properties_without_ratio:
            yield f"no ratio: {', '.join(properties_without_ratio)}"

    def _explain_ratios(self) -> str:
        currencies = "".join(
            f"; {comparison.label.lower()} in {comparison.ratios.unit}"
            for comparison in self.comparisons
            if comparison.ratios.has_values and comparison.ratios.unit and not comparison.unit
        )
        return f"ratio: how many times the figure of {self.graph.entities[0].name}{currencies}"

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

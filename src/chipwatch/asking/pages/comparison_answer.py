"""The answer that compares entities property by property, with ratios and differences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.entity import Entity
from ...model.field import ColumnType
from ...model.numeric_fields import NUMBER_COLUMN, NumericField
from ...model.part_type import PartType
from ...model.table import Cell, Column, Layout, Table
from ...model.wording import format_count
from ..answers.citations import CitationNumbers
from ..answers.column_spec import format_json_value
from ..answers.entity_columns import list_property_citations
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.fact_value import FACT_VALUE_COLUMN
from ..answers.graph import EntityGraph
from ..answers.query_options import QueryOptions, format_limit_notes, truncate_items
from ..answers.serialise import flatten_entity, serialise_fact, serialise_source
from ..naming.resolver import list_guess_remarks
from .comparison_screen import build_comparison_table
from .explained_comparison import PropertyComparison


class ComparisonAnswer(Answer):
    """The comparison of two or more entities."""

    def __init__(  # noqa: PLR0913 - what it is made of
        self,
        graph: EntityGraph,
        matches: Sequence[EntityMatch],
        comparisons: list[PropertyComparison],
        options: QueryOptions,
        *,
        shows_all: bool = False,
        remarks: Sequence[str] = (),
    ) -> None:
        self.remarks = remarks
        self.graph, self.matches = graph, matches
        self.shows_all, self.is_cited = shows_all, options.cite
        self.comparisons = truncate_items(comparisons, options.limit)
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
        """Build a row for each property, with columns for each entity."""
        return [
            {
                "property": comparison.key,
                "label": comparison.label,
                "unit": comparison.unit or None,
                **dict(self._iter_values(comparison)),
                "differs": comparison.differs,
                **dict(self._iter_ratios(comparison)),
                "disputed": comparison.disputed_ids,
            }
            for comparison in self.comparisons
        ]

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns of values and of ratios hold."""
        first_id, *other_ids = [entity.id for entity in self.graph.entities]
        columns = [(id_, FACT_VALUE_COLUMN) for id_ in (first_id, *other_ids)]
        columns += [(f"ratio_{id_}", NUMBER_COLUMN) for id_ in other_ids]
        return {
            key: part_type
            for name, column_type in columns
            for key, part_type in column_type.map_part_types(name).items()
        }

    def _iter_values(self, comparison: PropertyComparison) -> Iterator[tuple[str, Json]]:
        """Give the flat columns of each entity, with the parts of its value."""
        for entity in self.graph.entities:
            parts = self._split_value(entity, comparison.key)
            yield from zip(FACT_VALUE_COLUMN.list_keys(entity.id), parts, strict=True)

    def _iter_ratios(self, comparison: PropertyComparison) -> Iterator[tuple[str, Json]]:
        """Give the flat columns of the ratio of each entity but the first."""
        for position, entity in enumerate(self.graph.entities[1:], start=1):
            keys = NUMBER_COLUMN.list_keys(f"ratio_{entity.id}")
            yield from zip(keys, comparison.split_ratio(position), strict=True)

    def _split_value(self, entity: Entity, key: str) -> Sequence[Json]:
        """Split what an entity has of a property: a figure into its parts, all else into text."""
        values, field = flatten_entity(self.graph, entity), entity.kind_class.properties.get(key)
        if isinstance(field, NumericField) and not field.is_multivalued:
            return [values[part_key] for part_key in NUMBER_COLUMN.list_keys(key)] + [None]
        texts = [values[key], values.get(f"{key}_name")]
        return [None] * 3 + [format_json_value(value) or None for value in texts]

    def to_tables(self) -> Sequence[Table]:
        """Build a table with the entities as columns, then the sources."""
        entities = self.graph.entities
        has_ratios = any(comparison.ratios.has_values for comparison in self.comparisons)
        columns = [Column("", is_unbreakable=True), Column("Property")]
        columns += [Column(entity.name) for entity in entities]
        if has_ratios:
            columns.append(Column("Ratio", is_unbreakable=True))
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

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build a line for each property that at least two have, and the sources if asked for."""
        comparisons = (
            list(map(self._cite_comparison, self.comparisons))
            if self.is_cited
            else self.comparisons
        )
        table = build_comparison_table(
            self.graph.entities, comparisons, shows_all=self.shows_all or is_unfolded
        )
        notes = [*format_limit_notes(self.omitted_count), *table.notes]
        if self.is_cited:
            sources = self.citation_numbers.build_tables(self.graph.get_source)
            return [table._replace(notes=tuple(notes)), *sources]
        source_count = len(self.citation_numbers.number_by_source)
        notes.append(f"{format_count(source_count, 'source')}: --cite")
        return [table._replace(notes=tuple(notes))]

    def collect_remarks(self) -> Sequence[str]:
        """List the names that were guessed, the periods chosen and the rates used."""
        return [*list_guess_remarks(self.matches), *self.remarks]

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
        cells = self._cite_comparison(comparison).cells
        return (mark, Cell(comparison.label, "label"), *cells, *ratio_cells)

    def _cite_comparison(self, comparison: PropertyComparison) -> PropertyComparison:
        """Add to the cell of each entity the numbers of its sources."""
        pairs = zip(self.graph.entities, comparison.cells, strict=True)
        cells = (self._add_citations(entity, comparison.key, cell) for entity, cell in pairs)
        return comparison._replace(cells=tuple(cells))

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
            **self._serialise_parts(
                "values",
                FACT_VALUE_COLUMN,
                [self._split_value(entity, comparison.key) for entity in self.graph.entities],
            ),
            "differs": comparison.differs,
            "disputed": comparison.disputed_ids,
            "ratios": {
                entity_id: comparison.get_ratio(position)
                for position, entity_id in enumerate(entity_ids)
            },
            **self._serialise_parts(
                "ratios", NUMBER_COLUMN, map(comparison.split_ratio, range(len(entity_ids)))
            ),
            "ratio_unit": comparison.ratios.unit or None,
            "facts": {
                entity.id: self._serialise_facts(entity, comparison.key)
                for entity in self.graph.entities
            },
        }

    def _serialise_parts(
        self, key: str, column_type: ColumnType, rows: Iterable[Sequence[Json]]
    ) -> dict[str, Json]:
        """Serialise the further parts of values by entity: the ends, the text, the name."""
        ids = [entity.id for entity in self.graph.entities]
        columns = zip(column_type.list_keys(key), zip(*rows, strict=True), strict=True)
        return {
            part_key: dict(zip(ids, values, strict=True))
            for part_key, values in columns
            if part_key != key
        }

    def _serialise_facts(self, entity: Entity, key: str) -> Json:
        ranked_facts = self.graph.find_ranked_facts(entity, key)
        own_facts = ranked_facts.shown_facts if ranked_facts else ()
        links = self.graph.list_links(entity, key)
        facts = [*own_facts, *(link.fact for link in links if link.fact not in own_facts)]
        return [serialise_fact(self.graph, fact, is_shown=True) for fact in facts]

"""Entities side by side: what each property says of each, where they differ, and by what factor."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer, Json, Row
from ...model.entity import Entity
from ...model.field import PlainValue, SortKey
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import to_plain_quantity
from ...model.problem import NotFoundError, NothingInCommonError, UsageError
from ...model.ranking import RankedFacts
from ...model.table import Cell, Column, Table
from ...store.knowledge_base import KnowledgeBase
from ..answers.citations import CitationNumbers
from ..answers.columns import ColumnSpec, build_columns_help, pick_columns, sort_items
from ..answers.entity_columns import build_relation_cell, build_value_cell, list_property_citations
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions, format_limit_notes, truncate_items
from ..answers.serialise import flatten_entity, serialise_fact, serialise_source
from ..naming.resolver import list_guess_remarks, resolve_distinct
from .ratios import ComparedFigure, FigureRatios, compute_ratios

MIN_ENTITIES_COMPARED = 2


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


def compare_entities(
    base: KnowledgeBase,
    names: Sequence[str],
    options: QueryOptions,
    *,
    properties: tuple[str, ...] = (),
    only_differences: bool = False,
) -> Answer:
    """Entities side by side, of one kind or of several.

    Raises UsageError for fewer than two, NothingInCommonError where no property has a value for
    more than one of them, NotFoundError where those wanted have none, and the errors of names.
    """
    matches = resolve_distinct(base, names, exact=options.exact)
    if len(matches) < MIN_ENTITIES_COMPARED:
        message = f"{matches[0].entity.name} alone cannot be compared"
        raise UsageError(message, "name two or more different things")
    graph = EntityGraph(base, base.load_entities([match.entity.id for match in matches]))
    specs = _list_shared_columns([entity.kind_class for entity in graph.entities])
    if HELP_REQUEST in (properties, options.columns):
        return build_columns_help(specs)
    chosen_specs = pick_columns(specs, properties or options.columns, "property")
    comparisons = list(_iter_comparisons(graph, chosen_specs or specs))
    if not chosen_specs and not any(_is_comparable(comparison) for comparison in comparisons):
        raise _build_nothing_in_common_error(graph.entities)
    if not comparisons:
        raise _build_nothing_known_error(graph.entities, chosen_specs)
    if only_differences:
        comparisons = [comparison for comparison in comparisons if comparison.differs]
    graph.load()
    return ComparisonAnswer(
        graph, matches, sort_items(_SORT_COLUMNS, comparisons, options.sort), options.limit
    )


def _get_ratio_sort_key(comparison: PropertyComparison) -> SortKey | None:
    ratio = comparison.ratios.values[1]
    return ratio and SortKey(number=(ratio.high if ratio.low is None else ratio.low) or 0)


_SORT_COLUMNS: list[ColumnSpec[PropertyComparison]] = [
    ColumnSpec(key="property", get_value=lambda comparison: comparison.key),
    ColumnSpec(key="label"),
    ColumnSpec(key="differs"),
    ColumnSpec(
        key="ratio",
        get_value=lambda comparison: comparison.get_ratio(1),
        get_sort_key=_get_ratio_sort_key,
    ),
]
"""What contrasts can be sorted by."""


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
                    "id": entity.id, "kind": entity.kind, "name": entity.name,
                    "match": serialise_match(matches[entity.id]),
                }
                for entity in self.graph.entities
            ],
            "properties": [self._serialise_comparison(comparison) for comparison in self.comparisons],
            "sources": [serialise_source(self.graph.get_source(source_id)) for source_id in self.citation_numbers.number_by_source],
        }  # fmt: skip

    def to_rows(self) -> Sequence[Row]:
        """A row for each property, with a column for each entity."""
        entity_ids = [entity.id for entity in self.graph.entities]
        return [
            {
                "property": comparison.key, "label": comparison.label, "unit": comparison.unit or None,
                **dict(zip(entity_ids, comparison.values, strict=True)), "differs": comparison.differs,
                **{f"ratio_{entity_id}": comparison.get_ratio(position) for position, entity_id in enumerate(entity_ids) if position},
                "disputed": comparison.disputed_ids,
            }
            for comparison in self.comparisons
        ]  # fmt: skip

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
            "property": comparison.key, "label": comparison.label, "unit": comparison.unit or None,
            "values": dict(zip(entity_ids, comparison.values, strict=True)),
            "differs": comparison.differs,
            "disputed": comparison.disputed_ids,
            "ratios": {entity_id: comparison.get_ratio(position) for position, entity_id in enumerate(entity_ids)},
            "ratio_unit": comparison.ratios.unit or None,
            "facts": {entity.id: self._serialise_facts(entity, comparison.key) for entity in self.graph.entities},
        }  # fmt: skip

    def _serialise_facts(self, entity: Entity, key: str) -> Json:
        ranked_facts = self.graph.rank_facts(entity).get(key)
        own_facts = ranked_facts.shown_facts if ranked_facts else ()
        links = self.graph.list_links(entity, key)
        facts = [*own_facts, *(link.fact for link in links if link.fact not in own_facts)]
        return [serialise_fact(self.graph, fact, is_shown=True) for fact in facts]


def _list_shared_columns(kinds: Sequence[type[Kind]]) -> list[ColumnSpec[None]]:
    """The properties and relations that all the kinds have, by name."""
    labels_by_kind = [kind.collect_labels() for kind in dict.fromkeys(kinds)]
    shared_keys = [
        key
        for key in labels_by_kind[0]
        if all(key in kind_labels for kind_labels in labels_by_kind[1:])
    ]
    return [ColumnSpec(key=key, label=labels_by_kind[0][key]) for key in shared_keys]


def _iter_comparisons(
    graph: EntityGraph, specs: Sequence[ColumnSpec[None]]
) -> Iterator[PropertyComparison]:
    """The properties of which at least one entity has a value."""
    for spec in specs:
        cells = tuple(_build_cell(graph, entity, spec.key) for entity in graph.entities)
        if any(cell.text for cell in cells):
            yield _build_comparison(graph, spec, cells)


def _build_comparison(
    graph: EntityGraph, spec: ColumnSpec[None], cells: tuple[Cell, ...]
) -> PropertyComparison:
    values = tuple(flatten_entity(graph, entity)[spec.key] for entity in graph.entities)
    fields = [entity.kind_class.properties.get(spec.key) for entity in graph.entities]
    ranked_by_entity = [graph.rank_facts(entity).get(spec.key) for entity in graph.entities]
    ratios = compute_ratios([_build_figure(ranked_facts) for ranked_facts in ranked_by_entity])
    pairs = zip(graph.entities, ranked_by_entity, strict=True)
    disputed_ids = [
        entity.id for entity, ranked_facts in pairs if ranked_facts and ranked_facts.is_disputed
    ]
    unit, differs = _find_common_unit(fields), _has_differences(values, cells)
    return PropertyComparison(
        spec.key, spec.label, unit, values, cells, differs, ratios, disputed_ids
    )


def _build_cell(graph: EntityGraph, entity: Entity, key: str) -> Cell:
    field = entity.kind_class.properties.get(key)
    if field is None:
        return build_relation_cell(graph, entity, key)
    return build_value_cell(graph, entity, field)


def _has_differences(values: Sequence[Json], cells: Sequence[Cell]) -> bool:
    """Whether two that are known say different things; in lists, whatever their order."""
    distinct_values: set[object] = {
        frozenset(value) if isinstance(value, list) else cell.text
        for value, cell in zip(values, cells, strict=True)
        if cell.text
    }
    return len(distinct_values) > 1


def _is_comparable(comparison: PropertyComparison) -> bool:
    """Whether two have a value; what every kind has, such as a summary, does not count."""
    return (
        comparison.key not in vars(Kind)
        and sum(bool(cell.text) for cell in comparison.cells) >= MIN_ENTITIES_COMPARED
    )


def _find_common_unit(fields: Sequence[AnyField | None]) -> str:
    units = {field.unit for field in fields if field}
    return units.pop() if len(units) == 1 else ""


def _build_figure(ranked_facts: RankedFacts | None) -> ComparedFigure:
    """The number shown of a property, and how many days it counts up, where that is told."""
    if ranked_facts is None or ranked_facts.field.is_multivalued or not ranked_facts.is_known:
        return ComparedFigure({})
    fact = ranked_facts.shown_facts[0]
    return ComparedFigure(
        ranked_facts.field.to_quantities(fact.value), fact.period.day_count if fact.period else None
    )


def _build_nothing_known_error(
    entities: Sequence[Entity], specs: Sequence[ColumnSpec[None]]
) -> NotFoundError:
    entity_names = " and ".join(entity.name for entity in entities)
    keys = ", ".join(spec.key for spec in specs)
    return NotFoundError(
        f"nothing is known of {entity_names}: {keys}", "see each: chipwatch show NAME"
    )


def _build_nothing_in_common_error(entities: Sequence[Entity]) -> NothingInCommonError:
    entity_names = " and ".join(f"{entity.name} ({entity.kind})" for entity in entities)
    kinds = dict.fromkeys(entity.kind for entity in entities)
    hint = "compare things of one kind" if len(kinds) > 1 else "see each: chipwatch show NAME"
    return NothingInCommonError(f"{entity_names} have no property in common", hint)

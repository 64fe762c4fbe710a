"""Compare entities: the values of each property, where they differ, and by what factor."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from ...model.answer import Answer, Json
from ...model.entity import Entity
from ...model.field import SortKey
from ...model.kind import AnyField, Kind
from ...model.problem import NotFoundError, NothingInCommonError, UsageError
from ...model.ranking import RankedFacts
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_choice import pick_columns, sort_items
from ..answers.column_spec import ColumnSpec
from ..answers.columns import build_columns_help
from ..answers.entity_columns import (
    build_property_cell,
    build_relation_cell,
    choose_property_unit,
)
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import flatten_entity
from ..naming.resolver import resolve_distinct
from .comparison_answer import ComparisonAnswer
from .explained_comparison import PropertyComparison
from .like_periods import AlignedEntities, align_periods
from .ratios import ComparedFigure, compute_ratios
from .yearly_rates import YearlyRates

MIN_ENTITIES_COMPARED = 2


def compare_entities(  # noqa: PLR0913 - what can be asked of a comparison
    base: KnowledgeBase,
    names: Sequence[str],
    options: QueryOptions,
    *,
    properties: tuple[str, ...] = (),
    only_differences: bool = False,
    shows_all: bool = False,
) -> Answer:
    """Compare entities of one kind or of several.

    On a terminal, what only one of them has is named at the end, unless all is to be shown.

    Raises UsageError for fewer than two, NothingInCommonError where no property has a value for
    more than one of them, NotFoundError where those wanted have none, and the errors of names.
    """
    matches = resolve_distinct(base, names, exact=options.exact, takes_words=True)
    if len(matches) < MIN_ENTITIES_COMPARED:
        message = f"{matches[0].entity.name} alone cannot be compared"
        raise UsageError(message, "name two or more different things")
    entities = base.load_entities([match.entity.id for match in matches])
    aligned = align_periods(entities)
    graph = EntityGraph(base, aligned.entities)
    rates = YearlyRates(base)
    specs = _list_shared_columns([entity.kind_class for entity in graph.entities])
    if HELP_REQUEST in (properties, options.columns):
        return build_columns_help(specs)
    chosen_specs = pick_columns(specs, properties or options.columns, "property")
    comparisons = list(_iter_comparisons(graph, chosen_specs or specs, rates))
    if not chosen_specs and not any(_is_comparable(comparison) for comparison in comparisons):
        raise _build_nothing_in_common_error(graph.entities)
    if not comparisons:
        raise _build_nothing_known_error(graph.entities, chosen_specs)
    if only_differences:
        comparisons = [comparison for comparison in comparisons if comparison.differs]
    graph.load()
    return ComparisonAnswer(
        graph,
        matches,
        sort_items(_SORT_COLUMNS, comparisons, options.sort),
        options,
        shows_all=shows_all or bool(chosen_specs),
        remarks=(*_describe_periods(aligned, comparisons), *rates.describe_use()),
    )


def _describe_periods(
    aligned: AlignedEntities, comparisons: Sequence[PropertyComparison]
) -> Iterator[str]:
    """Say which figures are older than the newest, as only then all have one."""
    labels = {comparison.label for comparison in comparisons}
    periods = [f"{label} {text}" for label, text in aligned.periods.items() if label in labels]
    if periods:
        yield f"of the newest period that all have, older than some: {', '.join(periods)}"


def _get_first_ratio(comparison: PropertyComparison) -> Json:
    return comparison.get_ratio(1)


def _get_ratio_sort_key(comparison: PropertyComparison) -> SortKey | None:
    ratio = comparison.ratios.values[1]
    return ratio and SortKey(number=(ratio.high if ratio.low is None else ratio.low) or 0)


_SORT_COLUMNS: list[ColumnSpec[PropertyComparison]] = [
    ColumnSpec(key="property", get_value=attrgetter("key")),
    ColumnSpec(key="label"),
    ColumnSpec(key="differs"),
    ColumnSpec(
        key="ratio",
        get_value=_get_first_ratio,
        get_sort_key=_get_ratio_sort_key,
    ),
]
"""The columns that comparisons can be sorted by."""


def _list_shared_columns(kinds: Sequence[type[Kind]]) -> list[ColumnSpec[None]]:
    """List the properties and relations that all the kinds have, by name."""
    labels_by_kind = [kind.collect_labels() for kind in dict.fromkeys(kinds)]
    shared_keys = [
        key
        for key in labels_by_kind[0]
        if all(key in kind_labels for kind_labels in labels_by_kind[1:])
    ]
    return [ColumnSpec(key=key, label=labels_by_kind[0][key]) for key in shared_keys]


def _iter_comparisons(
    graph: EntityGraph, specs: Sequence[ColumnSpec[None]], rates: YearlyRates
) -> Iterator[PropertyComparison]:
    """Compare each property of which at least one entity has a value."""
    for spec in specs:
        comparison = _build_comparison(graph, spec, rates)
        if comparison is not None:
            yield comparison


def _build_comparison(
    graph: EntityGraph, spec: ColumnSpec[None], rates: YearlyRates
) -> PropertyComparison | None:
    """Compare a property or relation; None where no entity has a value."""
    fields = [entity.kind_class.properties.get(spec.key) for entity in graph.entities]
    unit = _find_common_unit(fields)
    shown_unit = choose_property_unit(graph, graph.entities, fields[0]) if unit else ""
    cells = tuple(_build_cell(graph, entity, spec.key, shown_unit) for entity in graph.entities)
    if not any(cell.text for cell in cells):
        return None
    values = tuple(flatten_entity(graph, entity)[spec.key] for entity in graph.entities)
    ranked_by_entity = [graph.find_ranked_facts(entity, spec.key) for entity in graph.entities]
    figures = [_build_figure(ranked_facts) for ranked_facts in ranked_by_entity]
    ratios = compute_ratios(rates.convert_to_one_currency(spec.label, figures))
    pairs = zip(graph.entities, ranked_by_entity, strict=True)
    disputed_ids = [
        entity.id for entity, ranked_facts in pairs if ranked_facts and ranked_facts.is_disputed
    ]
    return PropertyComparison(
        key=spec.key,
        label=spec.label,
        unit=unit,
        shown_unit=shown_unit,
        values=values,
        cells=cells,
        differs=_has_differences(values, cells),
        ratios=ratios,
        disputed_ids=disputed_ids,
    )


def _build_cell(graph: EntityGraph, entity: Entity, key: str, unit: str) -> Cell:
    field = entity.kind_class.properties.get(key)
    if field is None:
        return build_relation_cell(graph, entity, key)
    return build_property_cell(graph, entity, field, unit)


def _has_differences(values: Sequence[Json], cells: Sequence[Cell]) -> bool:
    """Return whether two known values differ; the order of lists does not count."""
    distinct_values: set[object] = {
        frozenset(value) if isinstance(value, list) else cell.text
        for value, cell in zip(values, cells, strict=True)
        if cell.text
    }
    return len(distinct_values) > 1


def _is_comparable(comparison: PropertyComparison) -> bool:
    """Return whether two entities have a value; properties of every kind do not count."""
    return (
        comparison.key not in vars(Kind)
        and sum(bool(cell.text) for cell in comparison.cells) >= MIN_ENTITIES_COMPARED
    )


def _find_common_unit(fields: Sequence[AnyField | None]) -> str:
    units = {field.unit for field in fields if field}
    return units.pop() if len(units) == 1 else ""


def _build_figure(ranked_facts: RankedFacts | None) -> ComparedFigure:
    """Build the number shown of a property, with the length of its period if it has one."""
    if ranked_facts is None or ranked_facts.field.is_multivalued or not ranked_facts.is_known:
        return ComparedFigure({})
    fact = ranked_facts.shown_facts[0]
    return ComparedFigure(
        by_unit=ranked_facts.field.to_quantities(fact.value),
        days=fact.period.day_count if fact.period else None,
        fact=fact,
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

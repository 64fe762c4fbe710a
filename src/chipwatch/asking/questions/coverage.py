"""Answer with how well each property of each entity of a kind is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer
from ...model.entity import Entity
from ...model.facts import Citation
from ...model.half_life import find_staleness
from ...model.kind import AnyField, Kind
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.core_states import list_missing_core
from ..answers.entity_columns import list_property_citations
from ..answers.graph import EntityGraph
from ..answers.numeric import format_gaps
from ..answers.query_options import HELP_REQUEST, UNKNOWN_AT_DATE, QueryOptions
from ..answers.reference_day import find_reference_day
from .core_coverage import build_core_coverage

SOURCED_STATE, WEAK_STATE, STALE_STATE, EMPTY_STATE = "sourced", "weak", "stale", "empty"
WEAK_CERTAINTIES = ("estimated", "disputed", "assessment")
COVERAGE_NOTE = "weak: estimated, disputed or an opinion; stale: past the half-life of the property"
ALL_KINDS = "all"
"""What is written in place of a kind for a count over all."""
STATE_MARKS = {SOURCED_STATE: "", WEAK_STATE: "differs", STALE_STATE: "differs"}
"""The marks of states in a table; all others, such as why a value is unknown, are dim."""


class EntityCoverage(NamedTuple):
    """An entity with the state of each of its properties."""

    entity: Entity
    states: dict[str, str]
    missing_core: list[str]
    """The core values of which nothing is known."""


def build_coverage(base: KnowledgeBase, kind_name: str, options: QueryOptions) -> Answer:
    """Build the state of each property of each entity of a kind; raises NotFoundError for none.

    For all kinds, how much is known of their core is counted.
    """
    if kind_name == ALL_KINDS:
        return build_core_coverage(base, options)
    kind = find_kind(kind_name)
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    specs = _build_column_specs(graph, kind)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    if not graph.entities:
        raise NotFoundError(f"the base has no {kind.plural}", "run chipwatch stats")
    rows = [_classify_entity(graph, entity) for entity in graph.entities]
    property_keys = [name for name in kind.columns if name in kind.properties]
    default_keys = ["name", *property_keys, "missing_core"]
    settings = RowsSettings[EntityCoverage](
        title=f"Coverage of {kind.plural}",
        default_keys=default_keys,
        notes=(_summarise_states(rows), COVERAGE_NOTE),
        get_source=graph.get_source,
    )
    return RowsAnswer(specs, rows, options, settings)


def classify_state(graph: EntityGraph, entity: Entity, field: AnyField, reference_day: int) -> str:
    """Classify how well a property is known: sourced, weak, stale, empty, or why it is unknown."""
    ranked_facts = graph.find_ranked_facts(entity, field.name)
    if ranked_facts is None:
        return UNKNOWN_AT_DATE if field.name in graph.list_unknown_at_date(entity) else EMPTY_STATE
    shown_facts = ranked_facts.shown_facts
    if not ranked_facts.is_known:
        reason: str = shown_facts[0].value.reason
        return reason
    if all(find_staleness(fact, graph.get_source, reference_day) for fact in shown_facts):
        return STALE_STATE
    is_weak = ranked_facts.is_disputed or shown_facts[0].certainty in WEAK_CERTAINTIES
    return WEAK_STATE if is_weak else SOURCED_STATE


def _classify_entity(graph: EntityGraph, entity: Entity) -> EntityCoverage:
    """Classify the state of each property of an entity."""
    reference_day = find_reference_day(graph.base)
    states = {
        name: classify_state(graph, entity, field, reference_day)
        for name, field in entity.kind_class.properties.items()
    }
    return EntityCoverage(
        entity=entity, states=states, missing_core=list_missing_core(graph, entity)
    )


def _build_column_specs(graph: EntityGraph, kind: type[Kind]) -> list[ColumnSpec[EntityCoverage]]:
    """Build the columns id and name, one for each property, and the core that is missing."""
    return [
        ColumnSpec(key="id", get_value=attrgetter("entity.id")),
        ColumnSpec(key="name", get_value=attrgetter("entity.name"), mark="name"),
        *(_build_state_column(graph, field) for field in kind.properties.values()),
        ColumnSpec(key="missing_core", label="Core missing"),
    ]


def _build_state_column(graph: EntityGraph, field: AnyField) -> ColumnSpec[EntityCoverage]:
    """Build the column of one property."""

    def get_state(row: EntityCoverage) -> str:
        return row.states[field.name]

    def build_cell(row: EntityCoverage) -> Cell:
        return Cell(get_state(row), STATE_MARKS.get(get_state(row), "dim"))

    def list_citations(row: EntityCoverage) -> Iterable[Citation]:
        return list_property_citations(graph, row.entity, field.name)

    return ColumnSpec(
        key=field.name,
        label=field.label,
        get_value=get_state,
        build_cell=build_cell,
        find_citations=list_citations,
    )


def _summarise_states(rows: Sequence[EntityCoverage]) -> str:
    """Count the values in each state over all properties, unknown ones last."""
    counts = Counter(state for row in rows for state in row.states.values())
    ordered_counts = {state: counts[state] for state in sorted(counts, key=_get_state_order)}
    return f"of {counts.total():,} values over all properties: {format_gaps(ordered_counts)}"


def _get_state_order(state: str) -> tuple[bool, str]:
    return (state not in STATE_MARKS, state)

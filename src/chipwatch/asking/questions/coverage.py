"""What is known of a kind, and how well: each thing by each property."""

from collections import Counter
from collections.abc import Callable

from ...model.answer import Answer, Cell
from ...model.entity import Entity
from ...model.kind import AnyField, Kind
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.entity_columns import list_property_citations
from ..answers.graph import EntityGraph
from ..answers.numeric import format_gaps
from ..answers.query_options import HELP_REQUEST, UNKNOWN_AT_DATE, QueryOptions
from .freshness import find_reference_day, find_staleness

SOURCED_STATE, WEAK_STATE, STALE_STATE, EMPTY_STATE = "sourced", "weak", "stale", "empty"
WEAK_CERTAINTIES = ("estimated", "disputed", "assessment")
COVERAGE_NOTE = "weak: estimated, disputed or an opinion; stale: past the half-life of the property"
STATE_MARKS = {SOURCED_STATE: "", WEAK_STATE: "disputed", STALE_STATE: "differs"}


def build_coverage(base: KnowledgeBase, kind_name: str, options: QueryOptions) -> Answer:
    """The standing of each property of each thing of a kind; raises NotFoundError for none."""
    kind = find_kind(kind_name)
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    today_ordinal = find_reference_day(base)
    specs: list[ColumnSpec[Entity]] = [
        ColumnSpec(key="id"),
        ColumnSpec(key="name", mark="name"),
        *(_build_column_spec(graph, field, today_ordinal) for field in kind.properties.values()),
    ]
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    if not graph.entities:
        raise NotFoundError(f"the base has no {kind.plural}", "run chipwatch stats")
    default_keys = [name for name in kind.columns if name == "name" or name in kind.properties]
    title = f"Coverage of {kind.plural}"
    notes = (_summarise_states(graph, kind, today_ordinal), COVERAGE_NOTE)
    return RowsAnswer(
        specs,
        graph.entities,
        options,
        RowsSettings(
            title=title, default_keys=default_keys, notes=notes, get_source=graph.get_source
        ),
    )


def classify_state(graph: EntityGraph, entity: Entity, field: AnyField, today_ordinal: int) -> str:
    """How well a property is known: sourced, weak, stale, empty, or why it is unknown."""
    ranked_facts = graph.rank_facts(entity).get(field.name)
    if ranked_facts is None:
        return UNKNOWN_AT_DATE if field.name in graph.list_unknown_at_date(entity) else EMPTY_STATE
    fact = ranked_facts.shown_facts[0]
    if fact.is_unknown:
        return fact.format_value()
    if all(
        find_staleness(graph, shown_fact, today_ordinal) for shown_fact in ranked_facts.shown_facts
    ):
        return STALE_STATE
    return (
        WEAK_STATE
        if ranked_facts.is_disputed or fact.certainty in WEAK_CERTAINTIES
        else SOURCED_STATE
    )


def _build_column_spec(
    graph: EntityGraph, field: AnyField, today_ordinal: int
) -> ColumnSpec[Entity]:
    def find_state(entity: Entity) -> str:
        return classify_state(graph, entity, field, today_ordinal)

    return ColumnSpec(key=field.name, label=field.label, get_value=find_state, build_cell=_make_cell_builder(find_state), find_citations=lambda entity: list_property_citations(graph, entity, field.name))  # fmt: skip


def _make_cell_builder(find_state: Callable[[Entity], str]) -> Callable[[Entity], Cell]:
    def build_cell(entity: Entity) -> Cell:
        word = find_state(entity)
        return Cell(word, STATE_MARKS.get(word, "dim"))

    return build_cell


def _summarise_states(graph: EntityGraph, kind: type[Kind], today_ordinal: int) -> str:
    """How many values there are of each standing, over all properties."""
    states = Counter(
        classify_state(graph, entity, field, today_ordinal)
        for entity in graph.entities
        for field in kind.properties.values()
    )
    value_count = len(graph.entities) * len(kind.properties)
    ordered_states = sorted(
        states.items(), key=lambda state_count: (state_count[0] not in STATE_MARKS, state_count[0])
    )
    words = format_gaps(dict(ordered_states))
    return f"of {value_count:,} values over all properties: {words}"

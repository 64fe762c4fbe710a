"""Answer with how much is known of what one expects to know of each entity of a kind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer
from ...model.entity import Entity
from ...model.facts import NOT_FOUND
from ...model.kind import Kind
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions

KNOWN_STATE, EMPTY_STATE = "known", "empty"
_STATE_ORDER = (KNOWN_STATE, "not-applicable", "undisclosed", "redacted", NOT_FOUND)
"""Of several properties of which one is enough, the state that comes first here counts."""
CORE_NOTE = (
    "core: what one expects to know of each; unknown: sources say that it is not disclosed;"
    " stats --coverage KIND lists what is missing"
)


class CoreCoverage(NamedTuple):
    """A kind with the number of its core values in each state."""

    kind: str
    entities: int
    values: int
    known: int
    not_applicable: int
    unknown: int
    not_found: int
    empty: int


def build_core_coverage(base: KnowledgeBase, options: QueryOptions) -> Answer:
    """Build a row for each kind: how many of its core values are known, and why others are not."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    rows = [_count_kind(base, kind) for kind in KINDS.values() if kind.core]
    settings = RowsSettings[CoreCoverage](
        title="Coverage of what one expects to know",
        default_keys=[spec.key for spec in _COLUMN_SPECS],
        notes=(CORE_NOTE,),
    )
    return RowsAnswer(_COLUMN_SPECS, [row for row in rows if row.values], options, settings)


def classify_core(graph: EntityGraph, entity: Entity) -> dict[str, str]:
    """Classify each core value of an entity: known, empty, or the reason why it is unknown."""
    return {
        alternatives: _pick_state(
            _classify_key(graph, entity, key) for key in alternatives.split("|")
        )
        for alternatives in entity.kind_class.core
    }


def list_missing_core(graph: EntityGraph, entity: Entity) -> list[str]:
    """List the core values of an entity of which nothing is known, not even why."""
    states = classify_core(graph, entity)
    return [alternatives for alternatives, state in states.items() if state == EMPTY_STATE]


def _classify_key(graph: EntityGraph, entity: Entity, key: str) -> str:
    """Classify a property, or a relation that others state."""
    if graph.list_links(entity, key):
        return KNOWN_STATE
    ranked_facts = graph.rank_facts(entity).get(key)
    if ranked_facts is None:
        return EMPTY_STATE
    if ranked_facts.is_known:
        return KNOWN_STATE
    reason: str = ranked_facts.shown_facts[0].value.reason
    return reason


def _pick_state(states: Iterable[str]) -> str:
    """Pick the state that says most among those of alternatives."""
    available_states = set(states)
    return next((state for state in _STATE_ORDER if state in available_states), EMPTY_STATE)


def _count_kind(base: KnowledgeBase, kind: type[Kind]) -> CoreCoverage:
    """Count the core values of all entities of a kind by their states."""
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    states = [state for entity in graph.entities for state in classify_core(graph, entity).values()]
    counts = Counter(states)
    return CoreCoverage(
        kind=kind.plural,
        entities=len(graph.entities),
        values=len(states),
        known=counts[KNOWN_STATE],
        not_applicable=counts["not-applicable"],
        unknown=counts["undisclosed"] + counts["redacted"],
        not_found=counts[NOT_FOUND],
        empty=counts[EMPTY_STATE],
    )


def _compute_known_percentage(row: CoreCoverage) -> float:
    """Compute the part of the values that can be known which are known, in per cent."""
    knowable_count = row.values - row.not_applicable
    return round(100 * row.known / knowable_count, 1) if knowable_count else 100.0


def _build_count_specs(keys: Sequence[str]) -> list[ColumnSpec[CoreCoverage]]:
    return [ColumnSpec(key=key, is_numeric=True) for key in keys]


_COLUMN_SPECS: list[ColumnSpec[CoreCoverage]] = [
    ColumnSpec(key="kind", get_value=attrgetter("kind"), mark="name"),
    *_build_count_specs(("entities", "values", "known")),
    ColumnSpec(
        key="known_share",
        label="Known, %",
        get_value=_compute_known_percentage,
        is_numeric=True,
    ),
    *_build_count_specs(("not_applicable", "unknown", "not_found", "empty")),
]

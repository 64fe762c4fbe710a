"""Answer with how much is known of what one expects to know of each entity of a kind."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer
from ...model.facts import NOT_FOUND
from ...model.kind import Kind
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.core_states import EMPTY_STATE, KNOWN_STATE, classify_core
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions

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

"""Values that sources disagree on: who says what, and how far apart."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer, Cell
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field import SortKey
from ...model.problem import NotFoundError
from ...model.ranking import RankedFacts, is_contradiction
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import (
    ENTITY_COLUMNS,
    ColumnSpec,
    RowsAnswer,
    RowsSettings,
    build_columns_help,
)
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.spread import Spread, compute_spread, count_independent_sources
from .scope import SCOPE_KINDS, Scope, find_scoped_entities


class Conflict(NamedTuple):
    """Facts of one property at one time that cannot all be true, the one shown rather first."""

    entity: Entity
    facts: tuple[Fact, ...]
    spread: Spread | None

    @property
    def sort_size(self) -> tuple[float, float]:
        """What conflicts are sorted by: by what factor numbers differ, then by how many days."""
        if self.spread is None:
            return (0, 0)
        factor = self.spread.factor
        return (factor, 0) if factor else (0, self.spread.high - self.spread.low)


def list_conflicts(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """Every disputed value in a scope, the widest apart first; raises NotFoundError."""
    scoped_entities = find_scoped_entities(base, scope, SCOPE_KINDS, exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    specs = _build_column_specs(graph)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    conflict_rows = [
        conflict
        for entity in scoped_entities.entities
        for conflict in _find_conflicts(graph, entity)
    ]
    if not conflict_rows:
        hint = "leave out --kind and --about, or see one value: chipwatch why NAME PROPERTY"
        raise NotFoundError(f"no facts are at odds {scope.describe()}".rstrip(), hint)
    conflict_rows.sort(key=lambda conflict: conflict.sort_size, reverse=True)
    return RowsAnswer(
        specs,
        conflict_rows,
        options,
        RowsSettings(
            title=f"{len(conflict_rows)} disputed {scope.describe()}".rstrip(),
            default_keys=("name", "property", "values", "spread", "independent"),
            remarks=scoped_entities.collect_remarks(),
            get_source=graph.get_source,
        ),
    )


def _find_conflicts(graph: EntityGraph, entity: Entity) -> Iterator[Conflict]:
    for ranked_facts in graph.rank_facts(entity).values():
        for facts in _group_rivals(ranked_facts):
            yield Conflict(entity, facts, compute_spread(facts))


def _group_rivals(ranked_facts: RankedFacts) -> Iterator[tuple[Fact, ...]]:
    """The facts that contradict one another, directly or by way of a third; those called disputed.

    They are in order of choice.
    """
    remaining_facts = list(ranked_facts.facts)
    while remaining_facts:
        group = [remaining_facts.pop(0)]
        for fact in group:
            rivals = [
                candidate for candidate in remaining_facts if is_contradiction(fact, candidate)
            ]
            group += rivals
            remaining_facts = [
                candidate for candidate in remaining_facts if candidate not in rivals
            ]
        if len(group) > 1 or group[0].certainty == "disputed":
            yield tuple(sorted(group, key=ranked_facts.facts.index))


def _build_column_specs(graph: EntityGraph) -> list[ColumnSpec[Conflict]]:
    def format_values(conflict: Conflict) -> list[str]:
        return [_format_fact(graph, fact) for fact in conflict.facts]

    return [
        *ENTITY_COLUMNS,
        ColumnSpec(
            key="property",
            get_value=lambda conflict: conflict.facts[0].property,
            is_unbreakable=True,
        ),
        ColumnSpec(
            key="values",
            get_value=format_values,
            build_cell=lambda conflict: Cell("; ".join(format_values(conflict)), "disputed"),
            find_citations=lambda conflict: [
                citation for fact in conflict.facts for citation in fact.citations
            ],
        ),
        ColumnSpec(
            key="spread",
            get_value=lambda conflict: conflict.spread and conflict.spread.format_range(),
            get_sort_key=lambda conflict: SortKey(
                number=conflict.sort_size[0] or conflict.sort_size[1] / 1e9
            ),
        ),
        ColumnSpec(
            key="factor", get_value=lambda conflict: conflict.spread and conflict.spread.factor
        ),
        ColumnSpec(
            key="low",
            label="Lowest",
            get_value=lambda conflict: conflict.spread and conflict.spread.to_data()["low"],
        ),
        ColumnSpec(
            key="high",
            label="Highest",
            get_value=lambda conflict: conflict.spread and conflict.spread.to_data()["high"],
        ),
        ColumnSpec(
            key="unit",
            get_value=lambda conflict: conflict.spread and (conflict.spread.unit or None),
        ),
        ColumnSpec(key="facts", get_value=lambda conflict: len(conflict.facts)),
        ColumnSpec(
            key="independent",
            get_value=lambda conflict: count_independent_sources(conflict.facts, graph.get_source),
            heading="Independent sources",
            is_numeric=True,
        ),
        ColumnSpec(key="sources", get_value=lambda conflict: _list_sources(conflict.facts)),
    ]


def _format_fact(graph: EntityGraph, fact: Fact) -> str:
    date_text = f" ({format_time_span(fact)})" if format_time_span(fact) else ""
    return f"{graph.format_value(fact)}{date_text}"


def _list_sources(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(str(citation) for fact in facts for citation in fact.citations))

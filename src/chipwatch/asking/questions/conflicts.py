"""Answer with the values that sources disagree on: who says what, and how far apart."""

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer, Json
from ...model.entity import Entity
from ...model.facts import Citation, Fact
from ...model.field import SortKey
from ...model.ranking import RankedFacts, is_contradiction
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec
from ..answers.columns import (
    RowsAnswer,
    RowsSettings,
    build_columns_help,
    build_empty_error,
)
from ..answers.entity_card import format_time_span
from ..answers.entity_columns import choose_figure_unit, format_in_unit
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.spread import Spread, compute_spread, count_independent_sources
from .fact_columns import PROPERTY_COLUMN, format_citations
from .scope import Scope, find_scoped_entities, list_scope_kinds

_DAYS_PER_UNIT_OF_FACTOR = 1e9
"""Divides spreads in days for sorting, so that they come after all spreads by a factor."""


class Conflict(NamedTuple):
    """Facts of one property at one time that cannot all be true, in the order of ranking."""

    entity: Entity
    rivals: tuple[Fact, ...]
    values: list[str]
    readable_values: list[str]
    """The same for a table: figures in one unit that people write them in."""
    readable_unit: str
    value_spread: Spread | None
    independent: int
    """The number of independent sources behind them."""

    @property
    def fact(self) -> Fact:
        """The fact that is ranked first."""
        return self.rivals[0]

    @property
    def size(self) -> tuple[float, float]:
        """The size for sorting: by what factor numbers differ, then by how many days dates do."""
        spread = self.value_spread
        if spread is None:
            return (0, 0)
        return (spread.factor, 0) if spread.factor else (0, spread.high - spread.low)

    @property
    def spread(self) -> str | None:
        """The spread in words."""
        return self.value_spread.format_range() if self.value_spread else None

    @property
    def factor(self) -> float | None:
        """How many times the lowest number the highest is."""
        return self.value_spread.factor if self.value_spread else None

    @property
    def low(self) -> Json:
        """The lowest number; None for dates."""
        return self.value_spread.to_data()["low"] if self.value_spread else None

    @property
    def high(self) -> Json:
        """The highest number; None for dates."""
        return self.value_spread.to_data()["high"] if self.value_spread else None

    @property
    def unit(self) -> str | None:
        """The unit of the numbers, or days."""
        return (self.value_spread.unit or None) if self.value_spread else None

    @property
    def facts(self) -> int:
        """The number of facts."""
        return len(self.rivals)

    @property
    def citations(self) -> list[Citation]:
        """The citations of all facts."""
        return [citation for fact in self.rivals for citation in fact.citations]

    @property
    def sources(self) -> list[str]:
        """The citations in words, each once."""
        return format_citations(self.rivals)


def list_conflicts(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """List the disputed values in a scope, the widest apart first; raises NotFoundError."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    scoped_entities = find_scoped_entities(base, scope, list_scope_kinds(), exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    conflicts = [
        conflict
        for entity in scoped_entities.entities
        for conflict in _find_conflicts(graph, entity)
    ]
    if not conflicts:
        hint = "leave out --kind and --about, or see one value: chipwatch why NAME PROPERTY"
        raise build_empty_error(
            _COLUMN_SPECS, options, f"no facts are at odds {scope.describe()}".rstrip(), hint
        )
    conflicts.sort(key=_get_size, reverse=True)
    settings = RowsSettings[Conflict](
        title=f"{len(conflicts)} disputed {scope.describe()}".rstrip(),
        default_keys=("name", "property", "spread", "values", "independent"),
        remarks=scoped_entities.collect_remarks(),
        get_source=graph.get_source,
    )
    return RowsAnswer(_COLUMN_SPECS, conflicts, options, settings)


def _find_conflicts(graph: EntityGraph, entity: Entity) -> Iterator[Conflict]:
    for ranked_facts in graph.rank_facts(entity).values():
        for rivals in _group_rivals(ranked_facts):
            unit, readable_unit = ranked_facts.field.unit, choose_figure_unit(rivals)
            yield Conflict(
                entity=entity,
                rivals=rivals,
                values=[_format_fact(graph, fact, unit) for fact in rivals],
                readable_values=[_format_fact(graph, fact, readable_unit) for fact in rivals],
                readable_unit=readable_unit,
                value_spread=compute_spread(rivals),
                independent=count_independent_sources(rivals, graph.get_source),
            )


def _group_rivals(ranked_facts: RankedFacts) -> Iterator[tuple[Fact, ...]]:
    """Group the facts that contradict one another, directly or through a third one.

    A fact that its file calls disputed is a group of its own. Each group keeps the ranking.
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


def _get_size(conflict: Conflict) -> tuple[float, float]:
    return conflict.size


def _get_sort_key(conflict: Conflict) -> SortKey:
    factor, days = conflict.size
    return SortKey(number=factor or days / _DAYS_PER_UNIT_OF_FACTOR)


def _build_values_cell(conflict: Conflict) -> Cell:
    return Cell("; ".join(conflict.readable_values), items=tuple(conflict.readable_values))


def _build_spread_cell(conflict: Conflict) -> Cell:
    """Build the factor, and beside it the ends, which a terminal shows among the values."""
    spread = conflict.value_spread
    if spread is None or not spread.format_factor():
        return Cell(conflict.spread or "")
    ends = spread.format_ends(conflict.readable_unit)
    return Cell(spread.format_factor(), "", f"({ends})", terminal_annotation="")


def _format_fact(graph: EntityGraph, fact: Fact, unit: str) -> str:
    """Write a value, a figure in a unit, with the time that it is of."""
    text, time_span = format_in_unit(graph, fact, unit), format_time_span(fact)
    return f"{text} ({time_span})" if time_span else text


VALUES_WIDTH = 20
"""Characters that the values get at least on a terminal: a range of figures with its unit, which
is worth nothing if it is cut."""
_COLUMN_SPECS: list[ColumnSpec[Conflict]] = [
    *ENTITY_COLUMNS,
    PROPERTY_COLUMN,
    ColumnSpec(
        key="values",
        build_cell=_build_values_cell,
        find_citations=attrgetter("citations"),
        min_width=VALUES_WIDTH,
    ),
    ColumnSpec(
        key="spread", build_cell=_build_spread_cell, get_sort_key=_get_sort_key, is_numeric=True
    ),
    ColumnSpec(key="factor"),
    ColumnSpec(key="low", label="Lowest"),
    ColumnSpec(key="high", label="Highest"),
    ColumnSpec(key="unit"),
    ColumnSpec(key="facts"),
    ColumnSpec(key="independent", heading="Sources", is_numeric=True),
    ColumnSpec(key="sources"),
]

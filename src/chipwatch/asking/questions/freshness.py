"""Find the facts that are past the half-life which the schema gives their property."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model import clock
from ...model.answer import Answer, Json
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import DATE_COLUMN
from ...model.half_life import DAYS_PER_MONTH, Staleness, find_staleness
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec
from ..answers.columns import (
    RowsAnswer,
    RowsSettings,
    build_columns_help,
    build_empty_error,
)
from ..answers.fact_value import FACT_VALUE_COLUMN, split_fact_value
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.reference_day import find_reference_day
from .fact_columns import PROPERTY_COLUMN, SOURCES_COLUMN, UNIT_COLUMN, list_citations
from .scope import Scope, find_scoped_entities, list_scope_kinds


class StaleFact(NamedTuple):
    """A fact that is shown though it is past the half-life of its property."""

    entity: Entity
    fact: Fact
    value: Sequence[Json] | None
    """Its value, split into the parts of a column."""
    text: str
    """The value for a reader."""
    staleness: Staleness

    @property
    def age(self) -> int:
        """The age in days."""
        return self.staleness.days

    @property
    def half_life(self) -> int:
        """The half-life in months."""
        return self.staleness.half_life


def list_stale_facts(base: KnowledgeBase, options: QueryOptions) -> Answer:
    """List the facts that are past their half-life, the oldest first; raises NotFoundError."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    graph = EntityGraph(base, find_scoped_entities(base, Scope(), list_scope_kinds()).entities)
    stale_facts = sorted(_find_stale_facts(graph, find_reference_day(base)), key=_get_freshness)
    if not stale_facts:
        raise build_empty_error(
            _COLUMN_SPECS,
            options,
            "no fact is past its half-life",
            "run chipwatch stats to see them all",
        )
    settings = RowsSettings[StaleFact](
        title=f"Past their half-life{_describe_day(base)}",
        default_keys=("name", "property", "value", "date", "age", "half_life"),
        get_source=graph.get_source,
    )
    return RowsAnswer(_COLUMN_SPECS, stale_facts, options, settings)


def _describe_day(base: KnowledgeBase) -> str:
    """Describe the day of today, where that of the question does not stand in the title."""
    return "" if base.time_filter else f" on {clock.get_today().text}"


def _find_stale_facts(graph: EntityGraph, reference_day: int) -> Iterator[StaleFact]:
    for entity in graph.entities:
        for ranked_facts in graph.rank_facts(entity).values():
            for fact in ranked_facts.shown_facts:
                if staleness := find_staleness(fact, graph.get_source, reference_day):
                    yield StaleFact(
                        entity=entity,
                        fact=fact,
                        value=split_fact_value(graph, fact),
                        text=graph.format_value(fact),
                        staleness=staleness,
                    )


def _get_freshness(stale_fact: StaleFact) -> float:
    """Return the half-life as a part of the age: the smaller, the staler the fact."""
    return stale_fact.half_life * DAYS_PER_MONTH / stale_fact.age


def _build_value_cell(stale_fact: StaleFact) -> Cell:
    return Cell(stale_fact.text)


_COLUMN_SPECS: list[ColumnSpec[StaleFact]] = [
    *ENTITY_COLUMNS,
    PROPERTY_COLUMN,
    ColumnSpec(
        key="value",
        column_type=FACT_VALUE_COLUMN,
        build_cell=_build_value_cell,
        find_citations=list_citations,
    ),
    UNIT_COLUMN,
    ColumnSpec(
        key="date",
        get_value=attrgetter("staleness.day"),
        column_type=DATE_COLUMN,
        is_unbreakable=True,
    ),
    ColumnSpec(key="age", label="Days old", is_numeric=True),
    ColumnSpec(key="half_life", label="Half-life", heading="Half-life in months", is_numeric=True),
    SOURCES_COLUMN,
]

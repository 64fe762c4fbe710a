"""How old what is known may be: facts past the half-life that the schema gives their property."""

from collections.abc import Iterator
from typing import NamedTuple

from ...model import clock
from ...model.answer import Answer
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.problem import NotFoundError
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import (
    ENTITY_COLUMNS,
    ColumnSpec,
    RowsAnswer,
    RowsSettings,
    build_columns_help,
)
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .scope import SCOPE_KINDS, Scope, find_scoped_entities

DAYS_PER_MONTH = 30.44
"""In a month, on average."""


class StaleFact(NamedTuple):
    """A fact that is shown though it is past the half-life of its property."""

    entity: Entity
    fact: Fact
    day: Date
    days: int
    months: int


def find_reference_day(base: KnowledgeBase) -> int:
    """The day that age is counted to: the moment asked about, or else today."""
    moment = base.time_filter.query_dates if base.time_filter else None
    day = moment and (moment.as_of or moment.known_by)
    return day.last if day else clock.get_today().last


def find_staleness(
    graph: EntityGraph, fact: Fact, reference_day: int
) -> tuple[Date, int, int] | None:
    """The date of a fact, its age in days and its half-life, where it is past that."""
    months = KINDS[fact.kind].find_half_life(fact.property)
    # The latest of its sources vouches for it until it appeared.
    day = fact.as_of or next(reversed(fact.list_publication_dates(graph.get_source)), None)
    if (
        months is None
        or day is None
        or fact.is_unknown
        or reference_day - day.last <= months * DAYS_PER_MONTH
    ):
        return None
    return day, reference_day - day.last, months


def list_stale_facts(base: KnowledgeBase, options: QueryOptions) -> Answer:
    """Every fact shown that is past its half-life, the oldest first; raises NotFoundError."""
    graph = EntityGraph(base, find_scoped_entities(base, Scope(), SCOPE_KINDS).entities)
    specs = _build_column_specs(graph)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    stale_facts = sorted(
        _find_stale_facts(graph, find_reference_day(base)),
        key=lambda stale_fact: stale_fact.months * DAYS_PER_MONTH / stale_fact.days,
    )
    if not stale_facts:
        raise NotFoundError("no fact is past its half-life", "run chipwatch stats to see them all")
    default_keys = ("name", "property", "value", "date", "age", "half_life")
    return RowsAnswer(
        specs,
        stale_facts,
        options,
        RowsSettings(
            title="Past their half-life", default_keys=default_keys, get_source=graph.get_source
        ),
    )


def _find_stale_facts(graph: EntityGraph, reference_day: int) -> Iterator[StaleFact]:
    for entity in graph.entities:
        for ranked_facts in graph.rank_facts(entity).values():
            for fact in ranked_facts.shown_facts:
                if staleness := find_staleness(graph, fact, reference_day):
                    yield StaleFact(entity, fact, *staleness)


def _build_column_specs(graph: EntityGraph) -> list[ColumnSpec[StaleFact]]:
    return [
        *ENTITY_COLUMNS,
        ColumnSpec(
            key="property",
            get_value=lambda stale_fact: stale_fact.fact.property,
            is_unbreakable=True,
        ),
        ColumnSpec(
            key="value",
            get_value=lambda stale_fact: graph.format_value(stale_fact.fact),
            find_citations=lambda stale_fact: stale_fact.fact.citations,
        ),
        ColumnSpec(
            key="date", get_value=lambda stale_fact: stale_fact.day.text, is_unbreakable=True
        ),
        ColumnSpec(
            key="age",
            label="Days old",
            get_value=lambda stale_fact: stale_fact.days,
            is_numeric=True,
        ),
        ColumnSpec(
            key="half_life",
            label="Half-life",
            get_value=lambda stale_fact: stale_fact.months,
            heading="Half-life in months",
            is_numeric=True,
        ),
        ColumnSpec(
            key="sources",
            get_value=lambda stale_fact: [str(citation) for citation in stale_fact.fact.citations],
        ),
    ]

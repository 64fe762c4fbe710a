"""Answer with what happened, in order: the dates of rules, releases, investments and events."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field import SortKey
from ...model.field_types import DATE_COLUMN, Day
from ...model.schema import KINDS
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import (
    RowsAnswer,
    RowsSettings,
    build_columns_help,
    build_empty_error,
)
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .fact_columns import (
    CERTAINTY_COLUMN,
    NOTE_COLUMN,
    PROPERTY_COLUMN,
    SOURCES_COLUMN,
    list_citations,
)
from .response_time import ResponseTime, find_response_times
from .scope import Scope, find_scoped_entities

AXIS_WIDTH = 16
"""The characters in the axis that a terminal draws."""


class TimelineEntry(NamedTuple):
    """A date of an entity."""

    day: Date
    entity: Entity
    fact: Fact
    response_time: ResponseTime | None
    """How long after the rule that it answers a chip came, at its first date."""

    @property
    def first(self) -> str:
        """The first day that the date may be."""
        return self.day.to_days()[0]

    @property
    def last(self) -> str:
        """The last day that the date may be."""
        return self.day.to_days()[1]

    @property
    def lag(self) -> str | None:
        """The response time in words."""
        return self.response_time.format() if self.response_time else None

    @property
    def lag_low(self) -> int | None:
        """The fewest days of the response time."""
        return self.response_time.low if self.response_time else None

    @property
    def lag_high(self) -> int | None:
        """The most days of the response time."""
        return self.response_time.high if self.response_time else None

    @property
    def lag_after(self) -> str | None:
        """The id of the rule that the chip answers."""
        return self.response_time.rule if self.response_time else None


def build_timeline(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """List the dates in a scope; raises NotFoundError where there are none, and errors of names."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    dated_kinds = [kind.name for kind in KINDS.values() if kind.has_start_date]
    scoped_entities = find_scoped_entities(base, scope, dated_kinds, exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    entries = [entry for entry in find_entries(graph) if scope.may_contain(entry.day)]
    if not entries:
        hint = "widen --since and --until, or leave out --kind and --about"
        raise build_empty_error(
            _COLUMN_SPECS, options, f"no dates are known {scope.describe()}".rstrip(), hint
        )
    entries.sort(key=_get_order)
    settings = RowsSettings[TimelineEntry](
        title=f"Timeline {scope.describe()}".strip(),
        default_keys=("date", "name", "kind", "lag"),
        remarks=scoped_entities.collect_remarks(),
        get_source=graph.get_source,
        drawing_spec=_build_axis_spec(entries),
    )
    return RowsAnswer(_COLUMN_SPECS, entries, options, settings)


def find_entries(graph: EntityGraph) -> Iterator[TimelineEntry]:
    """Find the dates of the entities of a graph, those of one entity together."""
    for entity in graph.entities:
        response_times = find_response_times(graph, entity)
        for name, ranked_facts in graph.rank_facts(entity).items():
            if isinstance(ranked_facts.field, Day):
                for fact in ranked_facts.shown_facts:
                    if not fact.is_unknown:
                        yield TimelineEntry(fact.value, entity, fact, response_times.get(name))


def _get_order(entry: TimelineEntry) -> tuple[int, int, str]:
    return (entry.day.first, entry.day.last, entry.entity.name)


def _get_sort_key(entry: TimelineEntry) -> SortKey:
    return SortKey(number=entry.day.first)


def _build_name_cell(entry: TimelineEntry) -> Cell:
    """Build the name of the entity, with what the date is the date of and the note of its fact.

    In a listing of one line a row, where the end may be cut, the name follows.
    """
    step = entry.fact.field.label
    asides = (step.lower(), entry.fact.note)
    return Cell(
        entry.entity.name,
        "name",
        "; ".join(filter(None, asides)),
        one_line_text=f"{step}: {entry.entity.name}",
        one_line_annotation=entry.fact.note,
    )


_COLUMN_SPECS: list[ColumnSpec[TimelineEntry]] = [
    ColumnSpec(
        key="date",
        get_value=attrgetter("day"),
        column_type=DATE_COLUMN,
        get_sort_key=_get_sort_key,
        is_unbreakable=True,
    ),
    ColumnSpec(key="id", get_value=attrgetter("entity.id")),
    ColumnSpec(
        key="name",
        label="What",
        get_value=attrgetter("entity.name"),
        build_cell=_build_name_cell,
        find_citations=list_citations,
    ),
    ColumnSpec(key="kind", get_value=attrgetter("entity.kind")),
    PROPERTY_COLUMN,
    ColumnSpec(key="first", label="First day"),
    ColumnSpec(key="last", label="Last day"),
    CERTAINTY_COLUMN,
    ColumnSpec(key="lag"),
    ColumnSpec(key="lag_low", label="Lag from"),
    ColumnSpec(key="lag_high", label="Lag to"),
    ColumnSpec(key="lag_after"),
    NOTE_COLUMN,
    SOURCES_COLUMN,
]


def _build_axis_spec(entries: Sequence[TimelineEntry]) -> ColumnSpec[TimelineEntry]:
    """Build an axis from the first date to the last; a date is a point, or the span of its days."""
    first = min(entry.day.first for entry in entries)
    days = max(entry.day.last for entry in entries) - first or 1

    def find_position(day: int) -> int:
        return (day - first) * (AXIS_WIDTH - 1) // days

    def build_axis(entry: TimelineEntry) -> Cell:
        start, end = find_position(entry.day.first), find_position(entry.day.last)
        mark = "●" if start == end else "━" * (end - start + 1)
        return Cell(("·" * start + mark).ljust(AXIS_WIDTH, "·"), "dim")

    return ColumnSpec(
        key="axis",
        label="",
        build_cell=build_axis,
        is_unbreakable=True,
        is_drawing=True,
        is_dispensable=True,
    )

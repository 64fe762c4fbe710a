"""What happened, in order: the dates of rules, releases, investments and events interleaved."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ...model.answer import Answer, Cell
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field import SortKey
from ...model.field_types import Day
from ...model.problem import NotFoundError
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .response_time import ResponseTime, find_response_times
from .scope import Scope, find_scoped_entities

AXIS_WIDTH = 16
"""Signs in the axis that a terminal draws."""


class TimelineEntry(NamedTuple):
    """One date of one thing."""

    day: Date
    entity: Entity
    fact: Fact
    response_time: ResponseTime | None
    """How long after the rule that a chip answers it came."""


def build_timeline(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """The dates in a scope; raises NotFoundError where there are none, and the errors of names."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    dated_kinds = [kind.name for kind in KINDS.values() if kind.has_start_date]
    scoped_entities = find_scoped_entities(base, scope, dated_kinds, exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    entries = [entry for entry in _find_entries(graph) if scope.may_contain(entry.day)]
    if not entries:
        hint = "widen --since and --until, or leave out --kind and --about"
        raise NotFoundError(f"no dates are known {scope.describe()}".rstrip(), hint)
    entries.sort(key=lambda entry: (entry.day.first, entry.day.last, entry.entity.name))
    title = f"Timeline {scope.describe()}".strip()
    return RowsAnswer(
        _COLUMN_SPECS,
        entries,
        options,
        RowsSettings(
            title=title,
            default_keys=("date", "name", "kind", "lag"),
            remarks=scoped_entities.collect_remarks(),
            get_source=graph.get_source,
            drawing_spec=_build_axis_spec(entries),
        ),
    )


def _find_entries(graph: EntityGraph) -> Iterator[TimelineEntry]:
    for entity in graph.entities:
        response_times = find_response_times(graph, entity)
        for name, ranked_facts in graph.rank_facts(entity).items():
            if isinstance(ranked_facts.field, Day):
                for fact in ranked_facts.shown_facts:
                    if not fact.is_unknown:
                        yield TimelineEntry(fact.value, entity, fact, response_times.get(name))


_COLUMN_SPECS: list[ColumnSpec[TimelineEntry]] = [
    ColumnSpec(
        key="date",
        get_value=lambda entry: entry.day.text,
        get_sort_key=lambda entry: SortKey(number=entry.day.first),
        is_unbreakable=True,
    ),
    ColumnSpec(key="id", get_value=lambda entry: entry.entity.id),
    ColumnSpec(
        key="name",
        label="What",
        get_value=lambda entry: entry.entity.name,
        build_cell=lambda entry: Cell(entry.entity.name, "name", _describe_date(entry.fact)),
        find_citations=lambda entry: entry.fact.citations,
    ),
    ColumnSpec(key="kind", get_value=lambda entry: entry.entity.kind),
    ColumnSpec(key="property", get_value=lambda entry: entry.fact.property),
    ColumnSpec(
        key="first", label="First day", get_value=lambda entry: str(_to_date(entry.day.first))
    ),
    ColumnSpec(key="last", label="Last day", get_value=lambda entry: str(_to_date(entry.day.last))),
    ColumnSpec(key="certainty", get_value=lambda entry: entry.fact.certainty),
    ColumnSpec(
        key="lag", get_value=lambda entry: entry.response_time and entry.response_time.format()
    ),
    ColumnSpec(
        key="lag_low",
        label="Lag from",
        get_value=lambda entry: entry.response_time and entry.response_time.low,
    ),
    ColumnSpec(
        key="lag_high",
        label="Lag to",
        get_value=lambda entry: entry.response_time and entry.response_time.high,
    ),
    ColumnSpec(
        key="lag_after", get_value=lambda entry: entry.response_time and entry.response_time.rule
    ),
    ColumnSpec(key="note", get_value=lambda entry: entry.fact.note or None),
    ColumnSpec(
        key="sources", get_value=lambda entry: [str(citation) for citation in entry.fact.citations]
    ),
]


def _describe_date(fact: Fact) -> str:
    """What the date is the date of, and what its fact notes."""
    return "; ".join(text for text in (fact.field.label.lower(), fact.note) if text)


def _to_date(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _build_axis_spec(entries: Sequence[TimelineEntry]) -> ColumnSpec[TimelineEntry]:
    """Each date as a point, or as the span that it may lie in, between the first and the last."""
    first = min(entry.day.first for entry in entries)
    days = max(entry.day.last for entry in entries) - first or 1

    def find_position(day: int) -> int:
        return (day - first) * (AXIS_WIDTH - 1) // days

    def build_axis(entry: TimelineEntry) -> Cell:
        start, end = find_position(entry.day.first), find_position(entry.day.last)
        mark = "●" if start == end else "━" * (end - start + 1)
        return Cell(("·" * start + mark).ljust(AXIS_WIDTH, "·"), "dim")

    return ColumnSpec(
        key="axis", label="", build_cell=build_axis, is_unbreakable=True, is_drawing=True
    )

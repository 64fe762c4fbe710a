"""Chart what happened on an axis of time, a row for each date."""

from ..asking.answers.columns import RowsAnswer
from ..asking.answers.query_options import QueryOptions
from ..asking.questions.scope import Scope
from ..asking.questions.timeline import TimelineEntry, build_timeline
from ..model.chart import Axis, ChartFrame, Mark, RowChart, Scale, Span
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import ChartAnswer, ChartContent, ChartRow, describe_sources, list_source_ids

MAX_DATES = 60
"""Dates of a picture, the newest; earlier ones are left out, which it says."""


def chart_timeline(base: KnowledgeBase, scope: Scope, *, exact: bool) -> ChartAnswer:
    """Chart the dates in a scope; raises NotFoundError without any, and errors of names."""
    answer = build_timeline(base, scope, QueryOptions(exact=exact))
    assert isinstance(answer, RowsAnswer)  # noqa: S101 - no help was asked for
    entries = answer.items[-MAX_DATES:]
    rows = [_build_row(entry) for entry in entries]
    citations = [citation for row in rows for citation in row.citations]
    omitted_count = len(answer.items) - len(entries)
    omission = f"{omitted_count} earlier dates are left out; --since and --until choose."
    chart = RowChart(
        frame=ChartFrame(
            title=answer.settings.title,
            subtitles=("A bar is a date that is known less precisely than to the day.",),
            notes=(describe_sources(base, citations), *([omission] if omitted_count else [])),
            group_title="Kind",
            groups=tuple(sorted({entry.entity.kind for entry in entries})),
            source_ids=list_source_ids(citations),
        ),
        axis=Axis("", Scale.TIME),
        marks=[_build_mark(entry) for entry in entries],
    )
    columns = {"name": "What", "date": "Date", "property": "Step", "kind": "Kind"}
    content = ChartContent(
        chart=chart, rows=rows, columns=columns, remarks=tuple(answer.collect_remarks())
    )
    return ChartAnswer(base, content)


def _build_mark(entry: TimelineEntry) -> Mark:
    step = entry.fact.field.label.lower()
    return Mark(
        label=f"{entry.entity.name} – {step}",
        x=Span(entry.day.first, entry.day.last),
        group=entry.entity.kind,
        detail=entry.day.text,
        is_disputed=entry.fact.certainty == "disputed",
    )


def _build_row(entry: TimelineEntry) -> ChartRow:
    values = {
        "id": entry.entity.id,
        "name": entry.entity.name,
        "kind": entry.entity.kind,
        "property": entry.fact.property,
        "date": entry.day.text,
        "date_first": entry.first,
        "date_last": entry.last,
        "certainty": entry.fact.certainty,
    }
    return ChartRow(values, entry.fact.citations)

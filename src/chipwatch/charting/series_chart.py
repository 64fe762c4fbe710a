"""Chart a figure over time: years, quarters and moments as lines of their own."""

from collections import Counter
from collections.abc import Sequence

from ..asking.answers.figure_series import SeriesPoint
from ..asking.answers.query_options import QueryOptions
from ..asking.questions.series_answer import SeriesAnswer, SeriesItem
from ..asking.questions.series_query import list_periods
from ..model.chart import Axis, ChartFrame, Mark, PointChart, Scale, Span
from ..model.problem import NotFoundError
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import (
    MARKS_TEXT,
    ChartAnswer,
    ChartContent,
    ChartRow,
    describe_sources,
    list_source_ids,
)

_SHAPES = ("exact", "range, bound or disputed")
_LONGEST_GROUP = 60
"""The letters of what a line stands for, of which notes may say more."""


def chart_series(
    base: KnowledgeBase, name: str, property_name: str, *, exact: bool, is_logarithmic: bool
) -> ChartAnswer:
    """Chart every period of a figure, in the unit that most are in; raises the errors of series."""
    answer = list_periods(base, name, property_name, QueryOptions(exact=exact))
    assert isinstance(answer, SeriesAnswer)  # noqa: S101 - no help was asked for
    units = Counter(item.point.unit for item in answer.items)
    ((unit, _), *_) = units.most_common(1)
    items = [item for item in answer.items if item.point.unit == unit and item.point.value]
    if not items:
        raise _build_nothing_error(answer)
    rows = [_build_row(item) for item in items]
    citations = [citation for row in rows for citation in row.citations]
    content = answer.content
    omitted_units = ", ".join(other for other in units if other != unit)
    omission = f"Not drawn, as it is in another unit: {omitted_units}."
    rangeless = _describe_rangeless([item.point for item in answer.items])
    marks = [_build_mark(item) for item in items]
    label = content.field.label
    chart = PointChart(
        frame=ChartFrame(
            title=f"{label} of {content.entity.name}" + (f", {unit}" if unit else ""),
            subtitles=("A point stands at the end of its period.", MARKS_TEXT),
            notes=(
                describe_sources(base, citations),
                *([omission] if omitted_units else []),
                *([rangeless] if rangeless else []),
            ),
            group_title="Periods",
            groups=tuple(dict.fromkeys(mark.group for mark in marks)),
            source_ids=list_source_ids(citations),
        ),
        x_axis=Axis("", Scale.TIME),
        y_axis=Axis(
            f"{label} ({unit})" if unit else label,
            Scale.LOG if is_logarithmic else Scale.LINEAR,
        ),
        marks=marks,
        shapes=_SHAPES,
        joins_groups=True,
    )
    columns = {"period": "Period", "value_text": "Value", "unit": "Unit", "group": "Line"}
    remarks = tuple(answer.collect_remarks())
    return ChartAnswer(base, ChartContent(chart=chart, rows=rows, columns=columns, remarks=remarks))


def _describe_rangeless(points: Sequence[SeriesPoint]) -> str:
    """Describe the points that cannot be drawn, as their figures have no range in common."""
    texts = [
        f"{point.span.text} ({point.format_value()})" for point in points if point.value is None
    ]
    return f"Not drawn, as its bounds have no common range: {', '.join(texts)}." if texts else ""


def _build_nothing_error(answer: SeriesAnswer) -> NotFoundError:
    content = answer.content
    message = (
        f"no {content.field.label} of {content.entity.name} can be drawn: bounds contradict it"
    )
    hint = f"chipwatch series {content.entity.id} {content.field.name} lists them"
    return NotFoundError(message, hint)


def _name_group(item: SeriesItem) -> str:
    """Name the line of a point: the length of its period, and what is counted."""
    name = ": ".join(filter(None, [item.point.kind, item.point.subject]))
    return name if len(name) <= _LONGEST_GROUP else f"{name[: _LONGEST_GROUP - 1]}…"


def _build_mark(item: SeriesItem) -> Mark:
    point = item.point
    value = _build_span(point)
    end = point.span.last
    return Mark(
        label=point.span.text,
        x=Span(end, end),
        y=value,
        group=_name_group(item),
        shape=_SHAPES[0] if value.is_point and not point.is_disputed else _SHAPES[1],
        detail=point.format_value(),
        is_disputed=point.is_disputed,
    )


def _build_span(point: SeriesPoint) -> Span:
    return Span(point.value.low, point.value.high) if point.value else Span(None, None)


def _build_row(item: SeriesItem) -> ChartRow:
    point = item.point
    value = _build_span(point)
    values = {
        "period": point.span.text,
        "period_first": point.span.to_days()[0],
        "period_last": point.span.to_days()[1],
        "group": _name_group(item),
        "value_low": value.low,
        "value_high": value.high,
        "value_text": point.format_value(),
        "unit": point.unit or None,
        "disputed": point.is_disputed,
    }
    return ChartRow(values, item.citations)

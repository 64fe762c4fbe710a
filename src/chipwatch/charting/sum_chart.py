"""Chart sums of money or figures as bars, a row for each group and a colour for each part."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..asking.answers.query_options import QueryOptions
from ..asking.questions.summation import TotalQuery
from ..asking.questions.sums import SumLine
from ..asking.questions.total import TotalsAnswer, compute_totals
from ..asking.questions.total_columns import format_sum
from ..model.chart import Axis, ChartFrame, Mark, RowChart, Span
from ..model.magnitudes import MAGNITUDES
from ..model.problem import NotFoundError, UsageError
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import ChartAnswer, ChartContent, ChartRow, describe_sources, list_source_ids

MAX_ROWS = 40
"""Rows of a picture; smaller sums are left out, which it says."""


class BarScale(NamedTuple):
    """What the numbers of an axis are divided by, and the unit that they then have."""

    divisor: float
    unit: str


class DrawnSums(NamedTuple):
    """The sums that are drawn, those that have no room, and those that are in other units."""

    lines: Sequence[SumLine]
    omitted_row_count: int
    unconverted_lines: Sequence[SumLine]


def chart_sums(base: KnowledgeBase, kind_name: str, query: TotalQuery, where: str) -> ChartAnswer:
    """Chart a total by one or two columns; raises UsageError for sums of several units."""
    if not query.group_keys:
        raise UsageError("sums are charted by a column", "add --by investor,year")
    answer = compute_totals(base, kind_name, query, QueryOptions(where=where, cite=True))
    assert isinstance(answer, TotalsAnswer)  # noqa: S101 - no help was asked for
    drawn = _choose_lines(answer)
    stages = list(dict.fromkeys(line.stage for line in drawn.lines))
    scale = _choose_scale(drawn.lines)
    marks = [_build_mark(line, scale.divisor, has_stages=len(stages) > 1) for line in drawn.lines]
    rows = [_build_row(line) for line in drawn.lines]
    stage_text = f" ({stages[0]})" if len(stages) == 1 and stages[0] else ""
    title = f"{answer.summation.field.label} of {answer.summation.kind.plural}{stage_text}"
    chart = RowChart(
        frame=ChartFrame(
            title=f"{title} by {' and '.join(query.group_keys)}, {scale.unit}",
            subtitles=("Pale: the part of a range that is not sure. Plans are no spending.",),
            notes=tuple(_iter_notes(base, drawn, rows)),
            group_title=query.group_keys[-1] if len(query.group_keys) > 1 else "",
            groups=tuple(sorted({mark.group for mark in marks if mark.group})),
            source_ids=list_source_ids(citation for row in rows for citation in row.citations),
        ),
        axis=Axis(scale.unit),
        marks=marks,
    )
    columns = {
        "stage": "Stage",
        "group": "Group",
        "sum_text": "Sum",
        "count": "Count",
    }
    content = ChartContent(
        chart=chart, rows=rows, columns=columns, remarks=tuple(answer.collect_remarks())
    )
    return ChartAnswer(base, content)


def _choose_lines(answer: TotalsAnswer) -> DrawnSums:
    """Choose the sums to draw; raises UsageError and NotFoundError where none can be."""
    lines = [
        line
        for line in answer.sums.lines
        if line.amount is not None and not line.is_over_all_groups
    ]
    currency = answer.summation.currency
    units = list(dict.fromkeys(line.unit for line in lines))
    if not currency and len(units) > 1:
        hint = "add --currency USD if they are money, or choose with --where"
        raise UsageError(f"the sums are in several units: {', '.join(units)}", hint)
    drawn_lines = [line for line in lines if line.unit == (currency or units[0])]
    if not drawn_lines:
        raise NotFoundError("no sum is known", "chipwatch total says what is not known")
    lines_by_row: dict[tuple[str, str], list[SumLine]] = {}
    for line in drawn_lines:
        lines_by_row.setdefault((line.stage, line.group[0]), []).append(line)
    shown_rows = list(lines_by_row.values())[:MAX_ROWS]
    return DrawnSums(
        lines=[line for row in shown_rows for line in row],
        omitted_row_count=len(lines_by_row) - len(shown_rows),
        unconverted_lines=[line for line in lines if line not in drawn_lines],
    )


def _choose_scale(lines: Sequence[SumLine]) -> BarScale:
    """Choose the power of ten in which the largest sum has few digits."""
    largest = max(abs(end) for line in lines for end in (line.low, line.high) if end is not None)
    unit = lines[0].unit
    for magnitude in MAGNITUDES:
        if largest >= magnitude.size:
            return BarScale(divisor=float(magnitude.size), unit=f"{magnitude.word} {unit}".strip())
    return BarScale(divisor=1, unit=unit)


def _build_mark(line: SumLine, divisor: float, *, has_stages: bool) -> Mark:
    name = line.group_names[0]
    return Mark(
        label=f"{line.stage}: {name}" if has_stages and line.stage else name,
        x=Span(_divide(line.low, divisor), _divide(line.high, divisor)),
        group=", ".join(line.group_names[1:]),
        detail=format_sum(line),
        is_disputed=bool(line.disputed),
    )


def _divide(number: float | None, divisor: float) -> float | None:
    return None if number is None else number / divisor


def _build_row(line: SumLine) -> ChartRow:
    values = {
        "stage": line.stage or None,
        "group": "; ".join(line.group_names),
        "sum_low": line.low,
        "sum_high": line.high,
        "sum_text": format_sum(line),
        "unit": line.unit,
        "count": len(line.addends),
        "disputed": line.disputed,
    }
    return ChartRow(values, tuple(dict.fromkeys(line.citations)))


def _iter_notes(base: KnowledgeBase, drawn: DrawnSums, rows: Sequence[ChartRow]) -> Iterator[str]:
    yield describe_sources(base, (citation for row in rows for citation in row.citations))
    if drawn.omitted_row_count:
        yield f"{drawn.omitted_row_count} smaller rows are left out; --where or --stage chooses."
    for line in drawn.unconverted_lines:
        names = ", ".join(line.group_names)
        yield f"Not drawn, as it could not be converted: {names}, {line.unit}."

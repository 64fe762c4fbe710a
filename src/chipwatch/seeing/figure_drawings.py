"""Figures over time as small drawings: a column for each period, above zero or below it.

Only places are computed here, the template draws them. A page needs tens of such drawings for all
its readers, so they take their colours from its style, light or dark, and no library.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..asking.answers.figure_series import (
    MIN_SPARKLINE_POINTS,
    MOMENT,
    OTHER_SPAN,
    FigureSeries,
    SeriesPoint,
    build_series,
)
from ..model.facts import Fact
from ..model.kind import AnyField
from ..model.quantity import Real

WIDTH, HEIGHT, TOP = 360, 96, 14
"""The size of a drawing, and the room above its columns for the number of the highest."""
EDGE = 60
"""How near to an edge of the drawing a text may not be centred: half the width of a long number."""
MAX_COLUMN_WIDTH, GAP_SHARE = 34, 0.25
MAX_PERIODS = 40
"""Periods of a drawing, the newest. Chosen: columns stay wider than a line."""


class FigureColumn(NamedTuple):
    """The column of a period: from zero to what is sure, and on to the end of a range."""

    x: float
    width: float
    y: float
    height: float
    range_y: float
    range_height: float
    text: str
    """Period and figure in words."""
    certainty: str


class FigureDrawing(NamedTuple):
    """The drawing of a figure over periods of one length."""

    title: str
    zero_y: float
    columns: Sequence[FigureColumn]
    first_period: str
    last_period: str
    peak_x: float
    peak_y: float
    peak_anchor: str
    """Where the text of the peak begins, so that it stays within the drawing."""
    peak_text: str
    """The highest figure, above its column."""
    omitted_count: int

    @property
    def description(self) -> str:
        """All that is drawn, as a text."""
        return f"{self.title}: {'; '.join(column.text for column in self.columns)}"


def iter_figure_drawings(field: AnyField, facts: Iterable[Fact]) -> Iterator[FigureDrawing]:
    """Draw each series of a figure that has enough periods."""
    for series in build_series(facts):
        points = [point for point in series.points if _list_ends(point)]
        if len(points) >= MIN_SPARKLINE_POINTS:
            yield _draw_series(_build_title(field, series), series.unit, points)


def _build_title(field: AnyField, series: FigureSeries) -> str:
    """Name the figure, what is counted, unit and period, as far as they say something."""
    period = "" if series.kind in (MOMENT, OTHER_SPAN) else f"by {series.kind}"
    return ", ".join(filter(None, (field.label, series.subject, series.unit, period)))


def _draw_series(title: str, unit: str, points: Sequence[SeriesPoint]) -> FigureDrawing:
    shown_points = points[-MAX_PERIODS:]
    ends = [end for point in shown_points for end in _list_ends(point)]
    lowest, highest = min(0, *ends), max(0, *ends)
    scale = (HEIGHT - TOP) / ((highest - lowest) or 1)
    zero_y = TOP + highest * scale
    step = WIDTH / len(shown_points)
    width = min(step * (1 - GAP_SHARE), MAX_COLUMN_WIDTH)
    columns = [
        _draw_column(point, unit, _Place(step * (number + 0.5) - width / 2, width, zero_y, scale))
        for number, point in enumerate(shown_points)
    ]
    peak = max(range(len(columns)), key=lambda number: max(_list_ends(shown_points[number])))
    peak_x = columns[peak].x + width / 2
    return FigureDrawing(
        title=title,
        zero_y=round(zero_y, 1),
        columns=columns,
        first_period=shown_points[0].span.format(),
        last_period=shown_points[-1].span.format(),
        peak_x=round(peak_x, 1),
        peak_y=round(min(columns[peak].y, columns[peak].range_y) - 4, 1),
        peak_anchor=_choose_anchor(peak_x),
        peak_text=shown_points[peak].format_value(),
        omitted_count=len(points) - len(shown_points),
    )


class _Place(NamedTuple):
    """Where a column stands, and how many pixels one of its unit is."""

    x: float
    width: float
    zero_y: float
    scale: float


def _draw_column(point: SeriesPoint, unit: str, place: _Place) -> FigureColumn:
    """Draw the sure part of a figure from zero, and the rest of its range on top of it."""
    first, last = sorted(_list_ends(point), key=abs)
    is_astride = first * last < 0
    sure_end = 0 if is_astride else first
    y, height = _stretch(place, 0, sure_end)
    range_y, range_height = _stretch(place, first if is_astride else sure_end, last)
    number = point.format_value()
    return FigureColumn(
        x=round(place.x, 1),
        width=round(place.width, 1),
        y=y,
        height=height,
        range_y=range_y,
        range_height=range_height,
        text=f"{point.span.format()}: {number}{f' {unit}' if unit else ''}",
        certainty="disputed" if point.is_disputed else point.fact.certainty,
    )


def _choose_anchor(x: float) -> str:
    if x < EDGE:
        return "start"
    return "end" if x > WIDTH - EDGE else "middle"


def _list_ends(point: SeriesPoint) -> list[Real]:
    """List both ends of a figure, that of a bound twice; none of what is unbounded."""
    value = point.value
    ends = [end for end in (value.low, value.high) if end is not None] if value else []
    return [ends[0], ends[-1]] if ends else []


def _stretch(place: _Place, start: Real, end: Real) -> tuple[float, float]:
    """Give the upper edge and the height of a column between two numbers."""
    lower, upper = sorted((start, end))
    return round(place.zero_y - upper * place.scale, 1), round((upper - lower) * place.scale, 1)

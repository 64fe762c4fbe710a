"""The dates of a page on an axis of time: a lane for each kind of thing, a mark for each date.

Only places are computed here, the template draws them; the list below says all in words.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..asking.questions.timeline import TimelineEntry
from ..model.wording import format_count

WIDTH, LANE_HEIGHT, AXIS_HEIGHT, LABEL_WIDTH, RADIUS = 760, 20, 18, 96, 4
MIN_DATES = 4
"""Dates that are worth drawing: fewer are read faster as a list."""
MAX_TICKS = 12
TICK_STEPS = (1, 2, 5, 10, 20, 50, 100)
"""Years between the lines of the axis."""


class DateMark(NamedTuple):
    """A date: a dot, or a bar where it is known less precisely."""

    x: float
    width: float
    text: str


class DateLane(NamedTuple):
    """The dates of the things of one kind."""

    label: str
    y: int
    marks: Sequence[DateMark]


class YearTick(NamedTuple):
    """A line of the axis at the beginning of a year."""

    x: float
    text: str


class DateDrawing(NamedTuple):
    """The drawing: its height, lanes, and the years of its axis."""

    height: int
    lanes: Sequence[DateLane]
    ticks: Sequence[YearTick]
    description: str
    """What is drawn, as a text."""


def draw_dates(entries: Sequence[TimelineEntry]) -> DateDrawing | None:
    """Draw dates by kind; None where there are too few, or all are of one day."""
    axis = _choose_axis(entries)
    if len(entries) < MIN_DATES or axis is None:
        return None
    entries_by_kind: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        entries_by_kind.setdefault(entry.entity.kind, []).append(entry)
    lanes = [
        DateLane(
            label=kind,
            y=number * LANE_HEIGHT + LANE_HEIGHT // 2,
            marks=[_place_mark(entry, axis) for entry in kind_entries],
        )
        for number, (kind, kind_entries) in enumerate(sorted(entries_by_kind.items()))
    ]
    counts = ", ".join(f"{lane.label} {len(lane.marks)}" for lane in lanes)
    years = f"{_get_year(axis.first)} to {_get_year(axis.last)}"
    return DateDrawing(
        height=len(lanes) * LANE_HEIGHT + AXIS_HEIGHT,
        lanes=lanes,
        ticks=_place_ticks(axis),
        description=f"{format_count(len(entries), 'date')} from {years}, by kind: {counts}",
    )


class _TimeAxis(NamedTuple):
    """The days at both ends of the axis, as proleptic ordinals."""

    first: int
    last: int

    def place(self, day: float) -> float:
        """Give the place of a day along the axis."""
        room = WIDTH - LABEL_WIDTH - 2 * RADIUS
        share = (day - self.first) / (self.last - self.first)
        return round(LABEL_WIDTH + RADIUS + share * room, 1)


def _choose_axis(entries: Sequence[TimelineEntry]) -> _TimeAxis | None:
    first = min((entry.day.first for entry in entries), default=0)
    last = max((entry.day.last for entry in entries), default=0)
    return _TimeAxis(first, last) if first < last else None


def _place_mark(entry: TimelineEntry, axis: _TimeAxis) -> DateMark:
    start, end = axis.place(entry.day.first), axis.place(entry.day.last)
    return DateMark(
        x=round(start - RADIUS, 1),
        width=round(end - start + 2 * RADIUS, 1),
        text=f"{entry.day.format()} {entry.entity.name}: {entry.fact.field.label}",
    )


def _place_ticks(axis: _TimeAxis) -> list[YearTick]:
    """Place the beginnings of years, some years apart where there are many."""
    first, last = _get_year(axis.first) + 1, _get_year(axis.last)
    fitting = (step for step in TICK_STEPS if (last - first) // step < MAX_TICKS)
    step = next(fitting, TICK_STEPS[-1])
    start = -(-first // step) * step
    return [
        YearTick(axis.place(date(year, 1, 1).toordinal()), str(year))
        for year in range(start, last + 1, step)
    ]


def _get_year(day: int) -> int:
    return date.fromordinal(day).year

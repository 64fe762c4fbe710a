"""What all pictures in Vega-Lite are made of: positions on axes, colours of groups, sizes."""

from datetime import date
from math import ceil
from typing import Any

from ..model.chart import Axis, ChartFrame, Scale, Span

WIDTH = 880
"""The width of what is drawn, in pixels, without axes and legend."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#7a5195")
"""Colours that colour-blind readers can tell apart, after Okabe and Ito (2008), and one more."""
Spec = dict[str, Any]


def build_position(axis: Axis, domain: Span, field: str) -> Spec:
    """Build the channel of a position on an axis with fixed ends."""
    is_time = axis.scale is Scale.TIME
    return {
        "field": field,
        "type": "temporal" if is_time else "quantitative",
        "title": axis.title,
        "scale": {
            "type": "utc" if is_time else axis.scale.value,
            "domain": [convert_number(axis, domain.low), convert_number(axis, domain.high)],
            "nice": False,
        },
        "axis": {"grid": True} | ({"format": "%Y-%m"} if is_time else {}),
    }


def convert_number(axis: Axis, number: float | None) -> float | str | None:
    """Convert a number of an axis to what the specification holds: a day to a date."""
    if axis.scale is not Scale.TIME or number is None:
        return number
    return date.fromordinal(round(number)).isoformat()


def build_colour(frame: ChartFrame) -> Spec:
    """Build the channel that gives each group its colour."""
    if not frame.groups:
        return {"value": COLOURS[0]}
    palette = COLOURS * ceil(len(frame.groups) / len(COLOURS))
    return {
        "field": "group",
        "type": "nominal",
        "title": frame.group_title,
        "scale": {"domain": list(frame.groups), "range": list(palette[: len(frame.groups)])},
    }

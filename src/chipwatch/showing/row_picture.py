"""Draw rows in Vega-Lite: bars from zero, or dates on an axis of time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.chart import RowChart, Scale, Span
from .picture_parts import WIDTH, Spec, build_colour, build_position, convert_number

ROW_HEIGHT = 17
_LABEL_ROOM = 240
"""The part of the width that is left to the labels of rows."""


def build_row_picture(chart: RowChart) -> Spec:
    """Build a row for each label, with bars from zero or with dates."""
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    row_channel: Spec = {"field": "label", "type": "nominal", "sort": labels, "title": None}
    is_time = chart.axis.scale is Scale.TIME
    segments = list(_iter_dates(chart) if is_time else _iter_bars(chart))
    domain = _find_row_domain(chart, segments)
    encoding: Spec = {
        "y": row_channel,
        "x": build_position(chart.axis, domain, "low"),
        "x2": {"field": "high"},
        "color": build_colour(chart.frame),
        "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
        "tooltip": [{"field": "label", "title": "What"}, {"field": "detail", "title": "Figures"}],
    }
    layers: list[Spec] = [
        {
            "data": {"values": segments},
            "mark": {"type": "bar", "height": 6 if is_time else 11},
            "encoding": encoding,
        }
    ]
    if is_time:
        point_encoding = {key: channel for key, channel in encoding.items() if key != "x2"}
        layers.append(
            {
                "data": {"values": segments},
                "mark": {"type": "point", "filled": True, "size": 45},
                "encoding": point_encoding,
            }
        )
    return {
        "layer": layers,
        "width": WIDTH - _LABEL_ROOM,
        "height": max(ROW_HEIGHT * len(labels), 60),
    }


def _find_row_domain(chart: RowChart, segments: Sequence[Mapping[str, Any]]) -> Span:
    if chart.axis.scale is Scale.TIME:
        lows = [mark.x.low for mark in chart.marks if mark.x.low is not None]
        highs = [mark.x.high for mark in chart.marks if mark.x.high is not None]
        margin = max((max(highs) - min(lows)) * 0.03, 10)
        return Span(min(lows) - margin, max(highs) + margin)
    longest = max((segment["high"] for segment in segments), default=0)
    return Span(0, longest * 1.05 or 1)


def _iter_dates(chart: RowChart) -> Iterator[dict[str, Any]]:
    for mark in chart.marks:
        yield {
            "label": mark.label,
            "low": convert_number(chart.axis, mark.x.low),
            "high": convert_number(chart.axis, mark.x.high),
            "group": mark.group,
            "detail": mark.detail,
            "opacity": 1,
        }


def _iter_bars(chart: RowChart) -> Iterator[dict[str, Any]]:
    """Stack the bars of each row; the part of a range that is not sure is pale."""
    ends: dict[str, float] = {}
    for mark in chart.marks:
        low = mark.x.low if mark.x.low is not None else 0
        high = mark.x.high if mark.x.high is not None else low
        start = ends.get(mark.label, 0.0)
        for begin, end, opacity in ((0.0, low, 1.0), (low, high, 0.35)):
            if end > begin:
                yield {
                    "label": mark.label,
                    "low": start + begin,
                    "high": start + end,
                    "group": mark.group,
                    "detail": mark.detail,
                    "opacity": opacity,
                }
        ends[mark.label] = start + high

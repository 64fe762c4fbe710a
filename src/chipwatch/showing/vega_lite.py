"""Write a chart as a Vega-Lite specification, with everything that it needs inside."""

from collections.abc import Iterator
from textwrap import wrap

from ..model.chart import Chart, ChartFrame, PointChart, RowChart
from ..version import __version__
from .picture_parts import WIDTH, Spec

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NOTE_HEIGHT, NOTE_LETTERS = 13, 140
"""The height of a line below the picture, and how many letters stand in one."""


def build_vega_lite(chart: Chart) -> Spec:
    """Build the specification: header, the picture, and below it the notes."""
    frame = chart.frame
    return {
        "$schema": SCHEMA,
        "title": {"text": frame.title, "subtitle": list(frame.subtitles), "anchor": "start"},
        "background": "white",
        "padding": 12,
        "usermeta": {"chipwatch": __version__, "sources": list(frame.source_ids)},
        "vconcat": [_build_picture(chart), *_build_notes(frame)],
        "resolve": {"scale": {"color": "independent"}},
        "config": {
            "font": "DejaVu Sans, Noto Sans CJK SC, sans-serif",
            "title": {
                "fontSize": 16,
                "subtitleFontSize": 12,
                "subtitleColor": "#555",
                "offset": 14,
            },
            "axis": {"gridColor": "#eee", "titleFontWeight": "normal", "labelLimit": 420},
            "legend": {"titleFontWeight": "normal", "labelLimit": 300},
        },
    }


def _build_picture(chart: Chart) -> Spec:
    if isinstance(chart, PointChart):
        from .point_picture import build_point_picture

        return build_point_picture(chart)
    if isinstance(chart, RowChart):
        from .row_picture import build_row_picture

        return build_row_picture(chart)
    from .chain_picture import build_chain_picture

    return build_chain_picture(chart)


def _build_notes(frame: ChartFrame) -> Iterator[Spec]:
    """Build the lines below the picture, as a picture of text."""
    lines = [line for note in frame.notes for line in wrap(note, NOTE_LETTERS)]
    if lines:
        yield {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "x": 0,
                "y": 0,
                "fontSize": 10,
                "lineHeight": NOTE_HEIGHT,
                "color": "#555",
            },
            "encoding": {"text": {"value": lines}},
            "width": WIDTH,
            "height": NOTE_HEIGHT * len(lines),
            "view": {"stroke": None},
        }

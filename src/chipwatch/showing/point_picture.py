"""Draw marks in a plane in Vega-Lite: regions, bars of ranges, marks, labels."""

from typing import Any

from ..model.chart import Mark, PointChart, Span
from .chart_labels import LabelPlacer
from .picture_parts import WIDTH, Spec, build_colour, build_position, convert_number
from .plane import Plane, build_plane

PLANE_HEIGHT = 600
SHAPES = ("circle", "diamond", "cross", "square")
DISPUTED_SIGN = "≠"


def build_point_picture(chart: PointChart) -> Spec:
    """Build a plane: regions, bars of ranges, marks, labels that do not overlap."""
    plane = build_plane(chart, WIDTH, PLANE_HEIGHT)
    layers = [
        *_build_region_layers(chart, plane),
        *_build_range_layers(chart, plane),
        _build_mark_layer(chart, plane),
        _build_label_layer(chart, plane),
    ]
    if chart.joins_groups:
        line_layer = {**_build_mark_layer(chart, plane), "mark": {"type": "line", "opacity": 0.6}}
        line_layer["encoding"] = {
            key: channel
            for key, channel in line_layer["encoding"].items()
            if key in ("x", "y", "color")
        }
        layers.insert(0, line_layer)
    return {"layer": layers, "width": WIDTH, "height": PLANE_HEIGHT}


def _build_region_layers(chart: PointChart, plane: Plane) -> list[Spec]:
    if not chart.regions:
        return []
    rows = [
        {"name": region.name, **_spread(chart, plane.clip(region.x, region.y))}
        for region in chart.regions
    ]
    corners = _build_plane_channels(chart, plane, "x_low", "y_low")
    rectangle = {
        "data": {"values": rows},
        "mark": {
            "type": "rect",
            "fill": "#b2182b",
            "fillOpacity": 0.06,
            "stroke": "#b2182b",
            "strokeOpacity": 0.6,
            "strokeDash": [4, 3],
        },
        "encoding": {**corners, "x2": {"field": "x_high"}, "y2": {"field": "y_high"}},
    }
    name = {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "bottom",
            "dx": 4,
            "dy": -3,
            "fontSize": 11,
            "color": "#8c1420",
        },
        "encoding": {**corners, "text": {"field": "name"}},
    }
    return [rectangle, name]


def _spread(chart: PointChart, clipped: tuple[Span, Span]) -> dict[str, float | str | None]:
    x, y = clipped
    return {
        "x_low": convert_number(chart.x_axis, x.low),
        "x_high": convert_number(chart.x_axis, x.high),
        "y_low": convert_number(chart.y_axis, y.low),
        "y_high": convert_number(chart.y_axis, y.high),
    }


def _build_plane_channels(chart: PointChart, plane: Plane, x: str, y: str) -> Spec:
    return {
        "x": build_position(chart.x_axis, plane.x_domain, x),
        "y": build_position(chart.y_axis, plane.y_domain, y),
    }


def _build_range_layers(chart: PointChart, plane: Plane) -> list[Spec]:
    """Build a bar for each range of a mark, along its axis."""
    layers = []
    for along in ("x", "y"):
        marks = [mark for mark in chart.marks if not getattr(mark, along).is_point]
        if not marks:
            continue
        rows = [
            {
                **_build_mark_row(chart, plane, mark),
                **_spread(chart, plane.clip_bounds(mark.x, mark.y)),
            }
            for mark in marks
        ]
        channels = _build_plane_channels(chart, plane, "x", "y")
        channels[along]["field"] = f"{along}_low"
        encoding = {
            **channels,
            f"{along}2": {"field": f"{along}_high"},
            "color": build_colour(chart.frame),
        }
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.6},
                "encoding": encoding,
            }
        )
    return layers


def _build_mark_row(chart: PointChart, plane: Plane, mark: Mark) -> dict[str, Any]:
    x, y = plane.find_middle(mark)
    return {
        "label": _sign_label(mark),
        "x": convert_number(chart.x_axis, x),
        "y": convert_number(chart.y_axis, y),
        "group": mark.group,
        "shape": mark.shape,
        "detail": mark.detail,
    }


def _sign_label(mark: Mark) -> str:
    return f"{mark.label} {DISPUTED_SIGN}" if mark.is_disputed else mark.label


def _build_mark_layer(chart: PointChart, plane: Plane) -> Spec:
    encoding: Spec = {
        **_build_plane_channels(chart, plane, "x", "y"),
        "color": build_colour(chart.frame),
        "tooltip": [{"field": "label", "title": "What"}, {"field": "detail", "title": "Figures"}],
        "description": {"field": "label"},
    }
    if chart.shapes:
        encoding["shape"] = {
            "field": "shape",
            "type": "nominal",
            "title": None,
            "scale": {"domain": list(chart.shapes), "range": list(SHAPES[: len(chart.shapes)])},
        }
    return {
        "data": {"values": [_build_mark_row(chart, plane, mark) for mark in chart.marks]},
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.9},
        "encoding": encoding,
    }


def _build_label_layer(chart: PointChart, plane: Plane) -> Spec:
    labels = [_sign_label(mark) for mark in chart.marks]
    points = [plane.to_pixels(*plane.find_middle(mark)) for mark in chart.marks]
    placer = LabelPlacer(plane.width, plane.height)
    for region in chart.regions:
        x, y = plane.clip(region.x, region.y)
        placer.reserve(region.name, *plane.to_pixels(x.low or 0, y.low or 0))
    placed_labels = placer.place(labels, points)
    rows = [
        {"label": labels[placed.position], "px": round(placed.x, 1), "py": round(placed.y, 1)}
        for placed in placed_labels
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "fontSize": 10, "align": "center", "baseline": "middle"},
        "encoding": {
            "x": {"field": "px", "type": "quantitative", "scale": None},
            "y": {"field": "py", "type": "quantitative", "scale": None},
            "text": {"field": "label"},
        },
    }

"""Draw chains of linked things in Vega-Lite: boxes from left to right, their relations between."""

from textwrap import wrap
from typing import Any

from ..model.chart import ChainChart, ChartedChain
from .picture_parts import Spec

STEP_WIDTH, CHAIN_HEIGHT = 210, 84
"""The room of a thing with what links it to the next, and of a chain, in pixels."""
_BOX_HALF = 0.3
"""Half the width of a box, in steps."""
_NAME_LETTERS, _RELATION_LETTERS = 19, 14


def build_chain_picture(chart: ChainChart) -> Spec:
    """Build the boxes, the lines between them, and the texts of both."""
    longest = max(len(chain.links) for chain in chart.chains)
    boxes = [box for row, chain in enumerate(chart.chains) for box in _list_boxes(row, chain)]
    lines = [line for row, chain in enumerate(chart.chains) for line in _list_lines(row, chain)]
    position = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-0.5, longest + 0.5], "nice": False},
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [len(chart.chains) - 0.5, -0.5], "nice": False},
        },
    }
    return {
        "layer": [*_build_line_layers(lines, position), *_build_box_layers(boxes, position)],
        "width": STEP_WIDTH * (longest + 1),
        "height": CHAIN_HEIGHT * len(chart.chains),
        "view": {"stroke": None},
    }


def _build_line_layers(lines: list[dict[str, Any]], position: Spec) -> list[Spec]:
    """Build the lines between the boxes, and the relations above them."""
    line_layer = {
        "data": {"values": lines},
        "mark": {"type": "rule", "strokeWidth": 1.5, "color": "#555"},
        "encoding": {
            **position,
            "x2": {"field": "x2"},
            "strokeDash": {"field": "dash", "type": "nominal", "scale": None},
        },
    }
    relation_layer = {
        "data": {"values": lines},
        "mark": {"type": "text", "fontSize": 9, "dy": -14, "lineHeight": 10, "baseline": "bottom"},
        "encoding": {
            **position,
            "x": {**position["x"], "field": "middle"},
            "text": {"field": "lines"},
        },
    }
    return [line_layer, relation_layer]


def _build_box_layers(boxes: list[dict[str, Any]], position: Spec) -> list[Spec]:
    """Build the boxes, and the names in them."""
    box_layer = {
        "data": {"values": boxes},
        "mark": {"type": "rect", "fill": "#eef3f8", "stroke": "#0072b2", "cornerRadius": 4},
        "encoding": {**position, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
    }
    name_layer = {
        "data": {"values": boxes},
        "mark": {"type": "text", "fontSize": 11, "lineHeight": 13, "baseline": "middle"},
        "encoding": {
            "x": {**position["x"], "field": "middle"},
            "y": {**position["y"], "field": "text_y"},
            "text": {"field": "lines"},
        },
    }
    return [box_layer, name_layer]


def _list_boxes(row: int, chain: ChartedChain) -> list[dict[str, Any]]:
    names = [chain.start, *(link.name for link in chain.links)]
    boxes = []
    for column, name in enumerate(names):
        lines = wrap(name, _NAME_LETTERS)
        boxes.append(
            {
                "x": column - _BOX_HALF,
                "x2": column + _BOX_HALF,
                "middle": column,
                "y": row - 0.22,
                "y2": row + 0.22,
                "text_y": row,
                "lines": lines,
            }
        )
    return boxes


def _list_lines(row: int, chain: ChartedChain) -> list[dict[str, Any]]:
    return [
        {
            "x": column + _BOX_HALF,
            "x2": column + 1 - _BOX_HALF,
            "middle": column + 0.5,
            "y": row,
            "dash": [3, 3] if link.is_weak else [1, 0],
            "lines": wrap(link.relation, _RELATION_LETTERS),
        }
        for column, link in enumerate(chain.links)
    ]

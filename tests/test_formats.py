"""Every format of one answer, side by side: a table with each kind of cell and of value."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chipwatch.model import clock
from chipwatch.model.answer import Answer, Json, Row
from chipwatch.model.dates import Date
from chipwatch.model.relation_graph import GraphEdge, GraphNode, RelationGraph
from chipwatch.model.table import Cell, Column, Table
from chipwatch.showing.formats import (
    BIBLIOGRAPHY_FORMATS,
    CHART_FORMATS,
    PROBLEM_FORMATS,
    Format,
    render,
)
from chipwatch.showing.screen import Screen
from conftest import Golden

FORMATS = [
    output_format
    for output_format in Format
    if output_format not in (*BIBLIOGRAPHY_FORMATS, *CHART_FORMATS, *PROBLEM_FORMATS)
    and not output_format.traits.is_binary
]
GOLDEN = Path(__file__).parent / "golden"


class SampleAnswer(Answer):
    """An answer made by hand."""

    def to_data(self) -> Json:
        return [{"id": "a", "n": 1.5, "list": ["x", "y"], "none": None, "yes": True}]

    def to_rows(self) -> Sequence[Row]:
        return [{"id": "a", "n": 1.5, "list": ["x", "y"], "none": None, "yes": True}]

    def to_tables(self) -> Sequence[Table]:
        columns = (
            Column("Name"),
            Column("Number", is_numeric=True),
            Column("What", is_unbreakable=True),
        )
        rows = (
            (Cell("Group", "heading"),),
            (Cell("Baidu", "name"), Cell("1,500 W", "", "+2"), Cell("百度", "", "a note")),
            (Cell("Long name"), Cell("7 W", "disputed", "disputed +1"), Cell("", "", "aside")),
        )
        card = ((Cell("Label", "label"), Cell("value")), (Cell("Short"), Cell("")))
        return [
            Table("Title", columns, rows, notes=("a note below",)),
            Table("", (Column("Key"), Column("Value")), card, has_headings=False),
        ]

    def to_relation_graph(self) -> RelationGraph:
        nodes = (GraphNode("a", 'A "firm"', "company"), GraphNode("b", "B <b>", "chip"))
        edge = GraphEdge("b", "a", "designer", "Designer", "2025", "", "20 %", "reported", "x#p1")
        return RelationGraph(nodes=nodes, edges=(edge,))

    def collect_remarks(self) -> Sequence[str]:
        return ()


@pytest.mark.parametrize("output_format", FORMATS)
def test_one_answer_in_each_format(
    output_format: Format, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))
    golden(GOLDEN / f"format.{output_format}", render(SampleAnswer(), output_format))


def test_one_answer_on_a_terminal(golden: Golden) -> None:
    text = render(SampleAnswer(), Format.TABLE, Screen(is_terminal=True, width=80))
    golden(GOLDEN / "format.terminal", text)


@pytest.mark.parametrize(
    "output_format",
    [output_format for output_format in FORMATS if output_format is not Format.TABLE],
)
def test_only_tables_look_at_the_screen(output_format: Format) -> None:
    screen = Screen(is_terminal=True, width=20, has_colour=True)
    assert render(SampleAnswer(), output_format, screen) == render(SampleAnswer(), output_format)


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_ends_with_a_newline(output_format: Format) -> None:
    assert render(SampleAnswer(), output_format).endswith("\n")

"""The layout of the head of a page on a terminal: what most readers come for, a line each."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from ..plain_table import is_spanning_row
from .card_layout import INDENT, LABEL_GAP, SIGN_WIDTH
from .cell_text import Links, build_cell_text, build_fitted_text, build_sign

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMN_GAP = 2
MIN_PAIRED_WIDTH = 76
"""Width from which a head has two columns. Chosen: each then has room for 20 letters of value."""
MAX_ALIGNED_WIDTH = 20
"""Columns of a value up to which the remarks behind it are aligned: a figure with its unit."""
MAX_SIDE_SHIFT = 6
"""Columns that the narrower of two columns gives to the other at most."""
LABEL_AND_VALUE = 2
"""Cells of a row without a remark."""

Row = Sequence[Cell]


def build_head(table: Table, width: int, links: Links) -> "Iterator[RenderableType]":
    """Build the summary and a line for each row: label, sign, value, remark."""
    rows = [row for row in table.rows if not is_spanning_row(row)]
    yield from _iter_summary(table, has_rows=bool(rows))
    label_width = _measure_labels(rows)
    room = max(width - len(INDENT) - label_width - LABEL_GAP - SIGN_WIDTH, 1)
    with_remarks = [row[1] for row in rows if len(row) > LABEL_AND_VALUE]
    value_widths = [build_cell_text(cell, links).cell_len for cell in with_remarks]
    aligned_widths = (length for length in value_widths if length <= MAX_ALIGNED_WIDTH)
    value_width = max(aligned_widths, default=0)
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    _add_columns(grid, label_width, room)
    for label, value, *remarks in rows:
        text = build_fitted_text(value, links, room)
        for remark in remarks:
            text.append(" " * max(value_width + COLUMN_GAP - text.cell_len, COLUMN_GAP))
            text.append_text(build_cell_text(remark, links))
        grid.add_row("", build_cell_text(label, links), build_sign(value), text)
    yield grid


def build_paired_head(table: Table, width: int, links: Links) -> "Iterator[RenderableType]":
    """Build the summary and two columns of rows, the first half of them on the left."""
    if width < MIN_PAIRED_WIDTH:
        yield from build_head(table, width, links)
        return
    rows = [row for row in table.rows if not is_spanning_row(row)]
    yield from _iter_summary(table, has_rows=bool(rows))
    height = (len(rows) + 1) // 2
    sides = (rows[:height], rows[height:])
    side_widths = _share_width(width - len(INDENT) - COLUMN_GAP, sides, links)
    rooms = [
        side_width - _measure_labels(side) - LABEL_GAP - SIGN_WIDTH
        for side, side_width in zip(sides, side_widths, strict=True)
    ]
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    for number, (side, room) in enumerate(zip(sides, rooms, strict=True)):
        if number:
            grid.add_column(width=COLUMN_GAP)
        _add_columns(grid, _measure_labels(side), room)
    for pair in zip_longest(*sides, fillvalue=(Cell(""), Cell(""))):
        cells: list[Text | str] = []
        for row, room in zip(pair, rooms, strict=True):
            text = build_fitted_text(row[1], links, room)
            cells += ["", build_cell_text(row[0], links), build_sign(row[1]), text]
        grid.add_row(*cells)
    yield grid


def _share_width(width: int, sides: Sequence[Sequence[Row]], links: Links) -> tuple[int, int]:
    """Share a width between two columns: halves, but for what one needs and the other does not."""
    left_need, right_need = (_measure_need(side, links) for side in sides)
    half = width // 2
    shift = min(max(left_need - half, 0), max(half - right_need, 0), MAX_SIDE_SHIFT)
    shift -= min(max(right_need - half, 0), max(half - left_need, 0), MAX_SIDE_SHIFT)
    return half + shift, width - half - shift


def _measure_need(side: Sequence[Row], links: Links) -> int:
    """Measure what a column needs so that no value is cut; lists of names give way."""
    value_widths = [
        min(width, MAX_ALIGNED_WIDTH) if row[1].items else width
        for row in side
        if (width := build_cell_text(row[1], links).cell_len)
    ]
    return _measure_labels(side) + LABEL_GAP + SIGN_WIDTH + max(value_widths, default=0)


def _iter_summary(table: Table, *, has_rows: bool) -> Iterator[Text]:
    """Give the rows that span the head, and an empty line under them."""
    summary_rows = [row for row in table.rows if is_spanning_row(row)]
    for row in summary_rows:
        yield Text(escape_to_one_line(row[0].text))
    if summary_rows and has_rows:
        yield Text("")


def _measure_labels(rows: Sequence[Row]) -> int:
    return max((cell_len(escape_to_one_line(row[0].text)) for row in rows), default=0)


def _add_columns(grid: Grid, label_width: int, room: int) -> None:
    """Add the columns of label, sign and value."""
    grid.add_column(width=label_width + LABEL_GAP, no_wrap=True)
    grid.add_column(width=SIGN_WIDTH, no_wrap=True)
    grid.add_column(width=max(room, 1), no_wrap=True, overflow="ellipsis")

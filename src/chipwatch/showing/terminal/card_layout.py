"""The layouts of a page on a terminal: its head, and its card of labels, values and references."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from ..plain_table import is_spanning_row
from .cell_text import (
    MAX_REFERENCES_WIDTH,
    Links,
    build_cell_text,
    build_references,
    build_sign,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

INDENT = "  "
SIGN_WIDTH = 2
MAX_LABEL_WIDTH = 24
"""Columns for the labels of a card. Chosen: the longest label of a property but a few; longer ones
are broken over lines."""
MIN_VALUE_WIDTH = 30
"""Columns that a value gets at least; the labels give way."""
MIN_TWO_COLUMN_WIDTH = 76
"""Width from which a head has two columns. Chosen: each then has room for 20 letters of value."""
LABEL_GAP = REMARK_GAP = 2
REFERENCES_GAP = 1
LABEL_AND_VALUE = 2
"""Cells of a row without a remark."""


def build_card(table: Table, width: int, links: Links) -> "Iterator[RenderableType]":
    """Build a card: under each heading a grid of label, sign, value and references.

    The cells of a row between the label and its references stand behind one another.
    """
    widths = _choose_card_widths(table, width, links)
    grid: Grid | None = None
    for row in table.rows:
        if is_spanning_row(row):
            if grid is not None:
                yield grid
            grid = None
            yield _build_heading(row[0])
            continue
        grid = grid or _start_grid(widths)
        grid.add_row("", *_build_card_row(row, links))
    if grid is not None:
        yield grid


def build_head(table: Table, width: int, links: Links) -> "Iterator[RenderableType]":
    """Build the head of a page: its lines in two columns where no row has a remark, else in one."""
    has_remarks = any(len(row) > LABEL_AND_VALUE for row in table.rows)
    if has_remarks or width < MIN_TWO_COLUMN_WIDTH:
        yield from _build_head_lines(table, width, links)
    else:
        yield from _build_head_columns(table, width, links)


class CardWidths(NamedTuple):
    """The columns of a card but for the indent and the sign, which are the same in all."""

    label: int
    value: int
    references: int


def _choose_card_widths(table: Table, width: int, links: Links) -> CardWidths:
    """Choose the widths: references as they need, labels up to their limit, the rest to values."""
    rows = [row for row in table.rows if not is_spanning_row(row)]
    references = max((_build_row_references(row, links).cell_len for row in rows), default=0)
    room = width - len(INDENT) - LABEL_GAP - SIGN_WIDTH - references - REFERENCES_GAP
    widest_label = max((cell_len(escape_to_one_line(row[0].text)) for row in rows), default=0)
    label = max(min(widest_label, MAX_LABEL_WIDTH, room - MIN_VALUE_WIDTH), 1)
    return CardWidths(label=label, value=room - label, references=references)


def _start_grid(widths: CardWidths) -> Grid:
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    grid.add_column(width=widths.label + LABEL_GAP, overflow="fold")
    grid.add_column(width=SIGN_WIDTH, no_wrap=True)
    grid.add_column(width=widths.value, overflow="fold")
    grid.add_column(width=widths.references + REFERENCES_GAP, justify="right", no_wrap=True)
    return grid


def _build_card_row(row: Sequence[Cell], links: Links) -> list[Text]:
    label, value, *others = row
    text = build_cell_text(value, links)
    for cell in others:
        other_text = build_cell_text(cell, links)
        if other_text:
            text.append("  ").append_text(other_text)
    return [
        build_cell_text(label, links),
        build_sign(value),
        text,
        _build_row_references(row, links),
    ]


def _build_row_references(row: Sequence[Cell], links: Links) -> Text:
    citations = [citation for cell in row for citation in cell.citations]
    return build_references(citations, links, MAX_REFERENCES_WIDTH)


def _build_heading(cell: Cell) -> Text:
    return Text(escape_to_one_line(cell.text).upper(), "bold")


def _build_head_lines(table: Table, width: int, links: Links) -> Iterator[Grid]:
    """Build a line for each row: label, sign, value, remark."""
    label_width = max(cell_len(row[0].text) for row in table.rows)
    room = width - len(INDENT) - label_width - LABEL_GAP - SIGN_WIDTH
    with_remarks = [row[1] for row in table.rows if len(row) > LABEL_AND_VALUE]
    widest_value = max((build_cell_text(cell, links).cell_len for cell in with_remarks), default=0)
    value_width = min(widest_value, room // 2)
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    grid.add_column(width=label_width + LABEL_GAP, no_wrap=True)
    grid.add_column(width=SIGN_WIDTH, no_wrap=True)
    grid.add_column(width=room, no_wrap=True, overflow="ellipsis")
    for label, value, *remarks in table.rows:
        text = build_cell_text(value, links)
        for remark in remarks:
            text.append(" " * max(value_width + REMARK_GAP - text.cell_len, REMARK_GAP))
            text.append_text(build_cell_text(remark, links))
        grid.add_row("", build_cell_text(label, links), build_sign(value), text)
    yield grid


def _build_head_columns(table: Table, width: int, links: Links) -> Iterator[Grid]:
    """Build two columns of labels and values, the first half of the rows on the left."""
    height = (len(table.rows) + 1) // 2
    sides = (table.rows[:height], table.rows[height:])
    side_width = (width - len(INDENT) - REMARK_GAP) // 2
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    for rows in sides:
        label_width = max((cell_len(row[0].text) for row in rows), default=0)
        room = side_width - label_width - LABEL_GAP - SIGN_WIDTH
        grid.add_column(width=label_width + LABEL_GAP, no_wrap=True)
        grid.add_column(width=SIGN_WIDTH, no_wrap=True)
        grid.add_column(width=room, no_wrap=True, overflow="ellipsis")
        grid.add_column(width=REMARK_GAP)
    for pair in zip_longest(*sides, fillvalue=(Cell(""), Cell(""))):
        cells: list[Text] = []
        for label, value in pair:
            cells += [
                build_cell_text(label, links),
                build_sign(value),
                build_cell_text(value, links),
                Text(),
            ]
        grid.add_row("", *cells)
    yield grid

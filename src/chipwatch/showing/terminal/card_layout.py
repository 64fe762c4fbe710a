"""The layout of cards on a terminal: labels, signs, values and references, in sections."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from ..plain_table import is_spanning_row
from .cell_text import (
    MAX_REFERENCES_WIDTH,
    Links,
    build_cell_text,
    build_fitted_text,
    build_references,
    build_sign,
    describe_signs,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

INDENT = "  "
SIGN_WIDTH = 2
MAX_LABEL_WIDTH = 18
"""Columns for the labels of a card. Chosen: nine in ten labels of properties are whole; longer ones
are broken over lines."""
MIN_VALUE_WIDTH = 30
"""Columns that a value gets at least; the labels give way."""
_FIGURE = re.compile(r"(\D?[\d,]+)(?:\.\d+)?( \D+)")
"""A single figure: its part before the decimal point, and its unit."""
LABEL_GAP = 2
REFERENCES_GAP = 1


def build_card(table: Table, console: Console, links: Links) -> "Iterator[RenderableType]":
    """Build a card: under each heading a grid of label, sign, value and references.

    The cells of a row between the label and its references stand behind one another.
    """
    widths = _choose_card_widths(table, console.width)
    writer = CardWriter(console, widths, links)
    grid: Grid | None = None
    for row in _align_figures(table.rows):
        if is_spanning_row(row):
            if grid is not None:
                yield grid
            grid = None
            yield _build_spanning_text(row[0])
            continue
        grid = grid or _start_grid(widths)
        grid.add_row("", *writer.build_row(row))
    if grid is not None:
        yield grid
    legend = describe_signs({cell.mark for row in table.rows for cell in row})
    if legend:
        yield Text(legend, "dim")


def _align_figures(rows: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Indent figures that stand under one another so that their decimal points meet."""
    for unit, group in groupby(rows, _get_unit):
        figure_rows = list(group)
        widest = max(map(_measure_integer, figure_rows)) if unit else 0
        for row in figure_rows:
            padding = " " * (widest - _measure_integer(row)) if unit else ""
            yield (row[0], row[1]._replace(text=padding + row[1].text), *row[2:]) if unit else row


def _get_unit(row: Sequence[Cell]) -> str:
    """Get the unit of a single figure; nothing for any other row."""
    match = _FIGURE.fullmatch(row[1].text) if len(row) > 1 and row[1].is_figure else None
    return match[2] if match else ""


def _measure_integer(row: Sequence[Cell]) -> int:
    """Measure a single figure up to its decimal point."""
    match = _FIGURE.fullmatch(row[1].text)
    return len(match[1]) if match else 0


class CardWidths(NamedTuple):
    """The columns of a card but for the indent and the sign, which are the same in all."""

    label: int
    value: int
    """For the value and, at the right end of its first line, its references."""


def _choose_card_widths(table: Table, width: int) -> CardWidths:
    """Choose the widths: labels as they need up to their limit, the rest to the values."""
    rows = [row for row in table.rows if not is_spanning_row(row)]
    room = width - len(INDENT) - LABEL_GAP - SIGN_WIDTH
    widest_label = max((cell_len(escape_to_one_line(row[0].text)) for row in rows), default=0)
    label = max(min(widest_label, MAX_LABEL_WIDTH, room - MIN_VALUE_WIDTH), 1)
    return CardWidths(label=label, value=room - label)


def _start_grid(widths: CardWidths) -> Grid:
    grid = Grid.grid()
    grid.add_column(width=len(INDENT))
    grid.add_column(width=widths.label + LABEL_GAP, overflow="fold")
    grid.add_column(width=SIGN_WIDTH, no_wrap=True)
    grid.add_column(width=widths.value, overflow="fold")
    return grid


class CardWriter:
    """Builds the rows of a card for a console, whose rules of breaking lines it uses."""

    def __init__(self, console: Console, widths: CardWidths, links: Links) -> None:
        self.console, self.widths, self.links = console, widths, links

    def build_row(self, row: Sequence[Cell]) -> tuple[Text, Text, Text]:
        """Build the label, the sign, and the value with its references."""
        label, value, *others = row
        references = _build_row_references(row, self.links)
        text = build_fitted_text(value, self.links, self._get_first_room(references))
        for cell in others:
            other_text = build_cell_text(cell, self.links)
            if other_text:
                text.append("  ").append_text(other_text)
        return (
            build_cell_text(label, self.links),
            build_sign(value),
            self._append_references(text, references),
        )

    def _get_first_room(self, references: Text) -> int:
        gap = REFERENCES_GAP if references else 0
        return max(self.widths.value - references.cell_len - gap, 1)

    def _append_references(self, text: Text, references: Text) -> Text:
        """Put references at the right end of the first line of a text, and the rest under it."""
        if not references:
            return text
        room = self._get_first_room(references)
        first_line, rest = text, None
        if text.cell_len > room:
            first_line = text.wrap(self.console, room, overflow="fold")[0]
            rest = text[len(first_line.plain) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        padding = " " * (self.widths.value - first_line.cell_len - references.cell_len)
        line = Text(end="").append_text(first_line).append(padding).append_text(references)
        return line.append("\n").append_text(rest) if rest else line


def _build_row_references(row: Sequence[Cell], links: Links) -> Text:
    citations = [citation for cell in row for citation in cell.citations]
    return build_references(citations, links, MAX_REFERENCES_WIDTH)


def _build_spanning_text(cell: Cell) -> Text:
    """Build a heading, or another line over the whole width."""
    return Text(escape_to_one_line(cell.text), "bold" if cell.mark == "heading" else "dim")

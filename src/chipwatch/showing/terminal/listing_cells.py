"""Cells of listings of one line a row: their shorter texts, and what of them has no room."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Column, Table
from .cell_text import SIGNS, append_counter, build_fitted_text, build_signed_text, format_counter

SIGN_WIDTH = 2
"""Columns of a sign and the blank behind it."""


def shorten_cells(table: Table) -> Table:
    """Move units into the headings, and take the shorter text of each cell that has one."""
    rows = tuple(tuple(map(_shorten_cell, row)) for row in table.rows)
    return table._replace(
        columns=tuple(column._replace(label=_join_unit(column)) for column in table.columns),
        rows=rows,
    )


def _join_unit(column: Column) -> str:
    return f"{column.label}, {column.unit}" if column.unit else column.label


def _shorten_cell(cell: Cell) -> Cell:
    if cell.one_line_text is None:
        return cell
    return cell._replace(
        text=f"{cell.one_line_text}{format_counter(cell.more_count)}",
        annotation=cell.one_line_annotation,
        terminal_annotation=cell.one_line_annotation,
    )


def shorten_text(cell: Cell, text: Text, width: int) -> Text:
    """Shorten a text that has no room: by whole items, its value, or the annotation of a value."""
    if text.cell_len <= width:
        return text
    if cell.is_whole:
        return _break_text(cell, text, width)[0]
    if len(cell.items) > 1:
        return build_fitted_text(cell, {}, width)
    counter = format_counter(cell.more_count)
    if counter and text.plain.endswith(counter):
        shown_text = text.copy()
        shown_text.right_crop(len(counter))
        return append_counter(shown_text, counter, width)
    if cell.one_line_text is None or not cell.one_line_annotation:
        return text
    value = cell._replace(annotation="", terminal_annotation=None)
    return build_signed_text(value, {})


def build_endings(cell: Cell, text: Text, width: int) -> Sequence[Text]:
    """Build the lines that stand below a cell: the rest of a whole text, or its annotation."""
    if text.cell_len <= width:
        return ()
    if cell.is_whole:
        return _break_text(cell, text, width)[1:]
    if not cell.one_line_annotation:
        return ()
    annotation = Text(escape_to_one_line(cell.one_line_annotation), "dim")
    return (_indent_below(cell).append_text(annotation),)


def _break_text(cell: Cell, text: Text, width: int) -> Sequence[Text]:
    """Break a text into lines, those below the first indented as far as its value is."""
    indent = _indent_below(cell)
    first, *others = text.wrap(Console(width=width), width - indent.cell_len)
    return (first, *(indent.copy().append_text(line) for line in others))


def _indent_below(cell: Cell) -> Text:
    return Text(" " * SIGN_WIDTH if cell.mark in SIGNS else "")

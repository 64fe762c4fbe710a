"""Cells of listings of one line a row: their shorter texts, and what of them has no room."""

from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Column, Table
from .cell_text import SIGNS, append_counter, build_fitted_text, build_signed_text, format_counter


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


def build_ending(cell: Cell, text: Text, width: int) -> Text:
    """Build the annotation that has no room behind a value, to stand below it."""
    if text.cell_len <= width or not cell.one_line_annotation:
        return Text()
    indent = "  " if cell.mark in SIGNS else ""
    return Text(f"{indent}{escape_to_one_line(cell.one_line_annotation)}", "dim")

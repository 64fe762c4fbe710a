"""Write tables on a terminal, fitted to its width; the only module that uses Rich.

Rich colours the text. The lines are laid out here, as loading and running Rich's own tables takes
longer than all the rest of an answer.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import zip_longest

from ..model.control_characters import escape_to_one_line
from ..model.table import Cell, Column, Table
from .line_wrapping import split_lines
from .plain_table import (
    choose_separator,
    format_cell,
    format_citations,
    indent_rows,
    is_spanning_row,
)
from .text_width import measure_width

COLUMN_GAP_WIDTH = 2
MAX_UNBROKEN_WORD_WIDTH = 14
"""Width up to which a word is never broken. Chosen so that dates, model names and most amounts
stay whole; a longer word is broken rather than that a column is dropped for it."""
MIN_COLUMNS = 2
"""Columns of a table that are never dropped: what a row is about, and one value of it."""
MIN_TABLE_WIDTH = 60
"""Width of a terminal below which rows are written as running text. Chosen: at less than 60 a table
of three columns breaks nearly every cell."""
STYLES = {
    "name": "bold",
    "dim": "dim",
    "label": "",
    "heading": "bold",
    "differs": "bold magenta",
    "disputed": "red",
}
"""The style of each mark; all can be read on a dark and on a light background."""

StyledText = tuple[str, str]
"""A part of a line, and its style."""
StyledLine = list[StyledText]
Painter = Callable[[str, str], str]
"""Writes a text in a style."""


def render_terminal_tables(
    tables: Sequence[Table], screen_width: int, *, has_colour: bool = False
) -> str:
    """Write tables one under another for a terminal of this width, in colour or not."""
    paint = _paint_text if has_colour else _drop_style
    table_lines = (_iter_lines(table, screen_width) for table in tables)
    return "\n".join(
        "".join(f"{_draw_line(line, paint)}\n" for line in lines) for lines in table_lines
    )


def _iter_lines(table: Table, screen_width: int) -> Iterator[StyledLine]:
    if table.title:
        yield from _wrap_runs([(escape_to_one_line(table.title), "bold")], screen_width)
    texts_by_column = [_collect_column_texts(table, index) for index in range(len(table.columns))]
    minimum_widths = [
        _measure_minimum_width(column, column_texts)
        for column, column_texts in zip(table.columns, texts_by_column, strict=True)
    ]
    fitted_table, omission_notes = _drop_columns(table, minimum_widths, screen_width)
    widths = _compute_widths(fitted_table.columns, texts_by_column, minimum_widths, screen_width)
    if (
        screen_width < MIN_TABLE_WIDTH
        or sum(widths) + COLUMN_GAP_WIDTH * (len(widths) - 1) > screen_width
    ):
        omission_notes = ()
        for row in indent_rows(table):
            yield from _wrap_runs(_join_cells(row), screen_width)
    else:
        yield from _iter_grid_lines(fitted_table, widths, screen_width)
    for note in (*omission_notes, *table.notes):
        yield from _wrap_runs([(escape_to_one_line(note), "dim")], screen_width)


def _join_cells(row: Sequence[Cell]) -> StyledLine:
    """Join the cells of a row into running text, which fits any width."""
    line: StyledLine = []
    for cell in row:
        if cell.text.strip():
            line += [*([(" · ", "")] if line else []), *_build_runs(cell)]
    return line


def _drop_columns(
    table: Table, minimum_widths: Sequence[int], screen_width: int
) -> tuple[Table, tuple[str, ...]]:
    """Drop the last columns for which there is no room, and note which."""
    kept_count = len(minimum_widths)
    while (
        table.has_headings
        and kept_count > MIN_COLUMNS
        and sum(minimum_widths[:kept_count]) + COLUMN_GAP_WIDTH * (kept_count - 1) > screen_width
    ):
        kept_count -= 1
    if kept_count == len(minimum_widths):
        return table, ()
    dropped_labels = ", ".join(
        escape_to_one_line(column.label) or "the drawing" for column in table.columns[kept_count:]
    )
    note = f"no room for {dropped_labels}: widen the terminal, or take another --format"
    rows = tuple(row[:kept_count] for row in table.rows)
    return table._replace(columns=table.columns[:kept_count], rows=rows), (note,)


def _collect_column_texts(table: Table, index: int) -> list[str]:
    """Collect the texts of a column, its heading first."""
    rows = (row for row in indent_rows(table) if index < len(row) and not is_spanning_row(row))
    cells = [format_cell(row[index]) for row in rows]
    label = escape_to_one_line(table.columns[index].label)
    return [label, *cells] if table.has_headings else cells


def _measure_minimum_width(column: Column, texts: Sequence[str]) -> int:
    """Measure the longest word, up to MAX_UNBROKEN_WORD_WIDTH; else the widest unbreakable cell."""
    if column.is_unbreakable:
        return max(map(measure_width, texts), default=0)
    return min(
        MAX_UNBROKEN_WORD_WIDTH,
        max((measure_width(word) for text in texts for word in text.split()), default=0),
    )


def _compute_widths(
    columns: Sequence[Column],
    texts_by_column: Sequence[Sequence[str]],
    minimum_widths: Sequence[int],
    screen_width: int,
) -> list[int]:
    """Compute the width of each column: its natural width, or the widest ones reduced to fit."""
    shown_minimums = list(minimum_widths[: len(columns)])
    natural_widths = [
        max(map(measure_width, column_texts), default=0)
        for column_texts in texts_by_column[: len(columns)]
    ]
    free_width = screen_width - COLUMN_GAP_WIDTH * (len(natural_widths) - 1)
    if sum(natural_widths) > free_width:
        preferred_widths = [
            column.max_width or natural_width
            for column, natural_width in zip(columns, natural_widths, strict=True)
        ]
        natural_widths = [
            max(min(natural_width, preferred_width), minimum_width)
            for natural_width, preferred_width, minimum_width in zip(
                natural_widths, preferred_widths, shown_minimums, strict=True
            )
        ]
    for width_cap in range(screen_width, 0, -1):
        widths = [
            min(natural_width, max(width_cap, minimum))
            for natural_width, minimum in zip(natural_widths, shown_minimums, strict=True)
        ]
        if sum(widths) <= free_width:
            return widths
    return shown_minimums


def _iter_grid_lines(
    table: Table, widths: Sequence[int], screen_width: int
) -> Iterator[StyledLine]:
    """Lay out rows in columns of these widths, with headings that span them in between."""
    if table.has_headings:
        header_cells = [Cell(column.label, "heading") for column in table.columns]
        yield from _iter_row_lines(header_cells, table.columns, widths)
    for number, row in enumerate(indent_rows(table)):
        if number and row[0].mark == "heading":
            yield []
        if is_spanning_row(row):
            yield from _wrap_runs(_build_runs(row[0]), screen_width)
        else:
            yield from _iter_row_lines(row, table.columns, widths)


def _iter_row_lines(
    row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]
) -> Iterator[StyledLine]:
    """Lay out one row over as many lines as its highest cell needs."""
    cells = [
        _wrap_runs(_build_runs(cell), column_width)
        for cell, column_width in zip(row, widths, strict=False)
    ]
    for cell_lines in zip_longest(*cells, fillvalue=list[StyledText]()):
        line: StyledLine = []
        for cell_line, column, column_width in zip(cell_lines, columns, widths, strict=False):
            padding = (" " * (column_width - sum(measure_width(text) for text, _ in cell_line)), "")
            gap = [(" " * COLUMN_GAP_WIDTH, "")] if line else []
            line += (
                [*gap, padding, *cell_line] if column.is_numeric else [*gap, *cell_line, padding]
            )
        yield line


def _build_runs(cell: Cell) -> StyledLine:
    """Build the styled parts of a cell: its value, then annotation and citations dimmed."""
    runs = [(escape_to_one_line(cell.text), STYLES.get(cell.mark, ""))]
    if cell.annotation:
        runs.append((f"{choose_separator(cell)}{escape_to_one_line(cell.annotation)}", "dim"))
    if cell.citations:
        runs.append((" " * bool(cell.text or cell.annotation) + format_citations(cell), "dim"))
    return runs


def _wrap_runs(runs: StyledLine, max_width: int) -> list[StyledLine]:
    """Break styled parts into lines of at most this width."""
    full_text = "".join(text for text, _ in runs)
    return [_cut_runs(runs, start, end) for start, end in split_lines(full_text, max_width)]


def _cut_runs(runs: StyledLine, start: int, end: int) -> StyledLine:
    """Cut the styled parts between two positions of their joined text."""
    cut_runs: StyledLine = []
    for text, style in runs:
        if start < len(text) and end > 0:
            cut_runs.append((text[max(start, 0) : end], style))
        start, end = start - len(text), end - len(text)
    return cut_runs


def _draw_line(line: StyledLine, paint: Painter) -> str:
    """Write a line without blanks at its end."""
    while line and not line[-1][0].rstrip():
        line = line[:-1]
    if not line:
        return ""
    *leading_runs, (text, style) = line
    return "".join(paint(*run) for run in [*leading_runs, (text.rstrip(), style)])


def _drop_style(text: str, _: str) -> str:
    return text


def _paint_text(text: str, style: str) -> str:
    return _load_style(style)(text) if style and text.strip() else text


@cache
def _load_style(name: str) -> Callable[[str], str]:
    from rich.color import ColorSystem
    from rich.style import Style

    return partial(Style.parse(name).render, color_system=ColorSystem.STANDARD)

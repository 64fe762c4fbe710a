"""The layout of listings on a terminal: one line a row, or whole cells over several lines."""

from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Column, Table
from ...model.text_table import ANNOTATION_DASH, is_spanning_row
from .cell_text import (
    SIGNS,
    SINGLE_NUMBER,
    Links,
    build_legend,
    build_signed_text,
    cut_text,
)
from .listing_cells import build_endings, shorten_cells, shorten_text
from .listing_legend import describe_left_out, has_short_periods, list_legend
from .listing_widths import (
    GAP_WIDTH,
    INDENT_WIDTH,
    MAX_PERIOD_WIDTH,
    ColumnWidths,
    choose_columns,
    compute_minimums,
    compute_wrapped_minimum,
    fit_heading,
    fit_widths,
    is_kept_whole,
    measure_broken_heading,
    sum_widths,
)

if TYPE_CHECKING:
    from rich.console import JustifyMethod, RenderableType


class ListingColumn(NamedTuple):
    """A column of a listing: its cells by row, and what they need."""

    column: Column
    cells: Sequence[Cell]
    texts: Sequence[Text]
    widths: ColumnWidths


class FittedColumn(NamedTuple):
    """A column with the width that it gets, and the texts of its cells as they are drawn."""

    column: Column
    texts: Sequence[Text]
    endings: Sequence[Sequence[Text]]
    """The lines that stand below each cell, as they have no room in it or behind its value."""
    width: int
    is_cut: bool
    """Whether any of its cells does not fit."""


def build_listing(
    table: Table, width: int, links: Links, *, is_wrapped: bool
) -> "Iterator[RenderableType]":
    """Build the heading, the rows, and below them what signs mean and what is left out."""
    is_shortened = not is_wrapped and has_short_periods(table)
    if not is_wrapped:
        table = shorten_cells(table)
    rows = [row for row in table.rows if not is_spanning_row(row)]
    columns = [
        _measure_column(table, index, [_get_cell(row, index) for row in rows], links)
        for index in range(len(table.columns))
    ]
    if sum_widths([column.widths.natural for column in columns]) > width - INDENT_WIDTH:
        columns = [column for column in columns if not column.column.is_dispensable]
    kept, fitted = _fit_columns(table, columns, width, is_wrapped=is_wrapped)
    build_rows = _iter_wrapped_rows if is_wrapped else _iter_cut_rows
    yield from build_rows(table, fitted)
    is_cut = not is_wrapped and any(column.is_cut for column in fitted)
    left_out = [
        column.column.label
        for index, column in enumerate(columns)
        if index not in kept and column.column.label and not column.column.is_drawing
    ]
    cells = [columns[index].cells for index in kept]
    legend = list_legend(table, cells, is_cut=is_cut, has_short_periods=is_shortened)
    if foot := build_legend([*legend, describe_left_out(left_out)], width):
        yield foot


def _get_cell(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else Cell("")


def _measure_column(table: Table, index: int, cells: Sequence[Cell], links: Links) -> ListingColumn:
    column = table.columns[index]
    if table.empty_text and not column.is_drawing:
        cells = [cell if cell.text else Cell(table.empty_text, "dim") for cell in cells]
    texts = [build_signed_text(cell, links) for cell in cells]
    heading = cell_len(escape_to_one_line(column.label)) if table.has_headings else 0
    widths = ColumnWidths(
        column=column,
        heading=heading,
        broken_heading=measure_broken_heading(column) if table.has_headings else 0,
        value=max(map(_measure_value, cells), default=0),
        dated_value=max(map(_measure_dated_value, cells), default=0),
        period=max(map(_measure_period, cells), default=0),
        natural=max((text.cell_len for text in texts), default=0),
    )
    return ListingColumn(column=column, cells=cells, texts=texts, widths=widths)


def _measure_value(cell: Cell) -> int:
    sign_width = 2 if cell.mark in SIGNS else 0
    return sign_width + cell_len(escape_to_one_line(cell.text))


def _measure_dated_value(cell: Cell) -> int:
    """Measure a value with its period behind it, unless that is long and may stand below it."""
    period_width = _measure_period(cell)
    has_short_period = 0 < period_width <= MAX_PERIOD_WIDTH
    return _measure_value(cell) + has_short_period * (len(ANNOTATION_DASH) + period_width)


def _measure_period(cell: Cell) -> int:
    return cell_len(escape_to_one_line(cell.one_line_annotation))


def _fit_columns(
    table: Table, columns: Sequence[ListingColumn], width: int, *, is_wrapped: bool
) -> tuple[list[int], list[FittedColumn]]:
    """Choose the columns that there is room for, by index, and fit their widths."""
    room = width - INDENT_WIDTH
    minimums = (
        [
            compute_wrapped_minimum(column.widths, [text.plain for text in column.texts])
            for column in columns
        ]
        if is_wrapped
        else compute_minimums([column.widths for column in columns], room)
    )
    kept = choose_columns(minimums, room, keeps_last_columns=table.keeps_last_columns)
    aligned_texts = [_align_column(columns[index]) for index in kept]
    naturals = [
        max(columns[index].widths.heading, *(text.cell_len for text in texts), minimums[index])
        for index, texts in zip(kept, aligned_texts, strict=True)
    ]
    widths = fit_widths([minimums[index] for index in kept], naturals, room)
    return kept, [
        _fit_column(
            columns[index],
            texts,
            column_width,
            breaks_annotations=not is_wrapped
            and (table.breaks_annotations or is_kept_whole(columns[index].column)),
        )
        for index, texts, column_width in zip(kept, aligned_texts, widths, strict=True)
    ]


def _fit_column(
    column: ListingColumn, aligned: Sequence[Text], width: int, *, breaks_annotations: bool
) -> FittedColumn:
    """Take the aligned texts, or as they are where one of a column of numbers has no room."""
    if column.column.is_numeric:
        has_room = max((text.cell_len for text in aligned), default=0) <= width
        texts = aligned if has_room else column.texts
    else:
        texts = [
            aligned_text if aligned_text.cell_len <= width else _indent_text(text, width)
            for text, aligned_text in zip(column.texts, aligned, strict=True)
        ]
    endings: list[Sequence[Text]] = (
        list(map(build_endings, column.cells, texts, repeat(width)))
        if breaks_annotations
        else [()] * len(texts)
    )
    texts = list(map(shorten_text, column.cells, texts, repeat(width)))
    is_cut = any(
        text.cell_len > width and not (ending and shortened.cell_len <= width)
        for text, shortened, ending in zip(column.texts, texts, endings, strict=True)
    )
    return FittedColumn(
        column=column.column, texts=texts, endings=endings, width=width, is_cut=is_cut
    )


def _align_column(column: ListingColumn) -> Sequence[Text]:
    """Align the numbers of a column, all or those among other values."""
    return _align_numbers(column) if column.column.is_numeric else _align_figures(column)


def _align_figures(column: ListingColumn) -> Sequence[Text]:
    """Indent the figures among other values so that they end under one another.

    What stands behind a figure, such as its period, does not count.
    """
    widths = [_measure_value(cell) if cell.is_figure else 0 for cell in column.cells]
    widest = max(widths, default=0)
    return [
        _indent_text(text, text.cell_len + widest - width) if width else text
        for text, width in zip(column.texts, widths, strict=True)
    ]


def _indent_text(text: Text, width: int) -> Text:
    """Indent a text so that it ends at a width, if it is not wider."""
    return Text(" " * max(width - text.cell_len, 0), end="").append_text(text)


def _align_numbers(column: ListingColumn) -> Sequence[Text]:
    """Fill up the texts of a numeric column so that their decimal points meet.

    What is no single number, such as a range, is left as it is.
    """
    matches = [SINGLE_NUMBER.fullmatch(cell.text) for cell in column.cells]
    tails = [
        text.cell_len - _measure_integer(cell, match[1]) if match else 0
        for text, cell, match in zip(column.texts, column.cells, matches, strict=True)
    ]
    longest_tail = max(tails, default=0)
    aligned = [text.copy() for text in column.texts]
    for text, tail, match in zip(aligned, tails, matches, strict=True):
        text.append(" " * (longest_tail - tail) if match else "")
    return aligned


def _measure_integer(cell: Cell, integer_part: str) -> int:
    return cell_len(integer_part) + (2 if cell.mark in SIGNS else 0)


def _iter_cut_rows(table: Table, columns: Sequence[FittedColumn]) -> Iterator[Text]:
    """Give each row as one line, its cells cut to the widths."""
    if table.has_headings:
        headings = [fit_heading(column.column, column.width) for column in columns]
        height = max(map(len, headings))
        for line in zip(*(["", *heading][-height:] for heading in headings), strict=True):
            yield _join_cells([Text(text, "bold") for text in line], columns)
    position = 0
    for row in table.rows:
        if is_spanning_row(row):
            yield _build_heading(row[0])
        else:
            yield _join_cells([column.texts[position] for column in columns], columns)
            endings = [column.endings[position] for column in columns]
            for lines in zip_longest(*endings, fillvalue=Text()):
                yield _join_cells(lines, columns)
            position += 1


def _join_cells(texts: Sequence[Text], columns: Sequence[FittedColumn]) -> Text:
    line = Text(" " * INDENT_WIDTH, no_wrap=True, overflow="ellipsis")
    for number, (text, column) in enumerate(zip(texts, columns, strict=True)):
        cell_text = cut_text(text, column.width)
        padding = " " * (column.width - cell_text.cell_len)
        gap = " " * GAP_WIDTH if number else ""
        if column.column.is_numeric:
            line.append(gap + padding).append_text(cell_text)
        else:
            line.append(gap).append_text(cell_text).append(padding)
    line.rstrip()
    return line


def _iter_wrapped_rows(table: Table, columns: Sequence[FittedColumn]) -> "Iterator[RenderableType]":
    """Give the rows in grids of whole cells, one grid under each heading."""
    grid = _start_grid(columns)
    if table.has_headings:
        headings = [Text(escape_to_one_line(column.column.label), "bold") for column in columns]
        grid.add_row(*headings)
    position = 0
    for row in table.rows:
        if is_spanning_row(row):
            if grid.row_count:
                yield Padding(grid, (0, 0, 0, INDENT_WIDTH))
            grid = _start_grid(columns)
            yield _build_heading(row[0])
        else:
            grid.add_row(*(column.texts[position] for column in columns))
            position += 1
    if grid.row_count:
        yield Padding(grid, (0, 0, 0, INDENT_WIDTH))


def _start_grid(columns: Sequence[FittedColumn]) -> Grid:
    grid = Grid.grid(padding=(0, GAP_WIDTH))
    for column in columns:
        side: JustifyMethod = "right" if column.column.is_numeric else "left"
        grid.add_column(width=column.width, overflow="fold", justify=side)
    return grid


def _build_heading(cell: Cell) -> Text:
    return Text(escape_to_one_line(cell.text), "bold")

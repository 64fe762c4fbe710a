"""The layout of listings on a terminal: one line a row, or whole cells over several lines."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
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
)
from .listing_cells import build_endings, shorten_cells, shorten_text
from .listing_legend import describe_left_out, has_short_periods, list_legend
from .listing_rows import FittedColumn, find_alike_rows, iter_cut_rows, iter_wrapped_rows
from .listing_widths import (
    INDENT_WIDTH,
    MAX_PERIOD_WIDTH,
    ColumnWidths,
    choose_columns,
    compute_minimums,
    compute_wrapped_minimum,
    fit_widths,
    is_kept_whole,
    measure_broken_heading,
    sum_widths,
)

if TYPE_CHECKING:
    from rich.console import RenderableType


class ListingColumn(NamedTuple):
    """A column of a listing: its cells by row, and what they need."""

    column: Column
    cells: Sequence[Cell]
    texts: Sequence[Text]
    widths: ColumnWidths


def build_listing(
    table: Table, width: int, links: Links, *, is_wrapped: bool
) -> "Iterator[RenderableType]":
    """Build the heading, the rows, and below them what signs mean and what is left out."""
    is_shortened = not is_wrapped and has_short_periods(table)
    if not is_wrapped:
        table = shorten_cells(table)
    columns = _measure_columns(table, links)
    if sum_widths([column.widths.natural for column in columns]) > width - INDENT_WIDTH:
        columns = [column for column in columns if not column.column.is_dispensable]
    kept, fitted = _fit_columns(table, columns, width, is_wrapped=is_wrapped)
    alike_rows = [] if is_wrapped else find_alike_rows(fitted, table.folded_texts)
    if is_wrapped:
        yield from iter_wrapped_rows(table, fitted)
    else:
        yield from iter_cut_rows(table, fitted, alike_rows, width)
    together = frozenset(chain.from_iterable(alike_rows))
    is_cut = any(column.cut_positions - together for column in fitted)
    is_shown_in_part = not is_wrapped and (is_cut or bool(together))
    left_out = [
        column.column.label
        for index, column in enumerate(columns)
        if index not in kept and column.column.label and not column.column.is_drawing
    ]
    cells = [columns[index].cells for index in kept]
    legend = list_legend(table, cells, is_cut=is_shown_in_part, has_short_periods=is_shortened)
    if foot := build_legend([*legend, describe_left_out(left_out)], width):
        yield foot


def fits_listing(table: Table, width: int, links: Links, *, is_wrapped: bool) -> bool:
    """Tell whether a listing fits a width with nothing of it cut, broken or left out."""
    columns = _measure_columns(table if is_wrapped else shorten_cells(table), links)
    widths = [
        max(column.widths.heading, *(text.cell_len for text in _align_column(column)), 0)
        for column in columns
    ]
    return sum_widths(widths) <= width - INDENT_WIDTH


def _measure_columns(table: Table, links: Links) -> list[ListingColumn]:
    rows = [row for row in table.rows if not is_spanning_row(row)]
    return [
        _measure_column(table, index, [_get_cell(row, index) for row in rows], links)
        for index in range(len(table.columns))
    ]


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
    cut_positions = frozenset(
        position
        for position, text in enumerate(column.texts)
        if text.cell_len > width and not (endings[position] and texts[position].cell_len <= width)
    )
    return FittedColumn(
        column=column.column,
        texts=texts,
        endings=endings,
        width=width,
        cut_positions=cut_positions,
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

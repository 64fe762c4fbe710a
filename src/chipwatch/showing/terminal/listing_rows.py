"""The rows of a listing on a terminal: a line each, some of them together, or whole cells."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Column, Table
from ...model.text_table import is_spanning_row
from .cell_text import cut_text, pack_pieces
from .listing_widths import GAP_WIDTH, INDENT_WIDTH, fit_heading

if TYPE_CHECKING:
    from rich.console import JustifyMethod, RenderableType

MIN_ALIKE_ROWS = 8
"""Rows from which those that are alike stand together. Chosen: fewer are found sooner where they
stand in the order of all, and take few lines."""


class FittedColumn(NamedTuple):
    """A column with the width that it gets, and the texts of its cells as they are drawn."""

    column: Column
    texts: Sequence[Text]
    endings: Sequence[Sequence[Text]]
    """The lines that stand below each cell, as they have no room in it or behind its value."""
    width: int
    cut_positions: frozenset[int]
    """The positions of the rows whose cells do not fit."""


def find_alike_rows(
    columns: Sequence[FittedColumn], folded_texts: frozenset[str]
) -> Sequence[Sequence[int]]:
    """Find the rows that tell nothing behind their names, and the same nothing, by position."""
    texts = [[text.plain.strip() for text in column.texts] for column in columns[1:]]
    return group_alike_rows(zip(*texts, strict=True), folded_texts)


def group_alike_rows(
    rows: Iterable[tuple[str, ...]], folded_texts: frozenset[str]
) -> Sequence[Sequence[int]]:
    """Group the positions of rows, given without their names, whose cells tell the same nothing."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, words in enumerate(rows):
        if words and folded_texts.issuperset(words):
            groups.setdefault(words, []).append(position)
    return [group for group in groups.values() if len(group) >= MIN_ALIKE_ROWS]


def iter_cut_rows(
    table: Table,
    columns: Sequence[FittedColumn],
    alike_rows: Sequence[Sequence[int]],
    width: int,
) -> Iterator[Text]:
    """Give each row as one line, its cells cut to the widths; those that are alike at the end."""
    together = frozenset(chain.from_iterable(alike_rows))
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
            if position not in together:
                yield from _iter_row_lines(columns, position)
            position += 1
    for positions in alike_rows:
        yield from _iter_alike_lines(columns, positions, width)


def _iter_row_lines(columns: Sequence[FittedColumn], position: int) -> Iterator[Text]:
    """Give the line of a row, and below it what has no room there."""
    yield _join_cells([column.texts[position] for column in columns], columns)
    endings = [column.endings[position] for column in columns]
    for lines in zip_longest(*endings, fillvalue=Text()):
        yield _join_cells(lines, columns)


def _iter_alike_lines(
    columns: Sequence[FittedColumn], positions: Sequence[int], width: int
) -> Iterator[Text]:
    """Give one line for rows that are alike: how many, and their cells; below it all names."""
    count = f"{len(positions)} alike:"
    label = count if len(count) <= columns[0].width else f"{len(positions)}:"
    yield _join_cells(
        [Text(label), *(column.texts[positions[0]] for column in columns[1:])], columns
    )
    indent = " " * 2 * INDENT_WIDTH
    names = (columns[0].texts[position].plain for position in positions)
    for line in pack_pieces(names, width - len(indent)):
        yield Text(f"{indent}{line}")


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


def iter_wrapped_rows(table: Table, columns: Sequence[FittedColumn]) -> "Iterator[RenderableType]":
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

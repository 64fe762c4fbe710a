"""The layout of tables on a terminal that is too narrow for their columns: cards, a value a line.

The rows of a listing become records, as ``psql`` shows rows that are too wide: the name, below it
each value behind the heading of its column. Nothing is cut or left out, but of tables by days the
older ones.
"""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Layout, Table
from ...model.text_table import is_spanning_row
from .card_layout import INDENT, build_card
from .cell_text import Links, pack_pieces
from .listing_layout import build_listing, fits_listing
from .listing_rows import group_alike_rows
from .listing_widths import GAP_WIDTH, INDENT_WIDTH, MIN_NAME_WIDTH, MIN_TEXT_WIDTH

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Row = tuple[Cell, ...]
HEADS = frozenset((Layout.HEAD, Layout.PAIRED_HEAD))
LISTINGS = frozenset((Layout.LISTING, Layout.WRAPPED))
MIN_DATED_WIDTH = INDENT_WIDTH + MIN_NAME_WIDTH + GAP_WIDTH + MIN_TEXT_WIDTH
"""Width from which a table by days has a line a row: a name and the newest verdict fit.
Records would be as many times longer as there are days."""


def build_narrow_table(
    table: Table, console: "Console", links: Links, *, has_whole_cells: bool
) -> "Iterator[RenderableType]":
    """Build a table as a card of whole values, or as a listing if that fits; without drawings.

    A table by days is a listing with the newest of them, unless whole cells are wanted.
    """
    table = table.drop_drawings()
    if table.layout in LISTINGS:
        is_wrapped = has_whole_cells or table.layout is Layout.WRAPPED
        has_newest = (
            table.keeps_last_columns and not is_wrapped and console.width >= MIN_DATED_WIDTH
        )
        if has_newest or fits_listing(table, console.width, links, is_wrapped=is_wrapped):
            yield from build_listing(table, console.width, links, is_wrapped=is_wrapped)
            return
    rows: Iterator[Row] = iter(table.rows)
    if table.layout in LISTINGS and table.has_headings:
        folded_texts = frozenset[str]() if has_whole_cells else table.folded_texts
        rows = _iter_record_rows(table._replace(folded_texts=folded_texts), console.width)
    elif table.layout in HEADS:
        rows = map(_join_date, rows)
    whole_rows = tuple(tuple(map(_take_whole, row)) for row in rows)
    yield from build_card(table._replace(rows=whole_rows), console, links)


def _join_date(row: Row) -> Row:
    """Join what stands behind the value of a row of a head, such as its date, with the value."""
    if is_spanning_row(row):
        return row
    value = row[1]._replace(text=f"{row[1].text}{row[1].annotation}", annotation="")
    return (row[0], value, *row[2:])


def _take_whole(cell: Cell) -> Cell:
    """Take the text of a cell, which tells all, in place of as many items as fit a line."""
    return cell._replace(items=(), more_count=0)


def _iter_record_rows(table: Table, width: int) -> Iterator[Row]:
    """Give the rows of a card for each row of a listing, those that are alike together."""
    words = [tuple(cell.text for cell in row[1:]) for row in table.rows]
    alike_rows = group_alike_rows(words, table.folded_texts)
    together = frozenset(chain.from_iterable(alike_rows))
    for position, row in enumerate(table.rows):
        if is_spanning_row(row):
            yield row
        elif position not in together:
            yield from _build_record(table, row)
    for positions in alike_rows:
        title = Cell(f"{len(positions)} alike:")
        yield from _build_record(table, (title, *table.rows[positions[0]][1:]))
        names = [escape_to_one_line(table.rows[position][0].text) for position in positions]
        for line in pack_pieces(names, width - len(INDENT)):
            yield (Cell(f"{INDENT}{line}"),)


def _build_record(table: Table, row: Row) -> Iterator[Row]:
    """Build the name of a row, and a row for each of its other cells with its heading."""
    name, *cells = row
    if name.text:
        yield (name._replace(mark=name.mark or "name"),)
    for column, cell in zip(table.columns[1:], cells, strict=False):
        if cell.text or cell.annotation:
            yield (Cell(column.label), cell)

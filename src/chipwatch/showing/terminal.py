"""Tables on a terminal, fitted to its width; the only module that knows Rich."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from ..model.table import Cell, Column, Table
from ..model.text import safe
from .plain import between, citations, indented, spans, width, words

GAP = 2
LONG_WORD = 14
"""Columns that a word may need before it is broken."""
FEWEST = 2
"""Columns of a table that are never left out."""
NARROW = 60
"""Columns of a terminal below which a row is written as running text."""
STYLES = {
    "name": "bold", "dim": "dim", "label": "", "heading": "bold", "differs": "bold magenta",
    "disputed": "red",
}  # fmt: skip
"""Styles that can be read on dark and on light."""


def terminal_text(shown: Sequence[Table], wide: int, *, colour: bool = False) -> str:
    """The tables one under another, as a terminal of this width and colour should get them."""
    written = StringIO()
    console = Console(
        file=written, width=wide, force_terminal=True, highlight=False, markup=False,
        emoji=False, color_system="standard" if colour else None, legacy_windows=False,
        no_color=not colour,
    )  # fmt: skip
    for number, table in enumerate(shown):
        if number:
            console.print()
        for part in _parts(table, wide):
            console.print(part)
    lines = written.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _parts(table: Table, room: int) -> Iterator[RenderableType]:
    if table.title:
        yield Text(safe(table.title), "bold")
    fitted, left_out = _fitted(table, room)
    widths = _widths(fitted, room)
    if room < NARROW or sum(widths) + GAP * (len(widths) - 1) > room:
        left_out = ()
        yield from (_running(row) for row in indented(table))
    else:
        yield from _grids(fitted, widths)
    for note in (*left_out, *table.notes):
        yield Text(safe(note), "dim")


def _running(row: Sequence[Cell]) -> Text:
    """A row as running text, for which any width will do."""
    return Text(" · ").join(_text(cell) for cell in row if cell.text.strip())


def _fitted(table: Table, room: int) -> tuple[Table, tuple[str, ...]]:
    """The table with as many columns as there is room for, and a note of the others."""
    needs = [_need(table, place) + GAP for place in range(len(table.columns))]
    keep = len(needs)
    while table.headed and keep > FEWEST and sum(needs[:keep]) - GAP > room:
        keep -= 1
    if keep == len(needs):
        return table, ()
    left = ", ".join(column.label for column in table.columns[keep:])
    note = f"no room for {left}: widen the terminal, or take another --format"
    rows = tuple(row[:keep] for row in table.rows)
    return table._replace(columns=table.columns[:keep], rows=rows), (note,)


def _texts(table: Table, place: int) -> list[str]:
    """What stands in a column, its heading first."""
    rows = (row for row in indented(table) if place < len(row) and not spans(row))
    cells = [words(row[place]) for row in rows]
    return [table.columns[place].label, *cells] if table.headed else cells


def _need(table: Table, place: int) -> int:
    """The columns that the longest word takes, up to a bound, or all of a cell that stays whole."""
    texts = _texts(table, place)
    if table.columns[place].whole:
        return max(map(width, texts), default=0)
    return min(LONG_WORD, max((width(word) for text in texts for word in text.split()), default=0))


def _widths(table: Table, room: int) -> list[int]:
    """How wide each column is: as it likes, or with the widest ones brought down to fit."""
    places = range(len(table.columns))
    wanted = [max(map(width, _texts(table, place)), default=0) for place in places]
    needed = [_need(table, place) for place in places]
    free = room - GAP * (len(wanted) - 1)
    for most in range(room, 0, -1):
        widths = [min(like, max(most, need)) for like, need in zip(wanted, needed, strict=True)]
        if sum(widths) <= free:
            return widths
    return needed


def _grids(table: Table, widths: Sequence[int]) -> Iterator[RenderableType]:
    """The rows in columns of these widths, headings that stand alone in full between them."""
    grid = _grid(table.columns, widths, headed=table.headed)
    for number, row in enumerate(indented(table)):
        if number and row[0].mark == "heading":
            grid.add_row()
        if not spans(row):
            grid.add_row(*(_text(cell) for cell in row))
            continue
        if grid.show_header or grid.row_count:
            yield grid
        yield _text(row[0])
        grid = _grid(table.columns, widths, headed=False)
    if grid.show_header or grid.row_count:
        yield grid


def _grid(columns: Sequence[Column], widths: Sequence[int], *, headed: bool) -> RichTable:
    grid = RichTable(
        box=None, show_header=headed, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold"
    )
    for column, wide in zip(columns, widths, strict=True):
        _add_column(grid, column, wide)
    return grid


def _add_column(grid: RichTable, column: Column, wide: int) -> None:
    grid.add_column(
        Text(safe(column.label)),
        justify="right" if column.numeric else "left",
        width=wide,
        overflow="fold",
    )


def _text(cell: Cell) -> Text:
    text = Text(safe(cell.text), STYLES.get(cell.mark, ""))
    if cell.aside:
        text.append(f"{between(cell)}{safe(cell.aside)}", "dim")
    if cell.cites:
        text.append(f"{' ' * bool(text)}{citations(cell)}", "dim")
    return text

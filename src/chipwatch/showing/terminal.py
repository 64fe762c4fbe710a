"""Tables on a terminal, fitted to its width; the only module that knows Rich."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from ..model.table import Cell, Column, Table
from ..model.text import safe
from .formats import Screen

NARROW = 60
"""Columns under which even what should stay on one line may be broken."""
STYLES = {
    "name": "bold", "dim": "dim", "label": "", "heading": "bold", "differs": "bold magenta",
    "disputed": "red", "error": "bold red",
}  # fmt: skip
"""Styles that can be read on dark and on light."""


def tables(shown: Sequence[Table], screen: Screen) -> str:
    """The tables one under another, as a terminal of this width and colour should get them."""
    written = StringIO()
    console = Console(
        file=written, width=screen.width, force_terminal=True, highlight=False, markup=False,
        emoji=False, color_system="standard" if screen.colour else None, legacy_windows=False,
        no_color=not screen.colour,
    )  # fmt: skip
    for number, table in enumerate(shown):
        if number:
            console.print()
        for part in _parts(table, screen.width):
            console.print(part)
    lines = written.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _parts(table: Table, width: int) -> Iterator[RenderableType]:
    if table.title:
        yield Text(safe(table.title), "bold")
    yield _grid(table, width)
    for note in table.notes:
        yield Padding(Text(safe(note), "dim"), 0)


def _grid(table: Table, width: int) -> RichTable:
    grid = RichTable(
        box=None, show_header=table.headed, pad_edge=False, padding=(0, 2, 0, 0),
        header_style="bold", collapse_padding=True,
    )  # fmt: skip
    for column in table.columns:
        _add_column(grid, column, width)
    for number, row in enumerate(table.rows):
        if number and row[0].mark == "heading":
            grid.add_row()
        grid.add_row(*(_text(cell) for cell in row))
    return grid


def _add_column(grid: RichTable, column: Column, width: int) -> None:
    grid.add_column(
        Text(safe(column.label)),
        justify="right" if column.numeric else "left",
        no_wrap=column.whole and width >= NARROW,
        overflow="fold",
    )


def _text(cell: Cell) -> Text:
    text = Text(safe(cell.text), STYLES.get(cell.mark, ""))
    if cell.aside:
        text.append(f" ({safe(cell.aside)})" if cell.text else safe(cell.aside), "dim")
    return text

"""Write tables on a terminal with Rich, fitted to its width, each in the layout that it names."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.align import Align
from rich.console import Console, Group
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Layout, Table
from ..screen import Screen, SourceForm
from .cell_text import Links, drop_repeated_sign
from .fitted_lines import join_fitting_lines
from .source_lines import build_source_list

if TYPE_CHECKING:
    from rich.console import RenderableType

MIN_TABLE_WIDTH = 60
"""Width of a terminal below which a value has a line of its own. Chosen: at less than 60 a table of
three columns cuts nearly every cell."""
TITLE_GAP = 2
_PADDING = re.compile(r" +$", re.MULTILINE)


def render_terminal_tables(tables: Sequence[Table], screen: Screen) -> str:
    """Write tables one under another, with an empty line between them."""
    console = _build_console(screen)
    print_tables(console, tables, screen)
    return _read_console(console)


def render_on_terminal(renderable: "RenderableType", screen: Screen) -> str:
    """Write what is no table, such as problems."""
    console = _build_console(screen)
    console.print(renderable)
    return _read_console(console)


def _build_console(screen: Screen) -> Console:
    """Build a console of Rich that keeps what is printed on it."""
    return Console(
        file=StringIO(),
        width=screen.width,
        height=1,
        color_system="standard" if screen.has_colour else None,
        no_color=False,
        force_terminal=True,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _read_console(console: Console) -> str:
    """Read what was printed, without the blanks that end lines."""
    assert isinstance(console.file, StringIO)  # noqa: S101 - _build_console gave it this file
    return _PADDING.sub("", console.file.getvalue())


def print_tables(console: Console, tables: Sequence[Table], screen: Screen) -> None:
    """Print tables on a console of Rich, which may also record them for a picture.

    They are printed at once: each call of ``print`` costs as much as some lines.
    """
    renderables = _iter_screen(console, tables, screen)
    console.print(Group(*join_fitting_lines(renderables, console.width)))


def _iter_screen(
    console: Console, tables: Sequence[Table], screen: Screen
) -> "Iterator[RenderableType]":
    """Give everything that is printed: tables with an empty line between them."""
    is_first = True
    for group in _group_by_sources(tables):
        links = {source.number: source.url for table in group for source in table.sources}
        for table in group:
            if table.is_source_list and screen.source_form is SourceForm.NONE:
                continue
            if not is_first:
                yield Text()
            is_first = False
            yield from _iter_renderables(table, console, screen, links)


def _group_by_sources(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Group tables with the list of the sources that their numbers stand for, which ends them."""
    group: list[Table] = []
    for table in tables:
        group.append(table)
        if table.is_source_list:
            yield group
            group = []
    if group:
        yield group


def _iter_renderables(
    table: Table, console: Console, screen: Screen, links: Links
) -> "Iterator[RenderableType]":
    table = _drop_repeated_signs(table)
    if table.title:
        yield build_title(table, screen.width)
    if table.is_source_list and screen.source_form is not SourceForm.FULL:
        yield from build_source_list(table.sources, screen.width)
    elif screen.width < MIN_TABLE_WIDTH:
        from .narrow_layout import build_narrow_table

        yield from build_narrow_table(table, console, links, has_whole_cells=screen.has_whole_cells)
    else:
        yield from _iter_layout(table, console, screen, links)
    for note in table.notes:
        yield Text(escape_to_one_line(note), "dim")


def _drop_repeated_signs(table: Table) -> Table:
    """Show one sign where a value is both approximate and an estimate, which have the same."""
    return table._replace(rows=tuple(tuple(map(drop_repeated_sign, row)) for row in table.rows))


def _iter_layout(
    table: Table, console: Console, screen: Screen, links: Links
) -> "Iterator[RenderableType]":
    """Build the parts of a table in the layout that it names, whose module is loaded only then."""
    if table.layout is Layout.HEAD:
        from .head_layout import build_head

        yield from build_head(table, screen.width, links)
    elif table.layout is Layout.PAIRED_HEAD:
        from .head_layout import build_paired_head

        yield from build_paired_head(table, screen.width, links)
    elif table.layout in {Layout.CARD, Layout.PAGE}:
        from .card_layout import build_card

        cuts_notes = table.layout is Layout.PAGE and not screen.has_whole_cells
        yield from build_card(table, console, links, cuts_notes=cuts_notes)
    else:
        from .listing_layout import build_listing

        is_wrapped = screen.has_whole_cells or table.layout is Layout.WRAPPED
        yield from build_listing(table, screen.width, links, is_wrapped=is_wrapped)


def build_title(table: Table, width: int) -> "RenderableType":
    """Build the line of the title, with what stands at its right end."""
    title = Text(escape_to_one_line(table.title), "bold")
    end = Text(escape_to_one_line(table.title_end), "dim")
    room = width - end.cell_len - TITLE_GAP
    if not end:
        return title
    if title.cell_len > room:
        return Group(title, Align.right(end))
    line = Grid.grid()
    line.add_column(width=room + TITLE_GAP, no_wrap=True, overflow="ellipsis")
    line.add_column(width=end.cell_len)
    line.add_row(title, end)
    return line

"""The sources under an answer on a terminal: one line each, linked to their addresses."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import NumberedSource
from .cell_text import build_linked_text

GAP = 2
MAX_PUBLISHER_WIDTH = 20
"""Columns for the publisher at 80; a wider terminal gives it a quarter. Chosen: it leaves the
title more than half of the line."""


def build_source_list(sources: Sequence[NumberedSource], width: int) -> Iterator[Grid]:
    """Build the lines: number, publisher, date, and the title cut to the room that is left."""
    number_width = len(str(max(source.number for source in sources)))
    publisher_width = min(
        max(cell_len(escape_to_one_line(source.publisher)) for source in sources),
        max(MAX_PUBLISHER_WIDTH, width // 4),
    )
    date_width = max(len(source.published) for source in sources)
    title_width = width - number_width - publisher_width - date_width - 3 * GAP
    grid = Grid.grid(padding=(0, GAP))
    grid.add_column(width=number_width, justify="right", no_wrap=True)
    grid.add_column(width=publisher_width, no_wrap=True, overflow="ellipsis")
    grid.add_column(width=date_width, no_wrap=True, overflow="ellipsis")
    grid.add_column(width=max(title_width, 1), no_wrap=True, overflow="ellipsis")
    for source in sources:
        grid.add_row(
            build_linked_text(str(source.number), source.url, "dim"),
            escape_to_one_line(source.publisher),
            Text(source.published, "dim"),
            build_linked_text(source.title or source.url, source.url),
        )
    yield grid

"""What an answer is written to, on which only tables depend."""

from enum import StrEnum
from typing import NamedTuple


class SourceForm(StrEnum):
    """How a table lists the sources of an answer, by the name that ``--sources`` takes."""

    ONE_LINE = "one-line"
    FULL = "full"
    NONE = "none"


class Screen(NamedTuple):
    """A terminal, or a pipe or file."""

    is_terminal: bool = False
    width: int = 80
    has_colour: bool = False
    has_whole_cells: bool = False
    """Whether listings break cells over lines instead of cutting them."""
    source_form: SourceForm | None = None
    """How sources are listed; None: a line each on a terminal, in full elsewhere."""


PIPE_SCREEN = Screen()

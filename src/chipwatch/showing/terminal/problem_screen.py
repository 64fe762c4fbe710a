"""Problems on a terminal: by file, each with its line, what is wrong in it, and the remedy."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.problem import Problem
from ...model.problem_code import ProblemCode, Severity
from ...model.text_width import measure_width
from ...model.wording import format_count
from ..problem_report import cut_excerpt
from ..screen import Screen
from .table_renderer import render_on_terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_INDENT, _GAP = 2, 2
MAX_LISTED_CODES = 12
"""Codes that the count at the end names one by one; of more, the rest is summed up."""


def draw_problems(problems: Sequence[Problem], screen: Screen) -> str:
    """Draw problems by file, and at the end how many there are of each code."""
    pieces = [*_iter_files(problems, screen.width), *_iter_counts(problems)]
    return render_on_terminal(Group(*pieces), screen)


def _iter_files(problems: Sequence[Problem], width: int) -> "Iterator[RenderableType]":
    for path, group in groupby(problems, key=_get_path):
        file_problems = list(group)
        yield Text(escape_to_one_line(path), "bold")
        places = [_format_place(problem) for problem in file_problems]
        place_width = max(map(len, places))
        for problem, place in zip(file_problems, places, strict=True):
            yield _build_problem(problem, place.rjust(place_width), width)
        yield Text()


def _build_problem(problem: Problem, place: str, width: int) -> "RenderableType":
    """Build the place of a problem, and beside it the message, the line and the remedy."""
    indent = _INDENT + len(place) + _GAP
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    message = Text(escape_to_one_line(problem.message))
    message.append(f"  {problem.code}", _STYLES[problem.code.severity])
    lines: list[RenderableType] = [message]
    if problem.text:
        lines.append(_build_excerpt(problem, width - indent))
    lines.append(Text(f"→ {escape_to_one_line(problem.hint)}", "dim"))
    grid.add_row(Text(place, "dim"), Group(*lines))
    return Padding(grid, (0, 0, 0, _INDENT), expand=False)


def _build_excerpt(problem: Problem, width: int) -> Text:
    """Build the line of a problem, with what it begins at marked and pointed at."""
    style = _STYLES[problem.code.severity]
    excerpt, text_before = cut_excerpt(problem.text, problem.location.column - 1, width)
    start = len(text_before)
    length = len(excerpt[start:].split(maxsplit=1)[0]) if excerpt[start:].strip() else 0
    text = Text(excerpt, no_wrap=True, overflow="crop")
    text.stylize(f"bold {style}", start, start + length)
    text.append(f"\n{' ' * measure_width(text_before)}^", style)
    return text


def _iter_counts(problems: Sequence[Problem]) -> "Iterator[RenderableType]":
    """Count the problems by code, and the files that they are in."""
    if not problems:
        return
    counts = Counter(problem.code for problem in problems)
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(justify="right")
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for code, count in counts.most_common(MAX_LISTED_CODES):
        grid.add_row(f"{count:,}", Text(code, _STYLES[code.severity]), Text(_describe(code), "dim"))
    other_count = len(counts) - MAX_LISTED_CODES
    if other_count > 0:
        ending = sum(count for _, count in counts.most_common()[MAX_LISTED_CODES:])
        grid.add_row(f"{ending:,}", f"of {format_count(other_count, 'other code')}", "")
    yield grid


def _describe(code: ProblemCode) -> str:
    """Say what a code means, and whether ``--fix`` helps."""
    return f"{code.meaning} (--fix)" if code.fix else code.meaning


def _format_place(problem: Problem) -> str:
    return f"{problem.location.line}:{problem.location.column}"


def _get_path(problem: Problem) -> str:
    return problem.location.path

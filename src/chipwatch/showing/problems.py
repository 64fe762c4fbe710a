"""Problems for a reader: the place, the user's own line with a caret under it, and a remedy."""

from collections.abc import Sequence

from ..model.problem import Problem
from ..model.text import safe
from .plain import width

ROOM = 100
"""Letters shown of a long line."""


def problems_text(problems: Sequence[Problem]) -> str:
    """The problems, an empty line between."""
    return "\n".join(_text(problem) for problem in problems)


def _text(problem: Problem) -> str:
    where = problem.where
    lines = [f"{where.path}:{where.line}:{where.column}: error[{problem.code}] {problem.message}"]
    if problem.text:
        shown, before = _window(problem.text, where.column - 1)
        lines += [f"    {shown}", f"    {' ' * width(before)}^"]
    lines.append(f"    {problem.hint}")
    return "".join(f"{_line(line)}\n" for line in lines)


def _line(text: str) -> str:
    return safe(text).rstrip()


def _window(text: str, column: int) -> tuple[str, str]:
    """The part of a line around a column, and what of it stands before that column."""
    start = max(0, column - ROOM // 2) if len(text) > ROOM else 0
    part = safe(text[start : start + ROOM])
    return part, safe(text[start:column])

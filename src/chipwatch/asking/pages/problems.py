"""What is wrong with the fact files, as an answer."""

from collections.abc import Sequence

from ...model.problem import Problem
from ..asked import Asked
from ..select import Head, Rows

_HEADS: list[Head[Problem]] = [
    Head("path", "Path", lambda one: one.where.path),
    Head("line", "Line", lambda one: one.where.line),
    Head("column", "Column", lambda one: one.where.column),
    Head("code", "Code", lambda one: one.code),
    Head("message", "Message", lambda one: one.message),
    Head("hint", "Hint", lambda one: one.hint),
    Head("text", "Text", lambda one: one.text),
]


def problem_rows(problems: Sequence[Problem]) -> Rows[Problem]:
    """The problems, a row each."""
    usual = [head.key for head in _HEADS]
    return Rows("Problems", _HEADS, problems, usual, Asked())

"""What is wrong with the fact files, as an answer."""

from collections.abc import Sequence

from ...model.problem import Problem
from ..answers.columns import ColumnSpec, RowsAnswer
from ..answers.query_options import QueryOptions

_COLUMN_SPECS: list[ColumnSpec[Problem]] = [
    ColumnSpec("path", "Path", lambda problem: problem.location.path),
    ColumnSpec("line", "Line", lambda problem: problem.location.line),
    ColumnSpec("column", "Column", lambda problem: problem.location.column),
    ColumnSpec("code", "Code", lambda problem: problem.code),
    ColumnSpec("message", "Message", lambda problem: problem.message),
    ColumnSpec("hint", "Hint", lambda problem: problem.hint),
    ColumnSpec("text", "Text", lambda problem: problem.text),
]


def list_problems(problems: Sequence[Problem]) -> RowsAnswer[Problem]:
    """The problems, a row each."""
    default_keys = [spec.key for spec in _COLUMN_SPECS]
    return RowsAnswer("Problems", _COLUMN_SPECS, problems, default_keys, QueryOptions())

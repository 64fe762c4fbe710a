"""What is wrong with the fact files, as an answer."""

from collections.abc import Sequence

from ...model.problem import Problem
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings
from ..answers.query_options import QueryOptions

_COLUMN_SPECS: list[ColumnSpec[Problem]] = [
    ColumnSpec(key="path", get_value=lambda problem: problem.location.path),
    ColumnSpec(key="line", get_value=lambda problem: problem.location.line),
    ColumnSpec(key="column", get_value=lambda problem: problem.location.column),
    ColumnSpec(key="code"),
    ColumnSpec(key="message"),
    ColumnSpec(key="hint"),
    ColumnSpec(key="text"),
]


def list_problems(problems: Sequence[Problem]) -> RowsAnswer[Problem]:
    """The problems, a row each."""
    default_keys = [spec.key for spec in _COLUMN_SPECS]
    return RowsAnswer(
        _COLUMN_SPECS,
        problems,
        QueryOptions(),
        RowsSettings(title="Problems", default_keys=default_keys),
    )

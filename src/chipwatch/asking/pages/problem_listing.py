"""Problems of the fact files and their codes, as answers."""

from collections.abc import Sequence
from operator import attrgetter

from ...model.answer import Answer, Json, Row
from ...model.problem import Problem
from ...model.problem_code import ProblemCode
from ...model.table import Cell, Column, Layout, Table
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings
from ..answers.query_options import QueryOptions


def _get_code(problem: Problem) -> str:
    return str(problem.code)


def _get_severity(problem: Problem) -> str:
    return str(problem.code.severity)


_COLUMN_SPECS: list[ColumnSpec[Problem]] = [
    ColumnSpec(key="path", get_value=attrgetter("location.path")),
    ColumnSpec(key="line", get_value=attrgetter("location.line")),
    ColumnSpec(key="column", get_value=attrgetter("location.column")),
    ColumnSpec(key="code", get_value=_get_code),
    ColumnSpec(key="severity", get_value=_get_severity),
    ColumnSpec(key="message"),
    ColumnSpec(key="hint"),
    ColumnSpec(key="text"),
]


class ProblemListing(RowsAnswer[Problem]):
    """Problems, a row each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._problems = problems
        default_keys = [spec.key for spec in _COLUMN_SPECS]
        settings: RowsSettings[Problem] = RowsSettings(title="Problems", default_keys=default_keys)
        super().__init__(_COLUMN_SPECS, problems, QueryOptions(), settings)

    def list_problems(self) -> Sequence[Problem]:
        """List the problems."""
        return self._problems


def list_codes(codes: Sequence[ProblemCode]) -> RowsAnswer[ProblemCode]:
    """List the codes of problems with their meanings, a row each."""
    specs: list[ColumnSpec[ProblemCode]] = [
        ColumnSpec(key="code", get_value=str, mark="name"),
        ColumnSpec(key="severity"),
        ColumnSpec(key="meaning"),
        ColumnSpec(key="fix", label="--fix"),
    ]
    settings: RowsSettings[ProblemCode] = RowsSettings(
        title="Codes", default_keys=[spec.key for spec in specs]
    )
    return RowsAnswer(specs, codes, QueryOptions(), settings)


class CodeAnswer(Answer):
    """A code explained: its meaning, and an example with its report, then mended."""

    def __init__(self, code: ProblemCode, problems: Sequence[Problem]) -> None:
        self.code, self.problems = code, problems

    def to_data(self) -> Json:
        """Return an object; the problems are as ``check --json`` gives them."""
        return {**self._collect_texts(), "problems": ProblemListing(self.problems).to_rows()}

    def to_rows(self) -> Sequence[Row]:
        """Return one row."""
        return [{**self._collect_texts(), "problems": self._list_messages()}]

    def to_tables(self) -> Sequence[Table]:
        """Return a card."""
        texts = {**self._collect_texts(), "problems": "\n".join(self._list_messages())}
        rows = tuple(
            (Cell(key.replace("_", " "), "label"), Cell(text)) for key, text in texts.items()
        )
        columns = (Column("What"), Column("Text"))
        return [Table(str(self.code), columns, rows, has_headings=False, layout=Layout.CARD)]

    def collect_remarks(self) -> Sequence[str]:
        """Return nothing: an explanation needs no remark."""
        return ()

    def _collect_texts(self) -> dict[str, str]:
        return {
            "code": str(self.code),
            "severity": str(self.code.severity),
            "meaning": self.code.meaning,
            "fix": self.code.fix,
            "bad_example": self.code.readable_bad_example,
            "mended_example": self.code.mended_example,
        }

    def _list_messages(self) -> list[str]:
        return [f"{problem.message}: {problem.hint}" for problem in self.problems]

"""The answer of a command that writes: which file, where, and the change line by line."""

from collections.abc import Sequence

from ..model.answer import Answer, Json, Row
from ..model.table import Cell, Column, Layout, Table
from .fact_change import CheckedChange


class ChangeAnswer(Answer):
    """A change of one file, written or only shown."""

    def __init__(self, checked: CheckedChange, *, is_written: bool) -> None:
        self._checked, self._is_written = checked, is_written

    def to_data(self) -> Json:
        """Build the change as an object."""
        return self._build_row()

    def to_rows(self) -> Sequence[Row]:
        """Build one row."""
        return [self._build_row()]

    def to_tables(self) -> Sequence[Table]:
        """Build a card."""
        rows = tuple(
            (Cell(key, "label"), Cell(str(value))) for key, value in self._build_row().items()
        )
        columns = (Column("What"), Column("Text"))
        return [Table(self._checked.id, columns, rows, has_headings=False, layout=Layout.CARD)]

    def _build_row(self) -> dict[str, Json]:
        change = self._checked.change
        return {
            "id": self._checked.id,
            "path": change.label,
            "line": change.first_line,
            "written": self._is_written,
            "diff": change.render_diff(),
            "remarks": list(self._checked.remarks),
        }

"""What stands below a listing on a terminal: the meaning of its signs, and what is left out."""

from collections.abc import Sequence

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from .cell_text import SIGN_MEANINGS, SIGNS

SHORT_PERIODS = "9M, FY: nine months, a year to that month"
"""What explains periods that ``Date.abbreviate`` has written."""


def has_short_periods(table: Table) -> bool:
    """Tell whether a listing of one line a row writes a period shorter than it is."""
    return any(
        cell.annotation
        and cell.one_line_annotation
        and cell.one_line_annotation not in cell.annotation
        for row in table.rows
        for cell in row
    )


def list_legend(
    table: Table, columns: Sequence[Sequence[Cell]], *, is_cut: bool, has_short_periods: bool
) -> Sequence[str]:
    """Say what the signs and short periods mean, and how to see whole cells if any is cut.

    Of a sign that a note explains, nothing is said.
    """
    notes = " ".join(table.notes)
    marks = {cell.mark for cells in columns for cell in cells}
    marks = {mark for mark in marks & SIGNS.keys() if f"{SIGNS[mark]}:" not in notes}
    has_blanks = table.empty_text and any(
        cell.text == table.empty_text for cells in columns for cell in cells
    )
    return [
        f"{table.empty_text} nothing known" if has_blanks else "",
        SHORT_PERIODS if has_short_periods else "",
        *(f"{SIGNS[mark]} {SIGN_MEANINGS[mark]}" for mark in SIGNS if mark in marks),
        "in full: --wrap" if is_cut else "",
    ]


def describe_left_out(labels: Sequence[str]) -> str:
    """Name the columns that there is no room for; nothing where there are none."""
    names = ", ".join(map(escape_to_one_line, labels))
    noun = "column" if len(labels) == 1 else "columns"
    return f"{len(labels)} {noun} left out ({names}): --columns, or widen" if labels else ""

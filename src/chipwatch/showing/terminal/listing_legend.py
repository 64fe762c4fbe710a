"""What stands below a listing on a terminal: the meaning of its signs, and what is left out."""

from collections.abc import Sequence

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from .cell_text import SIGN_MEANINGS, SIGNS


def list_legend(table: Table, columns: Sequence[Sequence[Cell]], *, is_cut: bool) -> Sequence[str]:
    """Say what the signs mean that occur, and how to see whole cells if any is cut.

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
        *(f"{SIGNS[mark]} {SIGN_MEANINGS[mark]}" for mark in SIGNS if mark in marks),
        "in full: --wrap" if is_cut else "",
    ]


def describe_left_out(labels: Sequence[str]) -> str:
    """Name the columns that there is no room for; nothing where there are none."""
    names = ", ".join(map(escape_to_one_line, labels))
    noun = "column" if len(labels) == 1 else "columns"
    return f"{len(labels)} {noun} left out ({names}): --columns, or widen" if labels else ""

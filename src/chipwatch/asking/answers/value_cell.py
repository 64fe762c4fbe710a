"""The cell of a value: its text, the remarks beside it, and the mark of one that is in doubt."""

from collections.abc import Iterable

from ...model.table import Cell

DISPUTED = "disputed"
"""The remark beside a value on which sources disagree, and the mark of its cell."""
UNKNOWN_TEXT = "·"
"""What a terminal shows where nothing is known."""
UNKNOWN_WORDS = {"not-applicable": "n/a"}
"""Why there is no value, where a screen has a shorter word for it."""


def build_value_cell(
    text: str, remarks: Iterable[str] = (), *, is_disputed: bool = False, is_known: bool = True
) -> Cell:
    """Build the cell of a value with those remarks that are not empty, joined with semicolons."""
    mark = DISPUTED if is_disputed else "" if is_known else "dim"
    return Cell(text, mark, "; ".join(filter(None, remarks)))

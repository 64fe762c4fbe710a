"""Input that others wrote, within bounds: lines that fit into memory, JSON that is not too deep."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, AnyStr

from ..model.control_characters import find_control_character
from ..model.line_reading import read_bounded_line
from ..model.problem import ChipwatchError

MAX_LINE_LETTERS = 2**24
"""The longest line that is read: 128 cells of the greatest length."""
MAX_CELL_LETTERS = 131_072
"""The longest cell that is read, as the csv module has it; longer ones are no facts."""


class TableError(ChipwatchError):
    """A table that cannot be read."""

    code = "unreadable-table"


def iter_bounded_lines(file: IO[AnyStr], path: Path) -> Iterator[AnyStr]:
    """Give the lines of a file, which never has more than one in memory.

    Raises TableError for a line that is too long.
    """
    number = 0
    while True:
        line, is_cut = read_bounded_line(file.readline, MAX_LINE_LETTERS)
        number += 1
        if is_cut:
            message = f"{path}, line {number}: it is longer than {MAX_LINE_LETTERS:,} letters"
            hint = f"a cell has {MAX_CELL_LETTERS:,} at most: take what is longer out"
            raise TableError(message, hint)
        if not line:
            return
        yield line


def parse_json(text: str | bytes, *, has_text_numbers: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Parse JSON, if wished with numbers as the texts that were written; raises ValueError."""
    parse_number = str if has_text_numbers else None
    try:
        return json.loads(text, parse_int=parse_number, parse_float=parse_number)
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def describe_bad_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Say of each cell that cannot be a value, by its column, why."""
    descriptions = {name: _describe_bad_text(text) for name, text in cells.items()}
    return {name: description for name, description in descriptions.items() if description}


def _describe_bad_text(text: str) -> str:
    if len(text) > MAX_CELL_LETTERS:
        return f"the cell is longer than {MAX_CELL_LETTERS:,} letters"
    control_character = find_control_character(text)
    if control_character:
        return f"the cell has the control character U+{ord(control_character[0]):04X}"
    return ""

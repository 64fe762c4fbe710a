"""The widths of the columns of a listing on a terminal, and which columns there is no room for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ...model.control_characters import escape_to_one_line
from ...model.table import Column

INDENT_WIDTH = 2
GAP_WIDTH = 2
MIN_NAME_WIDTH = 24
"""Columns that the first column, which names the row, gets at least. Chosen: nine in ten names of
the base are whole in 24, and the others can still be told apart."""
NAME_SHARE = 3
"""The first column grows up to a third of the room before the others do."""
MIN_TEXT_WIDTH = 10
"""Columns that a column of text gets at least, before columns are left out for it."""
MIN_HEADING_WIDTH = 7
"""Columns that the heading over narrower numbers or short words gets at least."""
MAX_UNBROKEN_WORD_WIDTH = 14
"""Width up to which a word is never broken where cells are whole. Chosen so that dates, model names
and most amounts stay whole."""
MAX_PERIOD_WIDTH = 10
"""Width up to which a period counts as a part of its figure: a day, a quarter or a year has it."""
MIN_COLUMNS = 2
"""Columns that are never left out: what a row is about, and one value of it."""
_BREAK = re.compile(r"[ -]")
"""Where a heading may go on in a second line."""


class ColumnWidths(NamedTuple):
    """What the cells of a column need: widths of its heading, its values and its whole cells."""

    column: Column
    heading: int
    broken_heading: int
    """The heading over two lines, or the unit alone where that is narrower."""
    value: int
    """The widest value, without what stands behind it."""
    dated_value: int
    """The widest value with its period, where that is short."""
    period: int
    """The widest period of a value, or other note that a listing keeps."""
    natural: int
    """The widest cell, or the heading where that is wider."""


def fit_heading(column: Column, width: int) -> Sequence[str]:
    """Fit a heading into one line or two, broken behind a word or a hyphen.

    Over numbers the unit alone stands for one that does not fit.
    """
    label = escape_to_one_line(column.label)
    if cell_len(label) <= width:
        return (label,)
    fitting_pairs = (pair for pair in _iter_broken(label) if _measure_pair(pair) <= width)
    return next(fitting_pairs, (escape_to_one_line(column.unit) or label,))


def measure_broken_heading(column: Column) -> int:
    """Measure a heading over two lines, or the unit alone where that is narrower."""
    label = escape_to_one_line(column.label)
    widths = [cell_len(label), *map(_measure_pair, _iter_broken(label))]
    return min([*widths, cell_len(column.unit)] if column.unit else widths)


def _iter_broken(label: str) -> Iterator[tuple[str, str]]:
    """Give the two lines of each way to break a label, the longest first line first."""
    for match in reversed(list(_BREAK.finditer(label))):
        yield label[: match.end()].rstrip(), label[match.end() :]


def _measure_pair(lines: tuple[str, str]) -> int:
    return max(map(cell_len, lines))


def compute_minimums(columns: Sequence[ColumnWidths], room: int) -> list[int]:
    """Compute what each column gets at least, with periods behind figures where there is room.

    Where that would leave out a column which has such figures too, periods that do not fit stand
    below the figures.
    """
    behind = _compute_minimums(columns, [widths.dated_value for widths in columns])
    below = _compute_minimums(columns, [widths.value for widths in columns])
    kept_behind, kept_below = choose_columns(behind, room), choose_columns(below, room)
    fits = sum_widths([behind[index] for index in kept_behind]) <= room
    lost = set(kept_below) - set(kept_behind)
    return behind if fits and not any(columns[index].period for index in lost) else below


def _compute_minimums(columns: Sequence[ColumnWidths], values: Sequence[int]) -> list[int]:
    """Compute what each column gets at least for values of these widths and the widest period."""
    return [
        compute_minimum(widths._replace(value=max(value, widths.period)), is_first=index == 0)
        for index, (widths, value) in enumerate(zip(columns, values, strict=True))
    ]


def compute_minimum(widths: ColumnWidths, *, is_first: bool) -> int:
    """Compute what a column gets at least: numbers and short words are whole, texts are cut."""
    column = widths.column
    if is_kept_whole(column):
        return _compute_whole_minimum(widths)
    least = max(MIN_NAME_WIDTH if is_first else MIN_TEXT_WIDTH, column.min_width)
    return max(min(widths.natural, least), _measure_least_heading(widths), 1)


def compute_wrapped_minimum(widths: ColumnWidths, texts: Iterable[str]) -> int:
    """Compute what a column of these texts gets at least where cells are broken over lines."""
    if is_kept_whole(widths.column):
        return _compute_whole_minimum(widths)
    words = {word for text in texts for word in text.split()}
    return max(min(max(map(cell_len, words), default=0), MAX_UNBROKEN_WORD_WIDTH), 1)


def is_kept_whole(column: Column) -> bool:
    """Tell whether the values of a column are never cut: drawings, numbers and short words."""
    return column.is_drawing or column.is_numeric or column.is_unbreakable


def _compute_whole_minimum(widths: ColumnWidths) -> int:
    """Compute what a column gets at least whose cells are neither cut nor broken."""
    if widths.column.is_drawing:
        return widths.natural
    return max(widths.value, _measure_least_heading(widths), 1)


def _measure_least_heading(widths: ColumnWidths) -> int:
    return min(widths.broken_heading, MIN_HEADING_WIDTH)


def choose_columns(
    minimums: Sequence[int], room: int, *, keeps_last_columns: bool = False
) -> list[int]:
    """Choose the columns that fit, by index: the first ones, or the first and the last ones."""
    kept = list(range(len(minimums)))
    while len(kept) > MIN_COLUMNS and sum_widths([minimums[index] for index in kept]) > room:
        kept.pop(1 if keeps_last_columns else -1)
    return kept


def fit_widths(minimums: Sequence[int], naturals: Sequence[int], room: int) -> list[int]:
    """Fit the widths of columns: their natural ones, or the widest reduced, never under a minimum.

    The first column, which names the row, grows before the others.
    """
    widths = list(minimums)
    free = room - sum_widths(widths)
    if free <= 0 or not widths:
        return widths
    growth = min(free, max(0, min(naturals[0], room // NAME_SHARE) - widths[0]))
    widths[0], free = widths[0] + growth, free - growth
    while free > 0:
        growable = [index for index, width in enumerate(widths) if width < naturals[index]]
        if not growable:
            break
        index = min(growable, key=widths.__getitem__)
        widths[index], free = widths[index] + 1, free - 1
    return widths


def sum_widths(widths: Sequence[int]) -> int:
    """Sum the widths of columns and of the gaps between them."""
    return sum(widths) + GAP_WIDTH * (len(widths) - 1)

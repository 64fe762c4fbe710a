"""The layout of the head of a page on a terminal: what most readers come for, a line each."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table, is_wide_row
from ...model.text_table import is_spanning_row
from .card_layout import INDENT, SIGN_WIDTH
from .cell_text import Links, build_cell_text, build_fitted_text, build_sign

COLUMN_GAP = 2
LABEL_GAP = 2
NARROW_LABEL_GAP = 1
"""The same in a head of two columns on a narrow terminal; the column of the signs is beside it."""
WIDE_TERMINAL = 100
"""Width from which columns are not counted one by one."""
MIN_PAIRED_WIDTH = 76
"""Width from which a head has two columns. Chosen: each then has room for 20 letters of value."""
MAX_ALIGNED_WIDTH = 20
"""Columns of a value up to which the remarks behind it are aligned: a figure with its unit."""
LIST_WIDTH = 18
"""Columns that a list of names needs at least: a usual name."""
MAX_VALUE_WIDTH = 120
"""Columns beyond which it does not matter how many a value needs."""
MAX_SIDE_SHIFT = 10
"""Columns that the narrower of two columns gives to the other at most."""

Row = Sequence[Cell]


class HeadWidths(NamedTuple):
    """The columns of a head, or of one half of it."""

    label: int
    """For the label and the gap behind it."""
    value: int


def build_head(table: Table, width: int, links: Links) -> Iterator[Text]:
    """Build the summary and a line for each row: label, sign, value, remark."""
    rows = [row for row in table.rows if not is_spanning_row(row)]
    yield from _iter_summary(table, has_rows=bool(rows))
    yield from _iter_wide_lines(rows, _measure_labels(rows) + LABEL_GAP, width, links)


def build_paired_head(table: Table, width: int, links: Links) -> Iterator[Text]:
    """Build the summary and two columns of rows, the first half of them on the left.

    The rows with remarks stand below them over the whole width.
    """
    if width < MIN_PAIRED_WIDTH:
        yield from build_head(table, width, links)
        return
    rows = [row for row in table.rows if not is_spanning_row(row)]
    yield from _iter_summary(table, has_rows=bool(rows))
    paired_rows = [row for row in rows if not is_wide_row(row)]
    halves = _fit_halves(_split(paired_rows), width, links)
    dated_rows = [
        row
        for side, half in zip(_split(paired_rows), halves, strict=True)
        for row in side
        if _loses_date(row, half.value, links)
    ]
    if dated_rows:
        paired_rows = [row for row in paired_rows if row not in dated_rows]
        halves = _fit_halves(_split(paired_rows), width, links)
    for left, right in zip_longest(*_split(paired_rows), fillvalue=()):
        line = _build_line(left, halves[0], links)
        line.append(" " * (len(INDENT) + sum(halves[0]) + SIGN_WIDTH - line.cell_len + COLUMN_GAP))
        line.append_text(_build_line(right, halves[1], links)[len(INDENT) :])
        yield _finish_line(line)
    wide_rows = (*dated_rows, *(row for row in rows if is_wide_row(row)))
    label_width = max(halves[0].label, _measure_labels(wide_rows) + _choose_label_gap(width))
    yield from _iter_wide_lines(wide_rows, label_width, width, links)


def _split(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Split rows into those on the left and those on the right."""
    height = (len(rows) + 1) // 2
    return rows[:height], rows[height:]


def _fit_halves(
    sides: tuple[Sequence[Row], Sequence[Row]], width: int, links: Links
) -> tuple[HeadWidths, HeadWidths]:
    """Fit the widths of both columns to what their rows need."""
    label_widths = [_measure_labels(side) + _choose_label_gap(width) for side in sides]
    needs = [
        label_width + SIGN_WIDTH + _measure_values(side, links)
        for side, label_width in zip(sides, label_widths, strict=True)
    ]
    shares = _share_width(width - len(INDENT) - COLUMN_GAP, *needs)
    left, right = (
        HeadWidths(label=label_width, value=max(share - label_width - SIGN_WIDTH, 1))
        for label_width, share in zip(label_widths, shares, strict=True)
    )
    return left, right


def _loses_date(row: Row, room: int, links: Links) -> bool:
    """Tell whether there is no room for the date of a value, which a figure needs."""
    value = row[1]
    shown_text = _build_value_text(value, links, room).plain
    return value.is_figure and not shown_text.endswith(value.annotation)


def _iter_wide_lines(
    rows: Sequence[Row], label_width: int, width: int, links: Links
) -> Iterator[Text]:
    """Build rows over the whole width, their remarks under one another where values are short."""
    value_room = max(width - len(INDENT) - label_width - SIGN_WIDTH, 1)
    widths = HeadWidths(label=label_width, value=value_room)
    with_remarks = [row[1] for row in rows if is_wide_row(row)]
    lengths = [_build_value_text(cell, links, value_room).cell_len for cell in with_remarks]
    value_width = max((length for length in lengths if length <= MAX_ALIGNED_WIDTH), default=0)
    remark_start = len(INDENT) + label_width + SIGN_WIDTH + value_width + COLUMN_GAP
    for row in rows:
        line = _build_line(row[:2], widths, links)
        for remark in row[2:]:
            line.append(" " * max(remark_start - line.cell_len, COLUMN_GAP))
            line.append_text(build_cell_text(remark, links))
        line.truncate(width, overflow="ellipsis")
        yield _finish_line(line)


def _build_line(row: Row, widths: HeadWidths, links: Links) -> Text:
    """Build label, sign and value of a row at their places; of no row, nothing but the indent."""
    line = Text(INDENT)
    if not row:
        return line
    line.append_text(build_cell_text(row[0], links))
    line.append(" " * (len(INDENT) + widths.label - line.cell_len))
    sign = build_sign(row[1])
    line.append_text(sign).append(" " * (SIGN_WIDTH - sign.cell_len))
    value = _build_value_text(row[1], links, widths.value)
    value.truncate(widths.value, overflow="ellipsis")
    return line.append_text(value)


def _finish_line(line: Text) -> Text:
    line.rstrip()
    line.no_wrap = True
    return line


def _share_width(width: int, left_need: int, right_need: int) -> tuple[int, int]:
    """Share a width between two columns: halves, but for what one needs and the other does not."""
    half = width // 2
    shift = min(max(left_need - half, 0), max(half - right_need, 0), MAX_SIDE_SHIFT)
    shift -= min(max(right_need - half, 0), max(half - left_need, 0), MAX_SIDE_SHIFT)
    return half + shift, width - half - shift


def _measure_values(side: Sequence[Row], links: Links) -> int:
    """Measure the widest value of a column; lists of names, which give way, count for less."""
    value_widths = [
        min(width, LIST_WIDTH) if row[1].items else width
        for row in side
        if (width := _build_value_text(row[1], links, MAX_VALUE_WIDTH).cell_len)
    ]
    return max(value_widths, default=0)


def _build_value_text(cell: Cell, links: Links, room: int) -> Text:
    """Build a value; of a list what there is room for, its date only where all of it has room."""
    value = build_fitted_text(cell._replace(annotation=""), links, room)
    if value.cell_len + cell_len(cell.annotation) <= room:
        value.append(escape_to_one_line(cell.annotation), "dim")
    return value


def _iter_summary(table: Table, *, has_rows: bool) -> Iterator[Text]:
    """Give the rows that span the head, and an empty line under them."""
    summary_rows = [row for row in table.rows if is_spanning_row(row)]
    for row in summary_rows:
        yield Text(escape_to_one_line(row[0].text))
    if summary_rows and has_rows:
        yield Text("")


def _choose_label_gap(width: int) -> int:
    return LABEL_GAP if width >= WIDE_TERMINAL else NARROW_LABEL_GAP


def _measure_labels(rows: Sequence[Row]) -> int:
    return max((cell_len(escape_to_one_line(row[0].text)) for row in rows), default=0)

"""CSV and TSV: a row of headings, then plain values, lists with semicolons between."""

import csv
import io
from collections.abc import Sequence
from typing import Literal

from ..model.answer import Json, Row
from ..model.control_characters import escape_to_one_line

_FORMULA_PREFIXES = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would take for a formula."""


def render_csv(rows: Sequence[Row]) -> str:
    """Comma-separated values as of RFC 4180, but with plain newlines."""
    return _write_rows(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL)


def render_tsv(rows: Sequence[Row]) -> str:
    """Tab-separated values, never quoted: no value has a tab or newline in it."""
    return _write_rows(rows, delimiter="\t", quoting=csv.QUOTE_NONE)


def _write_rows(rows: Sequence[Row], *, delimiter: str, quoting: Literal[0, 3]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, delimiter=delimiter, quoting=quoting, quotechar=None if quoting else '"',
        lineterminator="\n",
    )  # fmt: skip
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_format_cell(value) for value in row.values()])
    return buffer.getvalue()


def _format_cell(value: Json) -> str:
    """A value as a cell; text that a spreadsheet would compute is kept text by an apostrophe."""
    text = _format_value(value)
    is_formula = not isinstance(value, int | float) and text.lstrip().startswith(_FORMULA_PREFIXES)
    return f"'{text}" if is_formula else text


def _format_value(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(_format_value(item) for item in value)
    return escape_to_one_line(str(value))

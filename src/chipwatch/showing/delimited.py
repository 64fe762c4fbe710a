"""CSV and TSV: a row of headings, then plain values, lists with semicolons between."""

import csv
import io
from collections.abc import Sequence
from typing import Literal

from ..model.table import Json, Row
from ..model.text import safe

_OBEYED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would take for a formula."""


def csv_text(rows: Sequence[Row]) -> str:
    """Comma-separated values as of RFC 4180, but with plain newlines."""
    return _text(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL)


def tsv_text(rows: Sequence[Row]) -> str:
    """Tab-separated values, never quoted: no value has a tab or newline in it."""
    return _text(rows, delimiter="\t", quoting=csv.QUOTE_NONE)


def _text(rows: Sequence[Row], *, delimiter: str, quoting: Literal[0, 3]) -> str:
    written = io.StringIO()
    writer = csv.writer(
        written, delimiter=delimiter, quoting=quoting, quotechar=None if quoting else '"',
        lineterminator="\n",
    )  # fmt: skip
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return written.getvalue()


def _cell(value: Json) -> str:
    """A value as a cell; text that a spreadsheet would compute is kept text by an apostrophe."""
    text = _plain(value)
    formula = not isinstance(value, int | float) and text.lstrip().startswith(_OBEYED)
    return f"'{text}" if formula else text


def _plain(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(_plain(item) for item in value)
    return safe(str(value))

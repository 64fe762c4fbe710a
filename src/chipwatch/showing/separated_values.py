"""Write CSV and TSV: a row of headings, then plain values; lists are joined by semicolons."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Literal
from unicodedata import category

from ..model.answer import Json, Row
from ..model.control_characters import escape_to_one_line

_FORMULA_PREFIXES = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Beginnings of a cell that a spreadsheet takes for a formula."""
_FORMULA_GUARD = "'"
_SIGNED_NUMBER = re.compile(r"[+-]\d+(\.\d+)?", re.ASCII)
"""A text that is a number with a sign, which a spreadsheet takes for that number."""


def render_csv(rows: Sequence[Row], keys: Sequence[str] = ()) -> str:
    """Write comma-separated values as in RFC 4180, but with plain newlines.

    The keys are the headings where there are no rows.
    """
    return _write_rows(rows, keys, delimiter=",", quoting=csv.QUOTE_MINIMAL)


def render_tsv(rows: Sequence[Row], keys: Sequence[str] = ()) -> str:
    """Write tab-separated values, never quoted: no value has a tab or newline in it."""
    return _write_rows(rows, keys, delimiter="\t", quoting=csv.QUOTE_NONE)


def _write_rows(
    rows: Sequence[Row], keys: Sequence[str], *, delimiter: str, quoting: Literal[0, 3]
) -> str:
    buffer = io.StringIO()
    quote = None if quoting == csv.QUOTE_NONE else '"'
    writer = csv.writer(
        buffer, delimiter=delimiter, quoting=quoting, quotechar=quote, lineterminator="\n"
    )
    headings = list(rows[0] if rows else keys)
    if headings:
        writer.writerow([_format_cell(heading) for heading in headings])
    for row in rows:
        writer.writerow([_format_cell(value) for value in row.values()])
    return buffer.getvalue()


def _format_cell(value: Json) -> str:
    """Format a cell; an apostrophe before a formula makes spreadsheets take it for text.

    So has a text that itself begins with an apostrophe and a formula, which would else lose it.
    """
    text = _format_value(value)
    is_formula = not isinstance(value, int | float) and _is_formula(text.lstrip(_FORMULA_GUARD))
    return f"{_FORMULA_GUARD}{text}" if is_formula else text


def remove_formula_guard(cell: str) -> str:
    """Take off the apostrophe that was put before a formula."""
    is_guarded = cell.startswith(_FORMULA_GUARD) and _is_formula(cell.lstrip(_FORMULA_GUARD))
    return cell[1:] if is_guarded else cell


def _is_formula(text: str) -> bool:
    """Tell whether a spreadsheet takes a text for a formula."""
    is_number = _SIGNED_NUMBER.fullmatch(text) is not None
    return not is_number and _strip_invisible(text).startswith(_FORMULA_PREFIXES)


def _format_value(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(_format_value(item) for item in value)
    return escape_to_one_line(str(value))


def _strip_invisible(text: str) -> str:
    """Remove blanks and invisible characters, such as a zero-width space, from the beginning."""
    stripped = text.lstrip()
    while stripped and category(stripped[0]) == "Cf":
        stripped = stripped[1:].lstrip()
    return stripped

"""Write rows as an Excel workbook: typed cells, texts that are never computed, a frozen heading.

XlsxWriter writes it: it has no dependencies, streams rows to disk, and does nothing else, while
openpyxl also reads workbooks, which nothing here needs.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.answer import Json, Row
from ..model.control_characters import escape_to_one_line
from ..model.data_frame import MissingLibraryError
from ..model.part_type import PartType
from ..model.text_width import measure_width

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_CELL_LETTERS = 32_767
MAX_SHEET_ROWS = 1_048_576
"""What Excel allows a cell and a sheet to hold."""
MAX_SAFE_INTEGER = 2**53
"""The integer up to which a cell, which is a binary floating point number, holds every digit."""
MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH = 8, 60
ROWS_MEASURED = 200
"""The rows whose texts decide how wide columns are."""
FIRST_EXCEL_YEAR = 1900
"""The year before which Excel has no days: they stay texts."""


class Sheet(NamedTuple):
    """A sheet of a workbook: rows under one heading."""

    name: str
    rows: Sequence[Row]
    keys: Sequence[str]
    part_types: Mapping[str, PartType]


def render_xlsx(
    rows: Sequence[Row], keys: Sequence[str], part_types: Mapping[str, PartType]
) -> bytes:
    """Write rows as a workbook with one sheet; raises MissingLibraryError without XlsxWriter."""
    return render_workbook([Sheet(name="chipwatch", rows=rows, keys=keys, part_types=part_types)])


def render_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook; raises MissingLibraryError without XlsxWriter, UsageError if too long."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingLibraryError.build("XlsxWriter", "Excel files need", "xlsx") from error
    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    heading_style = workbook.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        _check_length(sheet.rows)
        _write_sheet(workbook.add_worksheet(sheet.name), sheet, heading_style)
    workbook.close()
    return buffer.getvalue()


def _check_length(rows: Sequence[Row]) -> None:
    if len(rows) >= MAX_SHEET_ROWS:
        from ..model.problem import UsageError

        message = f"{len(rows):,} rows are more than a sheet of Excel holds"
        raise UsageError(message, "choose fewer with --where or --limit, or write CSV")


def _write_sheet(worksheet: "Worksheet", sheet: Sheet, heading_style: "Format") -> None:
    for column, key in enumerate(sheet.keys):
        worksheet.write_string(0, column, _shorten(escape_to_one_line(key)), heading_style)
        worksheet.set_column(column, column, _measure_column(key, sheet.rows))
    worksheet.freeze_panes(1, 0)
    if sheet.rows:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.keys) - 1)
    for line, row in enumerate(sheet.rows, start=1):
        for column, key in enumerate(sheet.keys):
            _write_cell(worksheet, (line, column), row.get(key), sheet.part_types.get(key))


def _write_cell(
    sheet: "Worksheet", place: tuple[int, int], value: Json, part_type: PartType | None
) -> None:
    """Write a value as what it is; a text is never a formula or a link."""
    cell: Any = value
    line, column = place
    if value is None or value in ("", []):
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float) and abs(value) <= MAX_SAFE_INTEGER:
        sheet.write_number(line, column, value)
    elif part_type is PartType.DAY and int(cell[:4]) >= FIRST_EXCEL_YEAR:
        sheet.write_datetime(line, column, date.fromisoformat(cell))
    else:
        sheet.write_string(line, column, _shorten(_format_text(value)))


def _format_text(value: Json) -> str:
    """Format a text on one line; lists are joined with semicolons, as in CSV."""
    if isinstance(value, list | tuple):
        return "; ".join(_format_text(item) for item in value)
    return "" if value is None else escape_to_one_line(str(value))


def _shorten(text: str) -> str:
    """Cut a text that is longer than a cell of Excel may hold, and mark that it is cut."""
    return text if len(text) <= MAX_CELL_LETTERS else f"{text[: MAX_CELL_LETTERS - 1]}…"


def _measure_column(key: str, rows: Sequence[Row]) -> int:
    """Measure how many letters wide a column should be."""
    texts = [key, *(_format_text(row.get(key)) for row in rows[:ROWS_MEASURED])]
    width = max(map(measure_width, texts)) + 2
    return min(max(width, MIN_COLUMN_WIDTH), MAX_COLUMN_WIDTH)

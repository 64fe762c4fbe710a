"""The rows of a table, one after another: CSV, TSV, JSON, JSON Lines, Excel, FollowTheMoney."""

import csv
import io
import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from ..model.problem import ChipwatchError
from ..showing.separated_values import remove_formula_guard
from .bounded_input import (
    MAX_CELL_LETTERS,
    TableError,
    describe_bad_cells,
    iter_bounded_lines,
    parse_json,
)
from .compressed_input import iter_sheet_rows, open_workbook

MAX_JSON_BYTES = 256 * 2**20
"""The largest file that is read as one JSON value; JSON Lines are read line by line."""
_SAMPLE_LETTERS = 65_536
"""Letters of a file by which its separator is recognised."""
_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]")
"""The first line by which Excel is told the separator: ``sep=;``."""
_CSV_ERRORS = {
    "unexpected end of data": "a quote is opened and never closed",
    "field larger": f"a cell is longer than {MAX_CELL_LETTERS:,} letters, or a quote not closed",
}
"""What the errors of the csv module mean, by how they begin."""


class TableRow(NamedTuple):
    """A row of a table: its number in the file, and its cells by column."""

    number: int
    cells: Mapping[str, str]
    problems: tuple[str, ...] = ()
    """What of it could not be read."""
    cell_problems: Mapping[str, str] = {}
    """Why cells could not be read, by column; these cells are empty."""
    is_short: bool = False
    """Whether cells at its end are missing; these are empty too."""


def iter_table_rows(path: Path) -> Iterator[TableRow]:
    """Give the rows of a table by the ending of its name; raises TableError."""
    try:
        yield from _choose_reader(path)(path)
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}") from error


def _choose_reader(path: Path) -> Any:  # noqa: ANN401 - a function of a path
    ending = path.suffix.lower()
    readers = {
        ".csv": _iter_separated_rows,
        ".tsv": _iter_separated_rows,
        ".tab": _iter_separated_rows,
        ".txt": _iter_separated_rows,
        ".json": _iter_json_rows,
        ".jsonl": _iter_json_lines,
        ".ndjson": _iter_json_lines,
        ".ftm": _iter_json_lines,
        ".xlsx": _iter_sheet_rows,
    }
    if ending not in readers:
        hint = f"its ending is none of {', '.join(readers)}"
        raise TableError(f"{path} is no table that can be read", hint)
    return readers[ending]


def _iter_separated_rows(path: Path) -> Iterator[TableRow]:
    """Give the rows under the heading of a CSV or TSV file, whatever separates its cells."""
    try:
        with path.open(encoding=_detect_encoding(path), newline="") as file:
            sample = file.read(_SAMPLE_LETTERS)
            file.seek(0)
            separator = _detect_separator(sample, path)
            lines = _iter_cells(iter_bounded_lines(file, path), separator, path)
            if _SEPARATOR_LINE.match(sample):
                next(lines)
            headings = _check_headings(next(lines, (0, []))[1], path)
            yield from (
                _build_row(number, headings, cells) for number, cells in lines if any(cells)
            )
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8; Excel calls that CSV UTF-8"
        raise TableError(f"{path} is not {error.encoding.upper()}", hint) from error


def _iter_cells(
    lines: Iterator[str], separator: str, path: Path
) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row, and the number of the line that it ends on."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    first_line = 1
    try:
        for cells in reader:
            yield reader.line_num, cells
            first_line = reader.line_num + 1
    except csv.Error as error:
        known_texts = (text for start, text in _CSV_ERRORS.items() if str(error).startswith(start))
        text = next(known_texts, str(error))
        raise TableError(f"{path}, in the row that begins on line {first_line}: {text}") from error


def _detect_encoding(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(3)
    if beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if beginning.startswith(BOM_UTF8) else "utf-8"


def _detect_separator(sample: str, path: Path) -> str:
    """Detect what separates cells: what the first line says, or of four what it has most of."""
    stated = _SEPARATOR_LINE.match(sample)
    if stated:
        return stated[1]
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    heading = next(iter(io.StringIO(sample)), "")
    return max(_SEPARATORS, key=heading.count)


def _check_headings(headings: Sequence[str], path: Path) -> list[str]:
    names = [heading.strip() for heading in headings]
    if not any(names):
        raise TableError(f"{path} has no heading", "the first row names the columns")
    repeated = sorted({name for name in names if name and names.count(name) > 1})
    if repeated:
        raise TableError(f"{path} has several columns {', '.join(repeated)}", "rename them")
    return names


def _build_row(number: int, headings: Sequence[str], cells: Sequence[str]) -> TableRow:
    """Build a row; cells without a heading are a problem, missing ones are empty."""
    extra = [cell for cell in cells[len(headings) :] if cell.strip()]
    problems = (f"{len(extra)} cells are beyond the last heading",) if extra else ()
    texts = (remove_formula_guard(cell) for cell in cells)
    named_cells = dict.fromkeys(headings, "") | dict(zip(headings, texts, strict=False))
    is_short = len(cells) < len(headings)
    row = TableRow(number=number, cells=named_cells, problems=problems, is_short=is_short)
    return _check_cells(row)


def _check_cells(row: TableRow) -> TableRow:
    """Leave out the cells of a row that cannot be values, and say why."""
    cell_problems = describe_bad_cells(row.cells)
    cells = {**row.cells, **dict.fromkeys(cell_problems, "")} if cell_problems else row.cells
    return row._replace(cells=cells, cell_problems=cell_problems)


def _iter_json_rows(path: Path) -> Iterator[TableRow]:
    """Give the objects of a JSON array, or of the first array in an object."""
    if path.stat().st_size > MAX_JSON_BYTES:
        hint = "turn it into JSON Lines, which are read line by line: jq -c '.[]'"
        raise TableError(f"{path} is larger than {MAX_JSON_BYTES // 2**20} MiB", hint)
    try:
        data = parse_json(path.read_bytes().removeprefix(BOM_UTF8), has_text_numbers=True)
    except ValueError as error:
        raise TableError(f"{path} is not JSON: {error}") from error
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), [data])
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        yield _build_object_row(number, item)


def _iter_json_lines(path: Path) -> Iterator[TableRow]:
    with path.open("rb") as file:
        for number, line in enumerate(iter_bounded_lines(file, path), start=1):
            if not line.strip():
                continue
            try:
                item = parse_json(line.removeprefix(BOM_UTF8), has_text_numbers=True)
                yield _build_object_row(number, item)
            except ValueError as error:
                yield TableRow(number=number, cells={}, problems=(f"it is not JSON: {error}",))


def _build_object_row(number: int, item: object) -> TableRow:
    """Build the row of an object; the properties of an entity of FollowTheMoney are cells too."""
    if not isinstance(item, dict):
        return TableRow(number=number, cells={}, problems=("it is not an object",))
    properties = item.get("properties")
    flat = {**item, **properties} if isinstance(properties, dict) and "schema" in item else item
    cells = {str(key): _to_text(value) for key, value in flat.items()}
    return _check_cells(TableRow(number=number, cells=cells))


def _to_text(value: object) -> str:
    """Write a value of JSON as a cell; lists are joined with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_to_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _iter_sheet_rows(path: Path) -> Iterator[TableRow]:
    """Give the rows of the first sheet; of a formula, the result that was stored with it."""
    headings: list[str] = []
    for number, (result_row, formula_row) in enumerate(_iter_sheet_cells(path), start=1):
        texts = [_format_sheet_value(cell.value) for cell in result_row]
        if not headings:
            headings = _check_headings(texts, path)
            continue
        lost = [
            str(getattr(formula, "coordinate", ""))
            for result, formula in zip(result_row, formula_row, strict=False)
            if result.value is None and formula.value is not None
        ]
        if any(texts) or lost:
            row = _build_row(number, headings, texts)
            problems = (f"formula without a stored result in {', '.join(lost)}",) if lost else ()
            yield row._replace(problems=(*row.problems, *problems))


def _iter_sheet_cells(path: Path) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Give the cells of each row of the first sheet: with results, and with formulas."""
    try:
        with (
            closing(open_workbook(path, has_results=True)) as results,
            closing(open_workbook(path, has_results=False)) as formulas,
        ):
            sheets = (results.worksheets[0], formulas.worksheets[0])
            yield from zip(*(iter_sheet_rows(sheet, path) for sheet in sheets), strict=False)
    except ChipwatchError:
        raise
    except Exception as error:  # its reader raises whatever its parts do
        raise TableError(f"{path} is no workbook that can be read: {error}") from error


def _format_sheet_value(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Write the value of a cell; a day without the midnight that Excel gives it."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

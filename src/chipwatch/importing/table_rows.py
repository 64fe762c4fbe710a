"""The rows of a table, one after another: CSV, TSV, JSON, JSON Lines, Excel, FollowTheMoney."""

import csv
import io
import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..model.data_frame import MissingLibraryError
from ..model.problem import ChipwatchError
from ..showing.separated_values import remove_formula_guard

MAX_CELL_LETTERS = 131_072
"""The longest cell that is read; longer ones are no facts."""
MAX_JSON_BYTES = 256 * 2**20
"""The largest file that is read as one JSON value; JSON Lines are read line by line."""
_SAMPLE_LETTERS = 65_536
"""Letters of a file by which its separator is recognised."""
_SEPARATORS = ",;\t|"


class TableError(ChipwatchError):
    """A table that cannot be read."""

    code = "unreadable-table"


class TableRow(NamedTuple):
    """A row of a table: its number in the file, and its cells by column."""

    number: int
    cells: Mapping[str, str]
    problems: tuple[str, ...] = ()
    """What of it could not be read."""


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
    with path.open(encoding=_detect_encoding(path), newline="") as file:
        sample = file.read(_SAMPLE_LETTERS)
        file.seek(0)
        reader = csv.reader(file, delimiter=_detect_separator(sample, path), strict=True)
        try:
            headings = _check_headings(next(reader, []), path)
            for cells in reader:
                if any(cells):
                    yield _build_row(reader.line_num, headings, cells)
        except csv.Error as error:
            raise TableError(f"{path}, line {reader.line_num + 1}: {error}") from error
        except UnicodeDecodeError as error:
            hint = "save it as UTF-8"
            message = f"{path}, after line {reader.line_num}: it is not UTF-8"
            raise TableError(message, hint) from error


def _detect_encoding(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(3)
    if beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if beginning.startswith(BOM_UTF8) else "utf-8"


def _detect_separator(sample: str, path: Path) -> str:
    """Detect what separates cells: of four, what the heading has most of."""
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
    named_cells = dict(zip(headings, texts, strict=False))
    return TableRow(number=number, cells=named_cells, problems=problems)


def _iter_json_rows(path: Path) -> Iterator[TableRow]:
    """Give the objects of a JSON array, or of the first array in an object."""
    if path.stat().st_size > MAX_JSON_BYTES:
        hint = "turn it into JSON Lines, which are read line by line: jq -c '.[]'"
        raise TableError(f"{path} is larger than {MAX_JSON_BYTES // 2**20} MiB", hint)
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise TableError(f"{path} is not JSON: {error}") from error
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), [data])
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        yield _build_object_row(number, item)


def _iter_json_lines(path: Path) -> Iterator[TableRow]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield _build_object_row(number, json.loads(line))
            except ValueError as error:
                yield TableRow(number=number, cells={}, problems=(f"it is not JSON: {error}",))


def _build_object_row(number: int, item: object) -> TableRow:
    """Build the row of an object; the properties of an entity of FollowTheMoney are cells too."""
    if not isinstance(item, dict):
        return TableRow(number=number, cells={}, problems=("it is not an object",))
    properties = item.get("properties")
    flat = {**item, **properties} if isinstance(properties, dict) and "schema" in item else item
    return TableRow(number=number, cells={str(key): _to_text(value) for key, value in flat.items()})


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
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingLibraryError.build("openpyxl", "reading Excel files needs", "xlsx") from error
    try:
        results = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        formulas = load_workbook(path, read_only=True).worksheets[0]
    except Exception as error:  # its reader raises whatever its parts do
        raise TableError(f"{path} is no workbook that can be read: {error}") from error
    headings: list[str] = []
    rows = zip(results.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (result_row, formula_row) in enumerate(rows, start=1):
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


def _format_sheet_value(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Write the value of a cell; a day without the midnight that Excel gives it."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

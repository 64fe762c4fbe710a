"""Workbooks and Parquet files of others, which are compressed: what they expand to is bounded."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from ..model.data_frame import MissingLibraryError
from .bounded_input import TableError

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_EXPANDED_BYTES = 512 * 2**20
"""The most that a compressed table may expand to: our choice, some million rows of text. A few
kilobytes can expand to all the memory that there is."""
MAX_SHEET_ROWS = 2**20
"""The rows that a sheet of Excel has; a file can say of a cell that it stands further down."""
MAX_SHEET_CELLS = 20 * MAX_SHEET_ROWS
"""The cells of a sheet that are read, with the empty ones before the last of each row: our choice,
20 columns in all rows, which take minutes. A file of a megabyte can say that it has billions."""
_SPLIT_HINT = "split it, or save it as CSV, which is read line by line"


def open_workbook(path: Path, *, has_results: bool) -> "Workbook":
    """Open an Excel file row by row, with the results of formulas or with the formulas.

    Raises TableError where it expands to too much, MissingLibraryError, and whatever its reader
    does where it is no workbook.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingLibraryError.build("openpyxl", "reading Excel files needs", "xlsx") from error
    with ZipFile(path) as archive:
        _check_size(path, sum(part.file_size for part in archive.infolist()))
    return load_workbook(path, read_only=True, data_only=has_results)


def iter_sheet_rows(sheet: Any, path: Path) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - no types
    """Give the cells of each row of a sheet up to its last one, whatever size the file states.

    Raises TableError for a sheet that has too many of them.
    """
    sheet.reset_dimensions()
    cell_count = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cell_count += len(row)
        if number > MAX_SHEET_ROWS or cell_count > MAX_SHEET_CELLS:
            message = f"{path} has a sheet of more than {MAX_SHEET_ROWS:,} rows or"
            hint = "delete the empty rows and columns around the table, or save it as CSV"
            raise TableError(f"{message} {MAX_SHEET_CELLS:,} cells", hint)
        yield row


def iter_parquet_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the rows of a Parquet file; raises TableError and MissingLibraryError."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise MissingLibraryError.build("pyarrow", "Parquet files need", "parquet") from error
    try:
        with parquet.ParquetFile(path) as file:
            _check_size(path, sum(_list_group_sizes(file.metadata)))
            expanded_bytes = 0
            for batch in file.iter_batches():
                expanded_bytes += batch.nbytes
                _check_size(path, expanded_bytes)
                yield from batch.to_pylist()
    except ArrowException as error:
        raise TableError(f"{path} is no Parquet file that can be read: {error}") from error


def _list_group_sizes(metadata: Any) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """List how large each group of rows is by what the file says of itself."""
    return [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]


def _check_size(path: Path, expanded_bytes: int) -> None:
    if expanded_bytes > MAX_EXPANDED_BYTES:
        message = f"{path} expands to more than {MAX_EXPANDED_BYTES // 2**20} MiB"
        raise TableError(message, _SPLIT_HINT)

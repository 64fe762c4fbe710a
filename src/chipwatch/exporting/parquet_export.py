"""Write tables as a folder of Parquet files, with types, meanings and units in their schemas."""

import io
from typing import TYPE_CHECKING, Any

from ..model.data_frame import MissingLibraryError
from .export_content import ExportContent
from .export_tables import CellType, ExportTable, TableColumn, build_tables

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(content: ExportContent) -> dict[str, bytes]:
    """Write every table as a Parquet file; raises MissingLibraryError without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingLibraryError.build("pyarrow", "Parquet files need", "parquet") from error
    files = {}
    for table in build_tables(content):
        buffer = io.BytesIO()
        parquet.write_table(_build_arrow_table(table, pa), buffer)
        files[f"{table.name}.parquet"] = buffer.getvalue()
    return files


def _build_arrow_table(table: ExportTable, arrow: Any) -> "pa.Table":  # noqa: ANN401 - a module
    types = {
        CellType.INTEGER: arrow.int64(),
        CellType.NUMBER: arrow.float64(),
        CellType.BOOLEAN: arrow.bool_(),
        CellType.DAY: arrow.string(),
        CellType.TEXT: arrow.string(),
    }
    fields = [
        arrow.field(column.name, types[column.type], metadata=_describe(column))
        for column in table.columns
    ]
    columns = [
        arrow.array([_convert(row[index], column) for row in table.rows], type=types[column.type])
        for index, column in enumerate(table.columns)
    ]
    return arrow.Table.from_arrays(columns, schema=arrow.schema(fields))


def _convert(value: Any, column: TableColumn) -> Any:  # noqa: ANN401 - the cell of any column
    """Convert a cell to the type of its column."""
    if value is None:
        return None
    if column.type is CellType.NUMBER:
        return float(value)
    if column.type is CellType.BOOLEAN:
        return bool(value)
    return str(value) if column.type in (CellType.TEXT, CellType.DAY) else value


def _describe(column: TableColumn) -> dict[str, str]:
    unit = {"unit": column.unit} if column.unit else {}
    return {"description": column.meaning, **unit}

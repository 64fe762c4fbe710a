"""Write tables as an Excel workbook, a sheet for each."""

from ..model.part_type import PartType
from ..showing.spreadsheet import Sheet, render_workbook
from .export_content import ExportContent
from .export_tables import CellType, ExportTable, build_tables

_PART_TYPES = {CellType.DAY: PartType.DAY, CellType.TEXT: PartType.TEXT}


def write_workbook(content: ExportContent) -> bytes:
    """Write all tables as a workbook; raises MissingLibraryError without XlsxWriter."""
    return render_workbook([_build_sheet(table) for table in build_tables(content)])


def _build_sheet(table: ExportTable) -> Sheet:
    names = [column.name for column in table.columns]
    return Sheet(
        name=table.name,
        rows=[dict(zip(names, row, strict=True)) for row in table.rows],
        keys=names,
        part_types={
            column.name: _PART_TYPES.get(column.type, PartType.NUMBER) for column in table.columns
        },
    )

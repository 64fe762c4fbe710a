"""Write tables as a folder of CSV files with a data package, which describes them.

The package follows the Frictionless standard, https://specs.frictionlessdata.io/tabular-data-package/.
"""

from collections.abc import Sequence

from ..model.answer import Json
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.separated_values import render_csv
from ..version import __version__
from .export_content import ExportContent
from .export_tables import ExportTable, TableColumn, build_tables

PACKAGE_FILE = "datapackage.json"


def write_csv_package(content: ExportContent) -> dict[str, bytes]:
    """Write every table as a CSV file, and the package beside them: contents by file name."""
    tables = build_tables(content)
    files = {f"{table.name}.csv": encode_text(_render_table(table)) for table in tables}
    return {**files, PACKAGE_FILE: encode_text(render_json(_describe_package(content, tables)))}


def _render_table(table: ExportTable) -> str:
    names = [column.name for column in table.columns]
    return render_csv([dict(zip(names, row, strict=True)) for row in table.rows], names)


def _describe_package(content: ExportContent, tables: Sequence[ExportTable]) -> Json:
    newest_publication = content.base.find_newest_publication()
    return {
        "profile": "tabular-data-package",
        "name": "chipwatch",
        "title": "Facts of chipwatch",
        "description": "Facts about the US-China AI-chip contest, each with its sources. The newest"
        f" publication is of {newest_publication or 'an unknown day'}; exported by"
        f" chipwatch {__version__}.",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_describe_resource(table) for table in tables],
    }


def _describe_resource(table: ExportTable) -> Json:
    keys = {"primaryKey": table.key} if table.key else {}
    foreign_keys: list[Json] = [
        {
            "fields": column.name,
            "reference": {"resource": column.refers_to, "fields": "id"},
        }
        for column in table.columns
        if column.refers_to
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.meaning,
        "encoding": "utf-8",
        "schema": {
            "fields": [_describe_field(column) for column in table.columns],
            "missingValues": [""],
            **keys,
            **({"foreignKeys": foreign_keys} if foreign_keys else {}),
        },
    }


def _describe_field(column: TableColumn) -> Json:
    unit = {"unit": column.unit} if column.unit else {}
    booleans: dict[str, Json] = (
        {"trueValues": ["1"], "falseValues": ["0"]} if column.type.value == "boolean" else {}
    )
    return {
        "name": column.name,
        "type": column.type.value,
        "description": column.meaning,
        **unit,
        **booleans,
    }

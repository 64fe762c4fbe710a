"""The commands for people who keep facts of their own, and take ours elsewhere."""

from typing import Annotated

import typer

from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .options import CommandOptions
from .output import print_message, print_messages
from .query_runner import start_query
from .shared_options import TIME_OPTIONS


def _complete_formats(incomplete: str) -> list[tuple[str, str]]:
    from ..exporting.export_formats import ExportFormat

    return [
        (export_format.value, export_format.meaning)
        for export_format in ExportFormat
        if export_format.startswith(incomplete)
    ]


def export(
    format_name: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            autocompletion=_complete_formats,
            help="sqlite, csv, jsonl, parquet, xlsx, ftm, ftm-statements, graphml, mermaid,"
            " obsidian, csl-json or bibtex.",
        ),
    ],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file, or the folder, to write.")],
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Things of a kind only, and their sources; repeat it.",
            show_default=False,
        ),
    ] = None,
    where: Annotated[
        str,
        typer.Option(
            metavar="SQL",
            help='Of one kind, what meets a condition: "tpp >= 4800".',
            show_default=False,
        ),
    ] = "",
    options: CommandOptions,
) -> None:
    """Write the base to a file or folder that other tools read."""
    query = start_query(options)
    report = query.base.export(format_name, path, kinds=kind or (), where=where)
    print_messages(report.remarks)
    print_message(report.format_summary())


COMMANDS = (
    CommandSpec(
        name="export",
        help="The base as SQLite, CSV, Parquet, Excel, graphs and more.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch export sqlite chipwatch.db",
            "chipwatch export csv facts/",
            "chipwatch export graphml huawei.graphml --kind company --kind chip",
            'chipwatch export parquet chips/ --kind chip --where "tpp >= 4800"',
            "chipwatch export obsidian vault/ --as-of 2025-01-01",
        ),
        options=(*TIME_OPTIONS, "data"),
        function=export,
    ),
)

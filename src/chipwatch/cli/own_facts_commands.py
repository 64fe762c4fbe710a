"""The commands for people who keep facts of their own, and take ours elsewhere."""

from typing import Annotated

import typer

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING
from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .options import CommandOptions
from .output import print_message, print_messages, show_answer
from .query_runner import start_query
from .shared_options import (
    DATA_OPTIONS,
    OUTPUT_OPTIONS,
    SCREEN_OPTIONS,
    SELECTION_OPTIONS,
    TIME_OPTIONS,
)


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


def import_facts(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A table, or an export.")],
    *,
    mapping: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="What its columns mean; without it one that comes with chipwatch.",
            show_default=False,
        ),
    ] = "",
    into: Annotated[
        str, typer.Option(metavar="DIR", help="The folder to write fact files to.")
    ] = "imported",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would become of it; write nothing.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Turn a table of others, or an export, into fact files."""
    from .progress_line import show_progress

    query = start_query(options)
    with show_progress() as progress:
        report = query.base.import_file(
            path,
            mapping=mapping,
            into=into,
            dry_run=dry_run,
            processes=0,
            progress=progress,
            **options.keywords,
        )
    code = query.show(report)
    if not options.has_json_errors:  # JSON has the counts itself
        print_message(report.format_summary())
    return code


def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A folder, an export, or a Git revision.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Another one.")],
    *,
    options: CommandOptions,
) -> int:
    """List in which facts two bases differ; exit 1 if they do."""
    from ..differences import diff as compare

    answer = compare(before, after, **options.keywords)
    show_answer(answer, options)
    return EXIT_NOTHING if len(answer) else EXIT_ANSWERED


COMMANDS = (
    CommandSpec(
        name="export",
        help="The base as SQLite, CSV, Parquet, Excel, graphs and more.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch export sqlite chipwatch.db",
            "chipwatch export csv facts/",
            "chipwatch export graphml huawei.graphml --kind company --kind chip",
            'chipwatch export csv chips/ --kind chip --where "tpp >= 4800"',
            "chipwatch export obsidian vault/ --as-of 2025-01-01",
        ),
        options=(*TIME_OPTIONS, *DATA_OPTIONS),
        function=export,
    ),
    CommandSpec(
        name="import",
        help="A table, a list or an export as fact files of your own.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch import epoch_ml_hardware.csv --dry-run",
            "chipwatch import consolidated.csv --into my-facts",
            "chipwatch import prices.csv --mapping prices.yaml --into my-facts",
            "chipwatch import facts.jsonl --into copy",
        ),
        options=(*OUTPUT_OPTIONS, "exact", *DATA_OPTIONS, *SCREEN_OPTIONS),
        function=import_facts,
    ),
    CommandSpec(
        name="diff",
        help="In which facts two folders, exports or revisions differ.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch diff old-facts new-facts",
            "chipwatch diff v0.1.0 HEAD --format markdown",
            "chipwatch diff bundled my-facts --json",
        ),
        options=(*OUTPUT_OPTIONS, *SELECTION_OPTIONS, *SCREEN_OPTIONS),
        function=diff,
    ),
)

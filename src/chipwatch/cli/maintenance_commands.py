"""The commands about the schema and fact files."""

from pathlib import Path
from typing import Annotated

import typer

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING, UsageError
from ..showing.formats import Format, FormatContent
from .command_spec import OWN_FACTS_PANEL, SCHEMA_PANEL, CommandSpec, ToolSpec
from .options import CommandOptions
from .output import print_message, print_messages, show_answer, write_content
from .query_runner import start_query
from .shared_options import (
    DATA_OPTIONS,
    OUTPUT_OPTIONS,
    SCREEN_OPTIONS,
    SELECTION_OPTIONS,
    TIME_OPTIONS,
)
from .shell_completion import complete_topics


def explain(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="[KIND[.PROPERTY]]",
            autocompletion=complete_topics,
            help="A kind, or a property of one.",
            show_default=False,
        ),
    ] = "",
    *,
    search: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Words to look for in names and meanings.", show_default=False
        ),
    ] = "",
    output_of: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="COMMAND",
            help="JSON Schema of what a command prints with --json.",
            show_default=False,
        ),
    ] = "",
    options: CommandOptions,
) -> None:
    """Explain the schema, or the output of a command."""
    from ..api import explain as ask
    from ..api import json_schema

    if output_of:
        _show_output_schema(output_of, topic or search, options)
    elif options.output_format is Format.JSONSCHEMA:
        show_answer(json_schema(topic, layers=options.layers), options)
    else:
        answer = ask(topic, search=search, layers=options.layers, **options.keywords)
        show_answer(answer, options)


def _show_output_schema(command: str, topic: str, options: CommandOptions) -> None:
    """Show the schema of the output of a command, as JSON unless other data are asked for."""
    from ..api import output_schema

    answer = output_schema(command, layers=options.layers)
    if topic or options.keywords:
        hint = "leave out what else is asked"
        raise UsageError("--output explains the output of a command alone", hint)
    is_data = options.output_format.traits.content is FormatContent.DATA
    output_format = options.output_format if is_data else Format.JSON
    show_answer(answer, options._replace(output_format=output_format))


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; none checks the whole base."),
    ] = None,
    *,
    audit: Annotated[
        bool, typer.Option("--audit", help="Hold figures and labels of chips against arithmetic.")
    ] = False,
    notices: Annotated[
        bool, typer.Option("--notices", help="List too what is missing and cannot always be had.")
    ] = False,
    explain: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Explain a code of problems with an example; help lists all codes.",
            show_default=False,
        ),
    ] = "",
    options: CommandOptions,
) -> int | None:
    """Check fact files; exit 1 if there are problems."""
    if explain:
        return _explain_code(explain, options)
    if audit and paths:
        hint = "name the folder with --data instead"
        raise UsageError("--audit holds the chips of a whole base against arithmetic", hint)
    if audit:
        query = start_query(options)
        return query.show(query.base.audit())
    if options.query_dates:
        hint = "add --audit, or leave the dates out"
        raise UsageError("files are checked as they stand, not as of a date", hint)
    from ..api import check as ask
    from ..asking.pages.problem_listing import list_problems

    check_report = ask(*map(str, paths or ()), layers=options.layers)
    exit_code = EXIT_NOTHING if check_report.problems else EXIT_ANSWERED
    if notices:
        check_report = check_report.with_notices()
    if options.output_format is not Format.TABLE:
        show_answer(list_problems(check_report.problems), options)
    else:
        from ..showing.problem_report import render_problems

        write_content(render_problems(check_report.problems), options)
        print_message(check_report.format_summary())
    print_messages(options.notes)
    return exit_code


def _explain_code(name: str, options: CommandOptions) -> int:
    """Explain a code, or list all for the name ``help``."""
    from ..asking.pages.problem_listing import CodeAnswer, list_codes
    from ..reading.code_explanations import explain_code, list_problem_codes
    from ..showing.problem_report import render_code_explanation

    if name == "help":
        show_answer(list_codes(list_problem_codes()), options)
        return EXIT_ANSWERED
    code, problems = explain_code(name)
    if options.output_format is Format.TABLE:
        write_content(render_code_explanation(code, problems), options)
    else:
        show_answer(CodeAnswer(code, problems), options)
    return EXIT_ANSWERED


_EXPLAIN_OUTPUT_OPTIONS = tuple(
    "output_file" if name == "output" else name for name in OUTPUT_OPTIONS
)
"""Those of any command, but that ``--output`` has another meaning here and only ``-o`` that one."""
COMMANDS = (
    CommandSpec(
        name="explain",
        help="Kinds and properties: meaning, type, unit.",
        panel=SCHEMA_PANEL,
        examples=(
            "chipwatch explain",
            "chipwatch explain chip",
            "chipwatch explain chip.memory_capacity",
            "chipwatch explain --search bandwidth",
            "chipwatch explain chip --format jsonschema > chip.schema.json",
            "chipwatch explain --output controls > controls.output.json",
        ),
        options=(*_EXPLAIN_OUTPUT_OPTIONS, *SELECTION_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        extra_formats=(Format.JSONSCHEMA,),
        function=explain,
        tools=(
            ToolSpec(
                name="explain",
                description="The kinds of thing and their properties: meaning, type, unit. The"
                " names of properties are those of SQL columns.",
                left_out=("output_of", *SELECTION_OPTIONS),
            ),
        ),
    ),
    CommandSpec(
        name="check",
        help="Problems in fact files, each with its remedy.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch check",
            "chipwatch check my-facts",
            "chipwatch check --format json",
            "chipwatch check --audit",
            "chipwatch check --audit --known-by 2025-06",
        ),
        options=(*OUTPUT_OPTIONS, *TIME_OPTIONS, *DATA_OPTIONS),
        function=check,
    ),
)

"""The command about the schema."""

from typing import Annotated

import typer

from ..model.problem import UsageError
from ..showing.formats import Format, FormatContent
from .command_spec import SCHEMA_PANEL, CommandSpec, ToolSpec
from .options import CommandOptions
from .output import show_answer
from .shared_options import DATA_OPTIONS, OUTPUT_OPTIONS, SCREEN_OPTIONS, SELECTION_OPTIONS
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
    from ..schema_interface import explain as ask
    from ..schema_interface import json_schema

    if output_of:
        _show_output_schema(output_of, topic or search, options)
    elif options.output_format is Format.JSONSCHEMA:
        show_answer(json_schema(topic, layers=options.layers), options)
    else:
        answer = ask(topic, search=search, layers=options.layers, **options.keywords)
        show_answer(answer, options)


def _show_output_schema(command: str, topic: str, options: CommandOptions) -> None:
    """Show the schema of the output of a command, as JSON unless other data are asked for."""
    from ..schema_interface import output_schema

    answer = output_schema(command, layers=options.layers)
    if topic or options.keywords:
        hint = "leave out what else is asked"
        raise UsageError("--output explains the output of a command alone", hint)
    is_data = options.output_format.traits.content is FormatContent.DATA
    output_format = options.output_format if is_data else Format.JSON
    show_answer(answer, options._replace(output_format=output_format))


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
)

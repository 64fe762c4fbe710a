"""The command about the schema."""

from typing import Annotated

import typer

from ..showing.formats import Format
from .command_spec import SCHEMA_PANEL, CommandSpec
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
    options: CommandOptions,
) -> None:
    """Explain the schema."""
    from ..api import explain as ask
    from ..api import json_schema

    if options.output_format is Format.JSONSCHEMA:
        show_answer(json_schema(topic, layers=options.layers), options)
    else:
        answer = ask(topic, search=search, layers=options.layers, **options.keywords)
        show_answer(answer, options)


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
        ),
        options=(*OUTPUT_OPTIONS, *SELECTION_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        extra_formats=(Format.JSONSCHEMA,),
        function=explain,
    ),
)

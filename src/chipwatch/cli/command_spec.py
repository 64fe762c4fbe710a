"""What a command is made of, and how the one that is called is built for Typer."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..showing.formats import COMMON_FORMATS, Format
from .option_values import check_extra_words, check_option_values
from .options import build_options
from .query_runner import run_function
from .shared_options import get_option_key, list_option_parameters

CommandFunction = Callable[..., "int | None"]
"""Runs a command; gives its exit code, or None where an answer was shown."""

LOOKUP_PANEL, ASK_PANEL = "Look up", "Ask"
SCHEMA_PANEL, SHELL_PANEL = "The schema", "Shell and manual"
OWN_FACTS_PANEL = "Your own facts"

HELP_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}
"""What asks for help, and the columns of the terminal that it uses at most: longer lines are hard
to read."""
PROGRAM_HELP = """Who builds AI chips and models in the US-China contest, what they invest,
which policies bind them: every fact with its source.

\b
Examples:
  chipwatch baidu
  chipwatch compare tencent alibaba
  chipwatch why china-chip-imports growth
  chipwatch company alibaba --json
"""
"""What help says of the program."""


class ToolSpec(NamedTuple):
    """A command, or a part of one, as a tool of assistants."""

    name: str
    description: str
    """What it is for, in the words of one who has a question."""
    only: tuple[str, ...] = ()
    """The parameters of the command that it has, of its own ones; empty: all but those left out."""
    left_out: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    """The parameters that must be given, beside those that the command requires."""
    descriptions: Mapping[str, str] = {}
    """What describes a parameter whose help is about the command line alone."""


class CommandSpec(NamedTuple):
    """A command as help lists it, with the function that runs it."""

    name: str
    help: str
    """What it does, in one line."""
    panel: str
    """The heading of help that it stands under."""
    examples: tuple[str, ...]
    options: tuple[str, ...]
    """The shared options that it takes, by their names in ``shared_options.SHARED_OPTIONS``."""
    function: CommandFunction
    """Takes the command's own arguments and, where it has shared ones, these as ``options``."""
    extra_formats: tuple[Format, ...] = ()
    """The formats that it has beside the common ones."""
    tools: tuple[ToolSpec, ...] = ()
    """The tools that assistants get of it; none by default."""


CollectCommands = Callable[[], Mapping[str, CommandSpec]]
"""Gives every command by its name: the catalogue, which hands itself over to a command."""


class FoundCommand(NamedTuple):
    """What runs a command line, the name it goes by, and the words that it is given."""

    command: TyperCommand | TyperGroup
    name: str
    words: list[str]
    remarks: tuple[str, ...] = ()
    """What is said of how the line was read, once it is answered."""


class PlainCommand(TyperCommand):
    """A command whose usage names what it needs as it is to be typed, without Typer's braces."""

    allow_extra_args = True
    """Words too many are refused with a better hint than Typer has."""

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """List the pieces of the usage line: options, then arguments."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


def build_command(spec: CommandSpec) -> TyperCommand:
    """Build the command as Typer runs it."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    examples = "".join(f"\n  {example}" for example in spec.examples)
    help_text = f"{spec.help}\n\n\b\nExamples:{examples}"
    app.command(spec.name, cls=PlainCommand, help=help_text, context_settings=dict(HELP_SETTINGS))(
        _add_shared_options(spec)
    )
    typer_command = get_command(app)
    assert isinstance(typer_command, TyperCommand)  # noqa: S101 - one alone is never a group
    return typer_command


def build_help(spec: CommandSpec) -> str:
    """Build the text that ``--help`` shows of a command."""
    command = build_command(spec)
    context = command.make_context(f"chipwatch {spec.name}", [], resilient_parsing=True)
    return f"{command.get_help(context)}\n"


def _add_shared_options(spec: CommandSpec) -> CommandFunction:
    """Wrap the function so that Typer sees the shared options among its parameters.

    Typer reads the parameters of a command from its signature; the function itself is handed the
    shared ones as one value.
    """

    def run(**values: Any) -> int | None:  # noqa: ANN401 - Typer has checked them
        context = values.pop("ctx")
        command_line = context.obj or ()
        check_extra_words(context, command_line)
        check_option_values(context.command, command_line)
        if spec.options:
            shared_values = {get_option_key(name): values.pop(name) for name in spec.options}
            formats = (*COMMON_FORMATS, *spec.extra_formats)
            values["options"] = build_options(shared_values, command_line, formats)
        return run_function(spec.function, values)

    own_parameters = signature(spec.function).parameters
    parameters = [
        *(parameter for name, parameter in own_parameters.items() if name != "options"),
        *list_option_parameters(spec.options, spec.extra_formats),
        Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context),
    ]
    run.__signature__ = signature(run).replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run

"""The list of commands, and how the one that is called is built: Typer would build them all."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand
from typer.main import get_command

from .options import build_options

SharedOptions = dict[str, tuple[Any, Any]]
"""Options by name, each with its declaration, or what makes that, and its default."""
CommandFunction = Callable[..., int]
CommandLoader = Callable[[], CommandFunction]


class CommandSpec(NamedTuple):
    """A command: what it is called, what it does in a line, examples, and what runs it."""

    name: str
    help: str
    panel: str
    examples: tuple[str, ...]
    shared: SharedOptions
    load: CommandLoader
    """Gives what runs it; not called before the command is."""


REGISTRY: dict[str, CommandSpec] = {}
"""Every command by name, in the order of help."""


def register_command(
    name: str, help_: str, panel: str, *examples: str, shared: SharedOptions
) -> Callable[[CommandFunction], CommandFunction]:
    """Register a function as a command; it is handed its own arguments and the ``options``."""

    def register(function: CommandFunction) -> CommandFunction:
        REGISTRY[name] = CommandSpec(name, help_, panel, examples, shared, lambda: function)
        return function

    return register


def register_lazy_command(
    name: str, help_: str, panel: str, *examples: str, shared: SharedOptions, load: CommandLoader
) -> None:
    """Register a command whose function is loaded when it is called."""
    REGISTRY[name] = CommandSpec(name, help_, panel, examples, shared, load)


def build_command(entry: CommandSpec) -> TyperCommand:
    """The command as Typer runs it."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    examples = "".join(f"\n  {example}" for example in entry.examples)
    help_ = f"{entry.help}\n\n\b\nExamples:{examples}"
    settings = {"help_option_names": ["-h", "--help"]}
    app.command(entry.name, help=help_, context_settings=settings)(_add_shared_options(entry))
    typer_command = get_command(app)
    assert isinstance(typer_command, TyperCommand)
    return typer_command


def _add_shared_options(entry: CommandSpec) -> CommandFunction:
    """The function with the shared options among its parameters, handed on as one value."""
    function = entry.load()
    own_parameters = [
        parameter
        for parameter in signature(function).parameters.values()
        if parameter.name != "options"
    ]

    def run(**values: Any) -> int:
        shared_values = {name: values.pop(name) for name in entry.shared}
        command_line = values.pop("ctx").obj or ()
        return function(**values, options=build_options(shared_values, command_line))

    context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = own_parameters + [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=default,
            annotation=_resolve_declaration(declaration),
        )
        for name, (declaration, default) in entry.shared.items()
    ]
    parameters.append(context)
    run.__signature__ = signature(run).replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters} | {
        "return": int
    }
    return run


def _resolve_declaration(declaration: Any) -> Any:
    """The declaration of an option, made now where that was put off."""
    return declaration() if isinstance(declaration, partial) else declaration

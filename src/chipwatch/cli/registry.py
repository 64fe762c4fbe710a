"""The list of commands, and how the one that is called is built: Typer would build them all."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand
from typer.main import get_command

from .options import settle

Shared = dict[str, tuple[Any, Any]]
"""Options by name, each with its declaration, or what makes that, and its default."""
Run = Callable[..., int]
Load = Callable[[], Run]


class Entry(NamedTuple):
    """A command: what it is called, what it does in a line, examples, and what runs it."""

    name: str
    help: str
    panel: str
    examples: tuple[str, ...]
    shared: Shared
    load: Load
    """Gives what runs it; not called before the command is."""


REGISTRY: dict[str, Entry] = {}
"""Every command by name, in the order of help."""


def command(
    name: str, help_: str, panel: str, *examples: str, shared: Shared
) -> Callable[[Run], Run]:
    """Register a function as a command; it is handed its own arguments and the ``options``."""

    def register(run: Run) -> Run:
        REGISTRY[name] = Entry(name, help_, panel, examples, shared, lambda: run)
        return run

    return register


def later(name: str, help_: str, panel: str, *examples: str, shared: Shared, load: Load) -> None:
    """Register a command whose function is loaded when it is called."""
    REGISTRY[name] = Entry(name, help_, panel, examples, shared, load)


def built(entry: Entry) -> TyperCommand:
    """The command as Typer runs it."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    examples = "".join(f"\n  {example}" for example in entry.examples)
    help_ = f"{entry.help}\n\n\b\nExamples:{examples}"
    settings = {"help_option_names": ["-h", "--help"]}
    single.command(entry.name, help=help_, context_settings=settings)(_with_options(entry))
    found = get_command(single)
    assert isinstance(found, TyperCommand)  # noqa: S101 - one command alone is never a group
    return found


def _with_options(entry: Entry) -> Run:
    """The function with the shared options among its parameters, handed on as one value."""
    called = entry.load()
    own = [one for one in signature(called).parameters.values() if one.name != "options"]

    def run(**values: Any) -> int:  # noqa: ANN401 - Typer has checked them
        shared = {name: values.pop(name) for name in entry.shared}
        given = values.pop("ctx").obj or ()
        return called(**values, options=settle(shared, given))

    context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = own + [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=_made(declared))
        for name, (declared, default) in entry.shared.items()
    ]
    parameters.append(context)
    run.__signature__ = signature(run).replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": int}
    return run


def _made(declared: Any) -> Any:  # noqa: ANN401 - an annotation, made while running
    """The declaration of an option, made now where that was put off."""
    return declared() if isinstance(declared, partial) else declared

"""Where the command line begins and ends: errors, exit codes, closed pipes, Ctrl-C.

All else is loaded in functions: nothing large should have come in before ``run`` begins.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from typer.core import TyperCommand, TyperGroup

    from ..model.problem import UsageError
    from ..showing.formats import Format


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit code; nothing but answers goes to stdout."""
    from ..model.problem import ANSWERED, INTERRUPTED

    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given or ["--help"])
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return ANSWERED
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        _close_stdout()  # Typer has its own idea of a closed pipe: that it is a failure
        return ANSWERED


def _run(given: list[str]) -> int:
    from ..model.problem import ANSWERED, MISUSED, ChipwatchError
    from .streams import report

    try:
        command, called, rest = _called(given)
        code = command.main(rest, prog_name=called, standalone_mode=False, obj=tuple(given))
        return code if isinstance(code, int) else ANSWERED
    except ChipwatchError as error:
        report(error, _form(given))
        return error.exit_code
    except Exception as error:
        usage = _usage(error)
        if usage is None:
            raise
        report(usage, _form(given))
        return MISUSED


def _called(given: list[str]) -> "tuple[TyperCommand | TyperGroup, str, list[str]]":
    """What runs a command line, what that is called, and the words that it is given.

    The group of all commands is there for the rest: help, completion, words that are no command.
    """
    from os import environ

    from . import commands, later  # noqa: F401 - importing them fills the registry
    from .complete import COMPLETING
    from .registry import REGISTRY, built

    name, *rest = given
    if name in REGISTRY and COMPLETING not in environ:
        return built(REGISTRY[name]), f"chipwatch {name}", rest
    from .group import group

    return group(), "chipwatch", given


def _usage(error: Exception) -> "UsageError | None":
    """Typer's complaint about a command line as ours; its class has no public name in 0.26."""
    from ..model.problem import UsageError

    words = getattr(error, "format_message", None)
    if words is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "chipwatch"
    return UsageError(words().rstrip(), f"run {command} --help to see how it is used")


def _form(given: list[str]) -> "Format":
    """The format asked for, as far as a command line that may be wrong tells."""
    from ..showing.formats import Format

    asked = ["json"] if "--json" in given else []
    for word, following in zip(given, [*given[1:], ""], strict=True):
        if word == "--format":
            asked.append(following)
        elif word.startswith("--format="):
            asked.append(word.removeprefix("--format="))
    return next((form for form in Format if form in asked), Format.TABLE)


def _close_stdout() -> None:
    """Keep the interpreter from flushing into the closed pipe when it ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Give stdout and stderr somewhere to go where the shell has closed them."""
    import os

    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def run() -> "NoReturn":
    """The entry point of the installed command.

    A command lives for a tenth of a second: looking for cyclic garbage, and tidying up a process
    that ends anyway, would take a tenth of that.
    """
    import gc

    gc.disable()
    import os
    from contextlib import suppress

    _open_streams()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)

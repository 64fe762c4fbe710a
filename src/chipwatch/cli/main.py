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
    from ..model.problem import EXIT_INTERRUPTED
    from .standard_streams import use_safe_streams

    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with use_safe_streams():
            return _run_command(words or ["--help"])
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run_command(words: list[str]) -> int:
    from ..model.problem import EXIT_ANSWERED, EXIT_MISUSED, ChipwatchError
    from .output import report_error

    try:
        command, command_name, command_words = _find_command(words)
        code = command.main(
            command_words, prog_name=command_name, standalone_mode=False, obj=tuple(words)
        )
        return code if isinstance(code, int) else EXIT_ANSWERED
    except ChipwatchError as error:
        report_error(error, _guess_format(words))
        return error.exit_code
    except Exception as error:
        usage_error = _convert_usage_error(error)
        if usage_error is None:
            raise
        report_error(usage_error, _guess_format(words))
        return EXIT_MISUSED


def _find_command(words: list[str]) -> "tuple[TyperCommand | TyperGroup, str, list[str]]":
    """Find what runs a command line, the name it goes by, and the words that it is given.

    The group of all commands is there for the rest: help, completion, words that are no command.
    """
    from os import environ

    from .catalogue import find_command
    from .command_spec import build_command
    from .shell_completion import COMPLETION_VARIABLE

    name, *command_words = words
    is_option = name.startswith("-")
    if COMPLETION_VARIABLE not in environ and not is_option and (spec := find_command(name)):
        return build_command(spec), f"chipwatch {name}", command_words
    from .command_group import build_command_group

    return build_command_group(), "chipwatch", words


def _convert_usage_error(error: Exception) -> "UsageError | None":
    """Typer's complaint about a command line as ours; its class has no public name in 0.26."""
    from ..model.problem import UsageError

    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "chipwatch"
    return UsageError(format_message().rstrip(), f"run {command} --help to see how it is used")


def _guess_format(words: list[str]) -> "Format":
    """The format asked for, as far as a command line that may be wrong tells."""
    from ..showing.formats import Format

    requested_formats = ["json"] if "--json" in words else []
    for word, next_word in zip(words, [*words[1:], ""], strict=True):
        if word == "--format":
            requested_formats.append(next_word)
        elif word.startswith("--format="):
            requested_formats.append(word.removeprefix("--format="))
    return next(
        (output_format for output_format in Format if output_format in requested_formats),
        Format.TABLE,
    )


def run() -> "NoReturn":
    """The entry point of the installed command.

    A command lives for a tenth of a second: looking for cyclic garbage, and tidying up a process
    that ends anyway, would take a tenth of that.
    """
    import gc

    gc.disable()
    import os

    os._exit(main())

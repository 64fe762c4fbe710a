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

MONITORING_TOOL_COUNT = 6
"""Tools that can watch a program through ``sys.monitoring``, by their numbers from 0."""


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
        report_error(error, find_requested_format(words))
        return error.exit_code
    except Exception as error:
        usage_error = _convert_usage_error(error)
        if usage_error is None:
            raise
        report_error(usage_error, find_requested_format(words))
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
    """Convert Typer's error about a command line to ours; its class has no public name in 0.26."""
    from ..model.problem import UsageError

    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "chipwatch"
    return UsageError(format_message().rstrip(), f"run {command} --help to see how it is used")


def find_requested_format(words: "Sequence[str]") -> "Format":
    """Find the format that a command line asks for, to write an error in.

    The words are looked at as they were given, since the error may be that they cannot be read:
    ``--json``, or else the last ``--format``, up to a ``--``; a table where neither names a format.
    """
    from ..showing.formats import Format

    options = words[: words.index("--")] if "--" in words else words
    names = [Format.TABLE, *_list_format_names(options)]
    if "--json" in options:
        return Format.JSON
    return Format(names[-1]) if names[-1] in list(Format) else Format.TABLE


def _list_format_names(words: "Sequence[str]") -> "list[str]":
    """List what is given for ``--format``, in the same word or in the next."""
    names: list[str] = []
    for index, word in enumerate(words):
        if word == "--format":
            names += words[index + 1 : index + 2]
        elif word.startswith("--format="):
            names.append(word.removeprefix("--format="))
    return names


def run() -> "NoReturn":
    """Run the command line of the process and end it: the entry point of the installed command.

    A command lives for a tenth of a second: looking for cyclic garbage, and tidying up a process
    that ends anyway, would take a tenth of that. A profiler or debugger needs the tidying up.
    """
    try:
        import gc

        gc.disable()
        code = main()
    except KeyboardInterrupt:  # while main() was loaded
        from ..model.problem import EXIT_INTERRUPTED

        code = EXIT_INTERRUPTED
    if _is_observed():
        sys.exit(code)
    import os

    os._exit(code)


def _is_observed() -> bool:
    """Tell whether a profiler, debugger or coverage tool watches the program."""
    if sys.getprofile() or sys.gettrace():
        return True
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    return bool(monitoring and any(map(monitoring.get_tool, range(MONITORING_TOOL_COUNT))))

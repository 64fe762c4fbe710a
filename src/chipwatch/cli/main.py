"""Where the command line begins and ends: errors, exit codes, closed pipes, Ctrl-C.

All else is loaded in functions: nothing large should have come in before ``run`` begins.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from sys import UnraisableHookArgs
    from typing import NoReturn

    from ..model.problem import UsageError
    from ..showing.formats import Format
    from .command_spec import CommandSpec, FoundCommand

MONITORING_TOOL_COUNT = 6
"""Tools that can watch a program through ``sys.monitoring``, by their numbers from 0."""
SECONDS_TO_NEXT_INTERRUPT = 0.001
"""How long a Ctrl-C that was lost waits to come once more."""


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
    from ..model.kind import KINDS
    from ..model.problem import EXIT_ANSWERED, EXIT_MISUSED, ChipwatchError
    from .kind_lookup import is_plain_lookup, run_plain_lookup
    from .output import print_messages, report_error

    command_name = "chipwatch"
    try:
        KINDS.use(KINDS.bundled)  # where commands are run one after another in one process
        if is_plain_lookup(words):
            return run_plain_lookup(words)
        command, command_name, command_words, remarks = _find_command(words)
        code = command.main(
            command_words, prog_name=command_name, standalone_mode=False, obj=tuple(words)
        )
        print_messages(remarks)
        return code if isinstance(code, int) else EXIT_ANSWERED
    except ChipwatchError as error:
        from .candidate_commands import list_candidate_commands

        commands = list_candidate_commands(error, words)
        report_error(error, find_requested_format(words), commands)
        return error.exit_code
    except Exception as error:
        usage_error = _convert_usage_error(error, command_name)
        if usage_error is None:
            raise
        report_error(usage_error, find_requested_format(words))
        return EXIT_MISUSED


def _find_command(words: list[str]) -> "FoundCommand":
    """Find what runs a command line.

    Options before the command go after it, ``--`` ends them, and a bare name is one to show. The
    group of all commands is there for the rest: help, completion, options of ``chipwatch`` itself.
    Raises UsageError for a word that is neither command nor name.
    """
    from .catalogue import TWO_WORD_COMMANDS, find_command
    from .command_spec import FoundCommand, build_command
    from .environment import COMPLETION_VARIABLE

    if COMPLETION_VARIABLE not in os.environ:
        if words[0].startswith("-"):
            from .leading_options import move_leading_options

            words = move_leading_options(words)
        is_option = words[0].startswith("-")
        length = 2 if " ".join(words[:2]) in TWO_WORD_COMMANDS else 1
        name = " ".join(words[:length])
        if not is_option and (spec := find_command(name) or _find_own_command(words)):
            return FoundCommand(build_command(spec), f"chipwatch {spec.name}", words[length:])
        if not is_option:
            return _build_bare_command(words)
    from contextlib import suppress

    from ..model.problem import ChipwatchError
    from .command_group import build_command_group
    from .kinds_in_force import use_own_kinds

    with suppress(ChipwatchError):  # help is there for those who have made a mistake
        use_own_kinds(words)
    return FoundCommand(build_command_group(), "chipwatch", words)


def _find_own_command(words: list[str]) -> "CommandSpec | None":
    """Find the command of a kind that the base declares; its kinds are in force from then on."""
    from .catalogue import find_command
    from .kinds_in_force import use_own_kinds

    use_own_kinds(words)
    return find_command(words[0])


def _build_bare_command(words: list[str]) -> "FoundCommand":
    """Build what answers bare words: names, or one and a property; raises UsageError for others."""
    from .catalogue import find_command
    from .command_spec import FoundCommand, build_command
    from .first_words import read_bare_words

    bare_line = read_bare_words(words)
    spec = find_command(bare_line.command)
    assert spec is not None  # noqa: S101 - the catalogue has it
    return FoundCommand(
        command=build_command(spec),
        name=f"chipwatch {spec.name}",
        words=bare_line.words,
        remarks=bare_line.remarks,
    )


def _convert_usage_error(error: Exception, command_name: str) -> "UsageError | None":
    """Convert Typer's error about a command line to ours; its class has no public name in 0.26.

    An error of the system about a path is one too: that it is too long, or may not be entered.
    """
    from ..model.problem import UsageError

    if isinstance(error, OSError) and isinstance(error.filename, str | bytes):
        path = os.fsdecode(error.filename)
        return UsageError(f"{error.strerror}: {path}", "check the path, and whether it may be used")
    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else command_name
    return UsageError(format_message().rstrip(), f"run {command} --help to see how it is used")


def find_requested_format(words: "Sequence[str]") -> "Format":
    """Find the format that a command line asks for, to write an error in.

    The words are looked at as they were given, since the error may be that they cannot be read:
    ``--json``, or else the last ``--format``, up to a ``--``; a table where neither names a format.
    """
    from ..showing.formats import Format, find_format_by_ending
    from .options import JSON_OPTION, list_option_values

    options = words[: words.index("--")] if "--" in words else words
    names = [Format.TABLE, *list_option_values(options, "--format")]
    if JSON_OPTION in options:
        return Format.JSON
    paths = [*list_option_values(options, "--output"), *list_option_values(options, "-o")]
    if len(names) == 1 and paths:
        return find_format_by_ending(paths[-1]) or Format.TABLE
    return Format(names[-1]) if names[-1] in list(Format) else Format.TABLE


def run() -> "NoReturn":
    """Run the command line of the process and end it: the entry point of the installed command.

    A command lives for a tenth of a second: looking for cyclic garbage, and tidying up a process
    that ends anyway, would take a tenth of that. A profiler or debugger needs the tidying up.
    """
    try:
        _repeat_lost_interrupts()
        import gc

        gc.disable()
        code = main()
    except KeyboardInterrupt:  # while main() was loaded
        from ..model.problem import EXIT_INTERRUPTED

        code = EXIT_INTERRUPTED
    if _is_observed():
        sys.exit(code)
    os._exit(code)


def _repeat_lost_interrupts() -> None:
    """Have Ctrl-C come once more where Python loses it, and the command would go on.

    What is raised while an object or a weak reference ends is only printed; of the calls while
    modules are imported, one in seventy is such a place.
    """
    from _thread import get_ident, start_new_thread

    main_thread = get_ident()

    def handle_lost_exception(lost: "UnraisableHookArgs") -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            start_new_thread(_interrupt_soon, (main_thread,))
        else:
            sys.__unraisablehook__(lost)

    sys.unraisablehook = handle_lost_exception


def _interrupt_soon(thread: int) -> None:
    """Interrupt a thread when it has left the place where that was lost."""
    import signal
    from time import sleep

    sleep(SECONDS_TO_NEXT_INTERRUPT)
    if sys.platform == "win32":  # no thread can be sent a signal there
        from _thread import interrupt_main

        interrupt_main()
    else:
        signal.pthread_kill(thread, signal.SIGINT)


def _is_observed() -> bool:
    """Tell whether a profiler, debugger or coverage tool watches the program."""
    if sys.getprofile() or sys.gettrace():
        return True
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    return bool(monitoring and any(map(monitoring.get_tool, range(MONITORING_TOOL_COUNT))))

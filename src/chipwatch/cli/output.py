"""What goes where: the answer to stdout, talk and errors to stderr."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.control_characters import escape_to_one_line
from ..model.problem import ChipwatchError
from ..showing.formats import Format, Screen, render
from .options import JSON_FORMATS, CommandOptions

if TYPE_CHECKING:
    from ..model.answer import Answer


class UnwritableError(ChipwatchError):
    """The answer cannot be written where it should go."""

    code = "unwritable"


def show_answer(answer: "Answer", options: CommandOptions) -> None:
    """Say what has to be said about the answer, and write it in the format asked for."""
    print_messages(answer.collect_remarks())
    emit(render(answer, options.output_format, detect_screen(no_color=options.no_color)))


def emit(text: str) -> None:
    """Write to stdout, in UTF-8 whatever the locale; raises UnwritableError for a full disk."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableError(f"the answer cannot be written: {error.strerror}") from error


def print_messages(messages: Iterable[str]) -> None:
    """Say several things beside the answer."""
    for message in messages:
        print_message(message)


def print_message(text: str) -> None:
    """Say something beside the answer."""
    sys.stderr.write(f"{escape_to_one_line(text)}\n")


def detect_screen(*, no_color: bool) -> Screen:
    """What stdout is: a terminal of some width, with or without colour, or a pipe."""
    is_forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
    is_terminal = sys.stdout.isatty()
    if not is_terminal and not is_forced:
        return Screen()
    is_plain = no_color or bool(os.environ.get("NO_COLOR"))
    is_dumb = os.environ.get("TERM") == "dumb" and not is_forced
    from shutil import get_terminal_size

    return Screen(
        is_terminal=True, width=get_terminal_size().columns, has_colour=not is_plain and not is_dumb
    )


def report_error(error: ChipwatchError, output_format: Format) -> None:
    """Write an error: as JSON where the answer would have been JSON."""
    if output_format in JSON_FORMATS:
        from ..showing.json_format import render_json

        sys.stderr.buffer.write(render_json(error.to_data()).encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
        return
    print_message(f"error: {error.message}")
    if error.hint:
        print_message(error.hint)

"""What goes where: the answer to stdout, talk and errors to stderr."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.problem import ChipwatchError
from ..model.text import safe
from ..showing.formats import Format, Screen, render
from .options import JSON_FORMS, Options

if TYPE_CHECKING:
    from ..model.table import Answer


class UnwritableError(ChipwatchError):
    """The answer cannot be written where it should go."""

    code = "unwritable"


def show(answer: "Answer", options: Options) -> None:
    """Say what has to be said about the answer, and write it in the format asked for."""
    tell(answer.talk())
    emit(render(answer, options.form, screen(no_color=options.no_color)))


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


def tell(lines: Iterable[str]) -> None:
    """Say several things beside the answer."""
    for line in lines:
        say(line)


def say(text: str) -> None:
    """Say something beside the answer."""
    sys.stderr.write(f"{safe(text)}\n")


def screen(*, no_color: bool) -> Screen:
    """What stdout is: a terminal of some width, with or without colour, or a pipe."""
    forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
    terminal = sys.stdout.isatty()
    if not terminal and not forced:
        return Screen()
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    dumb = os.environ.get("TERM") == "dumb" and not forced
    from shutil import get_terminal_size

    return Screen(terminal=True, width=get_terminal_size().columns, colour=not plain and not dumb)


def report(error: ChipwatchError, form: Format) -> None:
    """Write an error: as JSON where the answer would have been JSON."""
    if form in JSON_FORMS:
        from ..showing.as_json import json_text

        sys.stderr.buffer.write(json_text(error.as_data()).encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
        return
    say(f"error: {error.message}")
    if error.hint:
        say(error.hint)

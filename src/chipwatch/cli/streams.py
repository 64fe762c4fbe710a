"""What goes where: the answer to stdout, talk and errors to stderr."""

import os
import sys

from ..model.problem import ChipwatchError
from ..model.table import Answer
from ..model.text import safe
from ..showing.formats import Format, Screen, render
from .options import Options


def show(answer: Answer, options: Options) -> None:
    """Say what has to be said about the answer, and write it in the format asked for."""
    for line in answer.talk():
        say(line)
    emit(render(answer, options.form, screen(no_color=options.no_color)))


def emit(text: str) -> None:
    """Write to stdout, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()


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
    if form in (Format.JSON, Format.JSONL):
        from ..showing.as_json import json_text

        sys.stderr.buffer.write(json_text(error.as_data()).encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
        return
    say(f"error: {error.message}")
    if error.hint:
        say(error.hint)

"""Write answers to standard output, remarks and errors to standard error."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.control_characters import escape_to_one_line
from ..model.problem import ChipwatchError
from ..showing.formats import Format, render
from ..showing.screen import Screen
from .options import JSON_FORMATS, CommandOptions

if TYPE_CHECKING:
    from ..model.answer import Answer

MAX_SENTENCE_LETTERS = 2000
"""Letters of a message beyond which its middle is left out: who gives a name of 200 kB by mistake
should still see the error around it."""


def show_answer(answer: "Answer", options: CommandOptions, messages: Iterable[str] = ()) -> None:
    """Write an answer in the format asked for, and to stderr the messages and its own remarks.

    It is rendered before anything is written, and in JSON written before the remarks: so where it
    fails, stderr holds nothing but the error.
    """
    remarks = [*messages, *answer.collect_remarks()]
    text = render(answer, options.output_format, _build_screen(options))
    if options.has_json_errors:
        emit_in_pager(text, is_wanted=not options.no_pager)
        print_messages(remarks)
    else:
        print_messages(remarks)
        emit_in_pager(text, is_wanted=not options.no_pager)


def _build_screen(options: CommandOptions) -> Screen:
    screen = detect_screen(no_color=options.no_color)
    return screen._replace(has_whole_cells=options.wrap, source_form=options.source_form)


def emit_in_pager(text: str, *, is_wanted: bool = True) -> None:
    """Write text to standard output; on a terminal, what does not fit on it goes to a pager."""
    if is_wanted and sys.stdout.isatty():
        from .pager import show_in_pager

        if show_in_pager(text):
            return
    emit(text)


def emit(text: str) -> None:
    """Write text to standard output; raises UnwritableError where it cannot be written."""
    sys.stdout.write(text)
    sys.stdout.flush()


def print_messages(messages: Iterable[str]) -> None:
    """Write lines to standard error."""
    for message in messages:
        print_message(message)


def print_message(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{escape_to_one_line(_shorten_sentence(text))}\n")


def detect_screen(*, no_color: bool) -> Screen:
    """Detect whether stdout is a terminal, how wide, and with colour; FORCE_COLOR makes it one."""
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
    """Write an error to standard error, as JSON where the answer would have been JSON."""
    error.message, error.hint = _shorten_sentence(error.message), _shorten_sentence(error.hint)
    if output_format in JSON_FORMATS:
        from ..showing.json_format import render_json

        sys.stderr.buffer.write(render_json(error.to_data()).encode(errors="backslashreplace"))
        return
    print_message(f"error: {error.message}")
    if error.hint:
        print_message(error.hint)


def _shorten_sentence(text: str) -> str:
    """Leave out the middle of a sentence that is too long to be read."""
    omitted_count = len(text) - MAX_SENTENCE_LETTERS
    if omitted_count <= 0:
        return text
    half = MAX_SENTENCE_LETTERS // 2
    return f"{text[:half]}… {omitted_count:,} letters left out …{text[-half:]}"

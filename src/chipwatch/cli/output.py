"""Write answers to standard output, remarks and errors to standard error."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.control_characters import escape_to_one_line
from ..model.problem import ChipwatchError, UsageError
from ..showing.formats import Format, FormatContent, encode_text
from ..showing.screen import Screen
from .options import CommandOptions

if TYPE_CHECKING:
    from ..model.answer import Answer

BYTE_ORDER_MARK = "\ufeff"
"""What tells Excel that a file is UTF-8."""
MAX_SENTENCE_LETTERS = 2000
"""Letters of a message beyond which its middle is left out: who gives a name of 200 kB by mistake
should still see the error around it."""


def show_answer(answer: "Answer", options: CommandOptions, messages: Iterable[str] = ()) -> None:
    """Write an answer in the format asked for, and to stderr the messages and its own remarks.

    It is rendered before anything is written, and in JSON written before the remarks: so where it
    fails, stderr holds nothing but the error.
    """
    remarks = [*messages, *answer.collect_remarks()]
    if options.caller:
        options.caller.receive(answer, remarks)
        return
    if not (options.has_facts and options.has_nulls):
        from ..asking.answers.compact_answer import CompactAnswer

        answer = CompactAnswer(answer, has_facts=options.has_facts, has_nulls=options.has_nulls)
    screen = _build_screen(options)
    if screen.is_terminal and options.output_format is Format.TABLE:
        answer.load_screen(is_unfolded=screen.has_whole_cells)
    if options.output_format.traits.is_page:
        answer.load_page()
    content = _shape_content(options.output_format.renderer(answer, screen), options)
    if options.has_json_errors:
        write_content(content, options)
        print_messages(remarks)
    else:
        print_messages(remarks)
        write_content(content, options)


def _build_screen(options: CommandOptions) -> Screen:
    screen = Screen() if options.output else detect_screen(no_color=options.no_color)
    return screen._replace(has_whole_cells=options.wrap, source_form=options.source_form)


def show_empty_answer(answer: "Answer", options: CommandOptions) -> None:
    """Write the empty list or the headings of an answer without rows, to scripts alone."""
    if options.output_format.traits.content is not FormatContent.TABLES:
        show_answer(answer, options)


def _shape_content(content: str | bytes, options: CommandOptions) -> str | bytes:
    """Leave out the headings, which are the first line, and put a byte order mark first."""
    if isinstance(content, bytes):
        return content
    if not options.has_header:
        content = content.partition("\n")[2]
    return f"{BYTE_ORDER_MARK}{content}" if options.has_byte_order_mark else content


def write_content(content: str | bytes, options: CommandOptions) -> None:
    """Write to the file that is named, or else to standard output.

    Raises UnwritableFileError or UnwritableError, and UsageError for bytes on a terminal.
    """
    if options.output:
        from ..showing.output_file import write_output_file

        data = content if isinstance(content, bytes) else encode_text(content)
        write_output_file(options.output, data)
    elif isinstance(content, str):
        is_for_readers = options.output_format.traits.content is FormatContent.TABLES
        emit_in_pager(content, is_wanted=is_for_readers and not options.no_pager)
    elif sys.stdout.isatty():
        message = f"{options.output_format} is not for a terminal"
        raise UsageError(message, "write it to a file with -o FILE")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


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
    from shutil import get_terminal_size  # with the compression libraries, 2 % of a warm answer

    is_plain = no_color or bool(os.environ.get("NO_COLOR"))
    is_dumb = os.environ.get("TERM") == "dumb" and not is_forced
    return Screen(
        is_terminal=True, width=get_terminal_size().columns, has_colour=not is_plain and not is_dumb
    )


def report_error(
    error: ChipwatchError, output_format: Format, commands: Iterable[str] = ()
) -> None:
    """Write an error to standard error, as JSON where the answer would have been JSON.

    ``commands`` are what can be run instead; JSON has the ids for them.
    """
    error.message, error.hint = _shorten_sentence(error.message), _shorten_sentence(error.hint)
    if output_format.traits.has_json_errors:
        from ..showing.json_format import render_json

        sys.stderr.buffer.write(render_json(error.to_data()).encode(errors="backslashreplace"))
        return
    print_message(f"error: {error.message}")
    if error.hint:
        print_message(error.hint)
    print_messages(f"  {command}" for command in commands)


def _shorten_sentence(text: str) -> str:
    """Leave out the middle of a sentence that is too long to be read."""
    omitted_count = len(text) - MAX_SENTENCE_LETTERS
    if omitted_count <= 0:
        return text
    half = MAX_SENTENCE_LETTERS // 2
    return f"{text[:half]}… {omitted_count:,} letters left out …{text[-half:]}"

"""Render answers of the Python interface as text, or save them to files."""

from os import PathLike, fspath
from typing import TYPE_CHECKING

from .model.problem import UsageError
from .model.suggest import find_member
from .showing.formats import Format, find_format_by_ending, render_bytes
from .showing.formats import render as render_answer

if TYPE_CHECKING:
    from .model.answer import Answer


def render(answer: "Answer", output_format: str = "table") -> str:
    """Render an answer in any format of the command line: table, json, csv and so on.

    Raises UnknownNameError for a format that there is none of, UsageError for one that is no text.
    """
    return render_answer(answer, find_member(Format, output_format, "format"))


def save(answer: "Answer", path: str | PathLike[str], output_format: str = "") -> None:
    """Save an answer to a file, whole or not at all, in the format that its ending names.

    Raises UnknownNameError, UsageError where neither names a format, UnwritableFileError.
    """
    from .showing.output_file import write_output_file

    name = fspath(path)
    chosen_format = (
        find_member(Format, output_format, "format")
        if output_format
        else find_format_by_ending(name)
    )
    if chosen_format is None:
        raise UsageError(f"the ending of {name} names no format", "give output_format as well")
    write_output_file(name, render_bytes(answer, chosen_format))

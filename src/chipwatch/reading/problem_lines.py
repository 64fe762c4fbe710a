"""The lines of the user's files in which problems are, added to the problems."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from ..model.problem import Location, Problem
from .file_content import RejectedFileError
from .layers import FactFile

MAX_PROBLEMS_WITH_SOURCE_LINE = 1000
"""Problems of one file that are stored with the line they are in; more would fill the base."""
_MAX_MESSAGE_LENGTH, _MAX_LINE_LENGTH = 400, 10_000
"""Characters kept of a sentence, and of a line that a problem is in."""

FileReader = Callable[[FactFile], bytes]
"""Returns the content of a fact file; raises RejectedFileError."""


def add_source_lines(
    problems: Iterable[Problem], files_by_label: Mapping[str, FactFile], read_content: FileReader
) -> list[Problem]:
    """Sort problems by place and add the line of each; only files with problems are read again."""
    completed_problems: list[Problem] = []
    for label, group in groupby(sorted(set(problems)), key=_get_path):
        lines = _read_lines(files_by_label[label], read_content)
        for number, problem in enumerate(group):
            has_line = number < MAX_PROBLEMS_WITH_SOURCE_LINE
            completed_problems.append(
                problem._replace(
                    message=_shorten_message(problem.message),
                    hint=_shorten_message(problem.hint),
                    text=_find_line(lines, problem.location) if has_line else "",
                )
            )
    return completed_problems


def _read_lines(file: FactFile, read_content: FileReader) -> list[str]:
    """Read the lines of a file that may be shown, none longer than can be shown."""
    try:
        content = read_content(file)
    except RejectedFileError:
        return []
    return [line[:_MAX_LINE_LENGTH] for line in content.decode(errors="replace").split("\n")]


def _get_path(problem: Problem) -> str:
    return problem.location.path


def _find_line(lines: Sequence[str], location: Location) -> str:
    """Find the line of a place; empty where the line, or the part shown of it, ends before it."""
    line = lines[location.line - 1] if location.line <= len(lines) else ""
    return line if location.column <= len(line) + 1 else ""


def _shorten_message(text: str) -> str:
    """Cut the middle out of a sentence that quotes much of the file."""
    half = _MAX_MESSAGE_LENGTH // 2
    return text if len(text) <= _MAX_MESSAGE_LENGTH else f"{text[:half]}…{text[-half:]}"

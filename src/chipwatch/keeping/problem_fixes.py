"""Mend what a machine can mend without knowing the subject, and leave all else as it stands.

A fix is added to FIXES by the code of its problem, whose declaration says in words what it does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from ..model.control_characters import INVISIBLE_CHARACTERS
from ..model.dates import Date, DateProblem
from ..model.problem import FieldError, Problem
from ..model.problem_code import ProblemCode
from ..reading.document_reader import DocumentProblem
from ..reading.file_content import RejectedFileError
from ..reading.node_reader import NodeProblem
from ..reading.yaml_documents import MappingNode as MappingNode
from ..reading.yaml_documents import Node, ScalarNode, parse_documents
from ..reading.yaml_documents import SequenceNode as SequenceNode
from .comments import find_last_line, is_in_brackets, iter_texts
from .fact_file import EditedFile, FileChange
from .yaml_style import write_text

_NUMERIC_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DAY_MONTH_YEAR = re.compile(
    r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"
)
_MONTH_DAY_YEAR = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def fix_problems(problems: Iterable[Problem], paths: Mapping[str, Path]) -> Iterator[FileChange]:
    """Build the changes that mend problems, a file each; ``paths`` has the files by their labels.

    Of problems that cannot be mended by a machine, and of files that cannot be read, there is none.
    """
    fixable_problems = sorted(problem for problem in problems if problem.code in FIXES)
    for label, group in groupby(fixable_problems, key=attrgetter("location.path")):
        try:
            file = EditedFile.read(paths[label])
            fixed_file = file
            for problem in sorted(group, reverse=True):  # so that earlier places stay as they are
                fixed_file = _fix_problem(fixed_file, problem)
            list(parse_documents(fixed_file.content, label))
        except RejectedFileError:
            continue
        change = FileChange(before=file, after=fixed_file, label=label)
        if not change.is_empty:
            yield change


def _fix_problem(file: EditedFile, problem: Problem) -> EditedFile:
    roots = list(parse_documents(file.content, problem.location.path))
    place = (problem.location.line - 1, problem.location.column - 1)
    return FIXES[problem.code](file, roots, place)


Place = tuple[int, int]
"""A line and a column, from 0."""
Fix = Callable[[EditedFile, Sequence[Node], Place], EditedFile]


def _make_text_fix(change_text: Callable[[str], str]) -> Fix:
    """Make a fix that writes the text at a place anew."""

    def fix(file: EditedFile, roots: Sequence[Node], place: Place) -> EditedFile:
        for node in (node for root in roots for node in iter_texts(root)):
            is_on_line = node.start_mark.line == node.end_mark.line
            if _get_place(node) == place and is_on_line:
                new_text = write_text(change_text(node.value))
                return file.edit_line(
                    place[0], node.start_mark.column, node.end_mark.column, new_text
                )
        return file

    return fix


def _remove_invisible_characters(text: str) -> str:
    return re.sub(INVISIBLE_CHARACTERS, "", text).strip()


def write_date(text: str) -> str:
    """Write a whole date of another form as fact files do; what is not surely one, as it stands.

    ``5/1/2025`` is left to a person: it may be in January or in May.
    """
    numbers = _NUMERIC_DATE.fullmatch(text)
    words = _DAY_MONTH_YEAR.fullmatch(text) or _MONTH_DAY_YEAR.fullmatch(text)
    if numbers:
        year, month, day = numbers.groups()
    elif words and (month_number := _find_month(words["month"])):
        year, month, day = words["year"], str(month_number), words["day"]
    else:
        return text
    written = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    try:
        return Date.parse(written).text
    except FieldError:
        return text


def _find_month(word: str) -> int:
    """Find the number of a month by its name or the beginning of it; 0 where it is none."""
    names = [name for name in _MONTHS if name.startswith(word.lower())]
    return _MONTHS.index(names[0]) + 1 if len(names) == 1 else 0


def _remove_item(file: EditedFile, roots: Sequence[Node], place: Place) -> EditedFile:
    """Remove an item of a list, which is not its first."""
    for items in (items for root in roots for items in _iter_lists(root)):
        for previous, item in zip(items.value, items.value[1:], strict=False):
            if _get_place(item) != place:
                continue
            if not is_in_brackets(items):
                return file.replace_lines(place[0], find_last_line(item) + 1, [])
            if previous.end_mark.line == item.end_mark.line:
                return file.edit_line(place[0], previous.end_mark.column, item.end_mark.column, "")
    return file


def _iter_lists(node: Node) -> Iterator[Node]:
    if isinstance(node, SequenceNode):
        yield node
    if not isinstance(node, ScalarNode):
        for child in node.value:
            for piece in child if isinstance(node, MappingNode) else (child,):
                yield from _iter_lists(piece)


def _get_place(node: Node) -> Place:
    return node.start_mark.line, node.start_mark.column


FIXES: dict[ProblemCode, Fix] = {
    DateProblem.BAD_DATE: _make_text_fix(write_date),
    DocumentProblem.INVISIBLE_CHARACTER: _make_text_fix(_remove_invisible_characters),
    NodeProblem.OUTER_BLANKS: _make_text_fix(str.strip),
    NodeProblem.REPEATED_ITEM: _remove_item,
}

"""Find the files whose tests a run leaves out altogether: to import them takes seconds."""

import re
from collections.abc import Iterable
from pathlib import Path

LEFT_OUT_MARKS = re.compile(r"not \w+(?: and not \w+)*")
"""A choice of tests, as ``-m`` takes it, that does no more than leave marks out."""
FILE_MARKS = re.compile(r"^pytestmark = (.+)$", re.MULTILINE)


def is_left_out(path: Path, mark_expression: str, arguments: Iterable[str]) -> bool:
    """Tell whether every test of a file has a mark that the run leaves out.

    A file that the command line names is never left out.
    """
    if path.suffix != ".py" or not LEFT_OUT_MARKS.fullmatch(mark_expression):
        return False
    file_marks = FILE_MARKS.search(path.read_text(encoding="utf-8"))
    if file_marks is None or any(path.name in argument for argument in arguments):
        return False
    left_out_marks = set(re.findall(r"not (\w+)", mark_expression))
    return not left_out_marks.isdisjoint(re.findall(r"pytest\.mark\.(\w+)", file_marks[1]))

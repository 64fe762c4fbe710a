"""Read lines of bounded length, as one without an end would take all memory."""

from collections.abc import Callable
from typing import AnyStr


def read_bounded_line(read_line: Callable[[int], AnyStr], max_letters: int) -> tuple[AnyStr, bool]:
    """Read a line, or as much of it as it may be long; tell whether it goes on after that.

    ``read_line`` is ``readline`` of a file. An empty line is the end of the file.
    """
    line = read_line(max_letters)
    return line, len(line) >= max_letters and line[-1:] not in ("\n", b"\n")

"""Lines of standard input of a bounded length: one without an end would take all memory."""

import json
import re
from collections.abc import Callable
from io import TextIOWrapper
from typing import BinaryIO

from ..model.line_reading import read_bounded_line

MAX_LINE_LETTERS = 4_000_000
"""Letters that a message may have; of a call, arguments of more than 50,000 are refused anyway."""
_VERSION, _ID = r'"jsonrpc"\s*:\s*"2\.0"', r'"id"\s*:\s*(?P<id>\d{1,15}|"[^"\\]{1,100}")'
_ID_AT_START = re.compile(rf"\s*\{{\s*({_VERSION}\s*,\s*)?{_ID}")
_ID_AT_END = re.compile(rf"{_ID}(\s*,\s*{_VERSION})?\s*\}}\s*$")
"""Clients write the id of a request either before or after all else."""
_END_LETTERS = 200

RequestId = int | str | None
"""The number or text by which a client knows its request; None where none is seen."""


class BoundedLines(TextIOWrapper):
    """Reads lines of text; one that is too long is skipped, and the id of its request reported."""

    report_long_line: Callable[[RequestId], None]
    """Called in the thread that reads."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, encoding="utf-8", errors="replace")

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]  # text, as its base
        """Read the next line that is not too long; an empty text at the end of the input."""
        while True:
            line, is_cut = read_bounded_line(super().readline, MAX_LINE_LETTERS)
            if not is_cut:
                return line
            end = self._skip_line(line[-_END_LETTERS:])
            self.report_long_line(_find_request_id(line, end))

    def _skip_line(self, end: str) -> str:
        """Skip the rest of a line; return its last letters."""
        is_cut = True
        while is_cut:
            part, is_cut = read_bounded_line(super().readline, MAX_LINE_LETTERS)
            end = (end + part)[-_END_LETTERS:]
        return end


def _find_request_id(beginning: str, end: str) -> RequestId:
    """Find the id of a request in how its message begins and ends."""
    match = _ID_AT_START.match(beginning) or _ID_AT_END.search(end)
    request_id: RequestId = json.loads(match["id"]) if match else None
    return request_id

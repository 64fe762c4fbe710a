"""The content of fact files, and the codes of what is wrong with whole files."""

import os
import re
from codecs import BOM_UTF8
from io import FileIO

from ..model.problem import Location, Problem
from ..model.problem_code import CodeSpec, ProblemCode
from .file_states import read_size
from .layers import FactFile

MAX_FILE_BYTES = 16 * 2**20
"""Bytes in one file; the largest bundled one has a fiftieth of it."""
PIECE_BYTES = 2**16
"""Bytes to read at a time; most files have fewer. Windows touches all memory that a read may fill:
asked for MAX_FILE_BYTES, it took minutes over the bundled facts (98 s under Wine)."""
_BYTE_ORDER_MARKS = re.compile(rb"(?m)^(?:%b)+" % BOM_UTF8)


class FileProblem(ProblemCode):
    """What is wrong with a file as text or as YAML."""

    CONTROL_CHARACTER = CodeSpec(
        code="control-character",
        meaning="the file holds a control character, which can rewrite a screen or turn text round",
        bad_example='kind: person\nname: "Robin\\e[31m Li"\n',
        mended_example="kind: person\nname: Robin Li\n",
    )
    LINK_OUTSIDE = CodeSpec(
        code="link-outside",
        meaning="the file is a link to a file outside of its folder of facts",
    )
    NOT_A_MAPPING = CodeSpec(
        code="not-a-mapping",
        meaning="the document is not a mapping of keys to values",
        bad_example="- Baidu\n- Tencent\n",
        mended_example="kind: company\nname: Baidu\n",
    )
    NOT_UTF8 = CodeSpec(
        code="not-utf8",
        meaning="the file is not UTF-8",
        bad_example="kind: person\nname: 李彦宏 (Jos\udce9)\n",
        mended_example="kind: person\nname: 李彦宏 (José)\n",
    )
    TOO_DEEP = CodeSpec(
        code="too-deep",
        meaning="the file is nested deeper than any fact file needs",
        bad_example="kind: person\nname: " + "[" * 101 + "\n",
        mended_example="kind: person\nname: Robin Li\n",
    )
    TOO_LARGE = CodeSpec(
        code="too-large",
        meaning="the file, or a list of sources in it, is larger than any fact file needs",
    )
    UNREADABLE = CodeSpec(
        code="unreadable",
        meaning="the file or folder cannot be read, or is a link, pipe or device",
    )
    YAML_ALIAS = CodeSpec(
        code="yaml-alias",
        meaning="the file uses YAML anchors, aliases or tags",
        bad_example="kind: person\nname: &name Robin Li\n",
        mended_example="kind: person\nname: Robin Li\n",
    )
    YAML_SYNTAX = CodeSpec(
        code="yaml-syntax",
        meaning="the file is not YAML",
        bad_example="kind: person\nname: Robin Li: founder\n",
        mended_example='kind: person\nname: "Robin Li: founder"\n',
    )


class RejectedFileError(Exception):
    """A file cannot be read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def build_rejection(
    location: Location, code: ProblemCode, message: str, hint: str
) -> RejectedFileError:
    """Build the error that ends the reading of a file."""
    return RejectedFileError(Problem(location, code, message, hint))


def read_fact_file(file: FactFile) -> bytes:
    """Read a file, each line ended by a line feed; raises RejectedFileError.

    Byte order marks are removed from the beginnings of lines, where YAML skips them: so lines are
    counted as YAML counts them.
    """
    location = Location(file.label, 1, 1)
    if file.leads_out:
        message = "this is a link to a file outside of the folder, and such links are not followed"
        hint = "copy the file into the folder, or add the folder that it is in with --data"
        raise build_rejection(location, FileProblem.LINK_OUTSIDE, message, hint)
    try:
        content = b"" if file.obstacle else _read_bytes(file.path)
    except OSError as error:
        file = file._replace(obstacle=f"the file cannot be opened: {error.strerror}")
    if file.obstacle:
        hint = "check that it is a file and may be read"
        raise build_rejection(location, FileProblem.UNREADABLE, file.obstacle, hint) from None
    if len(content) > MAX_FILE_BYTES:
        size = max(read_size(file.state) if file.state else 0, len(content))
        message = f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are read"
        hint = "split it into several files"
        raise build_rejection(location, FileProblem.TOO_LARGE, message, hint)
    return normalise_content(content)


def normalise_content(content: bytes) -> bytes:
    """End each line by a line feed, and take off the byte order marks that begin lines."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return _BYTE_ORDER_MARKS.sub(b"", content) if BOM_UTF8 in content else content


def _read_bytes(path: str) -> bytes:
    """Read one byte more than a file may have, never waiting for what is no real file.

    Files of the kernel may look like empty files and yet keep a reader waiting for ever.
    """
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor has no path
        if os.fstat(descriptor).st_size > MAX_FILE_BYTES:
            return bytes(MAX_FILE_BYTES + 1)
        return _read_up_to(file, MAX_FILE_BYTES + 1)


def _read_up_to(file: FileIO, byte_count: int) -> bytes:
    """Read a file to its end, or this many bytes; a read may return fewer than it was asked for."""
    pieces, remaining = [], byte_count
    while remaining and (piece := file.read(min(remaining, PIECE_BYTES))):
        pieces.append(piece)
        remaining -= len(piece)
    return b"".join(pieces)

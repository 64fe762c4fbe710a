"""Fact files as they are edited: line by line, so that nothing else in them changes."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple, Self

from ..model.problem import EXIT_NOTHING, ChipwatchError
from ..reading.file_content import normalise_content, read_fact_file
from ..reading.layers import FactFile
from ..reading.yaml_documents import refuse_bad_text
from ..showing.output_file import WRITABLE_HINT, UnwritableFileError, write_output_file

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BYTE_ORDER_MARK = "\ufeff"
NO_FILE = "/dev/null"
"""What a diff names where there was no file, on Windows too."""


class UnwritableFactsError(ChipwatchError):
    """A change cannot be made to a fact file; nothing was written."""

    code = "unwritable-facts"
    exit_code = EXIT_NOTHING


class FileLine(NamedTuple):
    """A line: its text, what ends it, and the byte order mark before it, if there is one."""

    text: str
    ending: str = "\n"
    mark: str = ""


class EditedFile(NamedTuple):
    """The lines of a fact file, to be changed and written back; none of a file that is new."""

    path: Path
    lines: tuple[FileLine, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file; raises RejectedFileError. One that is not there has no lines."""
        if not path.exists():
            return cls(path)
        name = os.fspath(path)
        refuse_bad_text(read_fact_file(FactFile(0, name, name)), name)
        return cls(path, _split_lines(path.read_bytes().decode()))

    @property
    def content(self) -> bytes:
        """What is read of it: lines that end in line feeds, without marks."""
        return normalise_content(self.to_bytes())

    @property
    def newline(self) -> str:
        """What ends most of its lines."""
        endings = Counter(line.ending for line in self.lines if line.ending)
        return endings.most_common(1)[0][0] if endings else "\n"

    def to_bytes(self) -> bytes:
        """Join the lines as they are written."""
        return "".join(line.mark + line.text + line.ending for line in self.lines).encode()

    def replace_lines(self, first: int, last: int, texts: Sequence[str]) -> Self:
        """Put lines in the place of those from ``first`` up to but not including ``last``."""
        new_lines = [FileLine(text, self.newline) for text in texts]
        kept_lines = list(self.lines[:first])
        if new_lines and kept_lines and not kept_lines[-1].ending:
            kept_lines[-1] = kept_lines[-1]._replace(ending=self.newline)
        if new_lines and first < last:
            new_lines[0] = new_lines[0]._replace(mark=self.lines[first].mark)
        return self._replace(lines=(*kept_lines, *new_lines, *self.lines[last:]))

    def edit_line(self, number: int, first: int, last: int, text: str) -> Self:
        """Put a text in the place of the columns from ``first`` to ``last`` of a line, from 0."""
        line = self.lines[number]
        edited_line = line._replace(text=line.text[:first] + text + line.text[last:])
        return self._replace(lines=(*self.lines[:number], edited_line, *self.lines[number + 1 :]))

    def replace_text(self, text: str) -> Self:
        """Put a text in the place of everything; its lines end as those before."""
        lines = [FileLine(line.text, line.ending and self.newline) for line in _split_lines(text)]
        return self._replace(lines=tuple(lines))


class FileChange(NamedTuple):
    """A fact file as it was, and as it shall be."""

    before: EditedFile
    after: EditedFile
    label: str
    """Its path as the user would type it."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return self.before.to_bytes() == self.after.to_bytes()

    @property
    def first_line(self) -> int:
        """The number of the first line that changes, from 1."""
        pairs = enumerate(zip(self.before.lines, self.after.lines, strict=False))
        length = min(len(self.before.lines), len(self.after.lines))
        return next((number for number, (old, new) in pairs if old != new), length) + 1

    def render_diff(self) -> str:
        """Write the change as a unified diff, which ``patch`` and ``git apply`` read."""
        old_name = self.label if self.before.lines else NO_FILE
        documents = unified_diff(
            _list_texts(self.before), _list_texts(self.after), old_name, self.label, n=2
        )
        return "".join(
            document if document.endswith("\n") else f"{document}\n" for document in documents
        )

    def write(self) -> None:
        """Write the file aside and rename it into place; raises UnwritableFileError."""
        try:
            self.after.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self.after.path} cannot be written: {error.strerror}"
            raise UnwritableFileError(message, WRITABLE_HINT) from error
        write_output_file(os.fspath(self.after.path), self.after.to_bytes())


def _split_lines(text: str) -> tuple[FileLine, ...]:
    """Split a text into lines; a last one without an ending is kept as such."""
    lines = []
    for match in _LINE.finditer(text):
        line_text = match[1].lstrip(_BYTE_ORDER_MARK)
        mark = match[1][: len(match[1]) - len(line_text)]
        if match[0]:
            lines.append(FileLine(line_text, match[2], mark))
    return tuple(lines)


def _list_texts(file: EditedFile) -> list[str]:
    return [f"{line.text}\n" for line in file.lines]

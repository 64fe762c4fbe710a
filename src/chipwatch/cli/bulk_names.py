"""Names by the thousand: read from arguments, a file or a pipe, and counted while they are met."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.problem import ChipwatchError, UsageError

if TYPE_CHECKING:
    from ..model.answer import Answer

PIPE_ARGUMENT = "-"
MAX_NAME_LIST_BYTES = 2**24
"""Bytes that a list of names may have."""
MIN_REPORTED_NAMES = 100
"""Names from which it is worth saying how far it is."""


class UnreadableNamesError(ChipwatchError):
    """A list of names that cannot be read."""

    code = "unreadable-names"


def collect_names(names: Sequence[str], file: str, *, has_pipe: bool = True) -> list[str]:
    """Collect the names of the arguments, and those of the file or pipe that they point to.

    Without a pipe, ``-`` is a name as any other. Raises UsageError where there are none to be had,
    UnreadableNamesError where they are no text.
    """
    if not has_pipe:
        return list(names)
    all_names: list[str] = []
    for name in names:
        all_names += _read_lines(PIPE_ARGUMENT) if name == PIPE_ARGUMENT else [name]
    if file:
        all_names += _read_lines(file)
    elif not names:
        if sys.stdin is None or sys.stdin.isatty():
            raise _build_no_names_error()
        all_names += _read_lines(PIPE_ARGUMENT)
    return all_names


def report_progress(count: int, total: int) -> None:
    """Write on a terminal how many names have been looked up; wipe it out at the end."""
    if total > MIN_REPORTED_NAMES and sys.stderr.isatty():
        line = f"{count:,} of {total:,} different names "
        sys.stderr.write(f"\r{line}" if count < total else f"\r{'':{len(line)}}\r")
        sys.stderr.flush()


def has_no_sure_name(answer: "Answer") -> bool:
    """Tell whether an answer about names has none that is sure; one about columns has no names."""
    from ..asking.naming.bulk_resolver import ResolvedNamesAnswer

    while not isinstance(answer, ResolvedNamesAnswer) and hasattr(answer, "answer"):
        answer = answer.answer  # the answer without its footnotes and dates
    return isinstance(answer, ResolvedNamesAnswer) and not answer.sure_count


def _read_lines(source: str) -> list[str]:
    """Read the lines of a file or of the pipe, without the empty ones."""
    text = _read_text(source)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _read_text(source: str) -> str:
    source_label = "the pipe" if source == PIPE_ARGUMENT else source
    try:
        content = _read_bytes(source)
        if len(content) > MAX_NAME_LIST_BYTES:
            hint = f"a list may have {MAX_NAME_LIST_BYTES // 2**20} MiB; split it"
            raise UnreadableNamesError(f"{source_label} is too large", hint)
        return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "it is not text in UTF-8"
        raise UnreadableNamesError(f"{source_label} cannot be read: {reason}", "") from error


def _read_bytes(source: str) -> bytes:
    if source == PIPE_ARGUMENT:
        if sys.stdin is None:
            raise _build_no_names_error()
        return sys.stdin.buffer.read(MAX_NAME_LIST_BYTES + 1)
    with Path(source).open("rb") as file:
        return file.read(MAX_NAME_LIST_BYTES + 1)


def _build_no_names_error() -> UsageError:
    return UsageError("there are no names", "give names, --file PATH, or a pipe")

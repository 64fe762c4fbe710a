"""Names by the thousand: read from arguments, a file or a pipe, and counted while they are met."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model.problem import ChipwatchError, UsageError

PIPE = "-"
LARGEST = 2**24
"""Bytes that a list of names may have."""
STEP = 100
"""Names between two reports of how far it is."""


class UnreadableNamesError(ChipwatchError):
    """A list of names that cannot be read."""

    code = "unreadable-names"


def names_given(names: Sequence[str], file: str) -> list[str]:
    """The names of the arguments, with those of the file or pipe that they point to.

    Raises UsageError where there are none to be had, UnreadableNamesError where they are no text.
    """
    found: list[str] = []
    for name in names:
        found += _lines(PIPE) if name == PIPE else [name]
    if file:
        found += _lines(file)
    elif not names:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("there are no names", "give names, --file PATH, or a pipe")
        found += _lines(PIPE)
    return found


def counted(names: Sequence[str]) -> Iterator[str]:
    """The names one after another; on a terminal, stderr says how far it is."""
    shown = len(names) > STEP and sys.stderr.isatty()
    for number, name in enumerate(names):
        if shown and number % STEP == 0:
            sys.stderr.write(f"\r{number:,} of {len(names):,} names ")
            sys.stderr.flush()
        yield name
    if shown:
        sys.stderr.write(f"\r{'':40}\r")


def _lines(source: str) -> list[str]:
    """The lines of a file or of the pipe, without the empty ones."""
    text = _text(source)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _text(source: str) -> str:
    called = "the pipe" if source == PIPE else source
    try:
        content = _content(source)
        if len(content) > LARGEST:
            hint = f"a list may have {LARGEST // 2**20} MiB; split it"
            raise UnreadableNamesError(f"{called} is too large", hint)
        return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "it is not text in UTF-8"
        raise UnreadableNamesError(f"{called} cannot be read: {reason}", "") from error


def _content(source: str) -> bytes:
    if source == PIPE:
        return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    with Path(source).open("rb") as file:
        return file.read(LARGEST + 1)

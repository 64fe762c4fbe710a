"""Where lines of text are broken: between words, and within one that no line has room for."""

import re
from collections.abc import Iterator

from .plain import width

_WORD = re.compile(r"\s*\S+\s*")


def slices(text: str, wide: int) -> Iterator[tuple[int, int]]:
    """The places between which each line of a text stands, at most so wide; one for no text."""
    if width(text) <= wide:
        yield 0, len(text)
        return
    start = used = 0
    for place, end, needed in _pieces(text, wide):
        if used + needed > wide and used:
            yield start, len(text[:place].rstrip())
            start, used = place, 0
        used += width(text[place:end])
    yield start, len(text)


def _pieces(text: str, wide: int) -> Iterator[tuple[int, int, int]]:
    """What is never broken: words with the blanks after them, how wide without these."""
    for word in _WORD.finditer(text):
        needed = width(word[0].rstrip())
        if needed <= wide:
            yield word.start(), word.end(), needed
        else:
            yield from _chopped(text, word.start(), word.end(), wide)


def _chopped(text: str, start: int, end: int, wide: int) -> Iterator[tuple[int, int, int]]:
    """A word that is too wide, in pieces that fill a line each."""
    place, used = start, wide
    for at in range(start, end):
        letter = width(text[at])
        if used + letter > wide and at > place:
            yield place, at, wide
            place, used = at, 0
        elif at == place:
            used = 0
        used += letter
    yield place, end, width(text[place:end].rstrip())

"""Where lines of text are broken: between words, and within one that no line has room for."""

import re
from collections.abc import Iterator

from .plain_table import measure_width

_WORD_PATTERN = re.compile(r"\s*\S+\s*")


def split_lines(text: str, max_width: int) -> Iterator[tuple[int, int]]:
    """The places between which each line of a text stands, at most so wide; one for no text."""
    if measure_width(text) <= max_width:
        yield 0, len(text)
        return
    start = used_width = 0
    for piece_start, piece_end, piece_width in _iter_pieces(text, max_width):
        if used_width + piece_width > max_width and used_width:
            yield start, len(text[:piece_start].rstrip())
            start, used_width = piece_start, 0
        used_width += measure_width(text[piece_start:piece_end])
    yield start, len(text)


def _iter_pieces(text: str, max_width: int) -> Iterator[tuple[int, int, int]]:
    """What is never broken: words with the blanks after them, how wide without these."""
    for word in _WORD_PATTERN.finditer(text):
        word_width = measure_width(word[0].rstrip())
        if word_width <= max_width:
            yield word.start(), word.end(), word_width
        else:
            yield from _split_word(text, word.start(), word.end(), max_width)


def _split_word(text: str, start: int, end: int, max_width: int) -> Iterator[tuple[int, int, int]]:
    """A word that is too wide, in pieces that fill a line each."""
    piece_start, used_width = start, max_width
    for position in range(start, end):
        letter_width = measure_width(text[position])
        if used_width + letter_width > max_width and position > piece_start:
            yield piece_start, position, max_width
            piece_start, used_width = position, 0
        elif position == piece_start:
            used_width = 0
        used_width += letter_width
    yield piece_start, end, measure_width(text[piece_start:end].rstrip())

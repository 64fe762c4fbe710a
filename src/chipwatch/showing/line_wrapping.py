"""Break text into lines: between words, or within a word that is wider than a line."""

import re
from collections.abc import Iterator

from .text_width import measure_width, split_graphemes

_WORD_PATTERN = re.compile(r"\s*\S+\s*")


def split_lines(text: str, max_width: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line of a text, none wider than allowed.

    An empty text is one line. A sign that is wider than a line by itself stands alone.
    """
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
    """Yield the start and end of pieces that are never broken, and their width without blanks."""
    for word in _WORD_PATTERN.finditer(text):
        word_width = measure_width(word[0].rstrip())
        if word_width <= max_width:
            yield word.start(), word.end(), word_width
        else:
            yield from _split_word(text, word.start(), word.end(), max_width)


def _split_word(text: str, start: int, end: int, max_width: int) -> Iterator[tuple[int, int, int]]:
    """Split a word that is too wide into pieces of one line each, never within a sign."""
    piece_start = position = start
    used_width = 0
    for grapheme in split_graphemes(text[start:end]):
        grapheme_width = measure_width(grapheme)
        if used_width + grapheme_width > max_width and position > piece_start:
            yield piece_start, position, max_width
            piece_start, used_width = position, 0
        position += len(grapheme)
        used_width += grapheme_width
    yield piece_start, end, measure_width(text[piece_start:end].rstrip())

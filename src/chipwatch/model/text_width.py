"""Measure how many columns of a terminal a text takes.

Chinese characters and emoji take two columns, accents that follow their letter none, and emoji that
are joined to one picture two together. Rich measures alike, but loading it takes longer than all
the rest of an answer to a pipe.
"""

from collections.abc import Iterator
from functools import cache
from unicodedata import category, east_asian_width

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_VARIATION = "\ufe0f"
"""Asks for the coloured picture of a sign, which is two columns wide: ☎ with it is ☎️."""
_SOFT_HYPHEN = "\u00ad"
"""The only format character that terminals draw."""
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Regional indicators: two of them are drawn as one flag."""


def measure_width(text: str) -> int:
    """Return the columns that a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_measure_grapheme, split_graphemes(text)))


def split_graphemes(text: str) -> Iterator[str]:
    """Split a text into what a reader sees as one sign: a letter with its accents, a joined emoji.

    A simplification of Unicode's annex 29 that covers what names and notes hold.
    """
    grapheme = ""
    for letter in text:
        if grapheme and _extends(grapheme, letter):
            grapheme += letter
        else:
            if grapheme:
                yield grapheme
            grapheme = letter
    if grapheme:
        yield grapheme


def _extends(grapheme: str, letter: str) -> bool:
    """Tell whether a letter belongs to the sign before it."""
    if _measure_letter(letter) == 0 or letter in _SKIN_TONES:
        return True
    if grapheme[-1] == _ZERO_WIDTH_JOINER:
        return category(letter) == "So"
    return letter in _FLAG_LETTERS and grapheme in _FLAG_LETTERS


def _measure_grapheme(grapheme: str) -> int:
    is_picture = _EMOJI_VARIATION in grapheme[1:] or (
        len(grapheme) > 1 and grapheme[0] in _FLAG_LETTERS
    )
    return 2 if is_picture else _measure_letter(grapheme[0])


@cache
def _measure_letter(letter: str) -> int:
    """Return the columns of a letter by itself: 0 for a mark on the letter before it."""
    if letter == _SOFT_HYPHEN:
        return 1
    is_korean_ending = "\u1160" <= letter <= "\u11ff"  # vowels and finals join the first consonant
    if is_korean_ending or category(letter) in ("Mn", "Me", "Mc", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1

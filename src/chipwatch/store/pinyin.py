"""Pinyin of Chinese names, worked out when a base is built and never when it is asked."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from ..model.naming import has_han

MOST_READINGS = 8
"""Readings kept of one name; characters with several sounds multiply."""
FEWEST_INITIALS = 4
"""Characters from which a Chinese name is known by its initials: zxgj, but not bd."""


def readings(name: str) -> list[str]:
    """How a name with Chinese characters may be spelt in pinyin, without tones; else nothing."""
    if name.isascii() or not has_han(name):
        return []
    return list(islice(dict.fromkeys(map("".join, _ways([*map(_sounds, name)]))), MOST_READINGS))


def initials(name: str) -> str:
    """The first letters of the sounds of a Chinese name, if they are enough to mean it."""
    if name.isascii() or len(name) < FEWEST_INITIALS or not all(map(has_han, name)):
        return ""
    return "".join(_sounds(character)[0][0] for character in name)


@cache
def _sounds(character: str) -> Sequence[str]:
    """Every sound of a character, the most usual first; one that is not Chinese is its own."""
    # Phrases would only settle which of several sounds is meant, where all are kept; loading them
    # takes four times as long as all the rest of the package.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return pinyin(character, style=Style.NORMAL, heteronym=True)[0]


def _ways(sounds: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The usual sounds, then those with one sound less usual, then the first of all others."""
    usual = [first for first, *_ in sounds]
    yield usual
    for at, (_, *others) in enumerate(sounds):
        for other in others:
            yield [*usual[:at], other, *usual[at + 1 :]]
    yield from islice(product(*sounds), MOST_READINGS)

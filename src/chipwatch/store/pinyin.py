"""Pinyin of Chinese names, computed when a base is built."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from ..model.normalise import has_han

MAX_READINGS = 8
"""Readings stored of one name: a few characters with several sounds each make hundreds."""
MIN_CHARACTERS_FOR_INITIALS = 4
"""Characters that a Chinese name needs to be stored by its initials: zxgj, but not bd."""


def list_readings(name: str) -> list[str]:
    """List the spellings of a name in pinyin, without tones; none if no character is Chinese."""
    if name.isascii() or not has_han(name):
        return []
    return list(
        islice(
            dict.fromkeys(map("".join, _iter_sound_sequences([*map(_list_sounds, name)]))),
            MAX_READINGS,
        )
    )


def build_initials(name: str) -> str:
    """Build the initials of a Chinese name's sounds, if there are enough to identify it."""
    if name.isascii() or len(name) < MIN_CHARACTERS_FOR_INITIALS or not all(map(has_han, name)):
        return ""
    return "".join(_list_sounds(character)[0][0] for character in name)


@cache
def _list_sounds(character: str) -> Sequence[str]:
    """List the sounds of a character, the most usual first; of any other, the character."""
    # Phrases would only settle which of several sounds is meant, where all are kept; loading them
    # takes four times as long as all the rest of the package.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return pinyin(character, style=Style.NORMAL, heteronym=True)[0]


def _iter_sound_sequences(sounds: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Give the usual sounds, then those with one less usual sound, then the first of all others."""
    usual_sounds = [usual_sound for usual_sound, *_ in sounds]
    yield usual_sounds
    for position, (_, *rarer_sounds) in enumerate(sounds):
        for rarer_sound in rarer_sounds:
            yield [*usual_sounds[:position], rarer_sound, *usual_sounds[position + 1 :]]
    yield from islice(product(*sounds), MAX_READINGS)

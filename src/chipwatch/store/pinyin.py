"""Pinyin of Chinese names, computed when a base is built, from a table of the library pypinyin."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from ..model.library_tables import read_table
from ..model.normalise import has_han

MAX_READINGS = 8
"""Readings stored of one name: a few characters with several sounds each make hundreds."""
MIN_CHARACTERS_FOR_INITIALS = 4
"""Characters that a Chinese name needs to be stored by its initials: zxgj, but not bd."""


def list_readings(name: str) -> list[str]:
    """List the spellings of a name in pinyin, without tones; none if no character is Chinese."""
    if name.isascii() or not has_han(name):
        return []
    readings: dict[str, None] = {}
    for sounds in _iter_sound_sequences([*map(_list_sounds, name)]):
        readings["".join(sounds)] = None
        if len(readings) == MAX_READINGS:
            break  # a long name has more than memory would hold
    return list(readings)


def build_initials(name: str) -> str:
    """Build the initials of a Chinese name's sounds, if there are enough to identify it."""
    if name.isascii() or len(name) < MIN_CHARACTERS_FOR_INITIALS or not all(map(has_han, name)):
        return ""
    return "".join(_list_sounds(character)[0][0] for character in name)


def _list_sounds(character: str) -> Sequence[str]:
    """List the sounds of a character, the most usual first; of any other, the character."""
    return _load_sounds().get(character) or (character,)


@cache
def _load_sounds() -> dict[str, list[str]]:
    """Load the sounds of each Chinese character, once in a process."""
    sounds_by_character: dict[str, list[str]] = {}
    for sounds_text, characters in read_table("pinyin"):
        sounds_by_character.update(dict.fromkeys(characters, sounds_text.split(",")))
    return sounds_by_character


def _iter_sound_sequences(sounds: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Give the usual sounds, then those with one less usual sound, then the first of all others."""
    usual_sounds = [usual_sound for usual_sound, *_ in sounds]
    yield usual_sounds
    for position, (_, *rarer_sounds) in enumerate(sounds):
        for rarer_sound in rarer_sounds:
            yield [*usual_sounds[:position], rarer_sound, *usual_sounds[position + 1 :]]
    yield from islice(product(*sounds), MAX_READINGS)

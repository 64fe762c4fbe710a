"""Traditional Chinese characters and their simplified forms, found when a base is built."""

from collections.abc import Iterable
from functools import cache

_FIRST_HAN, _END_HAN = 0x3400, 0xA000
"""The range of characters in names: CJK Unified Ideographs and their extension A."""


def build_simplification_table(names: Iterable[str]) -> dict[str, str]:
    """Map each traditional character that these names may use to its simplified one.

    Character by character, as names are compared: which of its words it stands in does not count.
    """
    used_letters = {letter for name in names if not name.isascii() for letter in name}
    if not any(_FIRST_HAN <= ord(letter) < _END_HAN for letter in used_letters):
        return {}
    pairs = _load_simplified_characters()
    needed_characters = {pairs.get(letter, letter) for letter in used_letters}
    return {
        original: simplified_character
        for original, simplified_character in pairs.items()
        if simplified_character in needed_characters and len(simplified_character) == 1
    }


@cache
def _load_simplified_characters() -> dict[str, str]:
    """Load the simplified form of each character that has another one, once in a process."""
    from opencc import OpenCC

    all_characters = [chr(code) for code in range(_FIRST_HAN, _END_HAN)]
    simplified_characters = OpenCC("t2s").convert("\n".join(all_characters)).split("\n")
    pairs = zip(all_characters, simplified_characters, strict=True)
    return {original: simplified for original, simplified in pairs if original != simplified}

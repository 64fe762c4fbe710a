"""Traditional Chinese characters and their simplified forms, from a table of the library OpenCC."""

from collections.abc import Iterable
from functools import cache

from ..model.library_tables import read_table

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
        if simplified_character in needed_characters
    }


@cache
def _load_simplified_characters() -> dict[str, str]:
    """Load the simplified form of each character that has another one, once in a process."""
    pairs = (
        (original, simplified)
        for simplified, originals in read_table("simplified_characters")
        for original in originals
    )
    return dict(sorted(pairs))

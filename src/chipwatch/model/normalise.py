"""Normalise names for comparison: case, width, accents, punctuation. Company suffixes stay."""

import re

_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not decompose into a plain letter and a mark."""
_JAPANESE_SOUND_MARKS = "\u3099\u309a"
"""The voicing marks of Japanese letters, which make other letters of them."""
_WORD = re.compile(r"[^\W_]+")


def normalise_name(name: str) -> str:
    """Reduce a name to lower-case letters and digits of one width: ``Baidu, Inc.`` → baiduinc."""
    return "".join(split_words(name))


def split_words(name: str) -> list[str]:
    """Split a name into normalised words."""
    return _WORD.findall(fold_letters(name))


def fold_letters(text: str) -> str:
    """Write a text in lower-case letters of one width, without accents."""
    return (text if text.isascii() else _fold_width_and_accents(text)).casefold()


def has_word(text: str, word: str) -> bool:
    """Return whether a text contains a word that is no part of a number: 20 is not in 2025."""
    if word not in text or not (word[0].isdigit() or word[-1].isdigit()):
        return word in text
    not_after_digit = r"(?<!\d)" if word[0].isdigit() else ""
    not_before_digit = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(not_after_digit + re.escape(word) + not_before_digit, text) is not None


def has_han(text: str) -> bool:
    """Return whether a text contains a Chinese character."""
    return not text.isascii() and any("\u3400" <= letter <= "\u9fff" for letter in text)


def _fold_width_and_accents(name: str) -> str:
    """Replace full-width letters by plain ones, and drop accents."""
    from unicodedata import combining, normalize

    base_letters = "".join(
        letter
        for letter in normalize("NFKD", name)
        if letter in _JAPANESE_SOUND_MARKS or not combining(letter)
    )
    return normalize("NFC", base_letters.casefold()).translate(_BASE_LETTERS)

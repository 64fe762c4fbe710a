"""What of a name counts when names are compared: letters and digits, not case, width or suffix."""

import re

_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart into a plain one and its mark."""
_JAPANESE_SOUND_MARKS = "\u3099\u309a"
"""The marks of Japanese letters, which make other sounds of them."""
_WORD = re.compile(r"[^\W_]+")


def normalise_name(name: str) -> str:
    """The letters and digits of a name, lower case and of one width: ``Baidu, Inc.`` → baiduinc."""
    return "".join(split_words(name))


def split_words(name: str) -> list[str]:
    """The words of a name as they are compared."""
    if not name.isascii():
        name = _fold_width_and_accents(name)
    return _WORD.findall(name.casefold())


def has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, not beginning or ending within a number: no 20 in 2025."""
    if word not in text or not (word[0].isdigit() or word[-1].isdigit()):
        return word in text
    not_after_digit = r"(?<!\d)" if word[0].isdigit() else ""
    not_before_digit = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(not_after_digit + re.escape(word) + not_before_digit, text) is not None


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return not text.isascii() and any("\u3400" <= letter <= "\u9fff" for letter in text)


def _fold_width_and_accents(name: str) -> str:
    """Full-width letters as plain ones, accents off."""
    from unicodedata import combining, normalize

    base_letters = "".join(
        letter
        for letter in normalize("NFKD", name)
        if letter in _JAPANESE_SOUND_MARKS or not combining(letter)
    )
    return normalize("NFC", base_letters.casefold()).translate(_BASE_LETTERS)

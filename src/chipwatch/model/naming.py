"""What of a name counts when names are compared: letters and digits, not case, width or suffix."""

import re

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not take apart into a plain one and its mark."""
_SOUNDS = "\u3099\u309a"
"""The marks of Japanese letters, which make other sounds of them."""
_WORD = re.compile(r"[^\W_]+")


def key(name: str) -> str:
    """The letters and digits of a name, lower case and of one width: ``Baidu, Inc.`` → baiduinc."""
    return "".join(words(name))


def words(name: str) -> list[str]:
    """The words of a name as they are compared."""
    if not name.isascii():
        name = _one_width(name)
    return _WORD.findall(name.casefold())


def holds(text: str, word: str) -> bool:
    """Whether a word stands in a text, not beginning or ending within a number: no 20 in 2025."""
    if word not in text or not (word[0].isdigit() or word[-1].isdigit()):
        return word in text
    before = r"(?<!\d)" if word[0].isdigit() else ""
    after = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(before + re.escape(word) + after, text) is not None


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return not text.isascii() and any("\u3400" <= letter <= "\u9fff" for letter in text)


def _one_width(name: str) -> str:
    """Full-width letters as plain ones, accents off."""
    from unicodedata import combining, normalize

    plain = "".join(c for c in normalize("NFKD", name) if c in _SOUNDS or not combining(c))
    return normalize("NFC", plain.casefold()).translate(_PLAIN)

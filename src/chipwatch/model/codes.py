"""Model numbers, and what else of a name no slip of typing explains: 910B is never 910C."""

import re
from collections.abc import Iterator, Sequence

from .naming import has_han

SHORT = 3
"""Letters up to which a word, or a part of a model number, must be right."""
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_ROMAN = frozenset(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"])


def fixed(parts: Sequence[str]) -> frozenset[int]:
    """The places in the key of these words where another letter makes another thing of it.

    Digits and the few letters before and after them, whole short words, numerals, and Chinese
    characters, each of which is a word.
    """
    places: set[int] = set()
    start = 0
    for word in parts:
        places.update(start + place for place in _fixed_in(word))
        start += len(word)
    return frozenset(places)


def digits(key: str) -> list[str]:
    """The numbers in a key, in their order."""
    return _DIGITS.findall(key)


def short_names(parts: Sequence[str]) -> Iterator[str]:
    """What a model is called without its maker: ``Huawei Ascend 910B`` → ascend910b.

    At least one word besides the number is kept, as several makers may have a K100.
    """
    for at in range(1, len(parts) - 1):
        if digits(parts[at - 1]):
            return
        if not digits(parts[at]) and any(map(digits, parts[at + 1 :])):
            yield "".join(parts[at:])


def _fixed_in(word: str) -> Iterator[int]:
    if len(word) <= SHORT or word in _ROMAN:
        yield from range(len(word))
        return
    for run in _RUNS.finditer(word):
        yield from _fixed_in_run(word, *run.span())


def _fixed_in_run(word: str, start: int, end: int) -> Iterator[int]:
    """The places of a run of digits, or of letters, that are fixed."""
    after, before = start > 0, end < len(word)
    if word[start].isdigit() or ((after or before) and end - start <= SHORT):
        yield from range(start, end)
        return
    if after:
        yield start
    if before:
        yield end - 1
    yield from (place for place in range(start, end) if has_han(word[place]))

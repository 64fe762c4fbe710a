"""Parts of a name that must match exactly, such as model numbers: 910B is no typo of 910C."""

import re
from collections.abc import Iterator, Sequence

from .normalise import has_han

MAX_SHORT_WORD_LETTERS = 3
"""The length up to which a word, or the letters beside a number, must match exactly: in names as
    short as H20 or V100 every letter tells products apart."""
_MAX_MODEL_NAME_WORDS = 20
"""The words of the longest model name: our choice, twice what the facts that come with the package
have. Of a text of thousands of words each would begin a name of thousands."""
_DIGIT_OR_LETTER_RUNS = re.compile(r"\d+|[^\W\d_]+")
_DIGIT_RUNS = re.compile(r"\d+")
_ROMAN_NUMERALS = frozenset(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"])


def find_fixed_positions(key_words: Sequence[str]) -> frozenset[int]:
    """Find the positions in the key of these words that must match exactly.

    Digits and the few letters before and after them, whole short words, numerals, and Chinese
    characters, each of which is a word.
    """
    positions: set[int] = set()
    start = 0
    for word in key_words:
        positions.update(start + position for position in _find_fixed_in_word(word))
        start += len(word)
    return frozenset(positions)


def list_numbers(key: str) -> list[str]:
    """List the numbers in a key in their order."""
    return _DIGIT_RUNS.findall(key)


def list_short_model_names(key_words: Sequence[str]) -> Iterator[str]:
    """List the keys of a model name without its maker: ``Huawei Ascend 910B`` → ascend910b.

    At least one word besides the number is kept, as several makers may have a K100.
    """
    if len(key_words) > _MAX_MODEL_NAME_WORDS:
        return
    for index in range(1, len(key_words) - 1):
        if list_numbers(key_words[index - 1]):
            return
        if not list_numbers(key_words[index]) and any(map(list_numbers, key_words[index + 1 :])):
            yield "".join(key_words[index:])


def _find_fixed_in_word(word: str) -> Iterator[int]:
    if len(word) <= MAX_SHORT_WORD_LETTERS or word in _ROMAN_NUMERALS:
        yield from range(len(word))
        return
    for run in _DIGIT_OR_LETTER_RUNS.finditer(word):
        yield from _find_fixed_in_run(word, *run.span())


def _find_fixed_in_run(word: str, start: int, end: int) -> Iterator[int]:
    """Find the positions of a run of digits, or of letters, that must match exactly."""
    has_run_before, has_run_after = start > 0, end < len(word)
    if word[start].isdigit() or (
        (has_run_before or has_run_after) and end - start <= MAX_SHORT_WORD_LETTERS
    ):
        yield from range(start, end)
        return
    if has_run_before:
        yield start
    if has_run_after:
        yield end - 1
    yield from (position for position in range(start, end) if has_han(word[position]))

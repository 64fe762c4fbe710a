"""Names written with other small words: *the*, *and*, Roman numerals, 科技, the letter O for 0."""

import re
from collections.abc import Iterator, Sequence

from ...model.company_words import strip_chinese_business
from ...model.normalise import has_han, split_words
from ...model.schema import Company
from ...store.knowledge_base import KnowledgeBase
from .exact import LookupResult, find_by_key
from .scores import MIN_CHARACTERS_BEFORE_BUSINESS, REWORDING_SCORE

_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
"""Roman numerals of two letters or more; I, V and X are letters of model names."""
_OTHER_NUMERALS = {**_NUMERALS, **{digit: numeral for numeral, digit in _NUMERALS.items()}}
_LETTER_FOR_ZERO = re.compile(r"(?<=\d)o(?![a-z])")
"""An O after a digit, at the end of a word or before another digit: ``H2O``, ``A1O0``."""


def find_by_rewording(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find the entity that is surely called so once small words are written otherwise."""
    plain_name = base.simplify_name(name)
    for name_key in _iter_keys(split_words(plain_name)):
        result = find_by_key(base, name_key, kind)
        if result and result.is_sure:
            return LookupResult("fuzzy", result.entries, REWORDING_SCORE, is_sure=True)
    if has_han(plain_name) and kind in ("", Company.name):
        return _find_without_business(base, "".join(split_words(plain_name)))
    return None


def _iter_keys(words: Sequence[str]) -> Iterator[str]:
    """Give the keys of a name with one thing in it written otherwise."""
    if words[0] == "the":
        yield "".join(words[1:])
    if "and" in words[1:-1]:
        yield "".join(word for word in words if word != "and")
    for position, word in enumerate(words):
        other_word = _OTHER_NUMERALS.get(word) if len(words) > 1 else None
        other_word = other_word or _LETTER_FOR_ZERO.sub("0", word)
        if other_word != word:
            yield "".join((*words[:position], other_word, *words[position + 1 :]))


def _find_without_business(base: KnowledgeBase, name_key: str) -> LookupResult | None:
    """Find a firm by a Chinese name with its line of business behind it: 摩尔线程科技."""
    short_key = strip_chinese_business(name_key)
    if short_key == name_key or len(short_key) < MIN_CHARACTERS_BEFORE_BUSINESS:
        return None
    result = find_by_key(base, short_key, Company.name)
    if result and result.is_sure and result.match_type in ("id", "name", "alias"):
        return LookupResult("fuzzy", result.entries, REWORDING_SCORE, is_sure=True)
    return None

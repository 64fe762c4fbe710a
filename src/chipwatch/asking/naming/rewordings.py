"""Names with small words written otherwise: numerals, *and*, 科技, a misspelt *Ltd.*, O for 0."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from ...model.company_word_lists import CHINESE_PLACES
from ...model.company_words import (
    strip_chinese_business,
    strip_company_forms,
)
from ...model.normalise import has_han, split_words
from ...model.schema import Company
from ...store.knowledge_base import KnowledgeBase
from .exact import LookupResult, find_by_key
from .scores import MIN_CHARACTERS_BEFORE_BUSINESS, MIN_LETTERS_FOR_ONE_TYPO, REWORDING_SCORE
from .variants import find_by_variant

_ROMAN_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
"""Roman numerals of two letters or more; I, V and X are letters of model names."""
_SPELT_NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "fifty": "50",
    "hundred": "100",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
}
_NUMBER_SPELLINGS: tuple[dict[str, str], ...] = (
    {**_ROMAN_NUMERALS, **_SPELT_NUMBERS},
    {digit: numeral for numeral, digit in _ROMAN_NUMERALS.items()},
    {digit: word for word, digit in _SPELT_NUMBERS.items()},
    {"three": "iii", "two": "ii", "four": "iv"},
)
"""Other ways to write a number; each is tried by itself."""
_LETTER_FOR_ZERO = re.compile(r"(?<=\d)o(?![a-z])")
"""An O after a digit, at the end of a word or before another digit: ``H2O``, ``A1O0``."""
_PINYIN_OF_BUSINESS = {
    "technology": "keji", "technologies": "keji", "tech": "keji", "semiconductor": "bandaoti",
    "semiconductors": "bandaoti", "electronics": "dianzi", "microelectronics": "weidianzi",
    "intelligent": "zhineng", "intelligence": "zhineng", "information": "xinxi",
    "storage": "cunchu", "memory": "cunchu", "equipment": "shebei", "international": "guoji",
    "shares": "gufen",
}  # fmt: skip
"""Lines of business that end Chinese names, as they sound."""
_FORMS = ("co", "ltd", "limited", "inc", "corp", "corporation", "company", "holdings")
"""Forms that are known with a typo."""
_MAX_FORM_WORDS = 4
"""Words at the end of a name that may be a misspelt form."""


def find_by_rewording(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find the entity that is surely called so once small words are written otherwise."""
    plain_name = base.simplify_name(name)
    for words in _iter_rewordings(split_words(plain_name)):
        result = find_by_key(base, "".join(words), kind) or find_by_variant(
            base, " ".join(words), kind
        )
        if result and result.is_sure:
            return LookupResult("fuzzy", result.entries, REWORDING_SCORE, is_sure=True)
    if kind not in ("", Company.name):
        return None
    if has_han(plain_name):
        return _find_without_business(base, "".join(split_words(plain_name)))
    return _find_by_pinyin(base, plain_name)


def _iter_rewordings(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the words of a name with one thing in it written otherwise."""
    if words[0] == "the":
        yield words[1:]
    if "and" in words[1:-1]:
        yield [word for word in words if word != "and"]
    for position, word in enumerate(words):
        for other_word in _iter_other_spellings(word, len(words)):
            yield (*words[:position], other_word, *words[position + 1 :])
    corrected_words = _correct_forms(words)
    if corrected_words != list(words):
        yield corrected_words


def _iter_other_spellings(word: str, word_count: int) -> Iterator[str]:
    if word_count > 1:
        for spellings in _NUMBER_SPELLINGS:
            if word in spellings:
                yield spellings[word]
    digits = _LETTER_FOR_ZERO.sub("0", word)
    if digits != word:
        yield digits


def _correct_forms(words: Sequence[str]) -> list[str]:
    """Correct the legal forms at the end of a name: ``Ldt.``, ``oC. Ltd.``."""
    start = max(len(words) - _MAX_FORM_WORDS, 1)
    return [*words[:start], *map(_correct_form, words[start:])]


def _correct_form(word: str) -> str:
    """Return the form that a word is with one typo, or the word."""
    if word in _FORMS or len(word) < len("oc"):
        return word
    return next((form for form in _FORMS if _is_misspelt(word, form)), word)


def _is_misspelt(word: str, form: str) -> bool:
    """Tell whether a word is a form with one typo; in a short one, letters are only exchanged."""
    if len(form) < MIN_LETTERS_FOR_ONE_TYPO:
        return sorted(word) == sorted(form) and OSA.distance(word, form) == 1
    return OSA.distance(word, form, score_cutoff=1) == 1


def _find_by_pinyin(base: KnowledgeBase, plain_name: str) -> LookupResult | None:
    """Find a firm by its Chinese name in pinyin, with the ending in English: Tuojing Technology."""
    words = strip_company_forms(plain_name, base.load_company_forms())
    if words[0] in CHINESE_PLACES:
        del words[0]
    if words:
        pinyin_words = [_PINYIN_OF_BUSINESS.get(word, word) for word in words]
        if pinyin_words[0] != words[0] or pinyin_words == words:
            return None
        result = find_by_key(base, "".join(pinyin_words), Company.name)
        if result and result.is_sure and result.match_type == "pinyin":
            return LookupResult("pinyin", result.entries, REWORDING_SCORE, is_sure=True)
    return None


def _find_without_business(base: KnowledgeBase, name_key: str) -> LookupResult | None:
    """Find a firm by a Chinese name with its line of business behind it: 摩尔线程科技."""
    short_key = strip_chinese_business(name_key)
    if short_key == name_key or len(short_key) < MIN_CHARACTERS_BEFORE_BUSINESS:
        return None
    result = find_by_key(base, short_key, Company.name)
    if result and result.is_sure and result.match_type in ("id", "name", "alias"):
        return LookupResult("fuzzy", result.entries, REWORDING_SCORE, is_sure=True)
    return None

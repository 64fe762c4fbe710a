"""Strip company suffixes, generic words and places from names, for comparison.

The suffixes of these markets stand in ``company_word_lists``; ``store/company_forms`` adds those of
other countries, which callers pass as ``forms``.
"""

import re
from collections.abc import Container, Iterator, Sequence

from .company_word_lists import (
    BUSINESS_WORDS,
    CHINESE_PLACES,
    CHIP_WORDS,
    COMPANY_FORMS,
    GENERIC_WORDS,
    KIND_WORDS,
    OMISSIBLE_WORDS,
)
from .normalise import has_han, split_words

_MAX_WORDS_IN_FORM = 5
"""The most words that one suffix is written in: S. p. A., S. A. de C. V."""
_COMPANY_ENDINGS = re.compile(
    "(?<=..)(?:股份有限公司|有限责任公司|有限責任公司|有限公司|公司|控股|集团|集團|株式会社|주식회사)+$"
)
"""Endings of Asian company names; at least two characters are left to be the name."""
_COMPANY_BEGINNINGS = re.compile("^(?:株式会社|株|주식회사|주)(?=..)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_OMISSIBLE_ENDINGS = re.compile(
    "(?:科技|技术|半导体|集团|国际|股份|电子|微电子|信息|智能|集成电路|制造|芯片|控股|公司|有限|"
    "开发|開發|发展|發展|网络|網絡)+"
)
_PLACE_PREFIX = re.compile(
    f"(?:{'|'.join(sorted(filter(has_han, CHINESE_PLACES)))})(?:市|省)?(?=..)"
)


def build_company_key(name: str, forms: Container[str] = COMPANY_FORMS) -> str:
    """Build the key of a name without company suffixes."""
    stripped_name = "".join(strip_company_forms(name, forms))
    return _COMPANY_BEGINNINGS.sub("", _COMPANY_ENDINGS.sub("", stripped_name))


def strip_company_forms(name: str, forms: Container[str] = COMPANY_FORMS) -> list[str]:
    """Split a name into words and drop the company suffixes at its end."""
    name_words = split_words(name)
    while form_length := _count_form_words(name_words, forms):
        del name_words[-form_length:]
    return name_words


def build_chip_key(name: str) -> str:
    """Build the key of a name without words for a chip at its end; empty if it has none.

    ``Nvidia H20 GPU`` → nvidiah20.
    """
    name_words = split_words(name)
    kept_count = len(name_words)
    while kept_count > 1 and name_words[kept_count - 1] in CHIP_WORDS:
        kept_count -= 1
    return "".join(name_words[:kept_count]) if kept_count < len(name_words) else ""


def list_names_without_place(name: str, forms: Container[str] = COMPANY_FORMS) -> Iterator[str]:
    """List shorter names of a company that has a place before its name, the longest first.

    First without the place, then without one after another of the words such names end with.
    """
    name_words = strip_company_forms(name, forms)
    if len(name_words) == 1 and (place_match := _PLACE_PREFIX.match(name_words[0])):
        yield from _list_names_without_ending(
            _COMPANY_ENDINGS.sub("", name_words[0][place_match.end() :])
        )
    elif len(name_words) > 1 and name_words[0] in CHINESE_PLACES:
        for word_count in range(len(name_words), 1, -1):
            yield "".join(name_words[1:word_count])
            if name_words[word_count - 1] not in OMISSIBLE_WORDS | BUSINESS_WORDS:
                return


def _list_names_without_ending(name: str) -> Iterator[str]:
    """Yield a Chinese name, and what is left of it without the endings of such names."""
    yield name
    for end in range(len(name) - 1, 1, -1):
        if _OMISSIBLE_ENDINGS.fullmatch(name[end:]):
            yield name[:end]


def _count_form_words(name_words: Sequence[str], forms: Container[str]) -> int:
    """Count the words at the end that are company suffixes; one word is left in any case."""
    for word_count in range(min(_MAX_WORDS_IN_FORM, len(name_words) - 1), 0, -1):
        ending = "".join(name_words[-word_count:])
        if ending in COMPANY_FORMS or ending in forms:
            return word_count
    return 0


def strip_chinese_business(name_key: str) -> str:
    """Strip the line of business and the legal form that end a Chinese name: 摩尔线程科技."""
    ending = re.compile(f"{_OMISSIBLE_ENDINGS.pattern}$").search(name_key)
    return name_key[: ending.start()] if ending else name_key


def has_only_generic_words(name: str) -> bool:
    """Return whether a name consists of words that many names share."""
    return all(word in GENERIC_WORDS for word in split_words(name))


def is_omissible(extra_words: Sequence[str], kind: str = "") -> bool:
    """Return whether the words that follow a name may be left off; of a known kind, more may."""
    kind_words = KIND_WORDS.get(kind, frozenset())
    return all(
        word in OMISSIBLE_WORDS
        or word in COMPANY_FORMS
        or word in kind_words
        or _OMISSIBLE_ENDINGS.fullmatch(word)
        or (kind == "event" and _YEAR.fullmatch(word))
        for word in extra_words
    )

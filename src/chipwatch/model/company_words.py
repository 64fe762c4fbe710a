"""Strip company suffixes, generic words and places from names, for comparison.

The suffixes of these markets stand in ``company_word_lists``; ``store/company_forms`` adds those of
other countries, which callers pass as ``forms``.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from .company_word_lists import (
    BUSINESS_WORDS,
    CHINESE_PLACES,
    CHIP_WORDS,
    COMPANY_FORMS,
    GENERIC_WORDS,
    KIND_WORDS,
    OMISSIBLE_WORDS,
)
from .legal_forms import CLASS_BY_FORM, HOLDING_FORMS, LEADING_FORMS, VAGUE_FORMS
from .normalise import has_han, split_words

_MAX_WORDS_IN_FORM = 5
"""The most words that one suffix is written in: S. p. A., S. A. de C. V."""
_COMPANY_ENDINGS = re.compile(
    "(?<=..)(?:股份有限公司|有限责任公司|有限責任公司|有限公司|公司|控股|集团|集團|株式会社|주식회사)+$"
)
"""Endings of Asian company names; at least two characters are left to be the name."""
_CHINESE_HOLDING = "控股"
_COMPANY_BEGINNINGS = re.compile("^(?:株式会社|株|주식회사|주)(?=..)")
_SMALL_WORDS = ("the", "and")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_OMISSIBLE_ENDINGS = re.compile(
    "(?:科技|技术|半导体|集团|国际|股份|电子|微电子|信息|智能|集成电路|制造|芯片|控股|公司|有限|"
    "开发|開發|发展|發展|网络|網絡)+"
)
_PLACE_PREFIX = re.compile(
    f"(?:{'|'.join(sorted(filter(has_han, CHINESE_PLACES)))})(?:市|省)?(?=..)"
)


class CompanyName(NamedTuple):
    """A name in words, without the legal forms before and after it, and these forms."""

    words: list[str]
    legal_forms: tuple[str, ...] = ()

    @property
    def has_legal_form(self) -> bool:
        """Whether a form says that it is a company, and not only a group or the like."""
        return any(form not in VAGUE_FORMS for form in self.legal_forms)

    @property
    def is_holding(self) -> bool:
        """Whether it is called a holding."""
        return any(form in HOLDING_FORMS or _CHINESE_HOLDING in form for form in self.legal_forms)

    @property
    def legal_class(self) -> str:
        """The class of legal person that its forms make; empty if they leave it open."""
        classes = (CLASS_BY_FORM[form] for form in self.legal_forms if form in CLASS_BY_FORM)
        return next(classes, "")

    def may_be(self, other: "CompanyName") -> bool:
        """Tell whether the forms of both leave it open that they are one legal person.

        An AG is no GmbH, and a Holdings Limited no Limited; a name without a form may be any.
        """
        if not self.legal_forms or not other.legal_forms:
            return True
        is_other_class = self.legal_class and other.legal_class not in ("", self.legal_class)
        return not is_other_class and self.is_holding is other.is_holding


def parse_company_name(name: str, forms: Container[str] = COMPANY_FORMS) -> CompanyName:
    """Split a name into words and legal forms; of small words, *the* and *and* do not count."""
    name_words = split_words(name)
    legal_forms = []
    while form_length := _count_form_words(name_words, forms):
        legal_forms.append("".join(name_words[-form_length:]))
        del name_words[-form_length:]
    while form_length := _count_leading_form_words(name_words):
        legal_forms.append("".join(name_words[:form_length]))
        del name_words[:form_length]
    if len(name_words) == 1 and (ending_match := _COMPANY_ENDINGS.search(name_words[0])):
        legal_forms.append(ending_match[0])
    return CompanyName(_drop_small_words(name_words), tuple(legal_forms))


def build_company_key(name: str, forms: Container[str] = COMPANY_FORMS) -> str:
    """Build the key of a name without company suffixes."""
    stripped_name = "".join(strip_company_forms(name, forms))
    return _COMPANY_BEGINNINGS.sub("", _COMPANY_ENDINGS.sub("", stripped_name))


def strip_company_forms(name: str, forms: Container[str] = COMPANY_FORMS) -> list[str]:
    """Split a name into words and drop the legal forms and the small words."""
    return parse_company_name(name, forms).words


def _drop_small_words(name_words: Sequence[str]) -> list[str]:
    """Drop *the* and *and*, unless nothing is left: ``The Bank``, ``Standard and Poor``."""
    return [word for word in name_words if word not in _SMALL_WORDS] or list(name_words)


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
        if ending in COMPANY_FORMS or ending in forms or ending in CLASS_BY_FORM:
            return word_count
    return 0


def _count_leading_form_words(name_words: Sequence[str]) -> int:
    """Count the words at the beginning that are a legal form; one word is left in any case."""
    for word_count in range(min(_MAX_WORDS_IN_FORM, len(name_words) - 1), 0, -1):
        if "".join(name_words[:word_count]) in LEADING_FORMS:
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

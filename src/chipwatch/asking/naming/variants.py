"""Names of the base with something said beside them: a form, a ticker, a maker, a place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...model.company_words import (
    build_chip_key,
    build_company_key,
    list_names_without_place,
    strip_company_forms,
)
from ...model.normalise import has_han, normalise_name, split_words
from ...model.schema import Chip, Company, Product
from ...model.tickers import build_ticker_key
from ...store.knowledge_base import WHOLE_NAME, KnowledgeBase, NameEntry
from .exact import LookupResult, find_by_key

_MAKER_PROPERTIES = {
    Chip.name: (Chip.designer.name, Chip.group.name),
    Product.name: (Product.developer.name,),
}
"""By whom what is called after its maker is made."""
_MAX_MAKER_WORDS = 3
"""Words that the name of a maker may have."""
_CHINESE_COUNTRY_CODES = ("CN", "HK", "MO")
"""Where a firm is whose name may begin with a place in China."""
_PLACE_PREFIX_SCORE = 0.9
"""The score of a firm whose legal name has a place before its name."""
_SCAN_CONFUSIONS = {
    "0": ("o",),
    "1": ("l", "i"),
    "5": ("s",),
    "rn": ("m",),
    "cl": ("d",),
    "vv": ("w",),
}
"""What a scanner reads for letters that look like it."""
_SCAN_CONFUSION_PATTERN = re.compile(r"(?<=[a-z])[015](?=[a-z])|rn|cl|vv")
_MIN_LETTERS_FOR_SCAN_ERROR = 5
"""Letters of a word that is told although one of them is misread; in a shorter one a digit is that
of a model number, and letters that look alike make another word."""


def find_by_variant(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """By a ticker, a name without what says that it is a company or a chip, or maker and model."""
    plain_name = base.simplify_name(name)
    result = find_by_key(base, build_ticker_key(name), kind)
    result = result or find_by_key(
        base, build_company_key(plain_name, base.load_company_forms()), kind
    )
    if not result and kind in ("", "chip"):
        result = find_by_key(base, build_chip_key(plain_name), "chip")
    return result or _find_by_maker(base, plain_name, kind)


def find_by_place(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """By the legal name of a Chinese firm: a place, the name that the base has, what it does.

    ``Beijing Biren Technology Development Co., Ltd.`` → Biren Technology. One word alone is not
    enough of a name for that, as many firms may share it, unless it is in Chinese.
    """
    if kind not in ("", "company"):
        return None
    for shortened_name in list_names_without_place(
        base.simplify_name(name), base.load_company_forms()
    ):
        result = find_by_key(base, normalise_name(shortened_name), "company")
        if (
            result
            and result.is_sure
            and _is_distinctive(result.entries[0])
            and _is_chinese(base, result.entries[0])
        ):
            return LookupResult("fuzzy", result.entries, _PLACE_PREFIX_SCORE, is_sure=True)
    return None


def find_by_scan_error(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """By a name in which something stands that looks like a letter of it: Cambric0n, Broadcorn."""
    for corrected_key in _iter_scan_corrections(split_words(base.simplify_name(name))):
        result = find_by_key(base, corrected_key, kind)
        if result and result.is_sure:
            return LookupResult(
                "fuzzy", result.entries, round(1 - 1 / len(corrected_key), 4), is_sure=True
            )
    return None


def _find_by_maker(base: KnowledgeBase, plain_name: str, kind: str) -> LookupResult | None:
    """By a maker's name before a name of what it makes: Nvidia HGX H20."""
    name_words = split_words(plain_name)
    for word_count in range(1, min(_MAX_MAKER_WORDS, len(name_words) - 1) + 1):
        maker_ids = {entry.entity.id for entry in base.find_names("".join(name_words[:word_count]))
                  if entry.entity.kind == "company"}  # fmt: skip
        results = [result for made_kind in _MAKER_PROPERTIES if maker_ids and kind in ("", made_kind)
                if (result := find_by_key(base, "".join(name_words[word_count:]), made_kind))]  # fmt: skip
        for result in results:
            if result.is_sure and maker_ids & set(_list_maker_ids(base, result.entries[0])):
                return result
    return None


def _list_maker_ids(base: KnowledgeBase, entry: NameEntry) -> Iterable[str]:
    """The companies that make an entity, and their parents."""
    properties = _MAKER_PROPERTIES[entry.entity.kind]
    maker_ids = _list_target_ids(base, [entry.entity.id], properties)
    return [*maker_ids, *_list_target_ids(base, maker_ids, (Company.parent.name,))]


def _list_target_ids(
    base: KnowledgeBase, entity_ids: Sequence[str], properties: Sequence[str]
) -> list[str]:
    return [
        str(fact.value)
        for entity in base.load_entities(entity_ids, properties)
        for fact in entity.facts
    ]


def _is_distinctive(entry: NameEntry) -> bool:
    """Whether a name says enough to be known by it with a place before it."""
    return entry.grade == WHOLE_NAME and (
        has_han(entry.text) or len(strip_company_forms(entry.text)) > 1
    )


def _is_chinese(base: KnowledgeBase, entry: NameEntry) -> bool:
    return any(
        country in _CHINESE_COUNTRY_CODES
        for country in _list_target_ids(base, [entry.entity.id], (Company.country.name,))
    )


def _iter_scan_corrections(name_words: Sequence[str]) -> Iterator[str]:
    """The key of these words with one letter read as what it looks like, in each way to do so."""
    joined_key = "".join(name_words)
    start = 0
    for word in name_words:
        has_one_digit = sum(map(str.isdigit, word)) <= 1  # several digits are a number
        for confusion in (
            _SCAN_CONFUSION_PATTERN.finditer(word)
            if has_one_digit and len(word) >= _MIN_LETTERS_FOR_SCAN_ERROR
            else ()
        ):
            prefix, suffix = (
                joined_key[: start + confusion.start()],
                joined_key[start + confusion.end() :],
            )
            yield from (prefix + letter + suffix for letter in _SCAN_CONFUSIONS[confusion[0]])
        start += len(word)

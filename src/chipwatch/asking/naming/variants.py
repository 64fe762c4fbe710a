"""Find names of the base written otherwise: with a legal form, a maker or a place, or misread.

The keys tried first come from the rules in ``store/name_rules``, by which ``store/name_index`` also
stores names: what both sides must agree on stands there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...model.company_word_lists import CHINESE_NAMES_OF_PLACES
from ...model.company_words import (
    list_names_without_place,
    parse_company_name,
    strip_company_forms,
)
from ...model.normalise import has_han, normalise_name, split_words
from ...model.schema import Chip, Company, Product
from ...store.knowledge_base import KnowledgeBase
from ...store.name_rules import NAME_RULES
from ...store.records import NAME_CODE, NameEntry
from .exact import LookupResult, find_by_key
from .legal_persons import is_other_legal_person
from .name_parts import list_entries_with_part
from .scores import (
    MAX_MAKER_CHARACTERS,
    MAX_MAKER_WORDS,
    MIN_LETTERS_FOR_SCAN_ERROR,
    PLACE_PREFIX_SCORE,
)

_MAKER_FIELDS = {Chip.name: (Chip.designer, Chip.group), Product.name: (Product.developer,)}
"""The properties that name the maker of a thing, for kinds called after their makers."""
_CHINESE_COUNTRY_CODES = ("CN", "HK", "MO")
"""Countries of firms whose legal names may begin with a place in China."""
_SCAN_CONFUSIONS = {
    "0": ("o",),
    "1": ("l", "i"),
    "5": ("s",),
    "rn": ("m",),
    "cl": ("d",),
    "vv": ("w",),
}
"""What a scanner may have read, and the letters that were printed."""
_SCAN_CONFUSION_PATTERN = re.compile(r"(?<=[a-z])[015](?=[a-z])|rn|cl|vv")


def find_by_variant(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find an entity by another way to write its name, by the name rules or by maker and model.

    ``Baidu Limited`` → Baidu, ``HKEX:9888`` → Baidu, ``Nvidia HGX H20`` → H20.
    """
    plain_name, forms = base.simplify_name(name), base.load_company_forms()
    company_name = parse_company_name(plain_name, forms)

    def may_be_meant(entry: NameEntry) -> bool:
        return not is_other_legal_person(base, company_name, entry)

    for rule in NAME_RULES:
        if rule.is_for_lookup(kind):
            for name_key in rule.build_keys(plain_name, forms):
                result = find_by_key(base, name_key, rule.lookup_kind or kind, may_be_meant)
                if result:
                    return result
    return _find_by_maker(base, plain_name, kind)


def find_by_place(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find a Chinese firm by a legal name: a place, the name the base has, a line of business.

    ``Beijing Biren Technology Development Co., Ltd.`` → Biren Technology. The name that is left
    needs two words or Chinese characters, as many firms may share a single word.
    """
    if kind not in ("", Company.name):
        return None
    for shortened_name in list_names_without_place(
        base.simplify_name(name), base.load_company_forms()
    ):
        result = find_by_key(base, normalise_name(shortened_name), Company.name)
        if (
            result
            and result.is_sure
            and _is_distinctive(result.entries[0])
            and _is_chinese(base, result.entries[0])
            and _may_be_seat(base, result.entries[0], base.simplify_name(name))
        ):
            return LookupResult("fuzzy", result.entries, PLACE_PREFIX_SCORE, is_sure=True)
    return None


def find_by_scan_error(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find a name in which a scanner misread one letter: ``Cambric0n``, ``Broadcorn``."""
    for corrected_key in _iter_scan_corrections(split_words(base.simplify_name(name))):
        result = find_by_key(base, corrected_key, kind)
        if result and result.is_sure:
            score = round(1 - 1 / len(corrected_key), 4)
            return LookupResult("fuzzy", result.entries, score, is_sure=True)
    return None


def _find_by_maker(base: KnowledgeBase, plain_name: str, kind: str) -> LookupResult | None:
    """Find what a company makes by its own name and that of the thing: ``Nvidia HGX H20``."""
    for maker_key, thing_key in _iter_maker_splits(split_words(plain_name)):
        maker_ids = _find_company_ids(base, maker_key)
        thing_kinds = [name for name in _MAKER_FIELDS if maker_ids and kind in ("", name)]
        for result in [find_by_key(base, thing_key, thing_kind) for thing_kind in thing_kinds]:
            if (
                result
                and result.is_sure
                and maker_ids.intersection(_list_maker_ids(base, result.entries[0]))
            ):
                return result
    return None


def list_beginnings_by_maker(base: KnowledgeBase, name: str, kind: str = "") -> list[NameEntry]:
    """List what a company makes that begins with what follows its own name: ``华为昇腾``.

    What most is known of comes first.
    """
    return [
        entry
        for maker_key, beginning in _iter_maker_splits(split_words(base.simplify_name(name)))
        if (maker_ids := _find_company_ids(base, maker_key))
        for entry in list_entries_with_part(base, beginning, kind)
        if entry.entity.kind in _MAKER_FIELDS
        and maker_ids.intersection(_list_maker_ids(base, entry))
    ]


def _find_company_ids(base: KnowledgeBase, name_key: str) -> set[str]:
    return {
        entry.entity.id for entry in base.find_names(name_key) if entry.entity.kind == Company.name
    }


def _iter_maker_splits(name_words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Split a name into the keys of a maker and a thing, between words or Chinese characters."""
    for word_count in range(1, min(MAX_MAKER_WORDS, len(name_words) - 1) + 1):
        yield "".join(name_words[:word_count]), "".join(name_words[word_count:])
    if name_words and has_han(name_words[0]):
        name_key = "".join(name_words)
        for length in range(2, min(MAX_MAKER_CHARACTERS, len(name_key) - 1) + 1):
            yield name_key[:length], name_key[length:]


def _list_maker_ids(base: KnowledgeBase, entry: NameEntry) -> Iterable[str]:
    """List the companies that make an entity, and their parents."""
    properties = [field.name for field in _MAKER_FIELDS[entry.entity.kind]]
    maker_ids = _list_values(base, [entry.entity.id], properties)
    return [*maker_ids, *_list_values(base, maker_ids, [Company.parent.name])]


def _list_values(
    base: KnowledgeBase, entity_ids: Sequence[str], properties: Sequence[str]
) -> list[str]:
    return [
        str(fact.value)
        for entity in base.load_entities(entity_ids, properties)
        for fact in entity.facts
    ]


def _is_distinctive(entry: NameEntry) -> bool:
    """Tell whether a name is specific enough to be recognised behind a place."""
    return entry.grade < NAME_CODE and (
        has_han(entry.text) or len(strip_company_forms(entry.text)) > 1
    )


def _may_be_seat(base: KnowledgeBase, entry: NameEntry, name: str) -> bool:
    """Tell whether a firm may have its seat where a name that begins with a place has it.

    Chengdu Huawei is no name of a firm in Shenzhen, but of its subsidiary.
    """
    seats = _list_values(base, [entry.entity.id], [Company.headquarters.name])
    first_word = split_words(name)[0]
    typed_places = [
        place
        for place, chinese_name in CHINESE_NAMES_OF_PLACES.items()
        if first_word == place or first_word.startswith(chinese_name)
    ]
    return not seats or any(
        place in normalise_name(seat) for place in typed_places for seat in seats
    )


def _is_chinese(base: KnowledgeBase, entry: NameEntry) -> bool:
    countries = _list_values(base, [entry.entity.id], [Company.country.name])
    return any(country in _CHINESE_COUNTRY_CODES for country in countries)


def _iter_scan_corrections(name_words: Sequence[str]) -> Iterator[str]:
    """Yield the key of these words with one misread letter put right, for each way to do so.

    ``cambric0n`` → cambricon. Words with several digits are numbers and stay as they are.
    """
    joined_key = "".join(name_words)
    start = 0
    for word in name_words:
        if len(word) >= MIN_LETTERS_FOR_SCAN_ERROR and sum(map(str.isdigit, word)) <= 1:
            for confusion in _SCAN_CONFUSION_PATTERN.finditer(word):
                prefix = joined_key[: start + confusion.start()]
                suffix = joined_key[start + confusion.end() :]
                yield from (prefix + letter + suffix for letter in _SCAN_CONFUSIONS[confusion[0]])
        start += len(word)

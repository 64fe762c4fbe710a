"""Take a part of a name for the whole where only one entity has it: ``jensen`` for Jensen Huang.

The words of the query must stand, whole and as they are written, in names of one entity only, of
the kind asked for or, without one, of the whole base. Generic words and places tell nothing apart,
nor do numbers alone.
"""

import re
from collections.abc import Sequence

from ...model.company_word_lists import (
    BUSINESS_WORDS,
    CHINESE_PLACES,
    CHIP_WORDS,
    COMPANY_FORMS,
    GENERIC_WORDS,
    KIND_WORDS,
    OMISSIBLE_WORDS,
)
from ...model.normalise import has_han, split_words
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import LookupResult, drop_repeated_entities, find_exact, is_publication
from .scores import MAX_PREFIX_ENTRIES, MIN_TELLING_CHARACTERS, MIN_TELLING_LETTERS, WORD_SCORE

_COMMON_WORDS = frozenset().union(
    BUSINESS_WORDS,
    CHINESE_PLACES,
    CHIP_WORDS,
    COMPANY_FORMS,
    GENERIC_WORDS,
    OMISSIBLE_WORDS,
    *KIND_WORDS.values(),
)
"""Words that say nothing of which entity is meant."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
"""What stands in brackets, ASCII or Chinese."""


def find_by_unique_words(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find the only entity, publications aside, with all the words of a query in one name."""
    query_words = split_words(base.simplify_name(name))
    telling_words = [word for word in query_words if _is_telling(word)]
    if not telling_words:
        return None
    rarest_word = max(telling_words, key=len)
    entries = drop_repeated_entities(
        entry
        for entry in list_entries_with_word(base, rarest_word, kind)
        if all(_has_word(base, entry, word) for word in query_words)
    )
    if len(entries) != 1 or _names_another(base, name, entries[0], query_words):
        return None
    if len(query_words) == 1 and not _stands_alone(base, rarest_word, entries[0], kind):
        return None
    return LookupResult("word", entries, WORD_SCORE, is_sure=True)


def _names_another(base: KnowledgeBase, name: str, entry: NameEntry, words: Sequence[str]) -> bool:
    """Tell whether a name that stands in brackets behind another is that of something else.

    It tells things of one name apart: Wang Lei (Leadmicro) is not called Leadmicro.
    """
    bracket_words = split_words(" ".join(_BRACKETS.findall(entry.entity.name)))
    if not all(word in bracket_words for word in words):
        return False
    other = find_exact(base, name)
    return other is not None and other.is_sure


def _stands_alone(base: KnowledgeBase, word: str, entry: NameEntry, kind: str) -> bool:
    """Tell whether a single word is a name by itself: written so, and no beginning of another.

    ``deep`` is not taken for deep ultraviolet, as DeepSeek begins so; nor ``seven``, an ordinary
    word that one alias has, as it has no capital there. Of a kind that is asked for, an ordinary
    word of the name itself is enough: ``policy graphite``.
    """
    is_proper = has_han(word) or any(
        part[0].isupper() and word in split_words(part)
        for part in f"{entry.text} {entry.entity.name}".split()
    )
    is_in_name = bool(kind) and word in split_words(entry.entity.name)
    return (is_proper or is_in_name) and all(
        other_entry.entity.id == entry.entity.id
        for other_entry in list_entries_with_beginning(base, word, kind)
    )


def list_entries_with_word(base: KnowledgeBase, word: str, kind: str = "") -> list[NameEntry]:
    """List the written names that hold a word whole, or Chinese characters; no publications."""
    return [
        entry
        for entry in base.find_names_containing(word, MAX_PREFIX_ENTRIES, kind)
        if entry.how != "pinyin" and not is_publication(entry) and _has_word(base, entry, word)
    ]


def list_entries_with_beginning(
    base: KnowledgeBase, beginning: str, kind: str = ""
) -> Sequence[NameEntry]:
    """List the written names of which a word begins so; no publications."""
    return [
        entry
        for entry in base.find_names_containing(beginning, MAX_PREFIX_ENTRIES, kind)
        if entry.how != "pinyin"
        and not is_publication(entry)
        and any(word.startswith(beginning) for word in split_words(entry.text))
    ]


def _is_telling(word: str) -> bool:
    """Tell whether a word may stand for one entity: long enough, no number and not common."""
    min_letters = MIN_TELLING_CHARACTERS if has_han(word) else MIN_TELLING_LETTERS
    return len(word) >= min_letters and word.isalpha() and word not in _COMMON_WORDS


def _has_word(base: KnowledgeBase, entry: NameEntry, word: str) -> bool:
    if has_han(word):
        return word in base.simplify_name(entry.text)
    return word in split_words(entry.text)

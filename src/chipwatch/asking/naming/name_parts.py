"""Find the names that a text is a part of: the beginning, a later word, most of the words.

Names that begin with the text come before those with a later word that does, names with fewer
further words before those with more, and of equal ones those of what most is known of.
Only written names count: what merely sounds so in Chinese is no part that a reader would see.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...model.company_words import strip_company_forms
from ...model.normalise import has_han, normalise_name, split_words
from ...model.schema import Person, Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import drop_repeated_entities, is_publication
from .scores import MAX_PREFIX_ENTRIES

_BEGINNING, _LATER_WORD, _SOME_WORDS = range(3)
"""Where in a name a text stands: at its start; at the start of a later word; its words apart."""


class NamePart(NamedTuple):
    """How a text is a part of a name; the plainest way sorts first."""

    place: int
    missing_word_count: int
    """Words of the name that the text lacks, even the beginning of."""
    is_unfinished: bool
    """Whether the text ends within a word."""


def list_entries_with_part(base: KnowledgeBase, name: str, kind: str = "") -> list[NameEntry]:
    """List the entities with a written name that a text is a part of, the likeliest first.

    Publications are listed only where they are asked for.
    """
    plain_name = base.simplify_name(name)
    entries = _find_entries(base, plain_name, base.load_company_forms(), kind)
    wanted_entries = (
        entry for entry in entries if kind == Source.name or not is_publication(entry)
    )
    return sort_by_part(base, plain_name, wanted_entries)


def sort_by_part(
    base: KnowledgeBase, plain_name: str, entries: Iterable[NameEntry]
) -> list[NameEntry]:
    """Keep the entities with a written name that a text is a part of, the likeliest first."""
    forms = base.load_company_forms()
    query_key, query_words = normalise_name(plain_name), strip_company_forms(plain_name, forms)
    parts = {
        entry: name_part
        for entry in entries
        if entry.how != "pinyin"
        and (name_part := _classify_part(query_key, query_words, base.simplify_name(entry.text)))
    }
    entity_ids = {entry.entity.id for entry in parts}
    fact_counts = {
        size.entity.id: size.fact_count for size in base.load_entity_sizes(sorted(entity_ids))
    }

    def get_part(entry: NameEntry) -> NamePart:
        """Take any whole name of a person for the first: the family name may be last."""
        name_part = parts[entry]
        is_whole = entry.entity.kind == Person.name and not name_part.is_unfinished
        return (
            name_part._replace(place=_BEGINNING)
            if is_whole and name_part.place == _LATER_WORD
            else name_part
        )

    def get_rank(entry: NameEntry) -> tuple[NamePart, int, int, str]:
        return (
            get_part(entry),
            -fact_counts.get(entry.entity.id, 0),
            len(entry.key),
            entry.entity.id,
        )

    return drop_repeated_entities(sorted(parts, key=get_rank))


def _find_entries(
    base: KnowledgeBase, plain_name: str, forms: frozenset[str], kind: str
) -> Iterator[NameEntry]:
    """Find the names that a text may be a part of, by its beginning and its longest word."""
    yield from base.find_names_by_prefix(normalise_name(plain_name), MAX_PREFIX_ENTRIES, kind)
    query_words = strip_company_forms(plain_name, forms)
    if query_words:
        longest_word = max(query_words, key=len)
        yield from base.find_names_containing(longest_word, MAX_PREFIX_ENTRIES, kind)


def _classify_part(query_key: str, query_words: Sequence[str], name: str) -> NamePart | None:
    """Find out how a text is a part of a name; None if it is none.

    A single word is the beginning of a word or two whole ones, for ``huwei`` is no Hu Weiwu.
    """
    name_words = split_words(name)
    missing_word_count = max(len(name_words) - len(query_words), 0)
    if has_han(query_key):
        position = "".join(name_words).find(query_key)
        place = _LATER_WORD if position else _BEGINNING
        return None if position < 0 else NamePart(place, missing_word_count, is_unfinished=False)
    for start, word in enumerate(name_words):
        if not "".join(name_words[start:]).startswith(query_key):
            continue
        is_unfinished = not _ends_at_a_word(query_key, name_words[start:])
        if len(query_words) > 1 or word.startswith(query_key) or not is_unfinished:
            place = _LATER_WORD if start else _BEGINNING
            return NamePart(place, missing_word_count, is_unfinished)
    *whole_words, last_word = query_words
    if all(word in name_words for word in whole_words) and any(
        word.startswith(last_word) for word in name_words
    ):
        return NamePart(_SOME_WORDS, missing_word_count, last_word not in name_words)
    return None


def _ends_at_a_word(query_key: str, name_words: Sequence[str]) -> bool:
    """Tell whether a text that words begin with ends where one of them does."""
    return len(query_key) in accumulate(map(len, name_words))

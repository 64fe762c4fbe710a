"""What a name may mean that the base does not have: by its beginning, or its likeness."""

from collections.abc import Sequence

from ...model.company_words import (
    GENERIC_WORDS,
    build_company_key,
    has_only_generic_words,
    is_omissible,
    strip_company_forms,
)
from ...model.model_numbers import find_fixed_positions
from ...model.normalise import has_han, normalise_name, split_words
from ...store.knowledge_base import KnowledgeBase, NameEntry
from .exact import LookupResult, drop_repeated_entities, drop_shadowed_sources, is_publication
from .similarity import (
    MAX_KEY_LETTERS,
    MIN_SUGGESTION_SCORE,
    MIN_SURE_SCORE,
    NameSimilarity,
    QueryName,
    pick_sure_match,
)
from .typos import count_needed_trigrams
from .variants import find_by_place, find_by_scan_error

MIN_PREFIX_LETTERS = 3
PREFIX_BASE_SCORE, MAX_COVERAGE_BONUS = 0.8, 0.15
"""The score of a beginning, to which MORE comes for how much of the name it is."""
MIN_STEM_LETTERS = 5
"""Letters of a word from which the rest of it may be left off."""
MIN_STEM_SHARE = 0.7
"""Share of a name that a beginning within a word must be of it."""
MAX_SUGGESTIONS = 5
_MAX_FETCHED_ENTRIES = 500
_MAX_TRIGRAM_ENTRIES, _MAX_WORD_ENTRIES = 250, 40
"""Names looked at that share trigrams, and that share a beginning or a word."""
_MAX_QUERY_WORDS = 3
"""Words, of those that few names share, by which a name of several words is looked for."""
_ANY_PREFIX, _WORD_STEM, _DISTINCTIVE_PREFIX = 0, 1, 2
"""What the beginning of a name is: anything, nearly a word, or all of it that says something."""


def guess_entries(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult:
    """By what was added to it, a beginning, a likeness; of two unsure, the beginning says more."""
    if (
        not normalise_name(name)
        or len(normalise_name(name)) > MAX_KEY_LETTERS
        or has_only_generic_words(name)
    ):
        return LookupResult()
    variant_result = find_by_place(base, name, kind) or find_by_scan_error(base, name, kind)
    if variant_result:
        return variant_result
    prefix_result = find_by_prefix(base, name, kind)
    if prefix_result.is_sure:
        return prefix_result
    similarity_result = find_by_similarity(base, name, kind)
    return (
        prefix_result
        if prefix_result.entries and not similarity_result.is_sure
        else similarity_result
    )


def find_by_prefix(base: KnowledgeBase, name: str, kind: str) -> LookupResult:
    """By a beginning that several names have, or that surely stands for one."""
    query_key = normalise_name(base.simplify_name(name))
    if len(query_key) < (2 if has_han(query_key) else MIN_PREFIX_LETTERS):
        return LookupResult()
    prefix_entries = base.find_names_by_prefix(query_key, _MAX_FETCHED_ENTRIES, kind)
    prefix_entries = [
        entry for entry in prefix_entries if not _is_split_number(query_key, entry.key)
    ]
    prefix_entries = [
        entry for entry in prefix_entries if not is_publication(entry)
    ] or prefix_entries
    prefix_entries.sort(key=lambda entry: -_classify_prefix(query_key, entry, kind))
    entries = drop_repeated_entities(prefix_entries)
    if not entries:
        return LookupResult()
    levels = [_classify_prefix(query_key, entry, kind) for entry in entries]
    is_unique = len(entries) == 1 or (
        levels[0] == _DISTINCTIVE_PREFIX and levels[1] < _DISTINCTIVE_PREFIX
    )
    if is_unique and levels[0]:
        return LookupResult("prefix", entries, score_prefix(query_key, entries[0]), is_sure=True)
    return (
        LookupResult("prefix", entries, MIN_SUGGESTION_SCORE)
        if len(entries) > 1
        else LookupResult()
    )


def score_prefix(query_key: str, entry: NameEntry) -> float:
    """The score of a name by its beginning."""
    return round(PREFIX_BASE_SCORE + MAX_COVERAGE_BONUS * len(query_key) / len(entry.key), 2)


def find_by_similarity(
    base: KnowledgeBase, name: str, kind: str = "", min_score: float = MIN_SURE_SCORE
) -> LookupResult:
    """By the number of slips to the names that are most like it, surely from some score on."""
    similarities = [
        similarity
        for similarity in rank_by_similarity(base, name, kind)
        if similarity.score >= MIN_SUGGESTION_SCORE
    ]
    if not similarities:
        return LookupResult()
    entries = drop_shadowed_sources(similarity.entry for similarity in similarities)[
        :MAX_SUGGESTIONS
    ]
    best_match = pick_sure_match(similarities, min_score)
    is_sure = best_match is not None and not _is_word_of_another_name(base, name, best_match.entry)
    return LookupResult("fuzzy", entries, similarities[0].score, is_sure)


def _is_word_of_another_name(base: KnowledgeBase, name: str, best_entry: NameEntry) -> bool:
    """Whether a word that should be a slip is, as it stands, a word in the name of another.

    In the title of a publication it says nothing where another word of the name is right.
    """
    query_words, entry_words = (
        set(strip_company_forms(base.simplify_name(name), base.load_company_forms())),
        set(split_words(best_entry.text)),
    )
    return any(
        entry.entity.id != best_entry.entity.id
        and unmatched_word in split_words(entry.text)
        and not (is_publication(entry) and query_words & entry_words)
        for unmatched_word in query_words - entry_words
        for entry in base.find_names_containing(unmatched_word, _MAX_FETCHED_ENTRIES)
    )


def rank_by_similarity(base: KnowledgeBase, name: str, kind: str = "") -> list[NameSimilarity]:
    """The entities whose names are most like a name, the best first, each once."""
    plain_name, forms = base.simplify_name(name), base.load_company_forms()
    query_key, query_words = (
        build_company_key(plain_name, forms),
        strip_company_forms(plain_name, forms),
    )
    query_names = [QueryName(query_words, query_key)]
    if query_key != normalise_name(plain_name):
        query_names.append(QueryName(split_words(plain_name), normalise_name(plain_name)))
    similar_entries, entries_with_words = (
        _list_similar_entries(base, query_key, kind),
        _list_entries_with_words(base, query_words, kind),
    )
    best_by_entity: dict[str, NameSimilarity] = {}
    for query_name in query_names:
        for similarity in query_name.rank_entries(similar_entries, entries_with_words):
            current_best = best_by_entity.setdefault(similarity.entry.entity.id, similarity)
            if similarity.to_sort_key() < current_best.to_sort_key():
                best_by_entity[similarity.entry.entity.id] = similarity
    return sorted(best_by_entity.values(), key=NameSimilarity.to_sort_key)


def list_suggestions(base: KnowledgeBase, name: str, kind: str = "") -> list[NameEntry]:
    """The entities that a name which means none may have meant, the best first.

    None for a generic name: what is like it is so by chance.
    """
    query_key = normalise_name(base.simplify_name(name))
    if has_only_generic_words(name) or len(query_key) > MAX_KEY_LETTERS:
        return []
    similar_entries = [
        candidate.entry
        for candidate in rank_by_similarity(base, name, kind)
        if candidate.score >= MIN_SUGGESTION_SCORE
    ]
    entries_with_word = [
        candidate
        for candidate in base.find_names_containing(query_key, _MAX_WORD_ENTRIES, kind)
        if query_key in split_words(candidate.text)
    ]
    entries_with_word = [
        candidate for candidate in entries_with_word if not is_publication(candidate)
    ]
    return drop_repeated_entities(
        [
            *entries_with_word,
            *similar_entries,
            *base.find_names_by_prefix(query_key, _MAX_FETCHED_ENTRIES, kind),
        ]
    )[:MAX_SUGGESTIONS]


def _list_similar_entries(base: KnowledgeBase, query_key: str, kind: str) -> list[NameEntry]:
    """The names that slips may lead to, and those that go on from a word."""
    trigram_entries = base.find_similar_names(
        query_key, count_needed_trigrams(query_key), _MAX_TRIGRAM_ENTRIES, kind
    )
    return trigram_entries + base.find_names_by_prefix(query_key, _MAX_WORD_ENTRIES, kind)


def _list_entries_with_words(
    base: KnowledgeBase, query_words: Sequence[str], kind: str
) -> list[NameEntry]:
    """The names that have one of the longest words of a name in them, if it has several."""
    specific_words = sorted(
        {query_word for query_word in query_words if query_word not in GENERIC_WORDS},
        key=lambda item: -len(item),
    )
    longest_words = specific_words[:_MAX_QUERY_WORDS] if len(query_words) > 1 else []
    return [
        item
        for query_word in longest_words
        for item in base.find_names_containing(query_word, _MAX_WORD_ENTRIES, kind)
    ]


def _classify_prefix(query_key: str, entry: NameEntry, kind: str) -> int:
    """How surely nothing else is meant by the beginning of a name, as the rest of it says little.

    What says little is a word such as Technology, or the end of a word that is nearly all there.
    """
    remaining_words = split_words(entry.text)
    if entry.how == "pinyin" or not "".join(remaining_words).startswith(entry.key):
        return _ANY_PREFIX
    if not has_han(entry.key) and len(query_key) < len(remaining_words[0]):
        is_long_stem = len(query_key) >= max(
            MIN_STEM_LETTERS, MIN_STEM_SHARE * len(remaining_words[0])
        )
        is_stem = (
            is_long_stem
            and len(query_key) not in find_fixed_positions(remaining_words[:1])
            and is_omissible(remaining_words[1:], kind)
        )
        return _WORD_STEM if is_stem else _ANY_PREFIX
    end_position, last_word = 0, ""
    while end_position < len(query_key):
        last_word = remaining_words.pop(0)
        end_position += len(last_word)
    cut_letters = entry.key[
        len(query_key) : end_position
    ]  # a word that is cut short may be one of those left off: Tech
    unmatched_words = (
        [cut_letters if has_han(cut_letters) else last_word, *remaining_words]
        if cut_letters
        else remaining_words
    )
    return _DISTINCTIVE_PREFIX if is_omissible(unmatched_words, kind) else _ANY_PREFIX


def _is_split_number(prefix: str, longer_key: str) -> bool:
    """Whether a beginning ends within a number: H10 does not mean H100."""
    return (
        len(longer_key) > len(prefix) and prefix[-1].isdigit() and longer_key[len(prefix)].isdigit()
    )

"""Guess what a name means that the base does not have: by prefix, then by similarity."""

from collections.abc import Iterable, Sequence

from ...model.company_word_lists import GENERIC_WORDS
from ...model.company_words import (
    build_company_key,
    has_only_generic_words,
    is_omissible,
    parse_company_name,
)
from ...model.model_numbers import find_fixed_positions
from ...model.normalise import has_han, normalise_name, split_words
from ...model.schema import Company, Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import LookupResult, drop_repeated_entities, drop_shadowed_sources, is_publication
from .name_parts import sort_by_part
from .other_names import is_name_of_another
from .rewordings import find_by_rewording
from .scores import (
    MAX_ACRONYM_LETTERS,
    MAX_COVERAGE_BONUS,
    MAX_KEY_LETTERS,
    MAX_PREFIX_ENTRIES,
    MAX_QUERY_WORDS,
    MAX_SUGGESTIONS,
    MAX_TRIGRAM_ENTRIES,
    MAX_WORD_ENTRIES,
    MIN_LEAD_OVER_RIVALS,
    MIN_PREFIX_LETTERS,
    MIN_STEM_LETTERS,
    MIN_STEM_SHARE,
    MIN_SUGGESTION_SCORE,
    MIN_SURE_SCORE,
    PREFIX_BASE_SCORE,
)
from .similarity import NameSimilarity, QueryName, pick_sure_match
from .suggestions import pick_suggestions
from .typos import count_needed_trigrams
from .variants import find_by_place, find_by_scan_error

_ANY_PREFIX, _WORD_STEM, _DISTINCTIVE_PREFIX = 0, 1, 2
"""How much of a name a prefix is: any beginning; nearly all of a word (``loongs``); everything but
words that may be left off (``Loongson`` of Loongson Technology)."""


def guess_entries(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult:
    """Guess what a name means: by its wording, its prefix, its similarity, the first that is sure.

    If neither prefix nor similarity is sure, the entities with the prefix are returned.
    """
    if not normalise_name(name) or len(normalise_name(name)) > MAX_KEY_LETTERS:
        return LookupResult()
    if has_only_generic_words(name):
        return LookupResult(entries=pick_suggestions(base, name, kind, similarities=()))
    variant_result = (
        find_by_place(base, name, kind)
        or find_by_scan_error(base, name, kind)
        or find_by_rewording(base, name, kind)
    )
    if variant_result:
        return variant_result
    prefix_result = find_by_prefix(base, name, kind)
    if prefix_result.is_sure:
        return prefix_result
    similarity_result = find_by_similarity(base, name, kind)
    if prefix_result.entries and not similarity_result.is_sure:
        return prefix_result
    return similarity_result


def find_by_prefix(base: KnowledgeBase, name: str, kind: str) -> LookupResult:
    """Find names that begin with the query; sure if one alone can be meant.

    ``loongson`` is sure where only Loongson Technology begins so; ``moore`` is not, where there is
    Moore Threads and Moorelab.
    """
    query_key = normalise_name(base.simplify_name(name))
    if len(query_key) < (2 if has_han(query_key) else MIN_PREFIX_LETTERS):
        return LookupResult()
    levels = {
        entry: _classify_prefix(query_key, entry, kind)
        for entry in base.find_names_by_prefix(query_key, MAX_PREFIX_ENTRIES, kind)
        if not _is_split_number(query_key, entry.key)
    }
    wanted_entries = [entry for entry in levels if kind == Source.name or not is_publication(entry)]
    entries = drop_repeated_entities(sorted(wanted_entries, key=levels.__getitem__, reverse=True))
    if not entries:
        return LookupResult()
    first_level = levels[entries[0]]
    is_unique = len(entries) == 1 or (
        first_level == _DISTINCTIVE_PREFIX and levels[entries[1]] != _DISTINCTIVE_PREFIX
    )
    if is_unique and first_level != _ANY_PREFIX:
        return LookupResult("prefix", entries, score_prefix(query_key, entries[0]), is_sure=True)
    written_entries = sort_by_part(base, base.simplify_name(name), wanted_entries)
    if len(written_entries) > 1:
        return LookupResult("prefix", written_entries, MIN_SUGGESTION_SCORE)
    return LookupResult()


def score_prefix(query_key: str, entry: NameEntry) -> float:
    """Score a prefix by its share of the name's key: ``loongson`` of loongsontechnology, 0.87."""
    return round(PREFIX_BASE_SCORE + MAX_COVERAGE_BONUS * len(query_key) / len(entry.key), 2)


def find_by_similarity(
    base: KnowledgeBase, name: str, kind: str = "", min_score: float = MIN_SURE_SCORE
) -> LookupResult:
    """Find the most similar names; sure if typos explain the best one and it scores enough."""
    similarities = rank_by_similarity(base, name, kind)
    best_match = pick_sure_match(similarities, min_score)
    if best_match and not is_name_of_another(base, name, best_match.entry):
        entries = drop_shadowed_sources(similarity.entry for similarity in similarities)
        return LookupResult("fuzzy", entries[:MAX_SUGGESTIONS], best_match.score, is_sure=True)
    suggestions = pick_suggestions(base, name, kind, similarities)
    if not suggestions:
        return LookupResult()
    return LookupResult("fuzzy", suggestions, similarities[0].score if similarities else 0.0)


def rank_by_similarity(base: KnowledgeBase, name: str, kind: str = "") -> list[NameSimilarity]:
    """Rank the entities whose names are most similar to a query, each by its most similar name.

    The query is compared with and without its legal form: ``Baidv Inc`` with baidvinc and baidv.
    """
    plain_name, forms = base.simplify_name(name), base.load_company_forms()
    company_name = parse_company_name(plain_name, forms)
    query_key, full_key = build_company_key(plain_name, forms), normalise_name(plain_name)
    query_names = [QueryName(company_name.words, query_key, company_name)]
    if query_key != full_key:
        query_names.append(QueryName(split_words(plain_name), full_key, company_name))
    kind = kind or (Company.name if company_name.has_legal_form else "")
    similar_entries = _list_similar_entries(base, query_key, kind)
    similarities = _rank_entries(query_names, similar_entries)
    if pick_sure_match(similarities, MIN_SURE_SCORE + MIN_LEAD_OVER_RIVALS):
        return similarities  # words in common score less than any rival of this one
    entries_with_words = _list_entries_with_words(base, company_name.words, kind)
    return _rank_entries(query_names, similar_entries, entries_with_words)


def _rank_entries(
    query_names: Iterable[QueryName],
    similar_entries: Sequence[NameEntry],
    entries_with_words: Sequence[NameEntry] = (),
) -> list[NameSimilarity]:
    """Rank entities by the most similar of their names, to any way of writing the query."""
    best_by_entity: dict[str, NameSimilarity] = {}
    for query_name in query_names:
        for similarity in query_name.rank_entries(similar_entries, entries_with_words):
            current_best = best_by_entity.setdefault(similarity.entry.entity.id, similarity)
            if similarity.to_sort_key() < current_best.to_sort_key():
                best_by_entity[similarity.entry.entity.id] = similarity
    return sorted(best_by_entity.values(), key=NameSimilarity.to_sort_key)


def list_suggestions(base: KnowledgeBase, name: str, kind: str = "") -> list[NameEntry]:
    """List the entities that a name which was not found may have meant, the best first."""
    if len(normalise_name(name)) > MAX_KEY_LETTERS:
        return []
    return pick_suggestions(base, name, kind, rank_by_similarity(base, name, kind))


def _list_similar_entries(base: KnowledgeBase, query_key: str, kind: str) -> list[NameEntry]:
    """List the names within the allowed typos, and those that begin with the query."""
    trigram_entries = base.find_similar_names(
        query_key, count_needed_trigrams(query_key), MAX_TRIGRAM_ENTRIES, kind
    )
    return trigram_entries + base.find_names_by_prefix(query_key, MAX_WORD_ENTRIES, kind)


def _list_entries_with_words(
    base: KnowledgeBase, query_words: Sequence[str], kind: str
) -> list[NameEntry]:
    """List the names that have one of the longest words of a query with several words."""
    if len(query_words) <= 1:
        return []
    specific_words = dict.fromkeys(word for word in query_words if word not in GENERIC_WORDS)
    return [
        entry
        for word in sorted(specific_words, key=len, reverse=True)[:MAX_QUERY_WORDS]
        for entry in base.find_names_containing(word, MAX_WORD_ENTRIES, kind)
    ]


def _classify_prefix(query_key: str, entry: NameEntry, kind: str) -> int:
    """Classify a prefix: any beginning, a stem of a word, or all that is distinctive."""
    name_words = split_words(entry.text)
    if entry.how == "pinyin" or not "".join(name_words).startswith(entry.key):
        return _ANY_PREFIX
    if not has_han(entry.key) and len(query_key) < len(name_words[0]):
        return _WORD_STEM if _is_stem(query_key, name_words, kind) else _ANY_PREFIX
    unmatched_words = _list_unmatched_words(query_key, entry.key, name_words)
    if unmatched_words and _is_acronym(query_key, entry.text) and not kind:
        return _ANY_PREFIX
    return _DISTINCTIVE_PREFIX if is_omissible(unmatched_words, kind) else _ANY_PREFIX


def _is_acronym(query_key: str, text: str) -> bool:
    """Tell whether the beginning of a name is an acronym, which may be that of its parent.

    CETC is no short name of CETC Chip Technology, nor SAFE of the SAFE Chips Act.
    """
    beginning = text.split(maxsplit=1)[0]
    return (
        normalise_name(beginning) == query_key
        and beginning.isupper()
        and len(query_key) <= MAX_ACRONYM_LETTERS
    )


def _is_stem(query_key: str, name_words: Sequence[str], kind: str) -> bool:
    """Tell whether a prefix is most of the first word, and the other words may be left off."""
    min_letters = max(MIN_STEM_LETTERS, MIN_STEM_SHARE * len(name_words[0]))
    return (
        len(query_key) >= min_letters
        and len(query_key) not in find_fixed_positions(name_words[:1])
        and is_omissible(name_words[1:], kind)
    )


def _list_unmatched_words(query_key: str, entry_key: str, name_words: Sequence[str]) -> list[str]:
    """List the words of a name that a prefix leaves off, the one it ends in as a whole.

    ``Loongson Tech`` ends in Technology, a word that may be left off. Of Chinese, which has no
    spaces, only the characters that are missing count.
    """
    end_position = word_count = 0
    while end_position < len(query_key):
        end_position += len(name_words[word_count])
        word_count += 1
    cut_letters = entry_key[len(query_key) : end_position]
    if not cut_letters:
        return list(name_words[word_count:])
    cut_word = cut_letters if has_han(cut_letters) else name_words[word_count - 1]
    return [cut_word, *name_words[word_count:]]


def _is_split_number(prefix: str, longer_key: str) -> bool:
    """Tell whether a prefix ends within a number: H10 does not mean H100."""
    return (
        len(longer_key) > len(prefix) and prefix[-1].isdigit() and longer_key[len(prefix)].isdigit()
    )

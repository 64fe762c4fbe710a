"""Suggestions for a name that was not found: what is like it for a reason that the line shows."""

from collections.abc import Iterable, Sequence

from ...model.company_words import has_only_generic_words
from ...model.normalise import has_han, normalise_name, split_words
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import drop_repeated_entities, is_publication
from .scores import (
    MAX_KEY_LETTERS,
    MAX_PREFIX_ENTRIES,
    MAX_SUGGESTIONS,
    MIN_SUGGESTION_LETTER_SHARE,
    MIN_SUGGESTION_SCORE,
    MIN_SURE_SCORE,
)
from .similarity import NameSimilarity
from .unique_words import list_entries_with_beginning, list_entries_with_word


def pick_suggestions(
    base: KnowledgeBase, name: str, kind: str, similarities: Sequence[NameSimilarity]
) -> list[NameEntry]:
    """Pick the entities that a name which was not found may have meant, the best first.

    Those with the name as a word come first, then those that begin with it or have a word that
    does, then those that typos alone explain; where nothing begins so, those that are like it.
    ``similarities`` are sorted. Publications are suggested only where they are asked for.
    """
    query_key = normalise_name(base.simplify_name(name))
    if not query_key or has_only_generic_words(name) or len(query_key) > MAX_KEY_LETTERS:
        return []
    likely_typos = [
        similarity.entry
        for similarity in similarities
        if similarity.is_typo and similarity.score >= MIN_SURE_SCORE
    ]
    beginnings = [
        entry
        for entry in base.find_names_by_prefix(query_key, MAX_PREFIX_ENTRIES, kind)
        if entry.how != "pinyin"
    ]
    beginnings.sort(key=lambda entry: query_key not in split_words(entry.text))
    entries_with_name = [
        *list_entries_with_word(base, query_key, kind),
        *beginnings,
        *list_entries_with_beginning(base, query_key, kind),
    ]
    entries = [*entries_with_name, *likely_typos]
    if not entries_with_name:
        entries += _pick_explained_entries(similarities)
    return _drop_publications(entries, kind)[:MAX_SUGGESTIONS]


def _pick_explained_entries(similarities: Iterable[NameSimilarity]) -> list[NameEntry]:
    """Pick the names that are alike in most of their letters, or share a word that tells.

    Of two Chinese characters one is enough.
    """
    return [
        similarity.entry
        for similarity in similarities
        if similarity.score >= MIN_SUGGESTION_SCORE
        and (
            has_han(similarity.entry.key)
            or similarity.letter_share >= MIN_SUGGESTION_LETTER_SHARE
            or similarity.word_share >= MIN_SUGGESTION_LETTER_SHARE
        )
        and (similarity.entry.how != "pinyin" or similarity.letter_share >= MIN_SURE_SCORE)
    ]


def _drop_publications(entries: Iterable[NameEntry], kind: str) -> list[NameEntry]:
    return drop_repeated_entities(
        entry for entry in entries if kind == Source.name or not is_publication(entry)
    )

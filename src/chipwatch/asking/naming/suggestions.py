"""Suggestions for a name that was not found: what is like it for a reason that the line shows."""

from collections.abc import Iterable, Sequence

from ...model.company_words import has_only_generic_words
from ...model.normalise import has_han, normalise_name
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import drop_repeated_entities, is_publication
from .name_parts import list_entries_with_part
from .scores import (
    MAX_KEY_LETTERS,
    MAX_SUGGESTIONS,
    MIN_PREFIX_LETTERS,
    MIN_SUGGESTION_LETTER_SHARE,
    MIN_SUGGESTION_SCORE,
    MIN_SURE_SCORE,
)
from .similarity import NameSimilarity
from .variants import list_beginnings_by_maker


def pick_suggestions(
    base: KnowledgeBase, name: str, kind: str, similarities: Sequence[NameSimilarity]
) -> list[NameEntry]:
    """Pick the entities that a name which was not found may have meant, the best first.

    Those with a name that it is a part of come first, then those that typos alone explain; without
    a part, what a maker named in it makes, and those that are like it. Words that many names share
    are only looked up as parts. ``similarities`` are sorted. Publications are suggested only where
    they are asked for.
    """
    query_key = normalise_name(base.simplify_name(name))
    if not query_key or len(query_key) > MAX_KEY_LETTERS:
        return []
    entries_with_part = list_entries_with_part(base, name, kind)
    if has_only_generic_words(name):
        return entries_with_part[:MAX_SUGGESTIONS]
    likely_typos = [
        similarity.entry
        for similarity in similarities
        if similarity.is_typo and similarity.score >= MIN_SURE_SCORE
    ]
    entries = [*(entries_with_part or list_beginnings_by_maker(base, name, kind)), *likely_typos]
    if not entries_with_part:
        entries += _pick_explained_entries(query_key, similarities)
    return _drop_publications(entries, kind)[:MAX_SUGGESTIONS]


def _pick_explained_entries(
    query_key: str, similarities: Iterable[NameSimilarity]
) -> list[NameEntry]:
    """Pick the names that begin so, are alike in most letters, or share a word that tells.

    Of two Chinese characters one is enough.
    """
    return [
        similarity.entry
        for similarity in similarities
        if _begins_so(query_key, similarity)
        or (similarity.score >= MIN_SUGGESTION_SCORE and _is_alike(similarity))
    ]


def _begins_so(query_key: str, similarity: NameSimilarity) -> bool:
    """Tell whether a name begins so, its spaces out or as it sounds: ``liju``, ``tengx``."""
    min_letters = MIN_PREFIX_LETTERS if similarity.entry.how == "pinyin" else 1
    return len(query_key) >= min_letters and similarity.entry.key.startswith(query_key)


def _is_alike(similarity: NameSimilarity) -> bool:
    if similarity.entry.how == "pinyin" and similarity.letter_share < MIN_SURE_SCORE:
        return False
    return (
        has_han(similarity.entry.key)
        or similarity.letter_share >= MIN_SUGGESTION_LETTER_SHARE
        or similarity.word_share >= MIN_SUGGESTION_LETTER_SHARE
    )


def _drop_publications(entries: Iterable[NameEntry], kind: str) -> list[NameEntry]:
    return drop_repeated_entities(
        entry for entry in entries if kind == Source.name or not is_publication(entry)
    )

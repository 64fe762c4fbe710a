"""Typos in the words of a search: the nearest words that names and facts have."""

import re
from collections.abc import Iterator

from ...model.normalise import has_han, split_words
from ...store.knowledge_base import KnowledgeBase
from .query_words import QueryWord
from .scores import MIN_LETTERS_FOR_ONE_TYPO
from .similarity import rank_words

_ENDINGS = re.compile(r"(ings?|ed|es|s|e)$")
"""Endings that the stems of the index lack; a y at the end they write as i."""
_MAX_NEAR_WORDS = 2
_MAX_LOST_LETTERS = 2
"""Letters that a stem may end otherwise in than the word: supplies and suppli."""


def correct_word(base: KnowledgeBase, word: QueryWord) -> QueryWord:
    """Return the word with its typos put right; as it is if it is short or no word is near."""
    near_words = list_near_words(base, word.text)
    return QueryWord(word.text, tuple(near_words)) if near_words else word


def list_near_words(base: KnowledgeBase, word: str) -> list[str]:
    """List the words of the base within the typos that a word of its length may have."""
    if len(word) < MIN_LETTERS_FOR_ONE_TYPO or has_han(word) or not word.isalpha():
        return []
    stems = base.list_passage_words()
    near_stems = rank_words(word, stems) + rank_words(_strip_ending(word), stems)
    return [_find_written_word(base, stem) for stem in dict.fromkeys(near_stems[:_MAX_NEAR_WORDS])]


def _strip_ending(word: str) -> str:
    """Cut a word to about its stem, as the Porter stemmer of the index does with right words."""
    return f"{word[:-1]}i" if word.endswith("y") else _ENDINGS.sub("", word)


def _find_written_word(base: KnowledgeBase, stem: str) -> str:
    """Find a word of the base that has a stem: smuggling for smuggl."""
    min_letters = max(len(stem) - _MAX_LOST_LETTERS, 1)
    return next(
        (
            word
            for text in _iter_texts(base, stem)
            for word in split_words(text)
            if word.startswith(stem[:min_letters])
        ),
        stem,
    )


def _iter_texts(base: KnowledgeBase, stem: str) -> Iterator[str]:
    """Iterate over names and values that may hold a stem."""
    numbers = [passage.number for passage in base.find_passages(f'"{stem}"', "name")]
    yield from (entry.text for entry in base.load_names_by_number(numbers[:1]).values())
    for place in ("value", "note"):
        numbers = [passage.number for passage in base.find_passages(f'"{stem}"', place)]
        for _, fact in base.load_facts_by_number(numbers[:1]):
            yield f"{fact.format_value()} {fact.note}"

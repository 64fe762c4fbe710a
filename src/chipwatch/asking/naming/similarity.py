"""Likeness of names: a score, the features that it is made of, and when it is enough."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from ...model.company_words import COMPANY_FORMS, GENERIC_WORDS
from ...model.facts import Fact
from ...model.model_numbers import list_numbers
from ...model.normalise import split_words
from ...model.tickers import parse_ticker
from ...model.wording import format_count
from ...store.knowledge_base import NameEntry
from .exact import is_publication
from .typos import (
    MIN_LETTERS_FOR_ONE_TYPO,
    AlignedName,
    is_explained_by_typos,
    is_within_typo_limit,
)

MIN_SURE_SCORE = 0.8
"""The score from which a name may be taken for another, chosen from benchmarks/names.py."""
MIN_LEAD_OVER_RIVALS = 0.05
"""How much less the next best must score."""
MIN_SUGGESTION_SCORE = 0.5
"""The score from which a name is worth suggesting."""
MAX_KEY_LETTERS = 120
"""Letters of a name beyond which it is compared with none."""
_MAX_CLOSE_COMPARISONS = 40
"""How many of the names that are spelt most alike are looked at closely."""
_COMMON_WORD_WEIGHT = 0.2
"""What a word that many names share weighs, beside one that few have."""
_SHARED_WORDS_FACTOR = 0.8
"""How near names are that have all their words in common but are not spelt alike."""
_DIFFERENT_NUMBER_FACTOR = 0.7
"""What is left of a likeness where the numbers differ."""


class NameSimilarity(NamedTuple):
    """How like a name is to what was typed, with everything that the score is made of."""

    entry: NameEntry
    score: float
    typo_count: int
    """Letters left out, added, changed, or two exchanged."""
    letter_share: float
    """Share of the letters that are right."""
    word_share: float
    """Share of the words that both have, common words counting less."""
    is_typo: bool
    """Whether slips of typing can be all that lies between."""
    prefix_similarity: float
    """Likeness that counts the beginning more; settles which of two equals comes first."""

    def to_sort_key(self) -> tuple[float, bool, bool, float, str]:
        """Where it stands among others, the most alike first."""
        is_of_publication = is_publication(self.entry)
        return (
            -self.score,
            not self.is_typo,
            is_of_publication,
            -self.prefix_similarity,
            self.entry.entity.id,
        )

    def describe_score(self) -> str:
        """The features in words."""
        typo_text = format_count(self.typo_count, "slip")
        suffix = "" if self.is_typo else "; more than slips of typing"
        return f"{typo_text}, {self.letter_share:.0%} of the letters, {self.word_share:.0%} of the words{suffix}"


class QueryName:
    """A name as it was typed, made ready to be compared with many."""

    def __init__(self, query_words: Sequence[str], key: str) -> None:
        self.aligned_name = AlignedName.from_words(query_words, key)
        self.sorted_words, self.word_weights = (
            sorted(query_words),
            _compute_word_weights(query_words),
        )

    def rank_entries(
        self, similar_entries: Iterable[NameEntry], entries_with_words: Iterable[NameEntry] = ()
    ) -> list[NameSimilarity]:
        """The likeness of the names that are spelt most alike, and of those that hold its words."""
        scored_entries = [
            (OSA.normalized_similarity(self.aligned_name.key, entry.key), entry)
            for entry in similar_entries
        ]
        scored_entries.sort(key=lambda pair: -pair[0])
        candidates = dict.fromkeys(
            [*(entry for _, entry in scored_entries[:_MAX_CLOSE_COMPARISONS]), *entries_with_words]
        )
        return [self._compare_entry(entry) for entry in candidates]

    def _compare_entry(self, entry: NameEntry) -> NameSimilarity:
        entry_words, key = split_words(entry.text), self.aligned_name.key
        is_reordered = len(entry_words) > 1 and sorted(entry_words) == self.sorted_words
        typo_count = 0 if is_reordered else OSA.distance(key, entry.key)
        letter_share = 1 - typo_count / max(len(key), len(entry.key), 1)
        word_share = self._compute_word_share(entry_words)
        score = max(letter_share, _SHARED_WORDS_FACTOR * word_share)
        score *= 1 if list_numbers(key) == list_numbers(entry.key) else _DIFFERENT_NUMBER_FACTOR
        is_explained = is_reordered or self._is_explained_by_typos(entry)
        prefix_similarity = JaroWinkler.similarity(key, entry.key)
        return NameSimilarity(
            entry,
            round(score, 4),
            typo_count,
            letter_share,
            word_share,
            is_explained,
            prefix_similarity,
        )

    def _compute_word_share(self, entry_words: Sequence[str]) -> float:
        entry_weights = _compute_word_weights(entry_words)
        common_weight = sum(
            weight for word, weight in self.word_weights.items() if word in entry_weights
        )
        total_weight = sum(({**self.word_weights, **entry_weights}).values())
        return common_weight / total_weight if total_weight else 0.0

    def _is_explained_by_typos(self, entry: NameEntry) -> bool:
        """Another sound, or another letter of a ticker, is another name."""
        if entry.how == "pinyin" or parse_ticker(entry.text):
            return False
        return is_explained_by_typos(self.aligned_name, _align_entry(entry.text, entry.key))


@cache
def _align_entry(text: str, key: str) -> AlignedName:
    """A name of the base made ready to be compared, once for all that are looked up."""
    return AlignedName.from_words(split_words(text), key)


def pick_sure_match(
    similarities: Sequence[NameSimilarity], min_score: float = MIN_SURE_SCORE
) -> NameSimilarity | None:
    """The most alike name, if it is so near that slips are the only explanation, and no rival is.

    Never in a model number, as H100 and H200 are two things.
    """
    if not similarities or not similarities[0].is_typo or similarities[0].score < min_score:
        return None
    best = similarities[0]
    close_rivals = (
        similarity
        for similarity in similarities
        if similarity.score > best.score - MIN_LEAD_OVER_RIVALS
    )
    return (
        None
        if any(_is_rival(similarity.entry, best.entry) for similarity in close_rivals)
        else best
    )


def _is_rival(entry: NameEntry, best_entry: NameEntry) -> bool:
    """Whether another entity may be meant as well; a publication never, where anything else is."""
    return entry.entity.id != best_entry.entity.id and is_publication(entry) <= is_publication(
        best_entry
    )


def filter_similar_facts(query: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts in whose words every longer word of the query stands, but for slips."""
    query_words = [word for word in split_words(query) if len(word) >= MIN_LETTERS_FOR_ONE_TYPO]
    if not query_words:
        return []
    return [
        fact
        for fact in facts
        if _has_similar_words(query_words, split_words(f"{fact.format_value()} {fact.note}"))
    ]


def _compute_word_weights(name_words: Iterable[str]) -> dict[str, float]:
    return {
        word: _COMMON_WORD_WEIGHT if word in GENERIC_WORDS or word in COMPANY_FORMS else 1.0
        for word in name_words
    }


def _has_similar_words(query_words: Sequence[str], fact_words: Sequence[str]) -> bool:
    return all(
        any(is_within_typo_limit(word, fact_word) for fact_word in fact_words)
        for word in query_words
    )

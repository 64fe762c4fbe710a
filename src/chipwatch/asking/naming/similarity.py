"""Score how similar names are to a query, and decide when the best one is surely meant.

The score is the larger of two shares: that of the letters which are right, and, weighing a little
less, that of the words in common. ``tencet`` and Tencent differ by one typo in seven letters: 0.86.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from ...model.company_word_lists import COMPANY_FORMS, GENERIC_WORDS
from ...model.company_words import CompanyName
from ...model.model_numbers import list_numbers
from ...model.normalise import split_words
from ...model.tickers import parse_ticker
from ...model.wording import format_count
from ...store.records import NameEntry
from .exact import is_publication
from .legal_persons import has_other_form
from .scores import (
    COMMON_WORD_WEIGHT,
    DIFFERENT_NUMBER_FACTOR,
    MAX_CLOSE_COMPARISONS,
    MAX_NAMES_OF_ENTITY,
    MIN_LEAD_OVER_RIVALS,
    MIN_SURE_SCORE,
    SHARED_WORDS_FACTOR,
)
from .typos import AlignedName, is_explained_by_typos, is_within_typo_limit


class NameSimilarity(NamedTuple):
    """How similar a name is to the query, with every feature that the score is made of."""

    entry: NameEntry
    score: float
    typo_count: int
    """Letters left out, added or changed, or pairs exchanged."""
    letter_share: float
    """Share of the letters that are right."""
    word_share: float
    """Share of the words that both have, common words weighing less."""
    is_typo: bool
    """Whether typos alone can explain the difference."""
    prefix_similarity: float
    """Jaro-Winkler similarity, which weighs the beginning more; it breaks ties."""

    def to_sort_key(self) -> tuple[float, bool, bool, float, str]:
        """Return the key by which the most similar name sorts first."""
        return (
            -self.score,
            not self.is_typo,
            is_publication(self.entry),
            -self.prefix_similarity,
            self.entry.entity.id,
        )

    def describe_score(self) -> str:
        """Describe the features in words, for ``search --explain``."""
        typo_text = format_count(self.typo_count, "typo")
        suffix = "" if self.is_typo else "; more than typos explain"
        letters, words = f"{self.letter_share:.0%}", f"{self.word_share:.0%}"
        return f"{typo_text}, {letters} of the letters, {words} of the words{suffix}"


class _WrittenName(NamedTuple):
    """What a name of the base is compared by, whatever the query."""

    sorted_words: Sequence[str]
    word_weights: Mapping[str, float]
    is_ticker: bool


class QueryName:
    """A name as it was typed, prepared for comparison with many names."""

    def __init__(
        self, query_words: Sequence[str], key: str, company_name: CompanyName | None = None
    ) -> None:
        self.company_name = company_name or CompanyName(list(query_words))
        self.aligned_name = AlignedName.from_words(query_words, key)
        self.numbers = list_numbers(key)
        self.sorted_words = sorted(query_words)
        self.word_weights = _compute_word_weights(query_words)

    def rank_entries(
        self, similar_entries: Iterable[NameEntry], entries_with_words: Iterable[NameEntry] = ()
    ) -> list[NameSimilarity]:
        """Compare the names spelt most similarly, and all that hold a word of the query.

        Spelling is compared first, which is quick; only the best are compared word by word.
        """
        scored_entries = [
            (OSA.normalized_similarity(self.aligned_name.key, entry.key), entry)
            for entry in similar_entries
        ]
        scored_entries.sort(key=_get_descending_score)
        nearest_entries = _keep_nearest(entry for _, entry in scored_entries)
        candidates = dict.fromkeys([*nearest_entries, *entries_with_words])
        return [self._compare_entry(entry) for entry in candidates]

    def _compare_entry(self, entry: NameEntry) -> NameSimilarity:
        written_name, key = _analyse_text(entry.text), self.aligned_name.key
        is_reordered = len(self.sorted_words) > 1 and written_name.sorted_words == self.sorted_words
        typo_count = 0 if is_reordered else OSA.distance(key, entry.key)
        letter_share = 1 - typo_count / max(len(key), len(entry.key), 1)
        word_share = self._compute_word_share(written_name.word_weights)
        score = max(letter_share, SHARED_WORDS_FACTOR * word_share)
        if self.numbers != _list_numbers_of_entry(entry.key):
            score *= DIFFERENT_NUMBER_FACTOR
        return NameSimilarity(
            entry=entry,
            score=round(score, 4),
            typo_count=typo_count,
            letter_share=letter_share,
            word_share=word_share,
            is_typo=is_reordered or self._is_explained_by_typos(entry),
            prefix_similarity=JaroWinkler.similarity(key, entry.key),
        )

    def _compute_word_share(self, entry_weights: Mapping[str, float]) -> float:
        """Divide the weight of the words in common by that of all words of both names."""
        common_weight = sum(
            weight for word, weight in self.word_weights.items() if word in entry_weights
        )
        total_weight = sum(({**self.word_weights, **entry_weights}).values())
        return common_weight / total_weight if total_weight else 0.0

    def _is_explained_by_typos(self, entry: NameEntry) -> bool:
        """Tell whether typos can explain the difference; never for pinyin or a ticker.

        Another syllable or another letter of a ticker is another name: AMZN is not AMAT.
        """
        if (
            entry.how == "pinyin"
            or _analyse_text(entry.text).is_ticker
            or has_other_form(self.company_name, entry)
        ):
            return False
        return is_explained_by_typos(
            self.aligned_name,
            _align_entry(entry.text, entry.key),
            has_company_form=self.company_name.has_legal_form,
        )


def pick_sure_match(
    similarities: Sequence[NameSimilarity], min_score: float = MIN_SURE_SCORE
) -> NameSimilarity | None:
    """Pick the best match if typos explain it and no other entity scores nearly as much, else None.

    ``similarities`` are sorted, the best first.
    """
    if not similarities or not similarities[0].is_typo or similarities[0].score < min_score:
        return None
    best = similarities[0]
    close_similarities = (
        similarity
        for similarity in similarities
        if similarity.score > best.score - MIN_LEAD_OVER_RIVALS
    )
    has_rival = any(_is_rival(similarity.entry, best.entry) for similarity in close_similarities)
    return None if has_rival else best


def rank_words(word: str, other_words: Iterable[str]) -> list[str]:
    """List the words that typos explain, the nearest first; of equal ones in the order given.

    The first letter is right, as it nearly always is where a word is misspelt.
    """
    distances = {
        other_word: OSA.distance(word, other_word)
        for other_word in other_words
        if other_word[0] == word[0] and is_within_typo_limit(word, other_word)
    }
    return sorted(distances, key=distances.__getitem__)


def _keep_nearest(entries: Iterable[NameEntry]) -> list[NameEntry]:
    """Keep the names to be compared word by word: the nearest, and few of each entity."""
    names_by_entity = Counter[str]()
    kept_entries = []
    for entry in entries:
        names_by_entity[entry.entity.id] += 1
        if names_by_entity[entry.entity.id] <= MAX_NAMES_OF_ENTITY:
            kept_entries.append(entry)
        if len(kept_entries) == MAX_CLOSE_COMPARISONS:
            break
    return kept_entries


def _get_descending_score(scored_entry: tuple[float, NameEntry]) -> float:
    return -scored_entry[0]


@cache
def _analyse_text(text: str) -> _WrittenName:
    """Analyse a name of the base, once for all queries of a process."""
    name_words = split_words(text)
    return _WrittenName(
        sorted_words=sorted(name_words),
        word_weights=_compute_word_weights(name_words),
        is_ticker=parse_ticker(text) is not None,
    )


@cache
def _list_numbers_of_entry(key: str) -> Sequence[str]:
    """List the numbers in a key of the base, once for all queries of a process."""
    return list_numbers(key)


@cache
def _align_entry(text: str, key: str) -> AlignedName:
    """Align a name of the base, once for all queries of a process."""
    return AlignedName.from_words(split_words(text), key)


def _is_rival(entry: NameEntry, best_entry: NameEntry) -> bool:
    """Tell whether another entity may be meant; a publication only if the best match is one too.

    What only sounds alike in pinyin is no rival of a written name.
    """
    return (
        entry.entity.id != best_entry.entity.id
        and is_publication(entry) <= is_publication(best_entry)
        and (entry.how != "pinyin" or best_entry.how == "pinyin")
    )


def _compute_word_weights(name_words: Iterable[str]) -> dict[str, float]:
    return {
        word: COMMON_WORD_WEIGHT if word in GENERIC_WORDS or word in COMPANY_FORMS else 1.0
        for word in name_words
    }

"""Rank entities by the words of a search that their names and facts hold: BM25 over fields.

Each entity is one document, whose fields are its names, and the property, value and note of each of
its facts. A word counts with the weight of its field; all together are saturated, those of facts
after division by the length of the document (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009, section 3.6). FTS5, which has no such fields within a document, finds the words.
Added to that: how much of a name the words are, how many stand together in one passage, which of
them side by side, and how much is known of the entity.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from ...model.normalise import split_words
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.passage_records import PASSAGE_PLACES, EntitySize, Passage, is_name_number
from ...store.passage_text import split_chinese
from ...store.records import EntityRef, NameEntry
from .query_words import QueryWord, build_phrase_expression
from .scores import (
    KIND_WORD_WEIGHT,
    KNOWLEDGE_WEIGHT,
    LENGTH_SHARE,
    MAX_PASSAGE_WORD_WEIGHT,
    MAX_VARIANT_WEIGHT,
    NAME_SHARE_WEIGHT,
    PLACE_WEIGHTS,
    RARITY_SMOOTHING,
    SATURATION,
    SIDE_BY_SIDE_WEIGHT,
    TOGETHER_WEIGHT,
    VARIANT_FACTOR,
)

_KIND_WORDS = {
    "policy": (
        "sanction",
        "sanctions",
        "control",
        "controls",
        "restriction",
        "restrictions",
        "ban",
        "bans",
        "rule",
        "rules",
        "law",
        "policy",
    ),
    "company": ("company", "firm", "maker", "makers"),
    "chip": ("chip", "gpu", "accelerator"),
    "person": ("person",),
    "investment": ("investment", "funding", "deal"),
    "statistic": ("statistic", "statistics", "figures"),
}
"""Words that anything of a kind answers to, whether or not a fact says so."""


class RankedEntity(NamedTuple):
    """An entity, how well it matches, and where."""

    entity: EntityRef
    score: float
    passages: tuple[int, ...]
    """The numbers of all that holds a word, those of names below zero."""
    missing_words: tuple[str, ...]
    found_share: float
    """Share of the words that the base has, each by its rarity."""
    is_named: bool
    """Whether one of its names consists of the words alone."""


class WordMatches(NamedTuple):
    """Where a word stands: what it weighs in each entity and each passage."""

    text: str
    rarity: float
    """How much the word tells apart: the inverse document frequency of BM25."""
    name_weights: Mapping[str, float]
    """By entity: its weight in names."""
    fact_weights: Mapping[str, float]
    """By entity: its weight in all facts together."""
    passage_weights: Mapping[int, float]

    @property
    def is_known(self) -> bool:
        """Whether any name or fact has the word."""
        return bool(self.passage_weights)

    def has_entity(self, entity_id: str) -> bool:
        """Tell whether an entity has the word, or is of a kind that answers to it."""
        return entity_id in self.name_weights or entity_id in self.fact_weights

    def has_any(self, numbers: Iterable[int]) -> bool:
        """Tell whether any of these passages has the word."""
        return any(number in self.passage_weights for number in numbers)

    def score_entity(self, entity_id: str, length_factor: float) -> float:
        """Score an entity by the word alone, as BM25 does."""
        fact_weight = self.fact_weights.get(entity_id, 0.0) / length_factor
        weight = self.name_weights.get(entity_id, 0.0) + fact_weight
        return self.rarity * (SATURATION + 1) * weight / (weight + SATURATION)

    def weigh_passage(self, number: int) -> float:
        """Weigh the word in a passage by its rarity; where it does not stand, it weighs nothing."""
        return self.rarity * min(self.passage_weights.get(number, 0.0), MAX_PASSAGE_WORD_WEIGHT)


class WordRanking:
    """Ranks the entities of a base by words."""

    def __init__(self, base: KnowledgeBase, words: Sequence[QueryWord]) -> None:
        self._base = base
        self.words = words
        sizes = [size for size in base.count_facts_by_kind() if size.kind != Source.name]
        self._document_count = sum(size.entity_count for size in sizes)
        fact_count = sum(size.fact_count for size in sizes)
        self._mean_size = max(fact_count / max(self._document_count, 1), 1)
        self._numbers_by_entity: dict[str, dict[int, None]] = {}
        self.matches = [self._match_word(word) for word in words]
        self._pair_weights = self._weigh_pairs()
        self._names = base.load_names_by_number(
            number
            for numbers in self._numbers_by_entity.values()
            for number in numbers
            if is_name_number(number)
        )

    @property
    def unknown_words(self) -> list[str]:
        """The words that no name and no fact has."""
        return [match.text for match in self.matches if not match.is_known]

    def rank_entities(self) -> list[RankedEntity]:
        """Rank the entities that have any word: those with all first, publications last."""
        ranked_entities = [
            self._rank_entity(size, tuple(self._numbers_by_entity[size.entity.id]))
            for size in self._base.load_entity_sizes(self._numbers_by_entity)
        ]
        return sorted(ranked_entities, key=_get_rank)

    def get_name(self, number: int) -> NameEntry:
        """Return the name of a number below zero that holds a word."""
        return self._names[number]

    def weigh_name(self, number: int) -> float:
        """Weigh the words in a name by the share of the name that they are."""
        return self._weigh_passage(number) * self._compute_name_share(number)

    def _match_word(self, word: QueryWord) -> WordMatches:
        name_weights: dict[str, float] = {}
        fact_weights: dict[str, float] = {}
        passage_weights: dict[int, float] = {}
        thing_ids: set[str] = set()
        for passage, weight in self._iter_weighted_passages(word):
            numbers = self._numbers_by_entity.setdefault(passage.entity_id, {})
            numbers[passage.number] = None
            if passage.kind != Source.name:
                thing_ids.add(passage.entity_id)
            passage_weights[passage.number] = passage_weights.get(passage.number, 0) + weight
            if is_name_number(passage.number):
                best_weight = max(name_weights.get(passage.entity_id, 0.0), weight)
                name_weights[passage.entity_id] = best_weight
            else:
                fact_weight = fact_weights.get(passage.entity_id, 0.0) + weight
                fact_weights[passage.entity_id] = fact_weight
        kinds = [kind for kind, kind_words in _KIND_WORDS.items() if word.text in kind_words]
        for entity_id in self._base.list_ids_of_kinds(kinds) if kinds else ():
            fact_weights.setdefault(entity_id, KIND_WORD_WEIGHT)
        return WordMatches(
            text=word.text,
            rarity=self._compute_rarity(len(thing_ids)),
            name_weights=name_weights,
            fact_weights=fact_weights,
            passage_weights=passage_weights,
        )

    def _iter_weighted_passages(self, word: QueryWord) -> Iterator[tuple[Passage, float]]:
        """Give each passage with a word in one of its places, and what it weighs there.

        Where the base has the word itself, another way to say it weighs less.
        """
        numbers_by_place: dict[str, set[int]] = {}
        for place in PASSAGE_PLACES:
            passages = self._base.find_passages(word.plain_expression, place)
            numbers_by_place[place] = {passage.number for passage in passages}
            yield from ((passage, PLACE_WEIGHTS[place]) for passage in passages)
        if not word.other_expression:
            return
        is_known = any(numbers_by_place.values())
        for place, numbers in numbers_by_place.items():
            weight = PLACE_WEIGHTS[place]
            if is_known:
                weight = VARIANT_FACTOR * min(weight, MAX_VARIANT_WEIGHT)
            for passage in self._base.find_passages(word.other_expression, place):
                if passage.number not in numbers:
                    yield passage, weight

    def _weigh_pairs(self) -> dict[int, float]:
        """Weigh in each passage the words that follow each other there as they do in the search.

        What was typed in one stands there in one: ``model weights`` before the weight of a model.
        Such a pair weighs the rarity of the commoner of its words, since the rarer one has told
        most of the rest by itself; all pairs of a passage add up, so that a longer phrase weighs
        more. These are the ordered pairs of Metzler and Croft, A Markov Random Field Model for Term
        Dependencies, 2005. Not taken, as each lowered a figure of benchmarks/search.py: words near
        each other in any order, the mean of both rarities, and more or less for pairs in names.
        """
        weights: dict[int, float] = {}
        matched_words = zip(self.words, self.matches, strict=True)
        for (first_word, first), (second_word, second) in pairwise(matched_words):
            shared_numbers = first.passage_weights.keys() & second.passage_weights.keys()
            if not shared_numbers:
                continue
            expression = build_phrase_expression(first_word, second_word)
            weight = SIDE_BY_SIDE_WEIGHT * min(first.rarity, second.rarity)
            for number in shared_numbers.intersection(self._base.find_passage_numbers(expression)):
                weights[number] = weights.get(number, 0.0) + weight
        return weights

    def _compute_rarity(self, count: int) -> float:
        """Compute the inverse document frequency of a word that so many entities have."""
        missing_count = self._document_count - count
        return log(1 + (missing_count + RARITY_SMOOTHING) / (count + RARITY_SMOOTHING))

    def _rank_entity(self, size: EntitySize, numbers: tuple[int, ...]) -> RankedEntity:
        entity_id = size.entity.id
        length_factor = 1 - LENGTH_SHARE + LENGTH_SHARE * size.fact_count / self._mean_size
        found_matches = [match for match in self.matches if match.has_entity(entity_id)]
        score = sum(match.score_entity(entity_id, length_factor) for match in found_matches)
        together = max(
            self._weigh_passage(number) + self._pair_weights.get(number, 0.0) for number in numbers
        )
        name_share = max(
            (self.weigh_name(number) for number in numbers if is_name_number(number)), default=0
        )
        found_rarity = sum(match.rarity for match in found_matches)
        known_rarity = sum(match.rarity for match in self.matches if match.is_known)
        return RankedEntity(
            entity=size.entity,
            score=score
            + TOGETHER_WEIGHT * together
            + NAME_SHARE_WEIGHT * name_share
            + KNOWLEDGE_WEIGHT * log(1 + size.fact_count),
            passages=numbers,
            missing_words=tuple(
                match.text for match in self.matches if not match.has_entity(entity_id)
            ),
            found_share=found_rarity / known_rarity,
            is_named=any(
                self._compute_name_share(number) >= 1
                for number in numbers
                if is_name_number(number)
            ),
        )

    def _weigh_passage(self, number: int) -> float:
        return sum(match.weigh_passage(number) for match in self.matches)

    def _compute_name_share(self, number: int) -> float:
        """Divide the words of the query in a name by all words of that name, at most 1."""
        word_count = sum(
            _count_words(match.text) for match in self.matches if number in match.passage_weights
        )
        return min(word_count / _count_words(self._names[number].text), 1)


def _count_words(text: str) -> int:
    """Count the words of a text; of Chinese the pairs of characters, as the index has them."""
    return len(split_words(split_chinese(text))) or 1


def _get_rank(ranked: RankedEntity) -> tuple[bool, bool, float, str]:
    is_publication = ranked.entity.kind == Source.name
    return is_publication, bool(ranked.missing_words), -ranked.score, ranked.entity.id

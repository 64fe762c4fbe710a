"""Pick the name or the facts of an entity that answer a search: those with its words and period."""

from collections.abc import Iterable, Mapping, Sequence

from ...store.knowledge_base import KnowledgeBase
from ...store.passage_records import is_name_number
from .query_periods import PeriodMatch, find_query_periods
from .scores import NAMED_WORD_FACTOR
from .word_ranking import RankedEntity, WordMatches, WordRanking

_COMPARED_DECIMALS = 6
"""Decimals to which the weights of two facts are compared; sums in another order differ beyond."""
_MAIN_NAMES = ("id", "name")
"""Names that say what all facts of an entity are about; an alias may name one side of it."""


class AnswerPicker:
    """Picks of each entity of a ranking the passages that answer best."""

    def __init__(self, base: KnowledgeBase, ranking: WordRanking) -> None:
        self._ranking = ranking
        self.periods = find_query_periods([match.text for match in ranking.matches])
        self._period_matches = self._match_periods(base)

    def pick_passages(self, ranked: RankedEntity) -> tuple[int, ...]:
        """Pick a name with all words, else the facts with the rest of the words.

        Of the facts with that rest, those of the period that was asked for come first, then those
        that mention it or the words of the name, which count little.
        """
        found_matches = [
            match for match in self._ranking.matches if match.has_entity(ranked.entity.id)
        ]
        names = [number for number in ranked.passages if is_name_number(number)]
        full_names = [
            number
            for number in names
            if all(number in match.passage_weights for match in found_matches)
        ]
        facts = [number for number in ranked.passages if not is_name_number(number)]
        if full_names or not facts:
            return (max(full_names or names, key=self._ranking.weigh_name),)
        factors = [NAMED_WORD_FACTOR if match.has_any(names) else 1.0 for match in found_matches]
        dated_facts = self._pick_facts_of_period(found_matches, names, facts)
        return dated_facts or _pick_heaviest(facts, found_matches, factors)

    def _match_periods(self, base: KnowledgeBase) -> Mapping[int, PeriodMatch]:
        """Match the facts that have one of the words for a period, if it is their period."""
        numbers = {
            number
            for match in self._ranking.matches
            if match.text in self.periods.words
            for number in match.passage_weights
        }
        spans = base.load_periods_by_number(numbers) if numbers else {}
        matches = {number: self.periods.match(span) for number, span in spans.items()}
        return {number: match for number, match in matches.items() if match is not PeriodMatch.NONE}

    def _pick_facts_of_period(
        self, found_matches: Sequence[WordMatches], names: Sequence[int], facts: Sequence[int]
    ) -> tuple[int, ...]:
        """Pick the facts of the period asked for, if no fact has more of the other words."""
        main_names = [
            number for number in names if self._ranking.get_name(number).how in _MAIN_NAMES
        ]
        other_matches = [
            match
            for match in found_matches
            if match.text not in self.periods.words and not match.has_any(main_names)
        ]
        dated_facts = [number for number in facts if number in self._period_matches]
        if not dated_facts:
            return ()
        best_facts = _pick_heaviest(dated_facts, other_matches, [1.0] * len(other_matches))
        most_words = max(_count_matches(number, other_matches) for number in facts)
        if _count_matches(best_facts[0], other_matches) < most_words:
            return ()
        best_match = min(self._period_matches[number] for number in best_facts)
        return tuple(number for number in best_facts if self._period_matches[number] is best_match)


def _count_matches(number: int, matches: Iterable[WordMatches]) -> int:
    """Count the words that a passage has."""
    return sum(number in match.passage_weights for match in matches)


def _pick_heaviest(
    numbers: Sequence[int], matches: Sequence[WordMatches], factors: Iterable[float]
) -> tuple[int, ...]:
    """Pick the passages in which words weigh most, each word multiplied by its factor."""
    weighed_matches = list(zip(matches, factors, strict=True))
    weights = {
        number: round(
            sum(factor * match.weigh_passage(number) for match, factor in weighed_matches),
            _COMPARED_DECIMALS,
        )
        for number in numbers
    }
    best_weight = max(weights.values())
    return tuple(number for number in numbers if weights[number] == best_weight)

"""Likeness of names: a score, the features that it is made of, and when it is enough."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from ...model.codes import digits
from ...model.common import COMPANY_WORDS, GENERIC
from ...model.facts import Fact
from ...model.naming import words
from ...model.tickers import ticker
from ...store.base import Named
from .lookup import is_source
from .slips import ONE_SLIP, Spelt, explained, near

SURE = 0.8
"""The score from which a name may be taken for another, chosen from benchmarks/names.py."""
MARGIN = 0.05
"""How much less the next best must score."""
ALIKE = 0.5
"""The score from which a name is worth suggesting."""
LONGEST = 120
"""Letters of a name beyond which it is compared with none."""
_CLOSELY = 40
"""How many of the names that are spelt most alike are looked at closely."""
_COMMON = 0.2
"""What a word that many names share weighs, beside one that few have."""
_SHARED = 0.8
"""How near names are that have all their words in common but are not spelt alike."""
_OTHER_NUMBER = 0.7
"""What is left of a likeness where the numbers differ."""


class Likeness(NamedTuple):
    """How like a name is to what was typed, with everything that the score is made of."""

    named: Named
    score: float
    slips: int
    """Letters left out, added, changed, or two exchanged."""
    spelling: float
    """Share of the letters that are right."""
    shared: float
    """Share of the words that both have, common words counting less."""
    explained: bool
    """Whether slips of typing can be all that lies between."""
    start: float
    """Likeness that counts the beginning more; settles which of two equals comes first."""

    def order(self) -> tuple[float, bool, bool, float, str]:
        """Where it stands among others, the most alike first."""
        source = is_source(self.named)
        return -self.score, not self.explained, source, -self.start, self.named.entity.id

    def why(self) -> str:
        """The features in words."""
        slips = "1 slip" if self.slips == 1 else f"{self.slips} slips"
        more = "" if self.explained else "; more than slips of typing"
        return f"{slips}, {self.spelling:.0%} of the letters, {self.shared:.0%} of the words{more}"


class Typed:
    """A name as it was typed, made ready to be compared with many."""

    def __init__(self, parts: Sequence[str], key: str) -> None:
        self.spelt = Spelt.of(parts, key)
        self.sorted, self.weights = sorted(parts), _weights(parts)

    def rank(self, alike: Iterable[Named], holding: Iterable[Named] = ()) -> list[Likeness]:
        """The likeness of the names that are spelt most alike, and of those that hold its words."""
        found = [(OSA.normalized_similarity(self.spelt.key, one.key), one) for one in alike]
        found.sort(key=lambda pair: -pair[0])
        closest = dict.fromkeys([*(one for _, one in found[:_CLOSELY]), *holding])
        return [self._closely(one) for one in closest]

    def _closely(self, one: Named) -> Likeness:
        parts, key = words(one.text), self.spelt.key
        turned = len(parts) > 1 and sorted(parts) == self.sorted
        slips = 0 if turned else OSA.distance(key, one.key)
        spelling = 1 - slips / max(len(key), len(one.key), 1)
        shared = self._shared(parts)
        score = max(spelling, _SHARED * shared)
        score *= 1 if digits(key) == digits(one.key) else _OTHER_NUMBER
        slip = turned or self._explained(one)
        start = JaroWinkler.similarity(key, one.key)
        return Likeness(one, round(score, 4), slips, spelling, shared, slip, start)

    def _shared(self, parts: Sequence[str]) -> float:
        weights = _weights(parts)
        both = sum(weight for word, weight in self.weights.items() if word in weights)
        every = sum(({**self.weights, **weights}).values())
        return both / every if every else 0.0

    def _explained(self, one: Named) -> bool:
        """Another sound, or another letter of a ticker, is another name."""
        if one.how == "pinyin" or ticker(one.text):
            return False
        return explained(self.spelt, _spelt(one.text, one.key))


@cache
def _spelt(text: str, key: str) -> Spelt:
    """A name of the base made ready to be compared, once for all that are looked up."""
    return Spelt.of(words(text), key)


def sure(alike: Sequence[Likeness], least: float = SURE) -> Likeness | None:
    """The most alike name, if it is so near that slips are the only explanation, and no rival is.

    Never in a model number, as H100 and H200 are two things.
    """
    if not alike or not alike[0].explained or alike[0].score < least:
        return None
    best = alike[0]
    close = (one for one in alike if one.score > best.score - MARGIN)
    return None if any(_rivals(one.named, best.named) for one in close) else best


def _rivals(one: Named, best: Named) -> bool:
    """Whether another entity may be meant as well; a publication never, where anything else is."""
    return one.entity.id != best.entity.id and is_source(one) <= is_source(best)


def alike_texts(query: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts in whose words every longer word of the query stands, but for slips."""
    wanted = [word for word in words(query) if len(word) >= ONE_SLIP]
    if not wanted:
        return []
    return [fact for fact in facts if _holds_alike(wanted, words(f"{fact.text()} {fact.note}"))]


def _weights(parts: Iterable[str]) -> dict[str, float]:
    return {word: _COMMON if word in GENERIC or word in COMPANY_WORDS else 1.0 for word in parts}


def _holds_alike(wanted: Sequence[str], held: Sequence[str]) -> bool:
    return all(any(near(word, other) for other in held) for word in wanted)

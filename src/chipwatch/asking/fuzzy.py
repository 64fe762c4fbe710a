"""Likeness of names, by the number of typing slips between them."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA, Indel

from ..model.facts import Fact
from ..model.naming import words
from ..store.base import Named

ONE_SLIP, TWO_SLIPS = 5, 8
"""Letters that a name must have for one slip, or for two, to leave no doubt which one is meant."""
ALIKE = 0.5
"""Share of letters in common from which a name is worth suggesting."""
_MOST = 2
_DIGITS = re.compile(r"\d+")


def trigrams_needed(word: str) -> int:
    """How many trigrams of a word, one more than its slips can spoil, find all names that near."""
    return 4 * _slips(word) + 1


def sure(word: str, named: Iterable[Named]) -> list[Named]:
    """The nearest names that are so near that a slip is the only explanation.

    A slip is a letter left out, added, changed, or two exchanged; never in a number, as H100 and
    H200 are two things.
    """
    numbers = _DIGITS.findall(word)
    near: dict[int, list[Named]] = {}
    for one in named:
        distance = OSA.distance(word, one.key, score_cutoff=_MOST)
        if distance <= _allowed(word, one.key) and _DIGITS.findall(one.key) == numbers:
            near.setdefault(distance, []).append(one)
    return near[min(near)] if near else []


def ranked(word: str, named: Iterable[Named], least: float = ALIKE) -> Sequence[Named]:
    """The names that are somewhat alike, the most alike first."""
    scored = [(_likeness(word, one.key), one) for one in named]
    scored.sort(key=lambda pair: (-pair[0], pair[1].key))
    return [one for score, one in scored if score >= least]


def _likeness(word: str, other: str) -> float:
    """Share of letters in common; a name that begins with the word counts as alike."""
    share = Indel.normalized_similarity(word, other)
    return max(share, ALIKE) if len(word) > 1 and other.startswith(word) else share


def _slips(word: str) -> int:
    return 2 if len(word) + 1 >= TWO_SLIPS else 1


def _allowed(word: str, other: str) -> int:
    """How many slips there may be between two words of their lengths."""
    shorter, longer = sorted((len(word), len(other)))
    if shorter + 1 >= TWO_SLIPS and longer >= TWO_SLIPS:
        return 2
    return 1 if longer >= ONE_SLIP else 0


def alike_texts(query: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts in whose words every longer word of the query stands, but for slips."""
    wanted = [word for word in words(query) if len(word) >= ONE_SLIP]
    if not wanted:
        return []
    return [fact for fact in facts if _holds_alike(wanted, words(f"{fact.text()} {fact.note}"))]


def _holds_alike(wanted: Sequence[str], held: Sequence[str]) -> bool:
    return all(
        any(
            OSA.distance(word, other, score_cutoff=_MOST) <= _allowed(word, other) for other in held
        )
        for word in wanted
    )

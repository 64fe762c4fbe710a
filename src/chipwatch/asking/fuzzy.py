"""Likeness of names: how many slips of typing lie between them, and what else tells them apart."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA, Editop, JaroWinkler, Levenshtein, Opcode

from ..model.codes import digits, fixed
from ..model.common import COMPANY_WORDS, GENERIC
from ..model.facts import Fact
from ..model.naming import words
from ..model.tickers import ticker
from ..store.base import Named

ONE_SLIP, TWO_SLIPS = 5, 8
"""Letters that a name must have for one slip, or for two, to leave no doubt which one is meant."""
SURE = 0.8
"""The score from which a name may be taken for another, chosen from benchmarks/names.py."""
MARGIN = 0.05
"""How much less the next best must score."""
ALIKE = 0.5
"""The score from which a name is worth suggesting."""
LONGEST = 120
"""Letters of a name beyond which it is compared with none."""
_CLOSELY = 40
"""How many of the names that are nearest at first sight are looked at closely."""
_MOST = 2
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
    plausible: bool
    """Whether slips of typing can be all that lies between: few, and none where one is too many."""
    start: float
    """Likeness that counts the beginning more; settles which of two equals comes first."""

    def order(self) -> tuple[float, float, str]:
        """Where it stands among others, the most alike first."""
        return -self.score, -self.start, self.named.entity.id

    def why(self) -> str:
        """The features in words."""
        slips = "1 slip" if self.slips == 1 else f"{self.slips} slips"
        code = "" if self.plausible else "; more than a slip apart"
        return f"{slips}, {self.spelling:.0%} of letters, {self.shared:.0%} of words{code}"


class Typed:
    """A name as it was typed, made ready to be compared with many."""

    def __init__(self, parts: Sequence[str], key: str) -> None:
        self.parts, self.key = parts, key
        self.fixed = fixed(parts) if key == "".join(parts) else fixed([key])
        self.weights = _weights(parts)

    def rank(self, named: Iterable[Named]) -> list[Likeness]:
        """The likeness of the names that are nearest at first sight."""
        found = [(self._at_first_sight(one), one) for one in named]
        found.sort(key=lambda pair: -pair[0])
        return [self._closely(one) for _, one in found[:_CLOSELY]]

    def _at_first_sight(self, one: Named) -> float:
        spelling: float = OSA.normalized_similarity(self.key, one.key)
        return max(spelling, self._shared(words(one.text))) if len(self.parts) > 1 else spelling

    def _closely(self, one: Named) -> Likeness:
        parts = words(one.text)
        turned = len(parts) > 1 and sorted(parts) == sorted(self.parts)
        slips = 0 if turned else OSA.distance(self.key, one.key)
        spelling = 1 - slips / max(len(self.key), len(one.key), 1)
        shared = self._shared(parts)
        score = max(spelling, _SHARED * shared)
        if digits(self.key) != digits(one.key):
            score *= _OTHER_NUMBER
        plausible = turned or self._plausible(one, parts, slips)
        start = JaroWinkler.similarity(self.key, one.key)
        return Likeness(one, round(score, 4), slips, spelling, shared, plausible, start)

    def _shared(self, parts: Sequence[str]) -> float:
        weights = _weights(parts)
        both = sum(weight for word, weight in self.weights.items() if word in weights)
        every = sum(({**self.weights, **weights}).values())
        return both / every if every else 0.0

    def _plausible(self, one: Named, parts: Sequence[str], slips: int) -> bool:
        if one.how == "pinyin" or ticker(one.text) or slips > _allowed(self.key, one.key):
            return False  # another sound, or another letter of a ticker, is another name
        at = "".join(parts).find(one.key)
        if at < 0:
            parts, at = [one.key], 0
        held = {place - at for place in fixed(parts)}
        edits = _edits(self.key, one.key)
        if any(here in self.fixed or there in held for here, there in edits):
            return False
        same_words = len(parts) == len(self.parts) and at == 0
        return (same_words and _all_near(zip(self.parts, parts, strict=True))) or _all_near(
            self._aligned(one.key, _cuts(parts, at, len(one.key)))
        )

    def _aligned(self, key: str, cuts: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Each word of a name with what was typed for it, wherever the spaces are."""
        blocks = Levenshtein.opcodes(self.key, key)
        places = [_place(blocks, cut) for cut in cuts]
        for here, end, cut, next_cut in zip(places, places[1:], cuts, cuts[1:], strict=False):
            yield self.key[here:end], key[cut:next_cut]


def _all_near(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether no word of a name has more slips than a word of its length may have."""
    return all(OSA.distance(typed, word) <= _allowed(typed, word) for typed, word in pairs)


def _edits(typed: str, key: str) -> Iterator[tuple[int, int]]:
    """The places in both that are edited, -1 in one of them where it has nothing there.

    Where a letter stands twice, either may be the one too many: so from both ends.
    """
    for edit in Levenshtein.editops(typed, key):
        yield _edit(edit, edit.src_pos, edit.dest_pos)
    for edit in Levenshtein.editops(typed[::-1], key[::-1]):
        yield _edit(edit, len(typed) - 1 - edit.src_pos, len(key) - 1 - edit.dest_pos)


def _edit(edit: Editop, here: int, there: int) -> tuple[int, int]:
    return (-1 if edit.tag == "insert" else here), (-1 if edit.tag == "delete" else there)


def _cuts(parts: Sequence[str], at: int, length: int) -> list[int]:
    """Where the words of a name begin and end in its key, which may be a part of it."""
    ends = [end - at for end in accumulate(map(len, parts))]
    return [0, *(end for end in ends if 0 < end < length), length]


def _place(blocks: Iterable[Opcode], cut: int) -> int:
    """Where in what was typed the place of a cut in a name is."""
    for block in blocks:
        if block.dest_start <= cut <= block.dest_end and block.tag != "delete":
            return min(block.src_start + cut - block.dest_start, block.src_end)
    return 0


def trigrams_needed(word: str) -> int:
    """How many trigrams of a word, one more than its slips can spoil, find all names that near."""
    return 4 * (2 if len(word) + 1 >= TWO_SLIPS else 1) + 1


def sure(alike: Sequence[Likeness], least: float = SURE) -> Likeness | None:
    """The most alike name, if it is so near that a slip is the only explanation, and the only one.

    Never in a model number, as H100 and H200 are two things.
    """
    if not alike or not alike[0].plausible or alike[0].score < least:
        return None
    best = alike[0]
    rivals = (one for one in alike if one.named.entity.id != best.named.entity.id)
    return None if any(one.score > best.score - MARGIN for one in rivals) else best


def _weights(parts: Iterable[str]) -> dict[str, float]:
    return {word: _COMMON if word in GENERIC or word in COMPANY_WORDS else 1.0 for word in parts}


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

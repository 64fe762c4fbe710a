"""Say by which typos one word became another, and how unusual each is.

A typo leaves a letter out, adds or changes one, or exchanges two neighbours. Which letters are
usually added or changed is learnt from misspellings that people made (``typo_costs``).
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .scores import MAX_USUAL_COST
from .typo_costs import ADDED_LETTER_COSTS, CHANGED_LETTER_COSTS

USUAL_TYPO, ODD_TYPO, FIRST_LETTER_TYPO = 1, 2, 3
"""What a typo weighs that people make, one that makes another word as likely, and one in the first
letter, where hardly anyone errs."""
WORD_BEGINNING, WORD_END = "^", "$"
_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR_KEYS = frozenset(
    row[position : position + 2][::step]
    for row in _KEYBOARD_ROWS
    for position in range(len(row) - 1)
    for step in (1, -1)
)
_STEPS = ((2, 2), (1, 1), (1, 0), (0, 1))
"""Letters that a typo takes from the right word and from the typed one, the cheapest first."""


class LetterTypo(NamedTuple):
    """Letters written for others, between two that are right; ``^`` and ``$`` are the ends."""

    before: str
    right: str
    typed: str
    after: str

    @property
    def is_exchange(self) -> bool:
        """Whether two neighbouring letters are exchanged."""
        return len(self.right) > 1

    @property
    def is_change(self) -> bool:
        """Whether a letter is changed."""
        return len(self.right) == len(self.typed) == 1

    @property
    def is_addition(self) -> bool:
        """Whether a letter is added."""
        return not self.right

    @property
    def is_mechanical(self) -> bool:
        """Whether fingers alone make it: a letter left out, doubled or exchanged with the next."""
        is_doubled = self.is_addition and self.typed in (self.before, self.after)
        return self.is_exchange or not self.typed or is_doubled

    def weigh(self, *, is_only_word: bool = True) -> int:
        """Weigh it, in the only word of a name or in one of several."""
        if self.before == WORD_BEGINNING and not self.is_mechanical:
            return FIRST_LETTER_TYPO if is_only_word else ODD_TYPO
        return USUAL_TYPO if self._is_usual() else ODD_TYPO

    def _is_usual(self) -> bool:
        """Tell whether people make it: a letter may always be left out, doubled or exchanged."""
        if self.is_mechanical:
            return True
        letter = self.typed
        if self.is_addition:
            costs = ADDED_LETTER_COSTS.get(self.before)
            neighbours: tuple[str, ...] = (self.before, self.after)
        else:
            costs = CHANGED_LETTER_COSTS.get(self.right)
            neighbours = (self.right,)
        return any(neighbour + letter in _NEIGHBOUR_KEYS for neighbour in neighbours) or (
            costs is not None and _get_cost(costs, letter) <= MAX_USUAL_COST
        )


class WeighedTypo(NamedTuple):
    """How odd a typo is, and whether fingers alone make it."""

    weight: int
    is_mechanical: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether people make it."""
        return self.weight == USUAL_TYPO


UNEXPLAINED = WeighedTypo(weight=-1)
"""What nobody takes for a typo."""


def weigh_typos(right: str, typed: str, *, is_only_word: bool = True) -> list[WeighedTypo]:
    """Weigh the typos of a word; a letter changed after another is odd: electric for electron."""
    typos = list(iter_letter_typos(right, typed))
    weights = [typo.weigh(is_only_word=is_only_word) for typo in typos]
    for index, (previous, typo) in enumerate(pairwise(typos), start=1):
        if previous.is_change and typo.is_change and typo.before == previous.right:
            weights[index] = ODD_TYPO
    return [
        WeighedTypo(weight, typo.is_mechanical) for weight, typo in zip(weights, typos, strict=True)
    ]


def iter_letter_typos(right: str, typed: str, before: str = WORD_BEGINNING) -> Iterator[LetterTypo]:
    """Iterate over the typos that lie between a right word and a typed one, from its beginning."""
    while right and typed and right[0] == typed[0]:
        before, right, typed = right[0], right[1:], typed[1:]
    if not right and not typed:
        return
    right_count, typed_count = min(
        (step for step in _STEPS if _is_possible(step, right, typed)),
        key=lambda step: OSA.distance(right[step[0] :], typed[step[1] :]),
    )
    right_end = right[right_count:]
    yield LetterTypo(
        before=before,
        right=right[:right_count],
        typed=typed[:typed_count],
        after=right_end[:1] or WORD_END,
    )
    yield from iter_letter_typos(
        right_end, typed[typed_count:], right[right_count - 1 : right_count] or before
    )


def _is_possible(step: tuple[int, int], right: str, typed: str) -> bool:
    right_count, typed_count = step
    is_within = right_count <= len(right) and typed_count <= len(typed)
    return is_within and (right_count < len("ab") or right[:2] == typed[:2][::-1])


def _get_cost(costs: str, letter: str) -> int:
    position = ord(letter) - ord("a")
    return int(costs[position]) if 0 <= position < len(costs) else 9

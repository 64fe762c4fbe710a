"""Whether every value that the facts allow leads to the same end, though no paragraph surely holds.

Bounds part the values of a figure into stretches in which nothing changes: it is enough to look at
each bound, at one value between every two, and at the ends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product

from ...model.derived import Known
from ...model.quantity import Quantity, Real
from ...model.rules import Condition, Criterion, criteria
from .evaluate import Truth
from .subject import Subject

MOST = 400
"""Combinations that are looked at; beyond them it is left open."""
_ELSE = "?"
"""A word that no condition asks for."""
Option = Known | tuple[str, ...]


class Narrowed(Subject):
    """A chip of which some figures and words are taken to be known."""

    def __init__(self, subject: Subject, taken: dict[str, Option]) -> None:
        super().__init__(subject.id, subject.name, subject.chosen, subject.buyer)
        self._subject, self._taken = subject, taken

    def number(self, name: str) -> Known:
        """The figure taken, or what is known of it."""
        taken = self._taken.get(name)
        return taken if isinstance(taken, Known) else self._subject.number(name)

    def words(self, name: str) -> tuple[str, ...] | None:
        """The words taken, or those that are known."""
        taken = self._taken.get(name)
        return self._subject.words(name) if taken is None or isinstance(taken, Known) else taken


def in_every_case(
    subject: Subject, conditions: Iterable[Condition], truth: Callable[[Subject], Truth]
) -> Truth:
    """What is true whichever of the possible values it is; None where that depends on them."""
    tested: dict[str, list[Criterion]] = {}
    for condition in conditions:
        for one in criteria(condition):
            tested.setdefault(one.property, []).append(one)
    options = {name: _options(subject, name, tests) for name, tests in tested.items()}
    free = {name: found for name, found in options.items() if len(found) > 1}
    seen: set[Truth] = set()
    for number, taken in enumerate(_combinations(list(free.values()))):
        seen.add(truth(Narrowed(subject, dict(zip(free, taken, strict=True)))))
        if len(seen) > 1 or number >= MOST:
            return None
    return seen.pop() if seen else None


def _combinations(options: Sequence[Sequence[Option]]) -> Iterator[tuple[Option, ...]]:
    """All of the lowest, all of the highest, then every combination."""
    yield tuple(found[0] for found in options)
    yield tuple(found[-1] for found in options)
    yield from product(*options)


def _options(subject: Subject, name: str, tests: Sequence[Criterion]) -> list[Option]:
    if tests[0].words:
        return _worded(subject.words(name), tests)
    known = subject.number(name)
    value = known.value or Quantity(0, None)
    if value.low is not None and value.low == value.high:
        return [known]
    ends = {end for one in tests for bound in one.bounds for end in bound[:2] if end is not None}
    return [known._replace(value=Quantity(at, at)) for at in _points(value, ends)]


def _worded(words: tuple[str, ...] | None, tests: Sequence[Criterion]) -> list[Option]:
    if words is not None:
        return [words] if len(words) == 1 else [(word,) for word in words]
    return [(_ELSE,), *((word,) for word in dict.fromkeys(w for one in tests for w in one.words))]


def _points(value: Quantity, bounds: Iterable[Real]) -> list[Real]:
    """The ends of a range, the bounds in it, and one value between every two of these."""
    low = value.low or 0
    inner = sorted(bound for bound in bounds if low <= bound)
    high = value.high if value.high is not None else (inner[-1] if inner else low) * 2 + 1
    edges = sorted({low, high, *(bound for bound in inner if bound <= high)})
    between = [(one + other) / 2 for one, other in pairwise(edges)]
    return sorted([*edges, *between])

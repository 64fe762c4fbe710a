"""Prove a result by cases: whether every value that is possible leads to the same one.

The bounds of rules divide the values of a figure into stretches in which nothing changes: it is
enough to look at each bound, at one value between every two of them, and at the ends of the range.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from ..model.derived_values import KnownFigure
from ..model.quantity import Quantity, Real
from .item import Item
from .rule import Condition, Criterion, iter_criteria
from .truth import Truth

MAX_COMBINATIONS = 400
"""How many combinations of values are tried before the result is left undecided: our own bound on
the time that one verdict takes."""
_UNLISTED_WORD = "?"
"""A word that no condition tests, to stand for all such words."""
AssumedValue = KnownFigure | tuple[str, ...]


class AssumedItem(Item):
    """An item some of whose figures and words are assumed to be known."""

    def __init__(self, item: Item, assumptions: Mapping[str, AssumedValue]) -> None:
        super().__init__(
            item.id,
            item.name,
            item.facts_by_property,
            item.end_user,
            origin=item.origin,
            is_in_system=item.is_in_system,
            kind=item.kind,
        )
        self._item, self._assumptions = item, assumptions

    def get_figure(self, name: str) -> KnownFigure:
        """Return the figure assumed, or else what is known of it."""
        assumption = self._assumptions.get(name)
        return assumption if isinstance(assumption, KnownFigure) else self._item.get_figure(name)

    def get_words(self, name: str) -> tuple[str, ...] | None:
        """Return the words assumed, or else those that are known."""
        assumption = self._assumptions.get(name)
        if assumption is None or isinstance(assumption, KnownFigure):
            return self._item.get_words(name)
        return assumption


def evaluate_all_cases(
    item: Item, conditions: Iterable[Condition], evaluate_case: Callable[[Item], Truth]
) -> Truth:
    """Evaluate an item with every combination of possible values; None where results differ."""
    options = _list_options_by_property(item, conditions)
    undecided_options = {name: values for name, values in options.items() if len(values) > 1}
    truths: set[Truth] = set()
    for index, assumptions in enumerate(_list_combinations(list(undecided_options.values()))):
        assumed_values = dict(zip(undecided_options, assumptions, strict=True))
        truths.add(evaluate_case(AssumedItem(item, assumed_values)))
        if len(truths) > 1 or index >= MAX_COMBINATIONS:
            return None
    return truths.pop() if truths else None


def _list_options_by_property(
    item: Item, conditions: Iterable[Condition]
) -> dict[str, list[AssumedValue]]:
    criteria_by_property: dict[str, list[Criterion]] = {}
    for condition in conditions:
        for criterion in iter_criteria(condition):
            criteria_by_property.setdefault(criterion.property, []).append(criterion)
    return {
        name: _list_options(item, name, criteria) for name, criteria in criteria_by_property.items()
    }


def _list_combinations(
    options: Sequence[Sequence[AssumedValue]],
) -> Iterator[tuple[AssumedValue, ...]]:
    """Yield all of the lowest and all of the highest, which differ soonest, then every one."""
    yield tuple(values[0] for values in options)
    yield tuple(values[-1] for values in options)
    yield from product(*options)


def _list_options(item: Item, name: str, criteria: Sequence[Criterion]) -> list[AssumedValue]:
    if criteria[0].words:
        return _list_word_options(item.get_words(name), criteria)
    figure = item.get_figure(name)
    value = figure.value or Quantity(0, None)
    if figure.is_absent or (value.low is not None and value.low == value.high):
        return [figure]
    bounds = [bound for criterion in criteria for bound in criterion.bounds]
    ends = {end for bound in bounds for end in (bound.low, bound.high) if end is not None}
    numbers = _pick_test_values(value, ends)
    options: list[AssumedValue] = [
        figure._replace(value=Quantity(number, number), is_absent=False) for number in numbers
    ]
    return [KnownFigure(is_absent=True), *options] if figure.is_absent is None else options


def _list_word_options(
    words: tuple[str, ...] | None, criteria: Sequence[Criterion]
) -> list[AssumedValue]:
    if words is not None:
        return [(word,) for word in words] if len(words) > 1 else [words]
    tested_words = dict.fromkeys(word for criterion in criteria for word in criterion.words)
    return [(_UNLISTED_WORD,), *((word,) for word in tested_words)]


def _pick_test_values(value: Quantity, bounds: Iterable[Real]) -> list[Real]:
    """Pick the ends of a range, the bounds in it, and one value between every two of these."""
    low = value.low or 0
    inner_bounds = sorted(bound for bound in bounds if low <= bound)
    high = value.high
    if high is None:  # one value above every bound stands for all of them
        high = (inner_bounds[-1] if inner_bounds else low) * 2 + 1
    edges = sorted({low, high, *(bound for bound in inner_bounds if bound <= high)})
    midpoints = [(lower + upper) / 2 for lower, upper in pairwise(edges)]
    open_ends = {low} if value.is_low_open else set()
    open_ends |= {high} if value.is_high_open and value.high is not None else set()
    closed_edges = [edge for edge in edges if edge not in open_ends] if midpoints else edges
    return sorted([*closed_edges, *midpoints])

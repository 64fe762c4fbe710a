"""Whether every value that the facts allow leads to the same end, though no paragraph surely holds.

Bounds part the values of a figure into stretches in which nothing changes: it is enough to look at
each bound, at one value between every two, and at the ends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product

from ..model.derived_values import KnownFigure
from ..model.quantity import Quantity, Real
from .evaluate import Truth
from .item import Item
from .rule import Condition, Criterion, iter_criteria

MAX_COMBINATIONS = 400
"""Combinations that are looked at; beyond them it is left open."""
_UNLISTED_WORD = "?"
"""A word that no condition asks for."""
AssumedValue = KnownFigure | tuple[str, ...]


class AssumedItem(Item):
    """A chip of which some figures and words are taken to be known."""

    def __init__(self, item: Item, assumptions: dict[str, AssumedValue]) -> None:
        super().__init__(item.id, item.name, item.facts_by_property, item.end_user)
        self._item, self._assumptions = item, assumptions

    def get_figure(self, name: str) -> KnownFigure:
        """The figure taken, or what is known of it."""
        assumption = self._assumptions.get(name)
        return assumption if isinstance(assumption, KnownFigure) else self._item.get_figure(name)

    def get_words(self, name: str) -> tuple[str, ...] | None:
        """The words taken, or those that are known."""
        assumption = self._assumptions.get(name)
        return (
            self._item.get_words(name)
            if assumption is None or isinstance(assumption, KnownFigure)
            else assumption
        )


def evaluate_all_cases(
    item: Item, conditions: Iterable[Condition], evaluate_case: Callable[[Item], Truth]
) -> Truth:
    """What is true whichever of the possible values it is; None where that depends on them."""
    criteria_by_property: dict[str, list[Criterion]] = {}
    for condition in conditions:
        for criterion in iter_criteria(condition):
            criteria_by_property.setdefault(criterion.property, []).append(criterion)
    options = {
        name: _list_options(item, name, property_criteria)
        for name, property_criteria in criteria_by_property.items()
    }
    undecided_options = {name: values for name, values in options.items() if len(values) > 1}
    truths: set[Truth] = set()
    for index, assumptions in enumerate(_list_combinations(list(undecided_options.values()))):
        truths.add(
            evaluate_case(AssumedItem(item, dict(zip(undecided_options, assumptions, strict=True))))
        )
        if len(truths) > 1 or index >= MAX_COMBINATIONS:
            return None
    return truths.pop() if truths else None


def _list_combinations(
    options: Sequence[Sequence[AssumedValue]],
) -> Iterator[tuple[AssumedValue, ...]]:
    """All of the lowest, all of the highest, then every combination."""
    yield tuple(values[0] for values in options)
    yield tuple(values[-1] for values in options)
    yield from product(*options)


def _list_options(
    item: Item, name: str, property_criteria: Sequence[Criterion]
) -> list[AssumedValue]:
    if property_criteria[0].words:
        return _list_word_options(item.get_words(name), property_criteria)
    figure = item.get_figure(name)
    value = figure.value or Quantity(0, None)
    if value.low is not None and value.low == value.high:
        return [figure]
    ends = {
        end
        for criterion in property_criteria
        for bound in criterion.bounds
        for end in bound[:2]
        if end is not None
    }
    return [
        figure._replace(value=Quantity(number, number)) for number in _pick_test_values(value, ends)
    ]


def _list_word_options(
    words: tuple[str, ...] | None, property_criteria: Sequence[Criterion]
) -> list[AssumedValue]:
    if words is not None:
        return [words] if len(words) == 1 else [(word,) for word in words]
    return [
        (_UNLISTED_WORD,),
        *(
            (word,)
            for word in dict.fromkeys(
                required_word
                for criterion in property_criteria
                for required_word in criterion.words
            )
        ),
    ]


def _pick_test_values(value: Quantity, bounds: Iterable[Real]) -> list[Real]:
    """The ends of a range, the bounds in it, and one value between every two of these."""
    low = value.low or 0
    inner_bounds = sorted(bound for bound in bounds if low <= bound)
    high = (
        value.high
        if value.high is not None
        else (inner_bounds[-1] if inner_bounds else low) * 2 + 1
    )
    edges = sorted({low, high, *(bound for bound in inner_bounds if bound <= high)})
    midpoints = [(lower + upper) / 2 for lower, upper in pairwise(edges)]
    return sorted([*edges, *midpoints])

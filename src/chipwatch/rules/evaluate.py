"""The one evaluator: a condition of a rule held against a chip, with three answers.

True where every value that the facts allow meets it, false where none does, and None, with the
reason, where some do and some do not.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..model.derived_values import KnownFigure
from ..model.interval_arithmetic import round_number
from ..model.kind import AnyField
from ..model.quantity import Quantity, Real, format_quantity
from ..model.schema import Chip, Policy
from .item import Item
from .rule import OWNERSHIP_KEY, Condition, ConditionGroup, Criterion, Exclusion

Truth = bool | None
OR_SEPARATOR = " or "
"""What stands between words of which one has to be."""
MISSING, DISPUTED, RANGE = "missing", "disputed", "range"
"""Why it cannot be told: no fact, facts at odds, or a fact that is itself a range."""


class CriterionResult(NamedTuple):
    """One bound or list of words, held against what is known."""

    property_name: str
    bound_text: str
    figure: KnownFigure | None
    holds: Truth
    headroom: Real | None
    """By how many per cent of the bound the figure stays clear of meeting it; below 0 it meets it.
    Of a range, the least."""
    highest_headroom: Real | None


class ConditionResult(NamedTuple):
    """Whether a condition holds, the tests in it, and why it may not be told."""

    holds: Truth
    criterion_results: tuple[CriterionResult, ...]
    reasons: tuple[tuple[str, str], ...]
    """Properties, each with one of missing, disputed, range."""
    headroom: Real | None
    """The headroom of the test that decides."""


def evaluate_condition(condition: Condition, item: Item) -> ConditionResult:
    """Whether a condition holds for a chip; looked at once for each, as many rules share it."""
    result = item.condition_results.get(condition)
    if result is None:
        result = item.condition_results[condition] = _evaluate_uncached(condition, item)
    return result


def _evaluate_uncached(condition: Condition, item: Item) -> ConditionResult:
    if isinstance(condition, ConditionGroup):
        return _combine_results(
            condition,
            [evaluate_condition(subcondition, item) for subcondition in condition.conditions],
        )
    if condition.words:
        return _evaluate_words(condition, item)
    return _combine_results(
        ConditionGroup(is_any=False, conditions=()),
        [_evaluate_bound(condition, bound, item) for bound in condition.bounds],
    )


def apply_exclusions(
    result: ConditionResult, exclusions: Iterable[Exclusion], item: Item
) -> ConditionResult:
    """The outcome, unless an exclusion holds; what is not met already is not looked at again."""
    if result.holds is False:
        return result
    for exclusion in exclusions:
        exclusion_result = evaluate_condition(exclusion.condition, item)
        if exclusion_result.holds:
            return result._replace(
                holds=False,
                criterion_results=(*result.criterion_results, *exclusion_result.criterion_results),
            )
        if exclusion_result.holds is None:
            reasons = result.reasons or exclusion_result.reasons
            criterion_results = (*result.criterion_results, *exclusion_result.criterion_results)
            result = result._replace(
                holds=None, criterion_results=criterion_results, reasons=reasons
            )
    return result


def is_all_true(*truths: Truth) -> Truth:
    """Whether all are true; not where one is false, and not known where one is not."""
    if False in truths:
        return False
    return None if None in truths else True


def is_any_true(*truths: Truth) -> Truth:
    """Whether one is true; not where all are false, and not known where one is not."""
    if True in truths:
        return True
    return None if None in truths else False


@cache
def format_bound(field: AnyField | None, bound: Quantity) -> str:
    """A bound as it reads: ``≥4,800``."""
    return f"{format_quantity(bound)} {field.unit if field else ''}".rstrip()


def is_within_bound(value: Quantity, bound: Quantity) -> Truth:
    """Whether every number that a value may be lies within a bound; None where only some do."""
    is_above = _is_above(value.low, bound.low, is_open=bound.is_low_open)
    is_below = _is_below(value.high, bound.high, is_open=bound.is_high_open)
    if is_above and is_below:
        return True
    is_never_reached = bound.low is not None and not _can_reach_lower_end(value, bound)
    return False if is_never_reached or not _can_reach_upper_end(value, bound) else None


def _is_above(end: Real | None, bound: Real | None, *, is_open: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end > bound or (end == bound and not is_open))


def _is_below(end: Real | None, bound: Real | None, *, is_open: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end < bound or (end == bound and not is_open))


def _can_reach_lower_end(value: Quantity, bound: Quantity) -> bool:
    """Whether the upper end of a value comes up to the lower end of a bound."""
    if value.high is None or bound.low is None:
        return True
    is_excluded = bound.is_low_open or value.is_high_open
    return value.high > bound.low or (value.high == bound.low and not is_excluded)


def _can_reach_upper_end(value: Quantity, bound: Quantity) -> bool:
    """Whether the lower end of a value comes down to the upper end of a bound."""
    if value.low is None or bound.high is None:
        return True
    is_excluded = bound.is_high_open or value.is_low_open
    return value.low < bound.high or (value.low == bound.high and not is_excluded)


def _evaluate_bound(criterion: Criterion, bound: Quantity, item: Item) -> ConditionResult:
    figure = item.get_figure(criterion.property)
    field = (
        Policy.ownership_share
        if criterion.property == OWNERSHIP_KEY
        else Chip.properties[criterion.property]
    )
    text = format_bound(field, bound)
    if figure.value is None:
        missing_reasons = tuple(
            (name, MISSING) for name in figure.missing_properties or (criterion.property,)
        )
        criterion_result = CriterionResult(criterion.property, text, figure, None, None, None)
        return ConditionResult(None, (criterion_result,), missing_reasons, None)
    holds = is_within_bound(figure.value, bound)
    headrooms = _compute_headrooms(figure.value, bound)
    reasons = _find_reasons(criterion.property, figure) if holds is None else ()
    return ConditionResult(
        holds,
        (CriterionResult(criterion.property, text, figure, holds, *headrooms),),
        reasons,
        headrooms[0],
    )


def _find_reasons(name: str, figure: KnownFigure) -> tuple[tuple[str, str], ...]:
    if figure.missing_properties:
        return tuple((missing_name, MISSING) for missing_name in figure.missing_properties)
    return ((name, DISPUTED if figure.is_disputed else RANGE),)


def _compute_headrooms(value: Quantity, bound: Quantity) -> tuple[Real | None, Real | None]:
    """The least and the most by which a value stays clear of a bound, in per cent of it."""
    if bound.low:
        ends = (value.high, value.low)
        return _compute_headroom(ends[0], bound.low, -1), _compute_headroom(ends[1], bound.low, -1)
    if bound.high:
        return _compute_headroom(value.low, bound.high, 1), _compute_headroom(
            value.high, bound.high, 1
        )
    return None, None


def _compute_headroom(end: Real | None, bound: Real, sign: int) -> Real | None:
    return None if end is None else round_number(round(sign * (end - bound) / bound * 100, 2))


def _evaluate_words(criterion: Criterion, item: Item) -> ConditionResult:
    words = item.get_words(criterion.property)
    text = OR_SEPARATOR.join(criterion.words)
    holds = None if words is None else _is_each_word_allowed(words, criterion.words)
    reasons: tuple[tuple[str, str], ...] = ()
    if holds is None:
        reasons = ((criterion.property, MISSING if words is None else DISPUTED),)
    return ConditionResult(
        holds, (CriterionResult(criterion.property, text, None, holds, None, None),), reasons, None
    )


def _is_each_word_allowed(words: Sequence[str], allowed_words: Sequence[str]) -> Truth:
    truths = {word in allowed_words for word in words}
    return None if len(truths) > 1 else truths == {True}


def _combine_results(group: ConditionGroup, results: Sequence[ConditionResult]) -> ConditionResult:
    truths = [result.holds for result in results]
    holds = is_any_true(*truths) if group.is_any else is_all_true(*truths)
    reasons = dict.fromkeys(
        reason
        for result in results
        if holds is None and result.holds is None
        for reason in result.reasons
    )
    headrooms = [result.headroom for result in results if result.headroom is not None]
    pick_headroom = min if group.is_any else max
    criterion_results = tuple(
        criterion_result for result in results for criterion_result in result.criterion_results
    )
    return ConditionResult(
        holds, criterion_results, tuple(reasons), pick_headroom(headrooms) if headrooms else None
    )

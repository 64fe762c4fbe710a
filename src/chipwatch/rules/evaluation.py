"""Evaluate the conditions of rules for an item, with three possible results.

A condition is true where every value that the facts allow meets it, false where none does, and
None, with the reasons, where some do and some do not.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..model.derived_values import KnownFigure
from ..model.interval_arithmetic import round_number
from ..model.kind import AnyField
from ..model.quantity import Quantity, Real, format_quantity
from .item import Item
from .rule import (
    FOOTNOTE_KEY,
    Condition,
    ConditionGroup,
    Criterion,
    Exclusion,
)
from .tested_fields import find_tested_field
from .truth import Truth, conjoin, disjoin

MISSING, DISPUTED, RANGE, UNCORROBORATED = "missing", "disputed", "range", "uncorroborated"
"""Why a condition cannot be decided: no fact, facts at odds, a fact that is itself a range, or one
that would free an item and is told by one account alone, which is not its maker's."""
PERCENT = 100
_HEADROOM_DECIMALS = 2


class Reason(NamedTuple):
    """Why something cannot be decided."""

    name: str
    """The property, the policy, or what else is not known."""
    cause: str
    """MISSING, DISPUTED, RANGE or UNCORROBORATED."""


class CriterionResult(NamedTuple):
    """One bound, or one list of words, held against what is known."""

    property_name: str
    holds: Truth
    bound: Quantity | None = None
    words: tuple[str, ...] = ()
    figure: KnownFigure | None = None
    headroom: Real | None = None
    """How far the figure stays clear of meeting the bound, in per cent of it; below 0 it meets it.
    Of a range, the least."""
    highest_headroom: Real | None = None

    @property
    def bound_text(self) -> str:
        """The bound, or the words, for a reader."""
        if self.bound is None:
            return " or ".join(self.words)
        return format_bound(find_tested_field(self.property_name), self.bound)


class ConditionResult(NamedTuple):
    """Whether a condition holds, the results of its criteria, and why it may be undecided."""

    holds: Truth
    criterion_results: tuple[CriterionResult, ...] = ()
    reasons: tuple[Reason, ...] = ()
    headroom: Real | None = None
    """The headroom of the criterion that decides."""
    excluded_by: str = ""
    """The name of the exclusion by which it does not hold; empty where it would not anyway."""
    would_hold: Truth = False
    """Whether it would hold but for that exclusion; None where it may."""


def evaluate_condition(condition: Condition, item: Item) -> ConditionResult:
    """Evaluate a condition for an item; kept with the item, as many rules share conditions."""
    result = item.condition_results.get(condition)
    if result is None:
        result = item.condition_results[condition] = _evaluate_uncached(condition, item)
    return result


def _evaluate_uncached(condition: Condition, item: Item) -> ConditionResult:
    if isinstance(condition, ConditionGroup):
        results = [evaluate_condition(member, item) for member in condition.conditions]
        return _combine_results(results, is_any=condition.is_any)
    if condition.words:
        return _evaluate_words(condition, item)
    results = [_evaluate_bound(condition.property, bound, item) for bound in condition.bounds]
    return _combine_results(results, is_any=False)


def evaluate_release(condition: Condition, item: Item) -> ConditionResult:
    """Evaluate a condition that frees an item: it holds only by words that can be relied on."""
    result = evaluate_condition(condition, item)
    weak_names = [
        criterion.property_name
        for criterion in result.criterion_results
        if criterion.words and criterion.holds and not item.is_corroborated(criterion.property_name)
    ]
    if not (result.holds and weak_names):
        return result
    reasons = tuple(Reason(name, UNCORROBORATED) for name in weak_names)
    return result._replace(holds=None, reasons=reasons)


def apply_exclusions(
    result: ConditionResult, exclusions: Iterable[Exclusion], item: Item
) -> ConditionResult:
    """Return the result unless an exclusion holds; one that is false already stays as it is."""
    if result.holds is False:
        return result
    for exclusion in exclusions:
        exclusion_result = evaluate_release(exclusion.condition, item)
        if exclusion_result.holds is not False:
            result = result._replace(
                holds=False if exclusion_result.holds else None,
                criterion_results=(*result.criterion_results, *exclusion_result.criterion_results),
                reasons=_combine_reasons(result, exclusion_result),
                excluded_by=exclusion.name if exclusion_result.holds else "",
                would_hold=result.holds if exclusion_result.holds else False,
            )
        if exclusion_result.holds:
            break
    return result


def _combine_reasons(
    result: ConditionResult, exclusion_result: ConditionResult
) -> tuple[Reason, ...]:
    """Combine why a paragraph is open, or its exclusion where it is only that one.

    What would free the item if more of its sources said so is told in both cases.
    """
    uncorroborated = (
        reason for reason in exclusion_result.reasons if reason.cause == UNCORROBORATED
    )
    return tuple(dict.fromkeys((*(result.reasons or exclusion_result.reasons), *uncorroborated)))


@cache
def format_bound(field: AnyField | None, bound: Quantity) -> str:
    """Format a bound with its unit: ``≥4,800``."""
    return f"{format_quantity(bound)} {field.unit if field else ''}".rstrip()


def is_within_bound(value: Quantity, bound: Quantity) -> Truth:
    """Return whether every number in a range lies within a bound; None where only some do."""
    is_above = _is_above(value.low, bound.low, is_open=bound.is_low_open and not value.is_low_open)
    is_below = _is_below(
        value.high, bound.high, is_open=bound.is_high_open and not value.is_high_open
    )
    if is_above and is_below:
        return True
    return None if value.is_compatible(bound) else False


def _is_above(end: Real | None, bound: Real | None, *, is_open: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end > bound or (end == bound and not is_open))


def _is_below(end: Real | None, bound: Real | None, *, is_open: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end < bound or (end == bound and not is_open))


def _evaluate_bound(property_name: str, bound: Quantity, item: Item) -> ConditionResult:
    figure = item.get_figure(property_name)
    criterion_result = CriterionResult(property_name, None, bound=bound, figure=figure)
    if figure.is_absent:
        return ConditionResult(
            holds=False, criterion_results=(criterion_result._replace(holds=False),)
        )
    if figure.value is None:
        missing_names = figure.missing_properties or (property_name,)
        reasons = tuple(Reason(name, MISSING) for name in missing_names)
        return ConditionResult(None, (criterion_result,), reasons)
    holds = is_within_bound(figure.value, bound)
    if holds and figure.is_absent is None:
        holds = None
    headroom, highest_headroom = _compute_headrooms(figure.value, bound)
    criterion_result = criterion_result._replace(
        holds=holds, headroom=headroom, highest_headroom=highest_headroom
    )
    reasons = _find_reasons(property_name, figure) if holds is None else ()
    return ConditionResult(holds, (criterion_result,), reasons, headroom)


def _find_reasons(name: str, figure: KnownFigure) -> tuple[Reason, ...]:
    if figure.missing_properties:
        return tuple(Reason(missing_name, MISSING) for missing_name in figure.missing_properties)
    return (Reason(name, DISPUTED if figure.is_disputed else RANGE),)


def _compute_headrooms(value: Quantity, bound: Quantity) -> tuple[Real | None, Real | None]:
    """Compute the least and the most by which a range stays clear of a bound, in per cent of it."""
    if bound.low:
        ends, limit, sign = (value.high, value.low), bound.low, -1
    elif bound.high:
        ends, limit, sign = (value.low, value.high), bound.high, 1
    else:
        return None, None
    return _compute_headroom(ends[0], limit, sign), _compute_headroom(ends[1], limit, sign)


def _compute_headroom(end: Real | None, bound: Real, sign: int) -> Real | None:
    if end is None:
        return None
    return round_number(round(sign * (end - bound) / bound * PERCENT, _HEADROOM_DECIMALS))


def _evaluate_words(criterion: Criterion, item: Item) -> ConditionResult:
    words = item.get_words(criterion.property)
    if criterion.property == FOOTNOTE_KEY:
        holds: Truth = not set(words or ()).isdisjoint(criterion.words)
    else:
        holds = None if words is None else _is_each_word_allowed(words, criterion.words)
    reasons: tuple[Reason, ...] = ()
    if holds is None:
        reasons = (Reason(criterion.property, MISSING if words is None else DISPUTED),)
    criterion_result = CriterionResult(criterion.property, holds, words=criterion.words)
    return ConditionResult(holds, (criterion_result,), reasons)


def _is_each_word_allowed(words: Sequence[str], allowed_words: Sequence[str]) -> Truth:
    truths = {word in allowed_words for word in words}
    return None if len(truths) > 1 else truths == {True}


def _combine_results(results: Sequence[ConditionResult], *, is_any: bool) -> ConditionResult:
    """Combine the results of conditions all of which must hold, or any."""
    truths = [result.holds for result in results]
    holds = disjoin(*truths) if is_any else conjoin(*truths)
    undecided_results = [result for result in results if holds is None and result.holds is None]
    reasons = dict.fromkeys(reason for result in undecided_results for reason in result.reasons)
    headrooms = [result.headroom for result in results if result.headroom is not None]
    pick_headroom = min if is_any else max
    return ConditionResult(
        holds,
        tuple(criterion for result in results for criterion in result.criterion_results),
        tuple(reasons),
        pick_headroom(headrooms, default=None),
    )

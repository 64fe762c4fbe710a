"""The one evaluator: a condition of a rule held against a chip, with three answers.

True where every value that the facts allow meets it, false where none does, and None, with the
reason, where some do and some do not.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ...model.derived import Known
from ...model.interval import neat
from ...model.kind import AnyField
from ...model.quantity import Quantity, Real, show
from ...model.rules import OWNED, Condition, Criterion, Exclusion, Group
from ...model.schema import Chip, Policy
from .subject import Subject

Truth = bool | None
OR = " or "
"""What stands between words of which one has to be."""
MISSING, DISPUTED, RANGE = "missing", "disputed", "range"
"""Why it cannot be told: no fact, facts at odds, or a fact that is itself a range."""


class Tested(NamedTuple):
    """One bound or list of words, held against what is known."""

    property: str
    bound: str
    known: Known | None
    holds: Truth
    headroom: Real | None
    """By how many per cent of the bound the figure stays clear of meeting it; below 0 it meets it.
    Of a range, the least."""
    headroom_most: Real | None


class Outcome(NamedTuple):
    """Whether a condition holds, the tests in it, and why it may not be told."""

    holds: Truth
    tested: tuple[Tested, ...]
    reasons: tuple[tuple[str, str], ...]
    """Properties, each with one of missing, disputed, range."""
    headroom: Real | None
    """The headroom of the test that decides."""


def evaluate(condition: Condition, subject: Subject) -> Outcome:
    """Whether a condition holds for a chip; looked at once for each, as many rules share it."""
    known = subject.outcomes.get(condition)
    if known is None:
        known = subject.outcomes[condition] = _evaluated(condition, subject)
    return known


def _evaluated(condition: Condition, subject: Subject) -> Outcome:
    if isinstance(condition, Group):
        return _joined(condition, [evaluate(part, subject) for part in condition.parts])
    if condition.words:
        return _worded(condition, subject)
    return _joined(
        Group(any=False, parts=()),
        [_bounded(condition, bound, subject) for bound in condition.bounds],
    )


def without(outcome: Outcome, exclusions: Iterable[Exclusion], subject: Subject) -> Outcome:
    """The outcome, unless an exclusion holds; what is not met already is not looked at again."""
    if outcome.holds is False:
        return outcome
    for exclusion in exclusions:
        found = evaluate(exclusion.when, subject)
        if found.holds:
            return outcome._replace(holds=False, tested=(*outcome.tested, *found.tested))
        if found.holds is None:
            reasons = outcome.reasons or found.reasons
            tested = (*outcome.tested, *found.tested)
            outcome = outcome._replace(holds=None, tested=tested, reasons=reasons)
    return outcome


def both(*truths: Truth) -> Truth:
    """Whether all are true; not where one is false, and not known where one is not."""
    if False in truths:
        return False
    return None if None in truths else True


def either(*truths: Truth) -> Truth:
    """Whether one is true; not where all are false, and not known where one is not."""
    if True in truths:
        return True
    return None if None in truths else False


@cache
def bound_text(field: AnyField | None, bound: Quantity) -> str:
    """A bound as it reads: ``≥4,800``."""
    return f"{show(bound)} {field.unit if field else ''}".rstrip()


def within(value: Quantity, bound: Quantity) -> Truth:
    """Whether every number that a value may be lies within a bound; None where only some do."""
    above = _above(value.low, bound.low, open_=bound.low_open)
    below = _below(value.high, bound.high, open_=bound.high_open)
    if above and below:
        return True
    never = bound.low is not None and not _reaches_up(value, bound)
    return False if never or not _reaches_down(value, bound) else None


def _above(end: Real | None, bound: Real | None, *, open_: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end > bound or (end == bound and not open_))


def _below(end: Real | None, bound: Real | None, *, open_: bool) -> bool:
    if bound is None:
        return True
    return end is not None and (end < bound or (end == bound and not open_))


def _reaches_up(value: Quantity, bound: Quantity) -> bool:
    """Whether the upper end of a value comes up to the lower end of a bound."""
    if value.high is None or bound.low is None:
        return True
    shut = bound.low_open or value.high_open
    return value.high > bound.low or (value.high == bound.low and not shut)


def _reaches_down(value: Quantity, bound: Quantity) -> bool:
    """Whether the lower end of a value comes down to the upper end of a bound."""
    if value.low is None or bound.high is None:
        return True
    shut = bound.high_open or value.low_open
    return value.low < bound.high or (value.low == bound.high and not shut)


def _bounded(criterion: Criterion, bound: Quantity, subject: Subject) -> Outcome:
    known = subject.number(criterion.property)
    field = (
        Policy.ownership_share
        if criterion.property == OWNED
        else Chip.properties[criterion.property]
    )
    text = bound_text(field, bound)
    if known.value is None:
        missing = tuple((name, MISSING) for name in known.missing or (criterion.property,))
        tested = Tested(criterion.property, text, known, None, None, None)
        return Outcome(None, (tested,), missing, None)
    holds = within(known.value, bound)
    rooms = _headrooms(known.value, bound)
    reasons = _reasons(criterion.property, known) if holds is None else ()
    return Outcome(
        holds, (Tested(criterion.property, text, known, holds, *rooms),), reasons, rooms[0]
    )


def _reasons(name: str, known: Known) -> tuple[tuple[str, str], ...]:
    if known.missing:
        return tuple((lacking, MISSING) for lacking in known.missing)
    return ((name, DISPUTED if known.disputed else RANGE),)


def _headrooms(value: Quantity, bound: Quantity) -> tuple[Real | None, Real | None]:
    """The least and the most by which a value stays clear of a bound, in per cent of it."""
    if bound.low:
        ends = (value.high, value.low)
        return _room(ends[0], bound.low, -1), _room(ends[1], bound.low, -1)
    if bound.high:
        return _room(value.low, bound.high, 1), _room(value.high, bound.high, 1)
    return None, None


def _room(end: Real | None, bound: Real, sign: int) -> Real | None:
    return None if end is None else neat(round(sign * (end - bound) / bound * 100, 2))


def _worded(criterion: Criterion, subject: Subject) -> Outcome:
    words = subject.words(criterion.property)
    text = OR.join(criterion.words)
    holds = None if words is None else _among(words, criterion.words)
    reasons: tuple[tuple[str, str], ...] = ()
    if holds is None:
        reasons = ((criterion.property, MISSING if words is None else DISPUTED),)
    return Outcome(
        holds, (Tested(criterion.property, text, None, holds, None, None),), reasons, None
    )


def _among(words: Sequence[str], wanted: Sequence[str]) -> Truth:
    found = {word in wanted for word in words}
    return None if len(found) > 1 else found == {True}


def _joined(group: Group, parts: Sequence[Outcome]) -> Outcome:
    truths = [part.holds for part in parts]
    holds = either(*truths) if group.any else both(*truths)
    reasons = dict.fromkeys(
        reason for part in parts if holds is None and part.holds is None for reason in part.reasons
    )
    rooms = [part.headroom for part in parts if part.headroom is not None]
    pick = min if group.any else max
    tested = tuple(one for part in parts for one in part.tested)
    return Outcome(holds, tested, tuple(reasons), pick(rooms) if rooms else None)

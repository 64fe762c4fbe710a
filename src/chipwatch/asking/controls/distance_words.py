"""How far a figure is from a limit, in words: 1.3 % under, 10 % over, 3.3 times the limit."""

from ...model.quantity import Quantity, Real, format_quantity
from ...model.schema import Chip
from ...rules.evaluation import PERCENT, CriterionResult

_MULTIPLE_FROM = 2
"""From how many times the limit on a multiple says more than a per cent."""
_WHOLE_PER_CENT_FROM = 10
"""From how many per cent on decimals say nothing."""


def get_limit(bound: Quantity) -> Real | None:
    """Return the limit that a figure has to reach, or to stay under."""
    return bound.low if bound.low is not None else bound.high


def is_sought_limit(criterion: CriterionResult) -> bool:
    """Return whether a limit is one that makes the class: that of chips is a lower one."""
    has_lower_end = criterion.bound is not None and criterion.bound.low is not None
    return has_lower_end or criterion.property_name not in Chip.properties


def describe_distance(value: Quantity, limit: Real) -> str:
    """Describe how far a figure, or each end of a range, is from a limit.

    Of a figure with one end, that end is described: ``from 97 % under``, ``up to 50 % under``.
    """
    ends = [end for end in (value.low, value.high) if end is not None]
    if not ends or not limit:
        return ""
    if value.high is None and value.low == limit and value.is_low_open:
        return "more than the limit"
    words = _join_ends(list(dict.fromkeys(_describe_ratio(end / limit) for end in ends)))
    if value.high is None:
        return f"from {words.removeprefix('at ')}"
    return f"up to {words.removeprefix('at ')}" if value.low is None else words


def _join_ends(texts: list[str]) -> str:
    """Join what is said of both ends, with what they have in common once, at the end."""
    (first_number, _, first_rest), (last_number, _, last_rest) = (
        texts[0].partition(" "),
        texts[-1].partition(" "),
    )
    if len(texts) > 1 and first_rest == last_rest and first_rest:
        return f"{first_number}–{last_number} {last_rest}"
    return " to ".join(texts)


def _describe_ratio(ratio: float) -> str:
    if ratio == 1:
        return "at the limit"
    if ratio >= _MULTIPLE_FROM:
        return f"{_round_multiple(ratio)} times the limit"
    return f"{_format_per_cent(abs(ratio - 1) * PERCENT)} {'over' if ratio > 1 else 'under'}"


def describe_headroom(headroom: Real | None) -> str:
    """Describe by how many per cent of a limit a figure misses it, or meets it where below 0."""
    if not headroom:
        return "" if headroom is None else "at the limit"
    return f"{'met' if headroom < 0 else 'missed'} by {_format_per_cent(float(abs(headroom)))}"


def _format_per_cent(per_cent: float) -> str:
    number = f"{per_cent:.0f}" if per_cent >= _WHOLE_PER_CENT_FROM else f"{per_cent:.1f}"
    return f"{number if float(number) else 'under 0.1'} %"


def _round_multiple(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= _WHOLE_PER_CENT_FROM else f"{ratio:.1f}"


def format_limit(limit: Real) -> str:
    """Format a limit without its unit."""
    return format_quantity(Quantity(limit, limit))

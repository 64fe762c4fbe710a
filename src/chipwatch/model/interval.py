"""Arithmetic with ranges, free of binary rounding: an end that is not known stays open."""

from collections.abc import Iterable

from .quantity import Quantity, Real, show

EXACT, LEGIBLE = 12, 6
"""Digits that are computed with, and that a number is shown with."""


def highest(ends: Iterable[Real | None]) -> Real | None:
    """The highest of some upper ends; None where one is open."""
    found = list(ends)
    known = [end for end in found if end is not None]
    return max(known) if len(known) == len(found) else None


def hull(values: Iterable[Quantity]) -> Quantity:
    """The range that takes in all of them."""
    found = list(values)
    lows = [value.low for value in found if value.low is not None]
    low = min(lows) if len(lows) == len(found) else None
    return Quantity(low, highest(value.high for value in found))


def product(one: Real | None, other: Real | None) -> Real | None:
    """One end times another; open where either is."""
    return None if one is None or other is None else neat(one * other)


def quotient(one: Real | None, other: Real | None) -> Real | None:
    """One end over another; open where either is, or where the other may be nothing."""
    return None if one is None or not other else neat(one / other)


def neat(number: Real, digits: int = EXACT) -> Real:
    """A number free of binary rounding, as short as it can be written."""
    found = float(f"{number:.{digits}g}")
    return int(found) if found == int(found) else found


def rounded(value: Quantity, digits: int = LEGIBLE) -> Quantity:
    """A quantity with no more digits than can be read."""
    low, high = (None if end is None else neat(end, digits) for end in (value.low, value.high))
    return value._replace(low=low, high=high)


def legible(value: Quantity) -> str:
    """A quantity for a reader, in digits that can be read."""
    return show(rounded(value))

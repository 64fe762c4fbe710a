"""Arithmetic with ranges, free of binary rounding: an end that is not known stays open."""

from collections.abc import Iterable

from .quantity import Quantity, Real, format_quantity

EXACT_DIGITS, LEGIBLE_DIGITS = 12, 6
"""Digits that are computed with, and that a number is shown with."""


def find_highest_end(ends: Iterable[Real | None]) -> Real | None:
    """The highest of some upper ends; None where one is open."""
    all_ends = list(ends)
    stated_ends = [end for end in all_ends if end is not None]
    return max(stated_ends) if len(stated_ends) == len(all_ends) else None


def merge_ranges(values: Iterable[Quantity]) -> Quantity:
    """The range that takes in all of them."""
    ranges = list(values)
    lows = [value.low for value in ranges if value.low is not None]
    low = min(lows) if len(lows) == len(ranges) else None
    return Quantity(low, find_highest_end(value.high for value in ranges))


def multiply_ends(first: Real | None, second: Real | None) -> Real | None:
    """One end times another; open where either is."""
    return None if first is None or second is None else round_number(first * second)


def divide_ends(dividend: Real | None, divisor: Real | None) -> Real | None:
    """One end over another; open where either is, or where the other may be nothing."""
    return None if dividend is None or not divisor else round_number(dividend / divisor)


def round_number(number: Real, digits: int = EXACT_DIGITS) -> Real:
    """A number free of binary rounding, as short as it can be written."""
    nearest = float(f"{number:.{digits}g}")
    return int(nearest) if nearest == int(nearest) else nearest


def round_quantity(value: Quantity, digits: int = LEGIBLE_DIGITS) -> Quantity:
    """A quantity with no more digits than can be read."""
    low, high = (
        None if end is None else round_number(end, digits) for end in (value.low, value.high)
    )
    return value._replace(low=low, high=high)


def format_rounded(value: Quantity) -> str:
    """A quantity for a reader, in digits that can be read."""
    return format_quantity(round_quantity(value))

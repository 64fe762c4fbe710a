"""Arithmetic with quantities: an end that is not stated stays open, nothing is rounded in binary.

Sums and conversions are computed in decimal; products and quotients in floating point, then rounded
to EXACT_DIGITS.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from . import tolerances
from .problem import FieldError
from .quantity import (
    Quantity,
    QuantityProblem,
    Real,
    build_exact_context,
    format_digits,
    format_quantity,
    to_decimal,
    to_real,
)

if TYPE_CHECKING:
    from decimal import Decimal


def convert_to_unit(quantity: Quantity, written_unit: str, unit: str) -> Quantity:
    """Convert a quantity from the unit it is written in into another.

    Without a written unit it is in the other already. Raises FieldError if there is no conversion.
    """
    if not written_unit or written_unit == unit:
        return quantity
    from .units import find_unit_factors, suggest_unit

    factors = find_unit_factors(unit)
    if written_unit not in factors:
        known_units = ", ".join(factors) or "none: write the bare number"
        hint = suggest_unit(written_unit, factors, f"units that fit here: {known_units}")
        message = f"{written_unit!r} is not a unit of this property"
        raise FieldError(QuantityProblem.UNKNOWN_UNIT, message, hint)
    return multiply_by_factor(quantity, factors[written_unit])


def multiply_by_factor(
    quantity: Quantity, factor: "Decimal", decimals: int | None = None
) -> Quantity:
    """Multiply both ends in decimal, and round them to so many decimal places if any are given."""
    low, high = (
        None if end is None else _multiply_number(end, factor, decimals)
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def _multiply_number(number: Real, factor: "Decimal", decimals: int | None) -> Real:
    product = build_exact_context().multiply(to_decimal(number), factor)
    return to_real(product if decimals is None else round(product, decimals))


def add_quantities(terms: Sequence[Quantity], *, signed: bool = False) -> Quantity:
    """Add quantities: ranges give a range, bounds a bound; approximate if one of them is.

    Unless they are signed, a term of which only the upper end is stated adds nothing to the lower.
    """
    if not signed and any(term.low is not None for term in terms):
        terms = [term._replace(low=0) if term.low is None else term for term in terms]
    return Quantity(
        add_ends([term.low for term in terms]),
        add_ends([term.high for term in terms]),
        is_approximate=any(term.is_approximate for term in terms),
        is_low_open=any(term.is_low_open for term in terms),
        is_high_open=any(term.is_high_open for term in terms),
    )


def add_ends(ends: Sequence[Real | None]) -> Real | None:
    """Add one end of several quantities in decimal; None if one of them is not stated."""
    stated_ends = [end for end in ends if end is not None]
    if len(stated_ends) < len(ends):
        return None
    return to_real(reduce(build_exact_context().add, map(to_decimal, stated_ends), to_decimal(0)))


def multiply_quantities(first: Quantity, second: Quantity) -> Quantity:
    """Multiply two quantities that are not negative."""
    low, high = (
        None if left is None or right is None else round_number(left * right)
        for left, right in ((first.low, second.low), (first.high, second.high))
    )
    return Quantity(
        low,
        high,
        is_low_open=low is not None and (first.is_low_open or second.is_low_open),
        is_high_open=high is not None and (first.is_high_open or second.is_high_open),
    )


def divide_quantities(
    dividend: Quantity, divisor: Quantity, digits: int = tolerances.EXACT_DIGITS
) -> Quantity | None:
    """Divide by a quantity that is not negative; None if neither end of the quotient is known."""
    low = _divide_ends(
        dividend.low, divisor.high if (dividend.low or 0) >= 0 else divisor.low, digits
    )
    high = _divide_ends(
        dividend.high, divisor.low if (dividend.high or 0) >= 0 else divisor.high, digits
    )
    if low is None and high is None:
        return None
    return Quantity(
        low,
        high,
        is_approximate=dividend.is_approximate or divisor.is_approximate,
        is_low_open=dividend.is_low_open or divisor.is_high_open,
        is_high_open=dividend.is_high_open or divisor.is_low_open,
    )


def _divide_ends(dividend: Real | None, divisor: Real | None, digits: int) -> Real | None:
    """Divide one end by another; None if one is not stated, or the divisor is 0."""
    return None if dividend is None or not divisor else round_number(dividend / divisor, digits)


def merge_ranges(values: Iterable[Quantity]) -> Quantity | None:
    """Return the range that covers all of them; None where neither of its ends is known.

    That is so where one is a lower bound, and another an upper one: no number bounds them all.
    """
    ranges = list(values)
    lows = [value.low for value in ranges if value.low is not None]
    low = min(lows) if len(lows) == len(ranges) else None
    high = find_highest_end(value.high for value in ranges)
    if low is None and high is None:
        return None
    return Quantity(
        low,
        high,
        is_low_open=all(value.is_low_open for value in ranges if value.low == low),
        is_high_open=all(value.is_high_open for value in ranges if value.high == high),
    )


def find_highest_end(ends: Iterable[Real | None]) -> Real | None:
    """Return the highest of some upper ends; None if one of them is not stated."""
    all_ends = list(ends)
    stated_ends = [end for end in all_ends if end is not None]
    return max(stated_ends) if len(stated_ends) == len(all_ends) else None


def round_number(number: Real, digits: int = tolerances.EXACT_DIGITS) -> Real:
    """Round to so many significant digits; an integral result is an int."""
    nearest = float(f"{number:.{digits}g}")
    return int(nearest) if nearest == int(nearest) else nearest


def round_quantity(value: Quantity, digits: int = tolerances.LEGIBLE_DIGITS) -> Quantity:
    """Round both ends to so many significant digits."""
    low, high = (
        None if end is None else round_number(end, digits) for end in (value.low, value.high)
    )
    return value._replace(low=low, high=high)


def format_rounded(value: Quantity) -> str:
    """Format a quantity for a reader, to LEGIBLE_DIGITS."""
    return format_quantity(round_quantity(value))


def widen_approximation(value: Quantity) -> Quantity:
    """Return the range that an approximate quantity is taken to mean; others as they are."""
    if not value.is_approximate or value.low is None or value.high is None:
        return value
    slack = max(abs(value.low), abs(value.high)) * tolerances.APPROXIMATION
    return Quantity(value.low - slack, value.high + slack)


def widen_to_rounding(value: Quantity) -> Quantity:
    """Return the range of the numbers that may be rounded to a quantity."""
    low, high = value.low, value.high
    return Quantity(
        None if low is None else low - abs(low) * tolerances.DERIVED_ROUNDING,
        None if high is None else high + abs(high) * tolerances.DERIVED_ROUNDING,
    )


def is_rounding_of(quantity: Quantity, rounded_quantity: Quantity) -> bool:
    """Return whether one number is the other, rounded: to 2 digits or more, by 1 % or less."""
    first, second = quantity.exact_number, rounded_quantity.exact_number
    if not first or not second:
        return False
    if abs(first - second) > max(abs(first), abs(second)) * tolerances.ROUNDING:
        return False
    digits = min(_count_significant_digits(first), _count_significant_digits(second))
    return digits >= tolerances.MIN_ROUNDED_DIGITS and round_number(first, digits) == round_number(
        second, digits
    )


def _count_significant_digits(number: Real) -> int:
    """Count the digits that a number is written with, from the first to the last that is not 0."""
    return len(format_digits(abs(number)).replace(".", "").strip("0"))

"""Numbers as sources state them: exact, ranges, bounds, approximations, with their units."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from . import tolerances
from .problem import FieldError
from .problem_code import CHIP_LINES, CodeSpec, ProblemCode

if TYPE_CHECKING:
    from decimal import Context, Decimal

Real = int | float

MAGNITUDE_POWERS = {
    **dict.fromkeys(("k", "thousand"), 3),
    "万": 4,
    **dict.fromkeys(("m", "mn", "million"), 6),
    "亿": 8,
    **dict.fromkeys(("b", "bn", "billion"), 9),
    **dict.fromkeys(("tn", "trillion"), 12),
}
"""The power of ten that a word between number and unit stands for."""
SCALED_WORDS = (("tn", 12, 3), ("bn", 9, 3), ("m", 6, 2))
"""The words that readers get, the power of ten of each, and the decimals before it at most."""
_NUMBER_PATTERN = r"([+-]?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_UNIT_PATTERN = r"\s*((?:[^\W\d_]|[%$])[^.]*?)?"
_QUANTITY_FORM = re.compile(rf"\s*([~≈≥≤]|[<>]=?)?\s*{_NUMBER_PATTERN}{_UNIT_PATTERN}\s*")
"""A number, or one end of a range: it compiles in half the time of a pattern for a whole range."""
_MAX_NUMBER_CHARACTERS = 200
"""The longest text that is tried as a number: the pattern takes time that grows with its length."""
_DECIMAL_PRECISION = 2 * tolerances.MAX_POWER_OF_TEN
"""The digits of decimal computations: enough that every number up to the largest stays exact."""


class QuantityProblem(ProblemCode):
    """What is wrong with a number."""

    BAD_NUMBER = CodeSpec(
        code="bad-number",
        meaning="the value is not a number",
        bad_example=f"{CHIP_LINES}tdp: 1,500 W\n",
        mended_example=f"{CHIP_LINES}tdp: 1_500 W\n",
    )
    BAD_RANGE = CodeSpec(
        code="bad-range",
        meaning="a range runs backwards, mixes units, or is also a bound",
        bad_example=f"{CHIP_LINES}tdp: 400..350 W\n",
        mended_example=f"{CHIP_LINES}tdp: 350..400 W\n",
    )
    NEGATIVE_NUMBER = CodeSpec(
        code="negative-number",
        meaning="the value is below zero, where the property never is",
        bad_example=f"{CHIP_LINES}tdp: -400 W\n",
        mended_example=f"{CHIP_LINES}tdp: 400 W\n",
    )
    UNKNOWN_UNIT = CodeSpec(
        code="unknown-unit",
        meaning="the unit does not measure this property",
        bad_example=f"{CHIP_LINES}memory_capacity: 96 Gb\n",
        mended_example=f"{CHIP_LINES}memory_capacity: 96 GB\n",
    )


class Quantity(NamedTuple):
    """A number, a range or a bound.

    An end that is not stated is None; an end that is open is not itself part of the range.
    """

    low: Real | None
    high: Real | None
    is_approximate: bool = False
    is_low_open: bool = False
    is_high_open: bool = False

    @property
    def exact_number(self) -> Real | None:
        """The one number meant, also when approximate; None for a range or a bound."""
        return self.low if self.low == self.high else None

    def is_compatible(self, quantity: "Quantity") -> bool:
        """Return whether some number is in both."""
        return _can_reach(self, quantity) and _can_reach(quantity, self)


QuantityFormatter = Callable[[Quantity], str]
"""Turns a quantity into text: ``to_yaml_text`` for fact files, ``format_quantity`` for readers."""


def _can_reach(first: Quantity, second: Quantity) -> bool:
    """Return whether the upper end of the first is not below the lower end of the second."""
    if first.high is None or second.low is None or first.high > second.low:
        return True
    return first.high == second.low and not (first.is_high_open or second.is_low_open)


def parse_quantity(text: str) -> tuple[Quantity, str]:
    """Read ``[~ < <= > >=] number [..number] [magnitude] [unit]``; the unit comes back as written.

    A magnitude or unit written only behind a range counts for both its ends. Raises FieldError.
    """
    sign, first, first_tail, second, second_tail = _split_range(text)
    power, unit = _split_tail(first_tail or "")
    if second is None:
        return _build_bound(sign, _parse_real(first, power)), unit
    if sign in ("<", "<=", ">", ">=", "≤", "≥"):
        raise FieldError(
            QuantityProblem.BAD_RANGE,
            f"{text!r} is both a bound and a range",
            "write the range alone",
        )
    second_power, second_unit = _split_tail(second_tail or "")
    if unit and unit != second_unit:
        raise FieldError(
            QuantityProblem.BAD_RANGE, f"the ends of {text!r} differ in unit", "use one unit"
        )
    low = _parse_real(first, power if first_tail else second_power)
    high = _parse_real(second, second_power)
    if low > high:
        raise FieldError(
            QuantityProblem.BAD_RANGE,
            f"the range {text!r} runs backwards",
            "put the lower end first",
        )
    return Quantity(low, high, is_approximate=sign in ("~", "≈")), second_unit


def _split_range(text: str) -> tuple[str | None, str, str | None, str | None, str | None]:
    """Split into sign, number and tail, and the number and tail of a range's upper end.

    A tail is a magnitude and a unit. Raises FieldError.
    """
    if len(text) <= _MAX_NUMBER_CHARACTERS:
        first_text, separator, second_text = text.partition("..")
        low, high = _QUANTITY_FORM.fullmatch(first_text), _QUANTITY_FORM.fullmatch(second_text)
        if low and not separator:
            return low[1], low[2], low[3], None, None
        if low and high and high[1] is None and not second_text.startswith("."):
            return low[1], low[2], low[3], high[2], high[3]
    raise FieldError(
        QuantityProblem.BAD_NUMBER,
        f"{_truncate_text(text)!r} is not a number",
        _suggest_number_form(text),
    )


def require_non_negative(quantity: Quantity) -> Quantity:
    """Return the quantity; raises FieldError if it is, or may be, below zero."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if any(end < 0 for end in ends):
        hint = "write it without the minus; what can fall is a property of its own"
        verb = "reaches" if quantity.exact_number is None else "is"
        raise FieldError(
            QuantityProblem.NEGATIVE_NUMBER, f"{format_quantity(quantity)} {verb} below zero", hint
        )
    return quantity


def to_real(number: "Decimal") -> Real:
    """Convert a decimal to an int or float; raises FieldError beyond MAX_POWER_OF_TEN.

    Above MAX_FLOAT_WITH_FRACTION it is rounded to an int, which keeps more digits than a float.
    """
    if (
        number
        and not -tolerances.MAX_POWER_OF_TEN <= number.adjusted() <= tolerances.MAX_POWER_OF_TEN
    ):
        hint = "check its exponent and its unit"
        raise FieldError(QuantityProblem.BAD_NUMBER, f"{number:.1e} is out of all proportion", hint)
    whole_number = number.to_integral_value()
    if number == whole_number or abs(number) > tolerances.MAX_FLOAT_WITH_FRACTION:
        return int(whole_number)
    return float(number)


def to_yaml_text(quantity: Quantity) -> str:
    """Write a quantity as a fact file does, without unit: ``~77``, ``1..2``, ``>2``."""
    return _format_ends(quantity, format_digits, ("..", ">=", "<="))


def format_quantity(quantity: Quantity, format_end: Callable[[Real], str] | None = None) -> str:
    """Format a quantity for a reader, without unit: ``~77``, ``1–2``, ``>2 bn``, ``-2 to 1``."""
    range_sign = " to " if (quantity.low or 0) < 0 else "–"
    return _format_ends(quantity, format_end or format_scaled, (range_sign, "≥", "≤"))


def _format_ends(
    quantity: Quantity, format_end: Callable[[Real], str], signs: tuple[str, str, str]
) -> str:
    """Format both ends; the signs are those for a range, at least, and at most."""
    range_sign, at_least, at_most = signs
    approximate_sign = "~" if quantity.is_approximate else ""
    if quantity.low is None:
        return ("<" if quantity.is_high_open else at_most) + format_end(quantity.high or 0)
    if quantity.high is None:
        return (">" if quantity.is_low_open else at_least) + format_end(quantity.low)
    if quantity.exact_number is not None:
        return approximate_sign + format_end(quantity.exact_number)
    return f"{approximate_sign}{format_end(quantity.low)}{range_sign}{format_end(quantity.high)}"


def format_digits(number: Real) -> str:
    """Write a number in plain digits, never with an exponent."""
    text = str(number)
    return format(to_decimal(number), "f") if "e" in text else text


def format_scaled(number: Real) -> str:
    """Format a number with its magnitude if it stays exact, else with commas: ``52.7 bn``."""
    for word, power, decimals in SCALED_WORDS:
        size = 10**power
        if abs(number) >= size and number * 10**decimals % size == 0:
            whole, fraction = divmod(abs(int(number)) * 10**decimals // size, 10**decimals)
            sign = "-" if number < 0 else ""
            digits = f"{sign}{whole}.{fraction:0{decimals}}".rstrip("0")
            return f"{_add_thousands_commas(digits)} {word}"
    return _add_thousands_commas(format_digits(number))


def _add_thousands_commas(text: str) -> str:
    """Insert a comma before every third digit of the whole part."""
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}".rstrip(".")


def shift_point(number: Real | str, power: int) -> "Decimal":
    """Move the decimal point by a power of ten, keeping every digit; raises ArithmeticError."""
    return build_exact_context().scaleb(to_decimal(number), power)


def to_decimal(number: Real | str) -> "Decimal":
    """Convert a number to a decimal, digit by digit.

    The module is loaded here, as most answers need no decimals.
    """
    from decimal import Decimal

    return Decimal(str(number))


@cache
def build_exact_context() -> "Context":
    """Build the context of decimal computations, which raises ArithmeticError if one fails."""
    from decimal import Context

    return Context(prec=_DECIMAL_PRECISION)


def _build_bound(sign: str | None, number: Real) -> Quantity:
    """Build the quantity that a sign and a number mean: a bound, an approximation, a number."""
    if sign in (">", ">=", "≥"):
        return Quantity(number, None, is_low_open=sign == ">")
    if sign in ("<", "<=", "≤"):
        return Quantity(None, number, is_high_open=sign == "<")
    return Quantity(number, number, is_approximate=sign is not None)


def _split_tail(tail: str) -> tuple[int, str]:
    """Split what follows the digits into a power of ten and a unit: ``bn USD`` is (9, "USD")."""
    folded = " ".join(tail.split())
    word, _, unit = folded.partition(" ")
    return (MAGNITUDE_POWERS[word], unit) if word in MAGNITUDE_POWERS else (0, folded)


def _parse_real(number: str, power: int) -> Real:
    if (
        power == 0
        and len(number) <= tolerances.MAX_EXACT_FLOAT_DIGITS
        and "e" not in number
        and "E" not in number
    ):
        small_number = float(number) if "." in number else int(number)
        return int(small_number) if small_number == int(small_number) else small_number
    try:
        value = shift_point(number.replace("_", ""), power)
    except ArithmeticError:
        message = f"{number!r} is out of all proportion"
        raise FieldError(QuantityProblem.BAD_NUMBER, message, "check its exponent") from None
    return to_real(value)


def _truncate_text(text: str) -> str:
    return text if len(text) <= _MAX_NUMBER_CHARACTERS else f"{text[:20]}…"


def _suggest_number_form(text: str) -> str:
    if len(text) > _MAX_NUMBER_CHARACTERS:
        return f"write it in at most {_MAX_NUMBER_CHARACTERS} characters"
    if re.search(r"\d,\d", text):
        return "write thousands with _ and decimals with a point: 1_500 or 1.5"
    if re.search(r"\d\s*[-–—]\s*\d|\.\.\.", text):
        return "write a range with two points: 600..800"
    return "write a number, a range 600..800, a bound >2, or an approximation ~77, then its unit"

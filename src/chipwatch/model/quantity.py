"""Numbers as sources state them: exact, ranges, bounds, approximations, with their units."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING, NamedTuple

from .problem import FieldError
from .problem_code import CHIP_LINES, CodeSpec, ProblemCode
from .suggest import suggest_nearest

if TYPE_CHECKING:
    from decimal import Context, Decimal

Real = int | float

MAGNITUDE_POWERS = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6,
    "b": 9, "bn": 9, "billion": 9, "tn": 12, "trillion": 12, "万": 4, "亿": 8,
}  # fmt: skip

_UNIT_DIMENSIONS: tuple[dict[str, str], ...] = (
    {"B": "1e-9", "KB": "1e-6", "kB": "1e-6", "MB": "1e-3", "GB": "1", "TB": "1e3", "PB": "1e6",
     "MiB": "0.001048576", "GiB": "1.073741824", "TiB": "1099.511627776"},
    {"MB/s": "1e-3", "GB/s": "1", "TB/s": "1e3", "Mbps": "0.000125", "Gbps": "0.125",
     "Tbps": "125", "Mb/s": "0.000125", "Gb/s": "0.125", "Tb/s": "125"},
    {"GFLOPS": "1e-3", "TFLOPS": "1", "PFLOPS": "1e3", "EFLOPS": "1e6",
     "GFLOP/s": "1e-3", "TFLOP/s": "1", "PFLOP/s": "1e3", "EFLOP/s": "1e6"},
    {"GOPS": "1e-3", "TOPS": "1", "POPS": "1e3", "EOPS": "1e6"},
    {"mm²": "1", "mm2": "1", "cm²": "100", "cm2": "100"},
    {"nm": "1", "µm": "1e3", "um": "1e3", "mm": "1e6"},
    {"W": "1", "kW": "1e3", "MW": "1e6", "GW": "1e9"},
    {"MHz": "1", "GHz": "1e3"},
    {"%": "1", "percent": "1", "per cent": "1"},
)  # fmt: skip
"""Units that convert into one another; the number says how many reference units one is."""

_NUMBER_PATTERN = r"([+-]?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_UNIT_PATTERN = r"\s*((?:[^\W\d_]|[%$])[^.]*?)?"
_QUANTITY_FORM = re.compile(rf"\s*([~≈≥≤]|[<>]=?)?\s*{_NUMBER_PATTERN}{_UNIT_PATTERN}\s*")
"""A number, or an end of a range; it compiles in half the time that a range as a whole takes."""
_MAX_NUMBER_CHARACTERS = 200
"""Characters in what can be a number; more would cost the pattern above more than it is worth."""
_MAX_EXACT_FLOAT_DIGITS = 15
"""Digits up to which floating point keeps every one."""
_MIN_ROUNDED_DIGITS = 2
"""Digits that a rounded number keeps at least: 100 is not what 101 is rounded to."""
_MAX_ROUNDING_CHANGE = 0.01
"""What rounding may change a number by for the two to be one figure."""
_MAX_POWER_OF_TEN = 30
"""The power of ten beyond which, up or down, no number of this world lies."""
_COMPUTED_DECIMALS = 4
"""Digits after the point that are kept of what has been computed."""
_COMPUTED_DIGITS = 4
"""Digits that are shown of what has been computed."""
_DECIMAL_PRECISION = 2 * _MAX_POWER_OF_TEN
"""Digits in computing, enough for every number up to the largest to stay exact."""


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
    """A number or what is known of it: an end not stated is None, an open end is excluded."""

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
        """Whether some number fits both statements."""
        return _can_reach(self, quantity) and _can_reach(quantity, self)


def is_rounding_of(quantity: Quantity, rounded_quantity: Quantity) -> bool:
    """Whether one number is the other, rounded to two digits or more, by at most a hundredth."""
    first_number, second_number = quantity.exact_number, rounded_quantity.exact_number
    if (
        not first_number
        or not second_number
        or abs(first_number - second_number)
        > max(abs(first_number), abs(second_number)) * _MAX_ROUNDING_CHANGE
    ):
        return False
    digit_count = min(
        _count_significant_digits(first_number), _count_significant_digits(second_number)
    )
    return digit_count >= _MIN_ROUNDED_DIGITS and _round_to_significant(
        first_number, digit_count
    ) == _round_to_significant(second_number, digit_count)


def _count_significant_digits(number: Real) -> int:
    """How many digits a number is written with, from its first to its last that is not 0."""
    return len(format_digits(abs(number)).replace(".", "").strip("0"))


def _round_to_significant(number: Real, digit_count: int) -> float:
    return float(f"{number:.{digit_count - 1}e}")


QuantityFormatter = Callable[[Quantity], str]
"""What turns a quantity into text: ``write`` for fact files, ``show`` for readers."""


def _can_reach(first: Quantity, second: Quantity) -> bool:
    """Whether the upper end of ``one`` comes up to the lower end of ``other``."""
    if first.high is None or second.low is None or first.high > second.low:
        return True
    return first.high == second.low and not (first.is_high_open or second.is_low_open)


def find_unit_factors(unit: str) -> "dict[str, Decimal]":
    """Every unit that converts into ``unit``, with how many of ``unit`` one of it is."""
    from decimal import Decimal

    for dimension in _UNIT_DIMENSIONS:
        if unit in dimension:
            reference = Decimal(dimension[unit])
            return {name: Decimal(size) / reference for name, size in dimension.items()}
    return {unit: Decimal(1)} if unit else {}


def parse_quantity(text: str) -> tuple[Quantity, str]:
    """Read ``[~ < <= > >=] number [..number] [magnitude] [unit]``; the unit comes back as written.

    A magnitude or unit written only behind a range counts for both its ends. Raises Misread.
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
    """The sign before a number, the number and what follows it, and both of a range's other end."""
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


def convert_to_unit(quantity: Quantity, written_unit: str, unit: str) -> Quantity:
    """Convert from the unit written (none: the schema's own) into the schema's; raises Misread."""
    if not written_unit or written_unit == unit:
        return quantity
    factors = find_unit_factors(unit)
    if written_unit not in factors:
        known_units = ", ".join(factors) or "none: write the bare number"
        hint = suggest_unit(written_unit, factors, f"units that fit here: {known_units}")
        raise FieldError(
            QuantityProblem.UNKNOWN_UNIT, f"{written_unit!r} is not a unit of this property", hint
        )
    return _multiply_exactly(quantity, factors[written_unit])


def suggest_unit(written_unit: str, known_units: Iterable[str], fallback: str) -> str:
    """A remedy for a unit or currency that is not known, or a magnitude in capitals before it."""
    word = written_unit.partition(" ")[0]
    if word not in MAGNITUDE_POWERS and word.lower() in MAGNITUDE_POWERS:
        return f"write the magnitude in small letters: {word.lower()}"
    return suggest_nearest(written_unit, known_units, fallback)


def _multiply_exactly(quantity: Quantity, factor: "Decimal") -> Quantity:
    """The quantity with both ends multiplied, free of binary rounding."""
    low, high = (
        None if end is None else _to_real(_build_exact_context().multiply(_to_decimal(end), factor))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def require_non_negative(quantity: Quantity) -> Quantity:
    """The quantity, where it is of a sort that is never below zero; raises Misread if it is."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if any(end < 0 for end in ends):
        hint = "write it without the minus; what can fall is a property of its own"
        verb = "reaches" if quantity.exact_number is None else "is"
        raise FieldError(
            QuantityProblem.NEGATIVE_NUMBER, f"{format_quantity(quantity)} {verb} below zero", hint
        )
    return quantity


def add_quantities(terms: Sequence[Quantity], *, signed: bool = False) -> Quantity:
    """The sum of what is known: of ranges a range, of bounds a bound, approximate if one is.

    What is never below zero, and only known not to be more than something, adds nothing for sure.
    """
    if not signed and any(term.low is not None for term in terms):
        terms = [term._replace(low=0) if term.low is None else term for term in terms]
    return Quantity(
        _add_ends([term.low for term in terms]),
        _add_ends([term.high for term in terms]),
        any(term.is_approximate for term in terms),
        any(term.is_low_open for term in terms),
        any(term.is_high_open for term in terms),
    )


def _add_ends(ends: Sequence[Real | None]) -> Real | None:
    """The sum, free of binary rounding; None where an end is not stated."""
    stated_ends = [end for end in ends if end is not None]
    if len(stated_ends) < len(ends):
        return None
    return _to_real(
        reduce(_build_exact_context().add, map(_to_decimal, stated_ends), _to_decimal(0))
    )


def multiply_quantity(quantity: Quantity, factor: "Decimal") -> Quantity:
    """The quantity with both ends multiplied, to as many digits as figures are given in."""
    low, high = (
        None if end is None else _to_real(round(_to_decimal(end) * factor, _COMPUTED_DECIMALS))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def round_computed_quantity(quantity: Quantity) -> Quantity:
    """The quantity to as many digits as a reader believes of what was computed."""
    low, high = (
        None if end is None else _to_real(_to_decimal(float(f"{end:.{_COMPUTED_DIGITS}g}")))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def _to_real(number: "Decimal") -> Real:
    """A decimal as the int or float that JSON should carry; raises Misread for absurd ones."""
    if number and not -_MAX_POWER_OF_TEN <= number.adjusted() <= _MAX_POWER_OF_TEN:
        hint = "check its exponent and its unit"
        raise FieldError(QuantityProblem.BAD_NUMBER, f"{number:.1e} is out of all proportion", hint)
    return int(number) if number == number.to_integral_value() else float(number)


def to_yaml_text(quantity: Quantity) -> str:
    """The quantity as a fact file would state it, without unit: ``~77``, ``1..2``, ``>2``."""
    return _format_ends(quantity, format_digits, ("..", ">=", "<="))


def format_quantity(quantity: Quantity) -> str:
    """The quantity for a reader, without unit: ``~77``, ``1–2``, ``>2 bn``, ``-2 to 1``."""
    range_sign = " to " if (quantity.low or 0) < 0 else "–"
    return _format_ends(quantity, format_scaled, (range_sign, "≥", "≤"))


def _format_ends(
    quantity: Quantity, format_end: Callable[[Real], str], signs: tuple[str, str, str]
) -> str:
    """The ends as text, with the signs for a range, at least and at most."""
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
    """A number in plain digits, never with an exponent."""
    text = str(number)
    return format(_to_decimal(number), "f") if "e" in text else text


def format_scaled(number: Real) -> str:
    """A number with commas, or with its magnitude where that is as exact: ``52.7 bn``."""
    for word, size, decimals in (("tn", 10**12, 3), ("bn", 10**9, 3), ("m", 10**6, 2)):
        if abs(number) >= size and number * 10**decimals % size == 0:
            whole, fraction = divmod(abs(int(number)) * 10**decimals // size, 10**decimals)
            sign = "-" if number < 0 else ""
            return f"{_add_thousands_commas(f'{sign}{whole}.{fraction:0{decimals}}'.rstrip('0'))} {word}"
    return _add_thousands_commas(format_digits(number))


def _add_thousands_commas(text: str) -> str:
    """Plain digits with a comma before every third of the whole part."""
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}".rstrip(".")


def _to_decimal(number: Real) -> "Decimal":
    """The number as it is written; the module is loaded only for numbers that need it."""
    from decimal import Decimal

    return Decimal(str(number))


@cache
def _build_exact_context() -> "Context":
    """What computes without rounding, or raises an ArithmeticError."""
    from decimal import Context

    return Context(prec=_DECIMAL_PRECISION)


def _build_bound(sign: str | None, number: Real) -> Quantity:
    if sign in (">", ">=", "≥"):
        return Quantity(number, None, is_low_open=sign == ">")
    if sign in ("<", "<=", "≤"):
        return Quantity(None, number, is_high_open=sign == "<")
    return Quantity(number, number, is_approximate=sign is not None)


def _split_tail(tail: str) -> tuple[int, str]:
    """A power of ten and a unit from what follows the digits: ``bn USD`` is (9, "USD")."""
    folded = " ".join(tail.split())
    word, _, unit = folded.partition(" ")
    return (MAGNITUDE_POWERS[word], unit) if word in MAGNITUDE_POWERS else (0, folded)


def _parse_real(number: str, power: int) -> Real:
    if (
        power == 0
        and len(number) <= _MAX_EXACT_FLOAT_DIGITS
        and "e" not in number
        and "E" not in number
    ):
        small_number = float(number) if "." in number else int(number)
        return int(small_number) if small_number == int(small_number) else small_number
    from decimal import Decimal

    try:
        value = _build_exact_context().scaleb(Decimal(number.replace("_", "")), power)
    except ArithmeticError:
        message = f"{number!r} is out of all proportion"
        raise FieldError(QuantityProblem.BAD_NUMBER, message, "check its exponent") from None
    return _to_real(value)


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

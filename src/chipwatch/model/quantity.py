"""Numbers as sources state them: exact, ranges, bounds, approximations, with their units."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from .nearest import did_you_mean
from .problem import Misread

if TYPE_CHECKING:
    from decimal import Decimal

Real = int | float

MAGNITUDES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6,
    "b": 9, "bn": 9, "billion": 9, "tn": 12, "trillion": 12, "万": 4, "亿": 8,
}  # fmt: skip

_DIMENSIONS: tuple[dict[str, str], ...] = (
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

_END = r"([+-]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\d.\s][^.]*?)?"
_FORM = re.compile(rf"(~|≈|>=|<=|≥|≤|>|<)?\s*{_END}(?:\s*\.\.\s*{_END})?\s*", re.ASCII)


class Quantity(NamedTuple):
    """A number or what is known of it: an end not stated is None, an open end is excluded."""

    low: Real | None
    high: Real | None
    approximate: bool = False
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> Real | None:
        """The one number meant, also when approximate; None for a range or a bound."""
        return self.low if self.low == self.high else None

    def agrees(self, other: "Quantity") -> bool:
        """Whether some number fits both statements."""
        return _reaches(self, other) and _reaches(other, self)


Writer = Callable[[Quantity], str]
"""What turns a quantity into text: ``write`` for fact files, ``show`` for readers."""


def _reaches(one: Quantity, other: Quantity) -> bool:
    """Whether the upper end of ``one`` comes up to the lower end of ``other``."""
    if one.high is None or other.low is None or one.high > other.low:
        return True
    return one.high == other.low and not (one.high_open or other.low_open)


def units_of(unit: str) -> "dict[str, Decimal]":
    """Every unit that converts into ``unit``, with how many of ``unit`` one of it is."""
    from decimal import Decimal

    for dimension in _DIMENSIONS:
        if unit in dimension:
            reference = Decimal(dimension[unit])
            return {name: Decimal(size) / reference for name, size in dimension.items()}
    return {unit: Decimal(1)} if unit else {}


def parse(text: str) -> tuple[Quantity, str]:
    """Read ``[~ < <= > >=] number [..number] [magnitude] [unit]``; the unit comes back as written.

    A magnitude or unit written only behind a range counts for both its ends.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise Misread("bad-number", f"{text!r} is not a number", _number_hint(text))
    sign, first, first_tail, second, second_tail = match.groups()
    power, unit = _split_tail(first_tail or "")
    if second is None:
        return _bounded(sign, _real(first, power)), unit
    if sign in ("<", "<=", ">", ">=", "≤", "≥"):
        raise Misread("bad-range", f"{text!r} is both a bound and a range", "write the range alone")
    second_power, second_unit = _split_tail(second_tail or "")
    if first_tail and unit and unit != second_unit:
        raise Misread("bad-range", f"the ends of {text!r} differ in unit", "use one unit")
    low = _real(first, power if first_tail else second_power)
    high = _real(second, second_power)
    if low > high:
        raise Misread("bad-range", f"the range {text!r} runs backwards", "put the lower end first")
    return Quantity(low, high, approximate=sign in ("~", "≈")), second_unit


def converted(quantity: Quantity, factor: "Decimal") -> Quantity:
    """The quantity with both ends multiplied, free of binary rounding."""
    low, high = (
        None if end is None else plain(_decimal(end) * factor)
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def in_unit(quantity: Quantity, written: str, unit: str) -> Quantity:
    """Convert a quantity from the unit written (none: the schema's own) into the schema's unit."""
    if not written or written == unit:
        return quantity
    factors = units_of(unit)
    if written not in factors:
        known = ", ".join(factors) or "none: write the bare number"
        hint = did_you_mean(written, factors, f"units that fit here: {known}")
        raise Misread("unknown-unit", f"{written!r} is not a unit of this property", hint)
    return converted(quantity, factors[written])


def plain(number: "Decimal") -> Real:
    """A decimal as the int or float that JSON should carry."""
    return int(number) if number == number.to_integral_value() else float(number)


def write(quantity: Quantity) -> str:
    """The quantity as a fact file would state it, without unit: ``~77``, ``1..2``, ``>2``."""
    if quantity.exact is not None:
        return ("~" if quantity.approximate else "") + digits(quantity.exact)
    if quantity.low is not None and quantity.high is not None:
        span = f"{digits(quantity.low)}..{digits(quantity.high)}"
        return ("~" if quantity.approximate else "") + span
    if quantity.low is not None:
        return (">" if quantity.low_open else ">=") + digits(quantity.low)
    return ("<" if quantity.high_open else "<=") + digits(quantity.high or 0)


def show(quantity: Quantity) -> str:
    """The quantity for a reader, without unit: ``~77``, ``1–2``, ``>2 bn``."""
    if quantity.exact is not None:
        return ("~" if quantity.approximate else "") + scaled(quantity.exact)
    if quantity.low is not None and quantity.high is not None:
        return (
            f"{'~' if quantity.approximate else ''}{scaled(quantity.low)}–{scaled(quantity.high)}"
        )
    if quantity.low is not None:
        return (">" if quantity.low_open else "≥") + scaled(quantity.low)
    return ("<" if quantity.high_open else "≤") + scaled(quantity.high or 0)


def digits(number: Real) -> str:
    """A number in plain digits, never with an exponent."""
    text = str(number)
    return format(_decimal(number), "f") if "e" in text else text


def scaled(number: Real) -> str:
    """A number with commas, or with its magnitude where that is as exact: ``52.7 bn``."""
    for word, size in (("tn", 10**12), ("bn", 10**9), ("m", 10**6)):
        if abs(number) >= size and number * 100 % size == 0:
            return f"{_separated(digits(number * 100 // size / 100))} {word}"
    return _separated(digits(number))


def _separated(text: str) -> str:
    """Plain digits with a comma before every third of the whole part."""
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{rest}".removesuffix(".0")


def _decimal(number: Real) -> "Decimal":
    """The number as it is written; the module is loaded only for numbers that need it."""
    from decimal import Decimal

    return Decimal(str(number))


def _bounded(sign: str | None, number: Real) -> Quantity:
    if sign in (">", ">=", "≥"):
        return Quantity(number, None, low_open=sign == ">")
    if sign in ("<", "<=", "≤"):
        return Quantity(None, number, high_open=sign == "<")
    return Quantity(number, number, approximate=sign is not None)


def _split_tail(tail: str) -> tuple[int, str]:
    """A power of ten and a unit from what follows the digits: ``bn USD`` is (9, "USD")."""
    word, _, rest = tail.strip().partition(" ")
    if word in MAGNITUDES:
        return MAGNITUDES[word], rest.strip()
    return 0, tail.strip()


def _real(number: str, power: int) -> Real:
    if power == 0 and len(number) <= _SHORT and "e" not in number and "E" not in number:
        short = float(number) if "." in number else int(number)
        return int(short) if short == int(short) else short
    from decimal import Decimal

    value = Decimal(number.replace("_", "")).scaleb(power)
    if value.adjusted() > _LARGEST or (value and value.adjusted() < -_LARGEST):
        raise Misread("bad-number", f"{number!r} is out of all proportion", "check its exponent")
    return plain(value)


_SHORT = 15
"""Digits up to which floating point keeps every one."""
_LARGEST = 30


def _number_hint(text: str) -> str:
    if re.search(r"\d,\d", text):
        return "write thousands with _ and decimals with a point: 1_500 or 1.5"
    if re.search(r"\d\s*[-–—]\s*\d", text):
        return "write a range with two points: 600..800"
    return "write a number, a range 600..800, a bound >2, or an approximation ~77, then its unit"

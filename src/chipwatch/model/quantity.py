"""Numbers as sources state them: exact, ranges, bounds, approximations, with their units."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING, NamedTuple

from .nearest import did_you_mean
from .problem import Misread

if TYPE_CHECKING:
    from decimal import Context, Decimal

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

_END = r"([+-]?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_TAIL = r"\s*((?:[^\W\d_]|[%$])[^.]*?)?"
_FORM = re.compile(rf"\s*([~≈≥≤]|[<>]=?)?\s*{_END}{_TAIL}\s*")
"""A number, or an end of a range; it compiles in half the time that a range as a whole takes."""
_LONGEST = 200
"""Characters in what can be a number; more would cost the pattern above more than it is worth."""
_SHORT = 15
"""Digits up to which floating point keeps every one."""
_FEWEST = 2
"""Digits that a rounded number keeps at least: 100 is not what 101 is rounded to."""
_ROUNDING = 0.01
"""What rounding may change a number by for the two to be one figure."""
_LARGEST = 30
"""The power of ten beyond which, up or down, no number of this world lies."""
_PLACES = 4
"""Digits after the point that are kept of what has been computed."""
_BELIEVED = 4
"""Digits that are shown of what has been computed."""
_DIGITS = 2 * _LARGEST
"""Digits in computing, enough for every number up to the largest to stay exact."""


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


def rounds(one: Quantity, other: Quantity) -> bool:
    """Whether one number is the other, rounded to two digits or more, by at most a hundredth."""
    first, second = one.exact, other.exact
    if not first or not second or abs(first - second) > max(abs(first), abs(second)) * _ROUNDING:
        return False
    places = min(_significant(first), _significant(second))
    return places >= _FEWEST and _rounded(first, places) == _rounded(second, places)


def _significant(number: Real) -> int:
    """How many digits a number is written with, from its first to its last that is not 0."""
    return len(digits(abs(number)).replace(".", "").strip("0"))


def _rounded(number: Real, places: int) -> float:
    return float(f"{number:.{places - 1}e}")


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

    A magnitude or unit written only behind a range counts for both its ends. Raises Misread.
    """
    sign, first, first_tail, second, second_tail = _parts(text)
    power, unit = _split_tail(first_tail or "")
    if second is None:
        return _bounded(sign, _real(first, power)), unit
    if sign in ("<", "<=", ">", ">=", "≤", "≥"):
        raise Misread("bad-range", f"{text!r} is both a bound and a range", "write the range alone")
    second_power, second_unit = _split_tail(second_tail or "")
    if unit and unit != second_unit:
        raise Misread("bad-range", f"the ends of {text!r} differ in unit", "use one unit")
    low = _real(first, power if first_tail else second_power)
    high = _real(second, second_power)
    if low > high:
        raise Misread("bad-range", f"the range {text!r} runs backwards", "put the lower end first")
    return Quantity(low, high, approximate=sign in ("~", "≈")), second_unit


def _parts(text: str) -> tuple[str | None, str, str | None, str | None, str | None]:
    """The sign before a number, the number and what follows it, and both of a range's other end."""
    if len(text) <= _LONGEST:
        first, points, second = text.partition("..")
        low, high = _FORM.fullmatch(first), _FORM.fullmatch(second)
        if low and not points:
            return low[1], low[2], low[3], None, None
        if low and high and high[1] is None and not second.startswith("."):
            return low[1], low[2], low[3], high[2], high[3]
    raise Misread("bad-number", f"{_begun(text)!r} is not a number", _number_hint(text))


def in_unit(quantity: Quantity, written: str, unit: str) -> Quantity:
    """Convert from the unit written (none: the schema's own) into the schema's; raises Misread."""
    if not written or written == unit:
        return quantity
    factors = units_of(unit)
    if written not in factors:
        known = ", ".join(factors) or "none: write the bare number"
        hint = unit_hint(written, factors, f"units that fit here: {known}")
        raise Misread("unknown-unit", f"{written!r} is not a unit of this property", hint)
    return _converted(quantity, factors[written])


def unit_hint(written: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy for a unit or currency that is not known, or a magnitude in capitals before it."""
    word = written.partition(" ")[0]
    if word not in MAGNITUDES and word.lower() in MAGNITUDES:
        return f"write the magnitude in small letters: {word.lower()}"
    return did_you_mean(written, known, otherwise)


def _converted(quantity: Quantity, factor: "Decimal") -> Quantity:
    """The quantity with both ends multiplied, free of binary rounding."""
    low, high = (
        None if end is None else _plain(_exactly().multiply(_decimal(end), factor))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def unsigned(quantity: Quantity) -> Quantity:
    """The quantity, where it is of a sort that is never below zero; raises Misread if it is."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if any(end < 0 for end in ends):
        hint = "write it without the minus; what can fall is a property of its own"
        does = "reaches" if quantity.exact is None else "is"
        raise Misread("negative-number", f"{show(quantity)} {does} below zero", hint)
    return quantity


def add(terms: Sequence[Quantity], *, signed: bool = False) -> Quantity:
    """The sum of what is known: of ranges a range, of bounds a bound, approximate if one is.

    What is never below zero, and only known not to be more than something, adds nothing for sure.
    """
    if not signed and any(term.low is not None for term in terms):
        terms = [term._replace(low=0) if term.low is None else term for term in terms]
    return Quantity(
        _sum([term.low for term in terms]),
        _sum([term.high for term in terms]),
        any(term.approximate for term in terms),
        any(term.low_open for term in terms),
        any(term.high_open for term in terms),
    )


def _sum(ends: Sequence[Real | None]) -> Real | None:
    """The sum, free of binary rounding; None where an end is not stated."""
    stated = [end for end in ends if end is not None]
    if len(stated) < len(ends):
        return None
    return _plain(reduce(_exactly().add, map(_decimal, stated), _decimal(0)))


def times(quantity: Quantity, factor: "Decimal") -> Quantity:
    """The quantity with both ends multiplied, to as many digits as figures are given in."""
    low, high = (
        None if end is None else _plain(round(_decimal(end) * factor, _PLACES))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def rounded(quantity: Quantity) -> Quantity:
    """The quantity to as many digits as a reader believes of what was computed."""
    low, high = (
        None if end is None else _plain(_decimal(float(f"{end:.{_BELIEVED}g}")))
        for end in (quantity.low, quantity.high)
    )
    return quantity._replace(low=low, high=high)


def _plain(number: "Decimal") -> Real:
    """A decimal as the int or float that JSON should carry; raises Misread for absurd ones."""
    if number and not -_LARGEST <= number.adjusted() <= _LARGEST:
        hint = "check its exponent and its unit"
        raise Misread("bad-number", f"{number:.1e} is out of all proportion", hint)
    return int(number) if number == number.to_integral_value() else float(number)


def write(quantity: Quantity) -> str:
    """The quantity as a fact file would state it, without unit: ``~77``, ``1..2``, ``>2``."""
    return _text(quantity, digits, ("..", ">=", "<="))


def show(quantity: Quantity) -> str:
    """The quantity for a reader, without unit: ``~77``, ``1–2``, ``>2 bn``, ``-2 to 1``."""
    to = " to " if (quantity.low or 0) < 0 else "–"
    return _text(quantity, scaled, (to, "≥", "≤"))


def _text(quantity: Quantity, end: Callable[[Real], str], signs: tuple[str, str, str]) -> str:
    """The ends as text, with the signs for a range, at least and at most."""
    to, at_least, at_most = signs
    about = "~" if quantity.approximate else ""
    if quantity.low is None:
        return ("<" if quantity.high_open else at_most) + end(quantity.high or 0)
    if quantity.high is None:
        return (">" if quantity.low_open else at_least) + end(quantity.low)
    if quantity.exact is not None:
        return about + end(quantity.exact)
    return f"{about}{end(quantity.low)}{to}{end(quantity.high)}"


def digits(number: Real) -> str:
    """A number in plain digits, never with an exponent."""
    text = str(number)
    return format(_decimal(number), "f") if "e" in text else text


def scaled(number: Real) -> str:
    """A number with commas, or with its magnitude where that is as exact: ``52.7 bn``."""
    for word, size, places in (("tn", 10**12, 3), ("bn", 10**9, 3), ("m", 10**6, 2)):
        if abs(number) >= size and number * 10**places % size == 0:
            whole, rest = divmod(abs(int(number)) * 10**places // size, 10**places)
            sign = "-" if number < 0 else ""
            return f"{_separated(f'{sign}{whole}.{rest:0{places}}'.rstrip('0'))} {word}"
    return _separated(digits(number))


def _separated(text: str) -> str:
    """Plain digits with a comma before every third of the whole part."""
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{rest}".rstrip(".")


def _decimal(number: Real) -> "Decimal":
    """The number as it is written; the module is loaded only for numbers that need it."""
    from decimal import Decimal

    return Decimal(str(number))


@cache
def _exactly() -> "Context":
    """What computes without rounding, or raises an ArithmeticError."""
    from decimal import Context

    return Context(prec=_DIGITS)


def _bounded(sign: str | None, number: Real) -> Quantity:
    if sign in (">", ">=", "≥"):
        return Quantity(number, None, low_open=sign == ">")
    if sign in ("<", "<=", "≤"):
        return Quantity(None, number, high_open=sign == "<")
    return Quantity(number, number, approximate=sign is not None)


def _split_tail(tail: str) -> tuple[int, str]:
    """A power of ten and a unit from what follows the digits: ``bn USD`` is (9, "USD")."""
    folded = " ".join(tail.split())
    word, _, unit = folded.partition(" ")
    return (MAGNITUDES[word], unit) if word in MAGNITUDES else (0, folded)


def _real(number: str, power: int) -> Real:
    if power == 0 and len(number) <= _SHORT and "e" not in number and "E" not in number:
        short = float(number) if "." in number else int(number)
        return int(short) if short == int(short) else short
    from decimal import Decimal

    try:
        value = _exactly().scaleb(Decimal(number.replace("_", "")), power)
    except ArithmeticError:
        message = f"{number!r} is out of all proportion"
        raise Misread("bad-number", message, "check its exponent") from None
    return _plain(value)


def _begun(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:20]}…"


def _number_hint(text: str) -> str:
    if len(text) > _LONGEST:
        return f"write it in at most {_LONGEST} characters"
    if re.search(r"\d,\d", text):
        return "write thousands with _ and decimals with a point: 1_500 or 1.5"
    if re.search(r"\d\s*[-–—]\s*\d|\.\.\.", text):
        return "write a range with two points: 600..800"
    return "write a number, a range 600..800, a bound >2, or an approximation ~77, then its unit"

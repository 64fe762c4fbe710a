"""Ratios of figures side by side: of ranges a range, of bounds a bound, or why there is none."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...model.quantity import Quantity, Real, show
from ..figures import NEARLY

SAME = Quantity(1, 1)


class Figures(NamedTuple):
    """What a figure comes to, and how many days it counts up, where it counts up any."""

    by_unit: Mapping[str, Quantity]
    """A number in its own unit, money in each currency that is stated."""
    days: int | None = None


class Ratios(NamedTuple):
    """How many times the first of several figures each one is."""

    unit: str = ""
    """The unit in which they were taken: of amounts, a currency that all state."""
    each: tuple[Quantity | None, ...] = ()
    """None where it cannot be told."""
    why: str = ""
    """Why there is none of two figures that are known."""

    @property
    def told(self) -> bool:
        """Whether there is one besides that of the first to itself."""
        return any(self.each[1:])

    def text(self) -> str:
        """The ratios of all but the first."""
        if not self.told:
            return ""
        return " ".join(f"{show(ratio)}×" if ratio else "–" for ratio in self.each[1:])


def ratios_of(figures: Sequence[Figures]) -> Ratios:
    """The ratios in the unit that most state, the dollar before others."""
    first, *others = figures
    stated = [one.by_unit for one in figures]
    ranked = sorted(
        first.by_unit, key=lambda unit: (-sum(unit in one for one in stated), unit != "USD")
    )
    if not ranked:
        return Ratios("", (None,) * len(figures))
    unit = ranked[0]
    found = [_ratio(other, first, unit) for other in others]
    why = dict.fromkeys(reason for _, reason in found if reason)
    return Ratios(unit, (SAME, *(ratio for ratio, _ in found)), ", ".join(why))


def _ratio(other: Figures, first: Figures, unit: str) -> tuple[Quantity | None, str]:
    """How many times the first another figure is, or why it cannot be told of two known ones."""
    number, base = other.by_unit.get(unit), first.by_unit[unit]
    if not other.by_unit:
        return None, ""
    if number is None:
        return None, "no unit in common"
    if _may_be_nothing(base):
        return None, "the first is not surely above zero"
    lengths = sorted(one.days or 0 for one in (first, other))
    if lengths[1] - lengths[0] > lengths[1] * NEARLY:
        return None, "not over periods of one length"
    return _over(number, base), ""


def _may_be_nothing(number: Quantity) -> bool:
    """Whether nothing can be divided by it: it is, or may be, zero or less."""
    return number.low is None or number.low <= 0


def _over(number: Quantity, base: Quantity) -> Quantity | None:
    """A quantity over one that is above zero; None where neither end can be told."""
    low = _divided(number.low, base.high if (number.low or 0) >= 0 else base.low)
    high = _divided(number.high, base.low if (number.high or 0) >= 0 else base.high)
    if low is None and high is None:
        return None
    return Quantity(
        low, high, number.approximate or base.approximate,
        low_open=number.low_open or base.high_open, high_open=number.high_open or base.low_open,
    )  # fmt: skip


def _divided(end: Real | None, by: Real | None) -> Real | None:
    """A ratio to four digits."""
    if end is None or by is None:
        return None
    ratio = float(f"{end / by:.4g}")
    return int(ratio) if ratio == int(ratio) else ratio

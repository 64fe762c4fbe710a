"""Ratios of figures: of ranges a range, of bounds a bound, or the reason why there is none."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...model.facts import Fact
from ...model.interval_arithmetic import divide_quantities
from ...model.quantity import Quantity, format_quantity
from ...model.tolerances import RATIO_DIGITS
from ..answers.numeric import is_equally_long

RATIO_OF_ONE = Quantity(1, 1)


class ComparedFigure(NamedTuple):
    """A figure by unit, with the length in days of the period that it covers, if any."""

    by_unit: Mapping[str, Quantity]
    """A number in its unit, money in each currency that is stated."""
    days: int | None = None
    fact: Fact | None = None
    """The fact that states it."""


class FigureRatios(NamedTuple):
    """The ratios of several figures to the first."""

    unit: str = ""
    """The unit of the figures compared: of money, a currency that all state."""
    values: tuple[Quantity | None, ...] = ()
    """One for each figure; None where there is no ratio."""
    missing_reason: str = ""
    """Why two known figures have no ratio."""

    @property
    def has_values(self) -> bool:
        """Whether there is a ratio besides that of the first figure to itself."""
        return any(self.values[1:])

    def format_values(self) -> str:
        """Format the ratios of all figures but the first."""
        if not self.has_values:
            return ""
        return " ".join(f"{format_quantity(ratio)}×" if ratio else "–" for ratio in self.values[1:])


def compute_ratios(figures: Sequence[ComparedFigure]) -> FigureRatios:
    """Compute the ratios in the unit that most figures state, the dollar before others."""
    first_figure, *other_figures = figures
    numbers_by_figure = [figure.by_unit for figure in figures]
    ranked_units = sorted(
        first_figure.by_unit,
        key=lambda unit: (-sum(unit in figure for figure in numbers_by_figure), unit != "USD"),
    )
    if not ranked_units:
        return FigureRatios("", (None,) * len(figures))
    unit = ranked_units[0]
    ratios_with_reasons = [
        _compute_ratio(compared_figure, first_figure, unit) for compared_figure in other_figures
    ]
    reasons = dict.fromkeys(reason for _, reason in ratios_with_reasons if reason)
    return FigureRatios(
        unit, (RATIO_OF_ONE, *(ratio for ratio, _ in ratios_with_reasons)), ", ".join(reasons)
    )


def _compute_ratio(
    compared_figure: ComparedFigure, first_figure: ComparedFigure, unit: str
) -> tuple[Quantity | None, str]:
    """Compute one figure over the first, or give the reason why two known ones have no ratio."""
    dividend, divisor = compared_figure.by_unit.get(unit), first_figure.by_unit[unit]
    if not compared_figure.by_unit:
        return None, ""
    if dividend is None:
        return None, "no unit in common"
    if _can_be_zero(divisor):
        return None, "the first is not surely above zero"
    if not is_equally_long(figure.days or 0 for figure in (first_figure, compared_figure)):
        return None, "not over periods of one length"
    return divide_quantities(dividend, divisor, RATIO_DIGITS), ""


def _can_be_zero(quantity: Quantity) -> bool:
    """Return whether a number is, or may be, zero or less, so that nothing can be divided by it."""
    return quantity.low is None or quantity.low <= 0

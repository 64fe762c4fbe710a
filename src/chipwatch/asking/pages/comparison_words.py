"""How the screens of a comparison write labels, periods and ratios."""

from collections.abc import Iterable
from math import floor, log10

from ...model.quantity import Quantity, Real, format_quantity
from ...model.table import Cell
from .explained_comparison import PropertyComparison

MAX_FIGURE_WIDTH = 26
"""Columns that the figures of an entity get at least, if they need them."""
SIGN_WIDTH = 2
"""Columns of a sign, such as that of a disputed value, and the blank behind it."""
RATIO_DIGITS = 2
"""Digits of a ratio after which it is rounded: factors are estimates of how unlike things are."""


def move_period(comparison: PropertyComparison) -> PropertyComparison:
    """Move the period of figures into the label, where all are of one."""
    periods = {cell.one_line_annotation for cell in comparison.cells if cell.text}
    if len(periods) != 1 or not any(periods):
        return comparison
    cells = tuple(cell._replace(one_line_annotation="") for cell in comparison.cells)
    return comparison._replace(cells=cells, label=f"{comparison.label}, {periods.pop()}")


def measure_figures(cells: Iterable[Cell]) -> int:
    """Measure the widest of some figures, with its sign, as figures are not to be cut.

    Its period does not count: it stands below where it has no room.
    """
    widths = [len(get_one_line_text(cell)) + SIGN_WIDTH for cell in cells]
    return min(max(widths, default=0), MAX_FIGURE_WIDTH)


def get_one_line_text(cell: Cell) -> str:
    """Get what a listing of one line a row shows of a value."""
    return cell.text if cell.one_line_text is None else cell.one_line_text


def write_heading(comparison: PropertyComparison) -> str:
    """Write the label of a property with the unit of its figures."""
    unit = f", {comparison.shown_unit}" if comparison.shown_unit else ""
    return f"{comparison.label}{unit}"


def format_ratio(comparison: PropertyComparison, position: int) -> str:
    """Format the ratio of one entity to the first, rounded; a dash where there is none."""
    ratio = comparison.ratios.values[position]
    return f"{format_quantity(_round_quantity(ratio))} ×" if ratio else "–"


def _round_quantity(quantity: Quantity) -> Quantity:
    return quantity._replace(
        low=None if quantity.low is None else _round_digits(quantity.low),
        high=None if quantity.high is None else _round_digits(quantity.high),
    )


def _round_digits(number: Real) -> Real:
    """Round to RATIO_DIGITS digits, or to a whole number where that has more."""
    if not number:
        return number
    digits = RATIO_DIGITS - 1 - floor(log10(abs(number)))
    return round(number, digits) if digits > 0 else round(number)

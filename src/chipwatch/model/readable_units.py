"""The units that people write large figures in: PB for millions of GB, MW for thousands of kW."""

from collections.abc import Iterable

from .quantity import Quantity, Real, format_quantity, shift_point, to_real

UNIT_LADDERS = (
    ("GB", "TB", "PB"),
    ("GB/s", "TB/s", "PB/s"),
    ("W", "kW", "MW", "GW"),
    ("TFLOPS", "PFLOPS", "EFLOPS"),
    ("TOPS", "POPS", "EOPS"),
)
"""Units of which each is a thousand of the one before."""
MIN_SCALED_NUMBER = 10_000
"""The number from which on a figure is written in a larger unit: a data sheet writes 8,000 GB/s."""
POWER_OF_STEP = 3
"""The power of ten between two units of a ladder."""


def format_in_readable_unit(quantity: Quantity, unit: str) -> str:
    """Format a quantity with its unit, large ones in the unit that people write them in."""
    readable_unit = _choose_unit(quantity, unit)
    number = format_quantity(convert_to_larger_unit(quantity, unit, readable_unit))
    return f"{number} {readable_unit}".rstrip()


def choose_common_unit(quantities: Iterable[Quantity], unit: str) -> str:
    """Choose the unit in which the fewest ends of quantities are large or below 1.

    It serves a column of figures, which one unit makes comparable. Of several the smallest.
    """
    ends = [
        abs(end)
        for quantity in quantities
        for end in (quantity.low, quantity.high)
        if end is not None and end
    ]

    def count_awkward_ends(larger_unit: str) -> int:
        size = 10 ** _count_power(unit, larger_unit)
        return sum(not size <= end < MIN_SCALED_NUMBER * size for end in ends)

    if max(ends, default=0) < MIN_SCALED_NUMBER:
        return unit
    return min(_list_larger_units(unit), key=count_awkward_ends)


def convert_to_larger_unit(quantity: Quantity, unit: str, larger_unit: str) -> Quantity:
    """Convert a quantity to a unit of the same ladder, with all its digits."""
    power = _count_power(unit, larger_unit)
    low, high = (_shift_number(end, -power) for end in (quantity.low, quantity.high))
    return quantity._replace(low=low, high=high) if power else quantity


def _choose_unit(quantity: Quantity, unit: str) -> str:
    """Choose a unit in which both ends are at least 1."""
    smallest = min(abs(end) for end in (quantity.low, quantity.high) if end is not None)
    if smallest < MIN_SCALED_NUMBER:
        return unit
    larger_units = _list_larger_units(unit)
    steps = (len(str(int(smallest))) - 1) // POWER_OF_STEP
    return larger_units[min(steps, len(larger_units) - 1)]


def _list_larger_units(unit: str) -> tuple[str, ...]:
    """List a unit and those above it on its ladder."""
    ladder = next((ladder for ladder in UNIT_LADDERS if unit in ladder), (unit,))
    return ladder[ladder.index(unit) :]


def _count_power(unit: str, larger_unit: str) -> int:
    """Count the powers of ten between a unit and a larger one."""
    return POWER_OF_STEP * _list_larger_units(unit).index(larger_unit)


def _shift_number(number: Real | None, power: int) -> Real | None:
    if number is None:
        return None
    return to_real(shift_point(number, power))

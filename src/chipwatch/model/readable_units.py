"""The units that people write large figures in: PB for millions of GB, MW for thousands of kW."""

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
    steps, readable_unit = _choose_unit(quantity, unit)
    number = format_quantity(_shift_quantity(quantity, -POWER_OF_STEP * steps))
    return f"{number} {readable_unit}".rstrip()


def _choose_unit(quantity: Quantity, unit: str) -> tuple[int, str]:
    """Choose a unit, and how many steps it is up the ladder, in which both ends are at least 1."""
    smallest = min(abs(end) for end in (quantity.low, quantity.high) if end is not None)
    ladder = next((ladder for ladder in UNIT_LADDERS if unit in ladder), (unit,))
    larger_units = ladder[ladder.index(unit) :]
    if smallest < MIN_SCALED_NUMBER:
        return 0, unit
    steps = (len(str(int(smallest))) - 1) // POWER_OF_STEP
    steps = min(steps, len(larger_units) - 1)
    return steps, larger_units[steps]


def _shift_quantity(quantity: Quantity, power: int) -> Quantity:
    """Move the decimal point of both ends."""
    low, high = (_shift_number(end, power) for end in (quantity.low, quantity.high))
    return quantity._replace(low=low, high=high) if power else quantity


def _shift_number(number: Real | None, power: int) -> Real | None:
    if number is None:
        return None
    return to_real(shift_point(number, power))

"""Measure how far the facts of one property lie apart, and count their independent sources."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ...model.answer import Json
from ...model.dates import Date
from ...model.facts import Fact, SourceRecord
from ...model.interval_arithmetic import round_number
from ...model.quantity import Quantity, Real, format_quantity
from ...model.readable_units import convert_to_larger_unit
from ...model.tolerances import RATIO_DIGITS


class Spread(NamedTuple):
    """The lowest and highest of several numbers in one unit, or of several days."""

    low: Real
    high: Real
    unit: str

    @property
    def factor(self) -> float | None:
        """The highest over the lowest; None for days and where the lowest is not above zero."""
        if self.unit == "days" or self.low <= 0:
            return None
        return float(round_number(self.high / self.low, RATIO_DIGITS))

    def format_range(self) -> str:
        """Format it for a reader: ``1.2× (100–120 USD)``, ``31 days``."""
        ends = self.format_ends()
        return ends if self.factor is None else f"{self.format_factor()} ({ends})"

    def format_ends(self, larger_unit: str = "") -> str:
        """Format the lowest and the highest: ``100–120 USD``; of days how many they are apart.

        Numbers are in the unit that they are in, or in a larger one that is given.
        """
        if self.unit == "days":
            return f"{self.high - self.low:,} days"
        unit = larger_unit or self.unit
        ends = convert_to_larger_unit(Quantity(self.low, self.high), self.unit, unit)
        return f"{format_quantity(ends)} {unit}".rstrip()

    def format_factor(self) -> str:
        """Format the highest over the lowest: ``1.2×``; nothing where there is no such factor."""
        return "" if self.factor is None else f"{self.factor:,g}×"

    def to_data(self) -> dict[str, Json]:
        """Serialise it for a script."""
        is_in_days = self.unit == "days"
        return {
            "low": None if is_in_days else self.low,
            "high": None if is_in_days else self.high,
            "unit": self.unit or None,
            "factor": self.factor,
            "days": self.high - self.low if is_in_days else None,
        }


def compute_spread(facts: Iterable[Fact]) -> Spread | None:
    """Compute how far the values of one property lie apart; None where it is only rounding.

    Money is compared in the first currency that all facts state.
    """
    known_facts = [fact for fact in facts if not fact.is_unknown]
    dates = [fact.value for fact in known_facts if isinstance(fact.value, Date)]
    if dates:
        return _build_spread([date.first for date in dates] + [date.last for date in dates], "days")
    numbers = [fact.field.to_quantities(fact.value) for fact in known_facts]
    shared_units = [
        unit
        for unit in (numbers[0] if numbers else ())
        if all(unit in quantities for quantities in numbers)
    ]
    if not shared_units:
        return None
    return _build_spread(
        [end for quantities in numbers for end in _list_stated_ends(quantities[shared_units[0]])],
        shared_units[0],
    )


def count_independent_sources(
    facts: Iterable[Fact], get_source: Callable[[str], SourceRecord]
) -> int:
    """Count the sources of some facts; those that repeat one another count once."""
    source_ids = {citation.source for fact in facts for citation in fact.citations}
    return len({get_source(source_id).root_id for source_id in source_ids})


def _list_stated_ends(quantity: Quantity) -> list[Real]:
    return [end for end in (quantity.low, quantity.high) if end is not None]


def _build_spread(numbers: Sequence[Real], unit: str) -> Spread | None:
    if not numbers or min(numbers) == max(numbers):
        return None
    spread = Spread(min(numbers), max(numbers), unit)
    return None if spread.factor == 1 else spread

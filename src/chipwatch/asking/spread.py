"""How far facts of one property lie apart, and on how many independent sources they rest."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..model.dates import Date
from ..model.facts import Fact, Source
from ..model.quantity import Quantity, Real, scaled
from ..model.table import Json


class Spread(NamedTuple):
    """The lowest and highest of several numbers in one unit, or of several days."""

    low: Real
    high: Real
    unit: str

    @property
    def factor(self) -> float | None:
        """How many times the lowest the highest is."""
        if self.unit == "days" or self.low <= 0:
            return None
        return float(f"{self.high / self.low:.4g}")

    def text(self) -> str:
        """For a reader: ``1.2× (100–120 USD)``, ``31 days``."""
        if self.unit == "days":
            return f"{self.high - self.low:,} days"
        ends = f"{scaled(self.low)}–{scaled(self.high)} {self.unit}".rstrip()
        return ends if self.factor is None else f"{self.factor:,g}× ({ends})"

    def as_data(self) -> dict[str, Json]:
        """For a script."""
        days = self.unit == "days"
        return {
            "low": None if days else self.low, "high": None if days else self.high,
            "unit": self.unit or None, "factor": self.factor,
            "days": self.high - self.low if days else None,
        }  # fmt: skip


def spread_of(facts: Iterable[Fact]) -> Spread | None:
    """How far the values of facts of one property lie apart; None where that is but rounding.

    Of money, in the first currency that all state.
    """
    known = [fact for fact in facts if not fact.unknown]
    days = [fact.value for fact in known if isinstance(fact.value, Date)]
    if days:
        return _between([day.first for day in days] + [day.last for day in days], "days")
    numbers = [fact.field.quantities(fact.value) for fact in known]
    shared = [unit for unit in (numbers[0] if numbers else ()) if all(unit in n for n in numbers)]
    if not shared:
        return None
    return _between([end for n in numbers for end in _ends(n[shared[0]])], shared[0])


def independent(facts: Iterable[Fact], source: Callable[[str], Source]) -> int:
    """On how many sources facts rest, those that repeat one another counted once."""
    cited = {citation.source for fact in facts for citation in fact.citations}
    return len({source(id_).root for id_ in cited})


def _ends(number: Quantity) -> list[Real]:
    return [end for end in (number.low, number.high) if end is not None]


def _between(numbers: Sequence[Real], unit: str) -> Spread | None:
    if not numbers or min(numbers) == max(numbers):
        return None
    spread = Spread(min(numbers), max(numbers), unit)
    return None if spread.factor == 1 else spread

"""Exchange rates that the base states, and amounts converted with them where sources do not."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..model.facts import Citation, Fact
from ..model.money import CURRENCIES, Money
from ..model.nearest import did_you_mean
from ..model.problem import UnknownNameError
from ..model.quantity import Quantity, times
from ..model.schema import Statistic
from ..store.base import KnowledgeBase

PIVOT = "USD"
"""The currency through which two others are converted that no rate joins."""
STATED, COMPUTED = "stated", "computed"


class Rate(NamedTuple):
    """How many units of one currency another cost, on average over a year."""

    year: int
    factor: Decimal
    text: str
    """The rate as its source states it."""
    citations: tuple[Citation, ...]


class Converted(NamedTuple):
    """An amount in the currency wanted, and how it came to be in it."""

    amount: Quantity
    how: str
    rates: tuple[Rate, ...] = ()


class Rates:
    """The rates of a base by currencies and year."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._rates: dict[tuple[str, str, int], Rate] = {}
        facts = (fact for entity in base.of_kind("statistic") for fact in entity.facts)
        for fact in facts:
            if fact.property == Statistic.rate.name and not fact.unknown:
                self._add(fact)

    def convert(self, money: Money, currency: str, year: int | None) -> Converted | None:
        """The amount in a currency: as its source states it, or else by the rates of a year."""
        stated = money.in_currency(currency)
        if stated is not None:
            return Converted(stated, "" if money.currency == currency else STATED)
        rates = self._between(money.currency, currency, year) if year else ()
        if not rates:
            return None
        amount = money.amount
        for rate in rates:
            amount = times(amount, rate.factor)
        return Converted(amount._replace(approximate=True), COMPUTED, rates)

    def _add(self, fact: Fact) -> None:
        span = fact.period or fact.as_of
        year = year_of(span.first, span.last) if span else None
        for one, other, factor in _factors(fact.value) if year else ():
            rate = Rate(year or 0, factor, fact.text(), fact.citations)
            self._rates.setdefault((one, other, rate.year), rate)

    def _between(self, one: str, other: str, year: int) -> tuple[Rate, ...]:
        """The rates that lead from one currency to another, none where there is no way."""
        direct = self._rates.get((one, other, year))
        if direct:
            return (direct,)
        ways = (self._rates.get((one, PIVOT, year)), self._rates.get((PIVOT, other, year)))
        return tuple(rate for rate in ways if rate) if all(ways) else ()


def known_currency(code: str) -> str:
    """The currency of a code, in whatever case; raises UnknownNameError with the nearest ones."""
    if code.upper() in CURRENCIES:
        return code.upper()
    hint = did_you_mean(code, CURRENCIES, f"choose one of {', '.join(CURRENCIES)}")
    raise UnknownNameError(f"there is no currency {code!r}", hint, CURRENCIES)


def year_of(first: int, last: int) -> int | None:
    """The one year in which both days lie."""
    year = date.fromordinal(first).year
    return year if date.fromordinal(last).year == year else None


def _factors(value: Money) -> Iterator[tuple[str, str, Decimal]]:
    """A rate in both directions, from what is stated of one unit."""
    amounts: Iterable[tuple[str, Quantity]] = value.all_amounts()
    exact = {currency: Decimal(str(sum_.exact)) for currency, sum_ in amounts if sum_.exact}
    for one, size in exact.items():
        for other, worth in exact.items():
            if one != other:
                yield one, other, worth / size

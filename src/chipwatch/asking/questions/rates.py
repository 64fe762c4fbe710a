"""Exchange rates that the base states, and amounts converted with them where sources do not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ...model.facts import Citation, Fact
from ...model.interval import hull
from ...model.money import CURRENCIES, Money
from ...model.nearest import did_you_mean
from ...model.problem import UnknownNameError
from ...model.quantity import Quantity, times
from ...model.schema import Statistic
from ...store.base import KnowledgeBase

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

    def convert(self, money: Money, currency: str, years: Sequence[int]) -> Converted | None:
        """The amount in a currency: as its source states it, or else by the rates of some years.

        Of several years it is a range, as nobody says what was spent in which.
        """
        stated = money.in_currency(currency)
        if stated is not None:
            return Converted(stated, "" if money.currency == currency else STATED)
        ways = [self._between(money.currency, currency, year) for year in years]
        if not ways or not all(ways):
            return None
        converted = [_at(money.amount, rates) for rates in ways]
        span = hull(converted)
        amount = converted[0]._replace(low=span.low, high=span.high)
        rates = tuple(dict.fromkeys(rate for way in ways for rate in way))
        return Converted(amount._replace(approximate=True), COMPUTED, rates)

    def _add(self, fact: Fact) -> None:
        span = fact.period or fact.as_of
        years = years_of(span.first, span.last) if span else range(0)
        for one, other, factor in _factors(fact.value) if len(years) == 1 else ():
            rate = Rate(years[0], factor, fact.text(), fact.citations)
            self._rates.setdefault((one, other, rate.year), rate)

    def _between(self, one: str, other: str, year: int) -> tuple[Rate, ...]:
        """The rates that lead from one currency to another, none where there is no way."""
        direct = self._rates.get((one, other, year))
        if direct:
            return (direct,)
        ways = (self._rates.get((one, PIVOT, year)), self._rates.get((PIVOT, other, year)))
        return tuple(rate for rate in ways if rate) if all(ways) else ()


def _at(amount: Quantity, rates: Iterable[Rate]) -> Quantity:
    """An amount after one exchange and another."""
    for rate in rates:
        amount = times(amount, rate.factor)
    return amount


def known_currency(code: str) -> str:
    """The currency of a code, in whatever case; raises UnknownNameError with the nearest ones."""
    if code.upper() in CURRENCIES:
        return code.upper()
    hint = did_you_mean(code, CURRENCIES, f"choose one of {', '.join(CURRENCIES)}")
    raise UnknownNameError(f"there is no currency {code!r}", hint, CURRENCIES)


def years_of(first: int, last: int) -> range:
    """The years from that of one day to that of another."""
    return range(date.fromordinal(first).year, date.fromordinal(last).year + 1)


def _factors(value: Money) -> Iterator[tuple[str, str, Decimal]]:
    """A rate in both directions, from what is stated of one unit."""
    amounts: Iterable[tuple[str, Quantity]] = value.all_amounts()
    exact = {currency: Decimal(str(sum_.exact)) for currency, sum_ in amounts if sum_.exact}
    for one, size in exact.items():
        for other, worth in exact.items():
            if one != other:
                yield one, other, worth / size

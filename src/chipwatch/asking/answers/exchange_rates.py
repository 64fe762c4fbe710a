"""Convert amounts at the yearly exchange rates of the base, where sources do not convert them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ...model.facts import Citation, Fact
from ...model.interval_arithmetic import merge_ranges, multiply_by_factor
from ...model.money import CURRENCIES, Money
from ...model.problem import UnknownNameError
from ...model.quantity import Quantity, Real
from ...model.schema import Statistic
from ...model.suggest import suggest_nearest
from ...model.tolerances import CONVERTED_DECIMALS, WHOLE_UNITS_FROM
from ...store.knowledge_base import KnowledgeBase

PIVOT_CURRENCY = "USD"
"""The currency through which two others are converted that have no rate between them."""
STATED_METHOD, COMPUTED_METHOD = "stated", "computed"


class ExchangeRate(NamedTuple):
    """The mean price of one currency in another over a year."""

    year: int
    factor: Decimal
    text: str
    """The rate as its source states it."""
    citations: tuple[Citation, ...]


class ConvertedAmount(NamedTuple):
    """An amount in a currency, and how it was converted: stated, computed, or not at all."""

    amount: Quantity
    method: str
    rates: tuple[ExchangeRate, ...] = ()


class ExchangeRates:
    """The exchange rates of a base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._rates: dict[tuple[str, str, int], ExchangeRate] = {}
        facts = (
            fact for entity in base.load_entities_of_kind("statistic") for fact in entity.facts
        )
        for fact in facts:
            if fact.property == Statistic.rate.name and not fact.is_unknown:
                self._add_rates(fact)

    def convert(self, money: Money, currency: str, years: Sequence[int]) -> ConvertedAmount | None:
        """Convert an amount: as its source states it, or else at the rates of some years.

        At the rates of several years it is a range, as no source states what was spent in which.
        Returns None where a rate is missing.
        """
        stated_amount = money.get_amount(currency)
        if stated_amount is not None:
            return ConvertedAmount(
                stated_amount, "" if money.currency == currency else STATED_METHOD
            )
        rate_paths = [self._find_rate_path(money.currency, currency, year) for year in years]
        if not rate_paths or not all(rate_paths):
            return None
        amounts = [_apply_rates(money.amount, rates) for rates in rate_paths]
        amount_range = merge_ranges(amounts)
        if amount_range is None:
            return None
        amount = amounts[0]._replace(low=amount_range.low, high=amount_range.high)
        rates = tuple(dict.fromkeys(rate for rate_path in rate_paths for rate in rate_path))
        return ConvertedAmount(amount._replace(is_approximate=True), COMPUTED_METHOD, rates)

    def _add_rates(self, fact: Fact) -> None:
        span = fact.period or fact.as_of
        years = list_years(span.first, span.last) if span else range(0)
        for source_currency, target_currency, factor in (
            _list_factors(fact.value) if len(years) == 1 else ()
        ):
            rate = ExchangeRate(years[0], factor, fact.format_value(), fact.citations)
            self._rates.setdefault((source_currency, target_currency, rate.year), rate)

    def _find_rate_path(
        self, source_currency: str, target_currency: str, year: int
    ) -> tuple[ExchangeRate, ...]:
        """Find the rates that lead from one currency to another; empty where there are none."""
        direct = self._rates.get((source_currency, target_currency, year))
        if direct:
            return (direct,)
        pivot_rates = (
            self._rates.get((source_currency, PIVOT_CURRENCY, year)),
            self._rates.get((PIVOT_CURRENCY, target_currency, year)),
        )
        return tuple(rate for rate in pivot_rates if rate) if all(pivot_rates) else ()


def _apply_rates(amount: Quantity, rates: Iterable[ExchangeRate]) -> Quantity:
    """Convert an amount at one rate after another."""
    for rate in rates:
        amount = multiply_by_factor(amount, rate.factor, CONVERTED_DECIMALS)
    low, high = map(_drop_cents, (amount.low, amount.high))
    return amount._replace(low=low, high=high)


def _drop_cents(number: Real | None) -> Real | None:
    """Round a large number to a whole one: no yearly rate supports its decimals."""
    return round(number) if number and abs(number) >= WHOLE_UNITS_FROM else number


def parse_currency(code: str) -> str:
    """Return the currency of a code in any case; raises UnknownNameError with the nearest ones."""
    if code.upper() in CURRENCIES:
        return code.upper()
    hint = suggest_nearest(code, CURRENCIES, f"choose one of {', '.join(CURRENCIES)}")
    raise UnknownNameError(f"there is no currency {code!r}", hint, CURRENCIES)


def list_years(first: int, last: int) -> range:
    """List the years from that of one day to that of another."""
    return range(date.fromordinal(first).year, date.fromordinal(last).year + 1)


def _list_factors(value: Money) -> Iterator[tuple[str, str, Decimal]]:
    """List the factors of a rate in both directions, between all the amounts that it states."""
    amounts: Iterable[tuple[str, Quantity]] = value.list_amounts()
    amounts_by_currency = {
        currency: Decimal(str(sum_.exact_number)) for currency, sum_ in amounts if sum_.exact_number
    }
    for source_currency, source_amount in amounts_by_currency.items():
        for target_currency, target_amount in amounts_by_currency.items():
            if source_currency != target_currency:
                yield source_currency, target_currency, target_amount / source_amount

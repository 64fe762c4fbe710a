"""Ratios of money in different currencies: at the yearly exchange rates of the base."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from ...model.money import Money
from ...store.knowledge_base import KnowledgeBase
from ..answers.exchange_rates import ExchangeRate, ExchangeRates, list_years
from .ratios import ComparedFigure


class YearlyRates:
    """Converts what is compared, and says at the end at which rates."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._used_rates: dict[str, tuple[ExchangeRate, ...]] = {}

    @cached_property
    def _rates(self) -> ExchangeRates:
        """The rates of the base, which are read when the first sum has to be converted."""
        return ExchangeRates(self.base)

    def convert_to_one_currency(
        self, label: str, figures: Sequence[ComparedFigure]
    ) -> Sequence[ComparedFigure]:
        """Convert sums without a currency in common to that of the first; others stay.

        Where a rate is missing, or a sum has no date, all stay as they are.
        """
        known_figures = [figure for figure in figures if figure.by_unit]
        if not known_figures or not all(_get_money(figure) for figure in known_figures):
            return figures
        if set.intersection(*(set(figure.by_unit) for figure in known_figures)):
            return figures
        currency = next(iter(known_figures[0].by_unit))
        converted = [self._convert(label, figure, currency) for figure in figures]
        return [figure for figure in converted if figure] if all(converted) else figures

    def describe_use(self) -> Iterator[str]:
        """Say at which rates sums were converted for their ratios."""
        for label, rates in self._used_rates.items():
            texts = dict.fromkeys(f"{rate.year} {rate.text}" for rate in rates)
            yield f"{label}: ratio at the mean rate of the year, {', '.join(texts)}"

    def _convert(self, label: str, figure: ComparedFigure, currency: str) -> ComparedFigure | None:
        """Convert one figure; None where that cannot be done."""
        money, fact = _get_money(figure), figure.fact
        if money is None or fact is None:
            return figure
        span = fact.period or fact.as_of
        years = list_years(span.first, span.last) if span else ()
        amount = self._rates.convert(money, currency, years)
        if amount is None:
            return None
        if amount.rates:
            self._used_rates[label] = (*self._used_rates.get(label, ()), *amount.rates)
        return figure._replace(by_unit={currency: amount.amount})


def _get_money(figure: ComparedFigure) -> Money | None:
    value = figure.fact.value if figure.fact else None
    return value if isinstance(value, Money) else None

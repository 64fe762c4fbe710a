"""Amounts of money, in the currency stated, with the conversions that the same source states."""

import re
from typing import NamedTuple

from . import quantity
from .nearest import did_you_mean
from .problem import Misread
from .quantity import Quantity

CURRENCIES = (
    "AED", "AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "INR", "JPY",
    "KRW", "MYR", "SAR", "SGD", "TWD", "USD",
)  # fmt: skip
_NAMES = {"RMB": "CNY", "yuan": "CNY", "US$": "USD", "euro": "EUR", "yen": "JPY", "won": "KRW"}
_WITH_CONVERSION = re.compile(r"([^()]+)\(([^()]+)\)\s*")


class Money(NamedTuple):
    """An amount in the currency the source counts in, and the amounts it states beside it."""

    amount: Quantity
    currency: str
    stated: tuple[tuple[str, Quantity], ...] = ()

    @classmethod
    def read(cls, text: str) -> "Money":
        """Read ``380 bn CNY``, or with the source's conversion ``380 bn CNY (52.7 bn USD)``."""
        match = _WITH_CONVERSION.fullmatch(text)
        if match is None:
            return cls(*_one(text))
        amount, currency = _one(match[1].strip())
        other, second = _one(match[2].strip())
        if second == currency:
            hint = "put the same amount in another currency between the parentheses"
            raise Misread("unknown-currency", f"{text!r} converts {currency} to itself", hint)
        return cls(amount, currency, ((second, other),))

    def in_currency(self, currency: str) -> Quantity | None:
        """The amount in a currency, where the source states it; never computed."""
        return dict(self.all_amounts()).get(currency)

    def all_amounts(self) -> tuple[tuple[str, Quantity], ...]:
        """Every currency stated with its amount, the counting currency first."""
        return ((self.currency, self.amount), *self.stated)

    def agrees(self, other: "Money") -> bool:
        """Whether the two can be the same sum; amounts in different currencies may be."""
        theirs = dict(other.all_amounts())
        return all(
            theirs[currency].agrees(amount)
            for currency, amount in self.all_amounts()
            if currency in theirs
        )

    def written(self) -> str:
        """The amount as a fact file states it."""
        return self._text(quantity.write)

    def shown(self) -> str:
        """The amount for a reader: ``~380 bn CNY (52.7 bn USD)``."""
        return self._text(quantity.show)

    def _text(self, number: quantity.Writer) -> str:
        first, *others = (f"{number(sum_)} {name}" for name, sum_ in self.all_amounts())
        return first + "".join(f" ({other})" for other in others)


def _one(text: str) -> tuple[Quantity, str]:
    amount, unit = quantity.parse(text)
    currency = _NAMES.get(unit, unit)
    if currency not in CURRENCIES:
        wrong = f"{unit!r} is not a currency" if unit else f"{text!r} lacks its currency"
        hint = did_you_mean(unit, CURRENCIES, "write the amount, then a code such as USD or CNY")
        raise Misread("unknown-currency", wrong, hint)
    return amount, currency

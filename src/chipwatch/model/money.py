"""Amounts of money, in the currency stated, with the conversions that the same source states."""

import re
from typing import NamedTuple

from . import quantity
from .problem import Misread
from .quantity import Quantity

CURRENCIES = (
    "AED", "AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "INR", "JPY",
    "KRW", "MYR", "SAR", "SGD", "TWD", "USD",
)  # fmt: skip
_NAMES = {"RMB": "CNY", "yuan": "CNY", "US$": "USD", "euro": "EUR", "yen": "JPY", "won": "KRW"}
_HINT = "write the amount, then a code such as USD or CNY"
_FORM = re.compile(r"([^()]+)((?:\([^()]+\)\s*)*)")
_CONVERSION = re.compile(r"\(([^()]+)\)")


class Money(NamedTuple):
    """An amount in the currency the source counts in, and the amounts it states beside it."""

    amount: Quantity
    currency: str
    stated: tuple[tuple[str, Quantity], ...] = ()

    @classmethod
    def read(cls, text: str) -> "Money":
        """Read ``380 bn CNY``, or with the source's conversions ``380 bn CNY (52.7 bn USD)``.

        Raises Misread.
        """
        match = _FORM.fullmatch(text)
        main, conversions = match.groups() if match else (text, "")
        (amount, currency), *stated = map(_one, (main, *_CONVERSION.findall(conversions)))
        currencies = [currency, *(other for _, other in stated)]
        for other in currencies:
            if currencies.count(other) > 1:
                hint = "put the same amount in another currency between the parentheses"
                raise Misread("unknown-currency", f"{text!r} states {other} twice", hint)
        return cls(amount, currency, tuple((other, sum_) for sum_, other in stated))

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
    """One amount and its currency by code."""
    amount, unit = quantity.parse(text)
    currency = _NAMES.get(unit, unit)
    if currency not in CURRENCIES:
        wrong = f"{unit!r} is not a currency" if unit else f"{text!r} lacks its currency"
        hint = quantity.unit_hint(unit, CURRENCIES, _HINT)
        raise Misread("unknown-currency", wrong, hint)
    return amount, currency

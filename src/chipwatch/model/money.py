"""Amounts of money in the currency of their source, with the conversions that it states itself."""

import re
from typing import NamedTuple

from . import quantity
from .problem import FieldError
from .problem_code import INVESTMENT_LINES, CodeSpec, ProblemCode
from .quantity import Quantity

CURRENCIES = (
    "AED",
    "AUD",
    "CAD",
    "CHF",
    "CNY",
    "EUR",
    "GBP",
    "HKD",
    "INR",
    "JPY",
    "KRW",
    "MYR",
    "SAR",
    "SGD",
    "TWD",
    "USD",
)
_CURRENCY_NAMES = {
    "RMB": "CNY",
    "yuan": "CNY",
    "US$": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "won": "KRW",
}
_CURRENCY_HINT = "write the amount, then a code such as USD or CNY"
_MONEY_FORM = re.compile(r"([^()]+)((?:\([^()]+\)\s*)*)")
_CONVERSION = re.compile(r"\(([^()]+)\)")


class MoneyProblem(ProblemCode):
    """What is wrong with an amount of money, apart from its number."""

    UNKNOWN_CURRENCY = CodeSpec(
        code="unknown-currency",
        meaning="the currency of an amount is missing or not known",
        bad_example=f"{INVESTMENT_LINES}amount: 380 bn\n",
        mended_example=f"{INVESTMENT_LINES}amount: 380 bn CNY\n",
    )


class Money(NamedTuple):
    """An amount in the main currency of its source, and its conversions by the same source."""

    amount: Quantity
    currency: str
    conversions: tuple[tuple[str, Quantity], ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read ``380 bn CNY``, or with the source's conversions ``380 bn CNY (52.7 bn USD)``.

        Raises FieldError.
        """
        match = _MONEY_FORM.fullmatch(text)
        main_text, conversions_text = match.groups() if match else (text, "")
        (amount, currency), *stated_sums = map(
            _parse_amount, (main_text, *_CONVERSION.findall(conversions_text))
        )
        currencies = [currency, *(code for _, code in stated_sums)]
        for code in currencies:
            if currencies.count(code) > 1:
                hint = "put the same amount in another currency between the parentheses"
                raise FieldError(
                    MoneyProblem.UNKNOWN_CURRENCY, f"{text!r} states {code} twice", hint
                )
        return cls(
            amount, currency, tuple((code, stated_amount) for stated_amount, code in stated_sums)
        )

    def get_amount(self, currency: str) -> Quantity | None:
        """Return the amount in a currency if the source states it; it is never computed here."""
        return dict(self.list_amounts()).get(currency)

    def list_amounts(self) -> tuple[tuple[str, Quantity], ...]:
        """List every currency stated with its amount, the main one first."""
        return ((self.currency, self.amount), *self.conversions)

    def is_compatible(self, money: "Money") -> bool:
        """Return whether both can be the same sum; amounts without a common currency can."""
        other_amounts = dict(money.list_amounts())
        return all(
            other_amounts[currency].is_compatible(amount)
            for currency, amount in self.list_amounts()
            if currency in other_amounts
        )

    def to_yaml_text(self) -> str:
        """Write the amount as a fact file does."""
        return self._format_amounts(quantity.to_yaml_text)

    def format(self) -> str:
        """Format the amount for a reader: ``~380 bn CNY (52.7 bn USD)``."""
        return self._format_amounts(quantity.format_quantity)

    def _format_amounts(self, formatter: quantity.QuantityFormatter) -> str:
        first_text, *conversion_texts = (
            f"{formatter(amount)} {currency}" for currency, amount in self.list_amounts()
        )
        return first_text + "".join(f" ({text})" for text in conversion_texts)


def _parse_amount(text: str) -> tuple[Quantity, str]:
    """Read one amount and the code of its currency; raises FieldError."""
    amount, unit = quantity.parse_quantity(text)
    currency = _CURRENCY_NAMES.get(unit, unit)
    if currency not in CURRENCIES:
        message = f"{unit!r} is not a currency" if unit else f"{text!r} lacks its currency"
        from .units import suggest_unit

        hint = suggest_unit(unit, CURRENCIES, _CURRENCY_HINT)
        raise FieldError(MoneyProblem.UNKNOWN_CURRENCY, message, hint)
    return amount, currency

"""The kinds of value a property can have; each reads, writes, shows and compares its own values."""

import re
from typing import TYPE_CHECKING

from . import quantity
from .dates import FORMS, PATTERN, Date
from .field import Cardinality, Field, Inverse, Order, Plain, T
from .money import Money
from .nearest import did_you_mean
from .problem import Misread
from .quantity import Quantity

if TYPE_CHECKING:
    from .table import Json

_COUNTRY = re.compile("[A-Z]{2}", re.ASCII)
_LETTERS = "write the two capital letters of ISO 3166, such as CN, US, TW"
_ADDRESS = re.compile(r"https?://[^\s<>\"`/?#][^\s<>\"`]*")


class Text(Field[str]):
    """Words, as written."""

    type_name = "text"

    def read(self, text: str) -> str:
        """The text with white space folded; raises Misread where nothing is left."""
        if folded := " ".join(text.split()):
            return folded
        raise Misread("empty-value", "the value is empty", "write it, or remove the line")


class Url(Text):
    """A web address."""

    type_name = "url"

    def read(self, text: str) -> str:
        """The address; raises Misread unless it is plain http or https."""
        if _ADDRESS.fullmatch(text):
            return text
        hint = "write http:// or https://…, without spaces and quotation marks"
        raise Misread("bad-url", f"{text!r} is not a web address", hint)

    def json_type(self) -> "dict[str, Json]":
        """A string that is an address."""
        return {"type": "string", "format": "uri", "pattern": "^https?://"}


class Country(Text):
    """A country or territory by its ISO 3166 code."""

    type_name = "country"

    def read(self, text: str) -> str:
        """The two-letter code; raises Misread for anything else."""
        if _COUNTRY.fullmatch(text):
            return text
        raise Misread("bad-country", f"{text!r} is not a country code", _LETTERS)

    def stated(self, text: str) -> str:
        """The code, if there is a country of it; raises Misread."""
        from .countries import code_of, is_code

        if is_code(text):
            return text
        code = code_of(text)
        hint = f"write {code}" if code else _LETTERS
        raise Misread("bad-country", f"{text!r} is not a country code", hint)

    def json_type(self) -> "dict[str, Json]":
        """A string of two capital letters; NO, which YAML takes for false, among them."""
        return {"anyOf": [{"type": "string", "pattern": f"^{_COUNTRY.pattern}$"}, {"const": False}]}


class Choice(Field[str]):
    """One word out of a fixed list."""

    type_name = "choice"

    def __init__(
        self,
        label: str,
        meaning: str,
        choices: tuple[str, ...],
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.choices = choices

    @property
    def type_text(self) -> str:
        """The type with the words to choose from."""
        return f"choice: {', '.join(self.choices)}"

    def read(self, text: str) -> str:
        """The word; raises Misread where it is not in the list."""
        if text in self.choices:
            return text
        hint = did_you_mean(text, self.choices, f"choose one of {', '.join(self.choices)}")
        raise Misread("bad-choice", f"{text!r} is not a choice here", hint)

    def json_type(self) -> "dict[str, Json]":
        """One of the words."""
        return {"enum": list(self.choices)}


class Day(Field[Date]):
    """A date, as precise as it is known."""

    type_name = "date"

    def __init__(
        self,
        label: str,
        meaning: str,
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
        ahead: bool = False,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.ahead = ahead
        """Whether the day can be known before it comes; else nothing is known of it until then."""

    @property
    def type_text(self) -> str:
        """The type with the forms it takes."""
        return f"date: {FORMS}"

    def read(self, text: str) -> Date:
        """The span of days meant; raises Misread."""
        return Date.read(text)

    def json_type(self) -> "dict[str, Json]":
        """A year, or a string that begins with one."""
        return {"type": ["string", "integer"], "pattern": PATTERN}

    def write(self, value: Date) -> str:
        """The date as it was written."""
        return value.text

    def order(self, value: Date) -> Order:
        """By first day, the more precise first."""
        return Order(number=value.first + (value.last - value.first) / 1000)

    def agrees(self, one: Date, other: Date) -> bool:
        """A month agrees with its days, a year with its months."""
        return one.overlaps(other)


class Figure(Field[T]):
    """What is counted and can be added up, never below zero unless it is signed."""

    def __init__(  # noqa: PLR0913 - the parts of a declaration
        self,
        label: str,
        meaning: str,
        *,
        unit: str = "",
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
        signed: bool = False,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self._unit = unit
        self.signed = signed

    @property
    def unit(self) -> str:
        """The unit that values are converted to."""
        return self._unit


class Number(Figure[Quantity]):
    """A number in the unit of the schema, or what is known of it."""

    type_name = "number"

    def json_type(self) -> "dict[str, Json]":
        """A bare number, or a string with what else is said of it."""
        return {"type": ["number", "string"]}

    def read(self, text: str) -> Quantity:
        """The quantity, converted into the schema's unit; raises Misread."""
        number, written = quantity.parse(text)
        value = quantity.in_unit(number, written, self._unit)
        return value if self.signed else quantity.unsigned(value)

    def write(self, value: Quantity) -> str:
        """The quantity in the schema's unit, which goes without saying."""
        return quantity.write(value)

    def show(self, value: Quantity) -> str:
        """The quantity with its unit."""
        return f"{quantity.show(value)} {self._unit}".rstrip()

    def plain(self, value: Quantity) -> Plain:
        """A number where one is meant; a range or bound in the words of a fact file."""
        return plain_quantity(value)

    def quantities(self, value: Quantity) -> dict[str, Quantity]:
        """The quantity under its unit."""
        return {self._unit: value}

    def order(self, value: Quantity) -> Order:
        """By the lower end, or the upper where only that is stated."""
        return Order(number=_sort_end(value))

    def agrees(self, one: Quantity, other: Quantity) -> bool:
        """Whether some number fits both; an approximation agrees within five per cent.

        A number agrees with its own rounding, where that is within one per cent.
        """
        return loosened(one).agrees(loosened(other)) or quantity.rounds(one, other)


class Amount(Figure[Money]):
    """A sum of money in the currency of its source."""

    type_name = "money"

    @property
    def type_text(self) -> str:
        """The type with the form it takes."""
        return "money: 380 bn CNY (52.7 bn USD)"

    def json_type(self) -> "dict[str, Json]":
        """A string, since every sum has its currency."""
        return {"type": "string"}

    def read(self, text: str) -> Money:
        """The sum with its currency and stated conversion; raises Misread."""
        money = Money.read(text)
        if not self.signed:
            quantity.unsigned(money.amount)
        return money

    def write(self, value: Money) -> str:
        """The sum as a fact file states it."""
        return value.written()

    def show(self, value: Money) -> str:
        """The sum for a reader, in every currency stated."""
        return value.shown()

    def plain(self, value: Money) -> Plain:
        """The number in the counting currency; see ``flat`` for the currency."""
        return plain_quantity(value.amount)

    def flat_keys(self) -> tuple[str, ...]:
        """The amount, its currency, and the amount in US dollars where the source states it."""
        return (self.name, f"{self.name}_currency", f"{self.name}_usd")

    def flat(self, value: Money) -> tuple[Plain, ...]:
        """The plain values under those keys; no dollars are ever computed here."""
        dollars = value.in_currency("USD")
        return (
            self.plain(value),
            value.currency,
            None if dollars is None else plain_quantity(dollars),
        )

    def quantities(self, value: Money) -> dict[str, Quantity]:
        """The amounts by currency."""
        return dict(value.all_amounts())

    def order(self, value: Money) -> Order:
        """Sums stated in dollars by those; others after them, by currency and amount."""
        dollars = value.in_currency("USD")
        if dollars is not None:
            return Order(number=_sort_end(dollars))
        return Order(number=_sort_end(value.amount), group=value.currency)

    def agrees(self, one: Money, other: Money) -> bool:
        """Whether both can be the same sum; an approximation agrees within five per cent."""
        return _loose_money(one).agrees(_loose_money(other))


class Ref(Field[str]):
    """A relation: the value is the id of an entity of one of the kinds named."""

    type_name = "entity"

    def __init__(  # noqa: PLR0913 - the parts of a declaration
        self,
        label: str,
        meaning: str,
        kinds: tuple[str, ...],
        inverse: Inverse,
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.kinds, self.inverse = kinds, inverse

    @property
    def type_text(self) -> str:
        """The kinds of entity that it points to."""
        return " or ".join(self.kinds)

    def read(self, text: str) -> str:
        """The id; whether it exists is checked when all files are read."""
        return text


def loosened(value: Quantity) -> Quantity:
    """An approximation as the range of five per cent either side that it is taken to mean."""
    if not value.approximate or value.low is None or value.high is None:
        return value
    slack = max(abs(value.low), abs(value.high)) * 0.05
    return Quantity(value.low - slack, value.high + slack)


def _loose_money(value: Money) -> Money:
    stated = tuple((currency, loosened(amount)) for currency, amount in value.stated)
    return Money(loosened(value.amount), value.currency, stated)


def _sort_end(value: Quantity) -> float:
    end = value.high if value.low is None else value.low
    return float(end or 0)


def plain_quantity(amount: Quantity) -> Plain:
    """A number where one is meant; a range or bound in the words of a fact file."""
    return quantity.write(amount) if amount.exact is None else amount.exact

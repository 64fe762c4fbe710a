"""The kinds of value a property can have; each reads, writes, shows and compares its own values."""

import re
from typing import TYPE_CHECKING

from . import quantity
from .dates import DATE_FORMS, DATE_PATTERN, Date
from .field import Cardinality, Field, Inverse, PlainValue, SortKey, T
from .money import Money
from .problem import FieldError
from .problem_code import COMPANY_LINES, CodeSpec, ProblemCode
from .quantity import Quantity
from .suggest import suggest_nearest

if TYPE_CHECKING:
    from .answer import Json

_COUNTRY_CODE = re.compile("[A-Z]{2}", re.ASCII)
_COUNTRY_HINT = "write the two capital letters of ISO 3166, such as CN, US, TW"
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"`/?#][^\s<>\"`]*")


class FieldProblem(ProblemCode):
    """What is wrong with a value that is no number or date."""

    BAD_CHOICE = CodeSpec(
        code="bad-choice",
        meaning="the value is not one of the words that its property allows",
        bad_example=f"{COMPANY_LINES}model_openness: opened\n",
        mended_example=f"{COMPANY_LINES}model_openness: open\n",
    )
    BAD_COUNTRY = CodeSpec(
        code="bad-country",
        meaning="the value is not the two-letter ISO 3166 code of a country",
        bad_example=f"{COMPANY_LINES}country: China\n",
        mended_example=f"{COMPANY_LINES}country: CN\n",
    )
    BAD_URL = CodeSpec(
        code="bad-url",
        meaning="the value is not an http or https address",
        bad_example="kind: source\nname: A report\nurl: www.example.org/report\n",
        mended_example="kind: source\nname: A report\nurl: https://www.example.org/report\n",
    )
    EMPTY_VALUE = CodeSpec(
        code="empty-value",
        meaning="a key has no value",
        bad_example="kind: person\nname:\n",
        mended_example="kind: person\nname: Robin Li\n",
    )


class Text(Field[str]):
    """Words, as written."""

    type_name = "text"

    def parse(self, text: str) -> str:
        """The text with white space folded; raises Misread where nothing is left."""
        if folded_text := " ".join(text.split()):
            return folded_text
        raise FieldError(
            FieldProblem.EMPTY_VALUE, "the value is empty", "write it, or remove the line"
        )


class Url(Text):
    """A web address."""

    type_name = "url"

    def parse(self, text: str) -> str:
        """The address; raises Misread unless it is plain http or https."""
        if _WEB_ADDRESS.fullmatch(text):
            return text
        hint = "write http:// or https://…, without spaces and quotation marks"
        raise FieldError(FieldProblem.BAD_URL, f"{text!r} is not a web address", hint)

    def to_json_schema(self) -> "dict[str, Json]":
        """A string that is an address."""
        return {"type": "string", "format": "uri", "pattern": "^https?://"}


class Country(Text):
    """A country or territory by its ISO 3166 code."""

    type_name = "country"

    def parse(self, text: str) -> str:
        """The two-letter code; raises Misread for anything else."""
        if _COUNTRY_CODE.fullmatch(text):
            return text
        raise FieldError(FieldProblem.BAD_COUNTRY, f"{text!r} is not a country code", _COUNTRY_HINT)

    def parse_stated(self, text: str) -> str:
        """The code, if there is a country of it; raises Misread."""
        from .countries import find_country_code, is_country_code

        if is_country_code(text):
            return text
        code = find_country_code(text)
        hint = f"write {code}" if code else _COUNTRY_HINT
        raise FieldError(FieldProblem.BAD_COUNTRY, f"{text!r} is not a country code", hint)

    def to_json_schema(self) -> "dict[str, Json]":
        """A string of two capital letters; NO, which YAML takes for false, among them."""
        return {
            "anyOf": [{"type": "string", "pattern": f"^{_COUNTRY_CODE.pattern}$"}, {"const": False}]
        }


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
    def type_description(self) -> str:
        """The type with the words to choose from."""
        return f"choice: {', '.join(self.choices)}"

    def parse(self, text: str) -> str:
        """The word; raises Misread where it is not in the list."""
        if text in self.choices:
            return text
        hint = suggest_nearest(text, self.choices, f"choose one of {', '.join(self.choices)}")
        raise FieldError(FieldProblem.BAD_CHOICE, f"{text!r} is not a choice here", hint)

    def to_json_schema(self) -> "dict[str, Json]":
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
    def type_description(self) -> str:
        """The type with the forms it takes."""
        return f"date: {DATE_FORMS}"

    def parse(self, text: str) -> Date:
        """The span of days meant; raises Misread."""
        return Date.parse(text)

    def to_json_schema(self) -> "dict[str, Json]":
        """A year, or a string that begins with one."""
        return {"type": ["string", "integer"], "pattern": DATE_PATTERN}

    def to_yaml_text(self, value: Date) -> str:
        """The date as it was written."""
        return value.text

    def sort_key(self, value: Date) -> SortKey:
        """By first day, the more precise first."""
        return SortKey(number=value.first + (value.last - value.first) / 1000)

    def is_compatible(self, first: Date, second: Date) -> bool:
        """A month agrees with its days, a year with its months."""
        return first.overlaps(second)


class NumericField(Field[T]):
    """What is counted and can be added up, never below zero unless it is signed."""

    def __init__(
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


class Number(NumericField[Quantity]):
    """A number in the unit of the schema, or what is known of it."""

    type_name = "number"

    def to_json_schema(self) -> "dict[str, Json]":
        """A bare number, or a string with what else is said of it."""
        return {"type": ["number", "string"]}

    def parse(self, text: str) -> Quantity:
        """The quantity, converted into the schema's unit; raises Misread."""
        number, written_unit = quantity.parse_quantity(text)
        value = quantity.convert_to_unit(number, written_unit, self._unit)
        return value if self.signed else quantity.require_non_negative(value)

    def to_yaml_text(self, value: Quantity) -> str:
        """The quantity in the schema's unit, which goes without saying."""
        return quantity.to_yaml_text(value)

    def format(self, value: Quantity) -> str:
        """The quantity with its unit."""
        return f"{quantity.format_quantity(value)} {self._unit}".rstrip()

    def to_plain(self, value: Quantity) -> PlainValue:
        """A number where one is meant; a range or bound in the words of a fact file."""
        return to_plain_quantity(value)

    def to_quantities(self, value: Quantity) -> dict[str, Quantity]:
        """The quantity under its unit."""
        return {self._unit: value}

    def sort_key(self, value: Quantity) -> SortKey:
        """By the lower end, or the upper where only that is stated."""
        return SortKey(number=_pick_sort_number(value))

    def is_compatible(self, first: Quantity, second: Quantity) -> bool:
        """Whether some number fits both; an approximation agrees within five per cent.

        A number agrees with its own rounding, where that is within one per cent.
        """
        return widen_approximation(first).is_compatible(
            widen_approximation(second)
        ) or quantity.is_rounding_of(first, second)


class Amount(NumericField[Money]):
    """A sum of money in the currency of its source."""

    type_name = "money"

    @property
    def type_description(self) -> str:
        """The type with the form it takes."""
        return "money: 380 bn CNY (52.7 bn USD)"

    def to_json_schema(self) -> "dict[str, Json]":
        """A string, since every sum has its currency."""
        return {"type": "string"}

    def parse(self, text: str) -> Money:
        """The sum with its currency and stated conversion; raises Misread."""
        money = Money.parse(text)
        if not self.signed:
            quantity.require_non_negative(money.amount)
        return money

    def to_yaml_text(self, value: Money) -> str:
        """The sum as a fact file states it."""
        return value.to_yaml_text()

    def format(self, value: Money) -> str:
        """The sum for a reader, in every currency stated."""
        return value.format()

    def to_plain(self, value: Money) -> PlainValue:
        """The number in the counting currency; see ``flat`` for the currency."""
        return to_plain_quantity(value.amount)

    def list_flat_keys(self) -> tuple[str, ...]:
        """The amount, its currency, and the amount in US dollars where the source states it."""
        return (self.name, f"{self.name}_currency", f"{self.name}_usd")

    def to_flat(self, value: Money) -> tuple[PlainValue, ...]:
        """The plain values under those keys; no dollars are ever computed here."""
        dollars = value.get_amount("USD")
        return (
            self.to_plain(value),
            value.currency,
            None if dollars is None else to_plain_quantity(dollars),
        )

    def to_quantities(self, value: Money) -> dict[str, Quantity]:
        """The amounts by currency."""
        return dict(value.list_amounts())

    def sort_key(self, value: Money) -> SortKey:
        """Sums stated in dollars by those; others after them, by currency and amount."""
        dollars = value.get_amount("USD")
        if dollars is not None:
            return SortKey(number=_pick_sort_number(dollars))
        return SortKey(number=_pick_sort_number(value.amount), group=value.currency)

    def is_compatible(self, first: Money, second: Money) -> bool:
        """Whether both can be the same sum; an approximation agrees within five per cent."""
        return _widen_money(first).is_compatible(_widen_money(second))


class Ref(Field[str]):
    """A relation: the value is the id of an entity of one of the kinds named."""

    type_name = "entity"

    def __init__(
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
    def type_description(self) -> str:
        """The kinds of entity that it points to."""
        return " or ".join(self.kinds)

    def parse(self, text: str) -> str:
        """The id; whether it exists is checked when all files are read."""
        return text


def widen_approximation(value: Quantity) -> Quantity:
    """An approximation as the range of five per cent either side that it is taken to mean."""
    if not value.is_approximate or value.low is None or value.high is None:
        return value
    slack = max(abs(value.low), abs(value.high)) * 0.05
    return Quantity(value.low - slack, value.high + slack)


def _widen_money(value: Money) -> Money:
    stated_amounts = tuple(
        (currency, widen_approximation(amount)) for currency, amount in value.conversions
    )
    return Money(widen_approximation(value.amount), value.currency, stated_amounts)


def _pick_sort_number(value: Quantity) -> float:
    end = value.high if value.low is None else value.low
    return float(end or 0)


def to_plain_quantity(amount: Quantity) -> PlainValue:
    """A number where one is meant; a range or bound in the words of a fact file."""
    return quantity.to_yaml_text(amount) if amount.exact_number is None else amount.exact_number

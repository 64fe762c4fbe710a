"""The numeric types of value: numbers with a unit, and amounts of money."""

from typing import TYPE_CHECKING, ClassVar

from . import quantity
from .field import Cardinality, ColumnPart, ColumnType, Field, PlainValue, SortKey, T
from .money import Money
from .part_type import PartType
from .quantity import Quantity

if TYPE_CHECKING:
    from .answer import Json


def split_quantity(value: Quantity) -> tuple[PlainValue, ...]:
    """Split a quantity: the number if it is exact, both ends, and the text of a fact file."""
    return value.exact_number, value.low, value.high, quantity.to_yaml_text(value)


def _split_money(value: Money) -> tuple[PlainValue, ...]:
    """Split an amount in its main currency; the text has every currency that is stated."""
    return (*split_quantity(value.amount)[:-1], value.to_yaml_text(), value.currency)


def _split_dollars(value: Money) -> tuple[PlainValue, ...]:
    """Split the amount in US dollars if it is stated; it is never computed here."""
    dollars = value.get_amount("USD")
    return (None,) * len(NUMBER_PARTS) if dollars is None else split_quantity(dollars)


NUMBER_PARTS = (
    ColumnPart("", PartType.NUMBER),
    ColumnPart("_low", PartType.NUMBER),
    ColumnPart("_high", PartType.NUMBER),
    ColumnPart("_text", PartType.TEXT),
)
NUMBER_COLUMN = ColumnType(parts=NUMBER_PARTS, split=split_quantity)
"""A column of figures: the number if it is exact, both ends, and all of it as a text."""
MONEY_COLUMN = ColumnType(
    parts=(*NUMBER_PARTS, ColumnPart("_currency", PartType.TEXT)), split=_split_money
)
DOLLAR_COLUMN = ColumnType(parts=NUMBER_PARTS, split=_split_dollars)

TIME_PART = ColumnPart("_as_of", PartType.TEXT)
"""The part of a column of changing figures that says of which period or day each is."""


class NumericField(Field[T]):
    """A property that is counted or measured, not negative unless it is declared ``signed``."""

    is_additive_by_default: ClassVar[bool]

    def __init__(  # noqa: PLR0913 - a declaration has so many parts
        self,
        label: str,
        meaning: str,
        *,
        unit: str = "",
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
        signed: bool = False,
        is_additive: bool | None = None,
        has_separate_values: bool = False,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.has_separate_values = has_separate_values
        """Whether many values are things beside one another, such as payments, that add up."""
        self._unit = unit
        self.signed = signed
        self._is_additive = self.is_additive_by_default if is_additive is None else is_additive

    @property
    def unit(self) -> str:
        """The unit that values are converted to."""
        return self._unit

    @property
    def is_additive(self) -> bool:
        """Whether the figures of several things can be added up: of money and pieces they can.

        Of a property with many values they cannot, as these are parts and wholes of one another,
        unless it is declared that each value is a thing of its own.
        """
        return self._is_additive and (not self.is_multivalued or self.has_separate_values)

    @property
    def is_changing(self) -> bool:
        """Whether figures of different times differ, so that each is of a period or a day."""
        return self.cardinality is not Cardinality.ONE

    def list_time_keys(self) -> tuple[str, ...]:
        """List the key of the column with the period, or the day, that a figure is of."""
        return (f"{self.name}{TIME_PART.suffix}",) if self.is_changing else ()

    @property
    def adds_up_over_time(self) -> bool:
        """Whether the figures of the parts of a period make up that of the whole."""
        return self._is_additive


class Number(NumericField[Quantity]):
    """A number, range or bound in the unit of the schema; additive only if declared so."""

    type_name = "number"
    column_types: ClassVar = {"": NUMBER_COLUMN}
    is_additive_by_default = False

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept a bare number, or a string with a sign, a second end or a unit."""
        return {"type": ["number", "string"]}

    def parse(self, text: str) -> Quantity:
        """Read the quantity and convert it into the unit of the schema; raises FieldError."""
        number, written_unit = quantity.parse_quantity(text)
        value = self._convert(number, written_unit) if written_unit else number
        return value if self.signed else quantity.require_non_negative(value)

    def to_yaml_text(self, value: Quantity) -> str:
        """Write the quantity in the unit of the schema, which a fact file need not state."""
        return quantity.to_yaml_text(value)

    def format(self, value: Quantity) -> str:
        """Format the quantity with its unit."""
        return f"{quantity.format_quantity(value)} {self._unit}".rstrip()

    def format_without_unit(self, value: Quantity) -> str:
        """Format the quantity alone."""
        return quantity.format_quantity(value)

    def to_plain(self, value: Quantity) -> PlainValue:
        """Return the number; None for a range or bound."""
        return value.exact_number

    def to_quantities(self, value: Quantity) -> dict[str, Quantity]:
        """Return the quantity by its unit."""
        return {self._unit: value}

    def sort_key(self, value: Quantity) -> SortKey:
        """Sort by the lower end, or by the upper if only that is stated."""
        return SortKey(number=_pick_sort_number(value))

    def is_compatible(self, first: Quantity, second: Quantity) -> bool:
        """Return whether some number fits both, or one is the other rounded."""
        from .interval_arithmetic import is_rounding_of, widen_approximation

        return widen_approximation(first).is_compatible(
            widen_approximation(second)
        ) or is_rounding_of(first, second)

    def _convert(self, value: Quantity, written_unit: str) -> Quantity:
        from .interval_arithmetic import convert_to_unit

        return convert_to_unit(value, written_unit, self._unit)


class Amount(NumericField[Money]):
    """A sum of money in the currency of its source; additive unless declared otherwise."""

    type_name = "money"
    column_types: ClassVar = {"": MONEY_COLUMN, "_usd": DOLLAR_COLUMN}
    is_additive_by_default = True

    @property
    def type_description(self) -> str:
        """The type with the form it is written in."""
        return "money: 380 bn CNY (52.7 bn USD)"

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept a string, since every sum has its currency."""
        return {"type": "string"}

    def parse(self, text: str) -> Money:
        """Read the sum with its currency and stated conversions; raises FieldError."""
        money = Money.parse(text)
        if not self.signed:
            quantity.require_non_negative(money.amount)
        return money

    def to_yaml_text(self, value: Money) -> str:
        """Write the sum as a fact file does."""
        return value.to_yaml_text()

    def format(self, value: Money) -> str:
        """Format the sum for a reader, in every currency stated."""
        return value.format()

    def format_without_unit(self, value: Money) -> str:
        """Format the sum in its main currency, without what it is in others."""
        return f"{quantity.format_quantity(value.amount)} {value.currency}"

    def to_plain(self, value: Money) -> PlainValue:
        """Return the number in the main currency; None for a range or bound."""
        return value.amount.exact_number

    def to_quantities(self, value: Money) -> dict[str, Quantity]:
        """Return the amounts by currency."""
        return dict(value.list_amounts())

    def sort_key(self, value: Money) -> SortKey:
        """Sort sums stated in dollars by those; others come after them, by currency and amount."""
        dollars = value.get_amount("USD")
        if dollars is not None:
            return SortKey(number=_pick_sort_number(dollars))
        return SortKey(number=_pick_sort_number(value.amount), group=value.currency)

    def is_compatible(self, first: Money, second: Money) -> bool:
        """Return whether both can be the same sum, approximations widened."""
        return _widen_money(first).is_compatible(_widen_money(second))


def _widen_money(value: Money) -> Money:
    from .interval_arithmetic import widen_approximation

    conversions = tuple(
        (currency, widen_approximation(amount)) for currency, amount in value.conversions
    )
    return Money(widen_approximation(value.amount), value.currency, conversions)


def _pick_sort_number(value: Quantity) -> float:
    end = value.high if value.low is None else value.low
    return float(end or 0)

"""What every kind of value has in common: a property, how many values it has, its other end."""

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from .quantity import Quantity, Real

if TYPE_CHECKING:
    from .answer import Json

T = TypeVar("T")
PlainValue = str | Real | None
"""What stands in JSON and CSV for one value."""


class SortKey(NamedTuple):
    """What values of one property are sorted by: words, or a number.

    Numbers of another unit are a group of their own: it comes last in whichever order.
    """

    text: str = ""
    number: float = 0.0
    group: str = ""


class Cardinality(Enum):
    """How many values of a property are true of one thing."""

    ONE = "one"
    MANY = "many"
    OVER_TIME = "over time"


class Inverse(NamedTuple):
    """How a relation reads from its other end: the key, label and meaning it has there."""

    name: str
    label: str
    meaning: str
    section: str


class Field(Generic[T]):
    """A property: what it is called, what it means, and how its values are read and shown."""

    type_name: ClassVar[str]
    name: str

    def __init__(
        self,
        label: str,
        meaning: str,
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
    ) -> None:
        self.label, self.meaning, self.section = label, meaning, section
        self.cardinality = cardinality

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the class attribute; a property is named once, where it is declared."""
        self.name = name

    @property
    def unit(self) -> str:
        """The unit every value comes in, or nothing."""
        return ""

    @property
    def type_description(self) -> str:
        """The type for a reader of ``explain``."""
        return self.type_name

    @property
    def is_multivalued(self) -> bool:
        """Whether several values hold side by side."""
        return self.cardinality is Cardinality.MANY

    def parse(self, text: str) -> T:
        """The value that a fact file or the snapshot states; raises Misread."""
        raise NotImplementedError

    def parse_stated(self, text: str) -> T:
        """The value that a fact file states; what a snapshot holds need not be checked so far."""
        return self.parse(text)

    def to_yaml_text(self, value: T) -> str:
        """The value as a fact file states it; ``read`` gives it back."""
        return str(value)

    def format(self, value: T) -> str:
        """The value for a reader, with its unit."""
        return self.to_yaml_text(value)

    def to_plain(self, value: T) -> PlainValue:
        """The value for a script, in the schema's unit."""
        return self.to_yaml_text(value)

    def to_json_schema(self) -> "dict[str, Json]":
        """What a value may look like in a fact file, in the words of JSON Schema.

        YAML reads some words as numbers or truth values; here they are what was written.
        """
        return {"type": ["string", "number", "boolean"]}

    def list_flat_keys(self) -> tuple[str, ...]:
        """The keys that this property has in flat JSON and as columns."""
        return (self.name,)

    def to_flat(self, value: T) -> tuple[PlainValue, ...]:
        """The plain values under those keys."""
        return (self.to_plain(value),)

    def to_quantities(self, value: T) -> dict[str, Quantity]:
        """What can be computed with: numbers by the unit they are counted in."""
        return {}

    def sort_key(self, value: T) -> SortKey:
        """What values are sorted by."""
        return SortKey(self.to_yaml_text(value).casefold())

    def is_compatible(self, first: T, second: T) -> bool:
        """Whether both values can be true of one thing at one time."""
        return first == second

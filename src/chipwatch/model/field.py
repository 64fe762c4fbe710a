"""What every kind of value has in common: a property, how many values it has, its other end."""

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from .quantity import Quantity, Real

if TYPE_CHECKING:
    from .table import Json

T = TypeVar("T")
Plain = str | Real | None
"""What stands in JSON and CSV for one value."""


class Order(NamedTuple):
    """What values of one property are sorted by: words, or a number.

    Numbers of another unit are a group of their own: it comes last in whichever order.
    """

    words: str = ""
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
    def type_text(self) -> str:
        """The type for a reader of ``explain``."""
        return self.type_name

    @property
    def many(self) -> bool:
        """Whether several values hold side by side."""
        return self.cardinality is Cardinality.MANY

    def read(self, text: str) -> T:
        """The value that a fact file or the snapshot states; raises Misread."""
        raise NotImplementedError

    def stated(self, text: str) -> T:
        """The value that a fact file states; what a snapshot holds need not be checked so far."""
        return self.read(text)

    def write(self, value: T) -> str:
        """The value as a fact file states it; ``read`` gives it back."""
        return str(value)

    def show(self, value: T) -> str:
        """The value for a reader, with its unit."""
        return self.write(value)

    def plain(self, value: T) -> Plain:
        """The value for a script, in the schema's unit."""
        return self.write(value)

    def json_type(self) -> "dict[str, Json]":
        """What a value may look like in a fact file, in the words of JSON Schema.

        YAML reads some words as numbers or truth values; here they are what was written.
        """
        return {"type": ["string", "number", "boolean"]}

    def flat_keys(self) -> tuple[str, ...]:
        """The keys that this property has in flat JSON and as columns."""
        return (self.name,)

    def flat(self, value: T) -> tuple[Plain, ...]:
        """The plain values under those keys."""
        return (self.plain(value),)

    def quantities(self, value: T) -> dict[str, Quantity]:  # noqa: ARG002 - words have none
        """What can be computed with: numbers by the unit they are counted in."""
        return {}

    def order(self, value: T) -> Order:
        """What values are sorted by."""
        return Order(self.write(value).casefold())

    def agrees(self, one: T, other: T) -> bool:
        """Whether both values can be true of one thing at one time."""
        return one == other

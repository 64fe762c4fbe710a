"""Field: the declaration of a property, which the types of value derive from."""

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from .quantity import Quantity, Real

if TYPE_CHECKING:
    from .answer import Json

T = TypeVar("T")
PlainValue = str | Real | None
"""One value in JSON and CSV."""


class SortKey(NamedTuple):
    """The sort key of a value: a text or a number.

    Numbers of another unit are a group of their own: it comes last in whichever order.
    """

    text: str = ""
    number: float = 0.0
    group: str = ""


class Cardinality(Enum):
    """The number of values of a property that can be true of one entity."""

    ONE = "one"
    MANY = "many"
    OVER_TIME = "over time"


class Inverse(NamedTuple):
    """The name of a relation seen from its other end: its key, label, meaning and section there."""

    name: str
    label: str
    meaning: str
    section: str


class Field(Generic[T]):
    """A property of a kind: its label, its meaning, and how its values are read and compared."""

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
        """The unit of its values; empty for those without one."""
        return ""

    @property
    def type_description(self) -> str:
        """The type for a reader of ``explain``."""
        return self.type_name

    @property
    def is_multivalued(self) -> bool:
        """Whether several values can be true at once."""
        return self.cardinality is Cardinality.MANY

    def parse(self, text: str) -> T:
        """Read a value from a fact file or the snapshot; raises FieldError."""
        raise NotImplementedError

    def parse_stated(self, text: str) -> T:
        """Read a value from a fact file, with the checks that a snapshot needs no more."""
        return self.parse(text)

    def to_yaml_text(self, value: T) -> str:
        """Write a value as a fact file does; ``parse`` reads it back."""
        return str(value)

    def format(self, value: T) -> str:
        """Format a value for a reader, with its unit."""
        return self.to_yaml_text(value)

    def format_without_unit(self, value: T) -> str:
        """Format a value for a column that has the unit in its heading."""
        return self.format(value)

    def to_plain(self, value: T) -> PlainValue:
        """Return a value for a script, in the unit of the schema."""
        return self.to_yaml_text(value)

    def to_json_schema(self) -> "dict[str, Json]":
        """Describe in JSON Schema how a value may be written in a fact file.

        YAML reads some words as numbers or truth values; here they are what was written.
        """
        return {"type": ["string", "number", "boolean"]}

    def list_flat_keys(self) -> tuple[str, ...]:
        """List the keys that this property has in flat JSON and as columns."""
        return (self.name,)

    def to_flat(self, value: T) -> tuple[PlainValue, ...]:
        """Return the plain values under those keys."""
        return (self.to_plain(value),)

    def to_quantities(self, value: T) -> dict[str, Quantity]:  # noqa: ARG002 - for those with numbers
        """Return the numbers in a value by their units; none for a type without numbers."""
        return {}

    def sort_key(self, value: T) -> SortKey:
        """Return the sort key of a value."""
        return SortKey(self.to_yaml_text(value).casefold())

    def is_compatible(self, first: T, second: T) -> bool:
        """Return whether both values can be true of one entity at one time."""
        return first == second

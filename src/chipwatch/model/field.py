"""Field: the declaration of a property, which the types of value derive from."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from .part_type import PartType
from .quantity import Quantity, Real

if TYPE_CHECKING:
    from .answer import Json

T = TypeVar("T")
PlainValue = str | Real | None
"""One value in JSON and CSV."""


class ColumnPart(NamedTuple):
    """One of the flat columns that a column spreads into: what ends its key, what it holds.

    A flat column has one plain value in each row of JSON, CSV, SQL and data frames: the one column
    of TPP that readers see is ``tpp``, ``tpp_low``, ``tpp_high`` and others there.
    """

    suffix: str
    type: PartType


class ColumnType(NamedTuple):
    """What a column holds, and the flat columns that its values spread into.

    Declared once for each type of value; JSON, CSV, SQL and data frames follow.
    """

    parts: tuple[ColumnPart, ...]
    split: Callable[[Any], "Sequence[Json]"]
    """Splits a value that is known into what each part holds."""

    def list_keys(self, key: str) -> tuple[str, ...]:
        """List the keys of the parts of a column."""
        return tuple(key + part.suffix for part in self.parts)

    def spread(self, value: object) -> "Sequence[Json]":
        """Split a value, or nothing, into what each part holds."""
        return (None,) * len(self.parts) if value is None else self.split(value)

    def to_row(self, key: str, value: object) -> "dict[str, Json]":
        """Split a value, or nothing, into what the flat columns of a column hold, by key."""
        return dict(zip(self.list_keys(key), self.spread(value), strict=True))

    def map_part_types(self, key: str) -> dict[str, PartType]:
        """Map the keys of the flat columns of a column to what they hold."""
        return {key + part.suffix: part.type for part in self.parts}


def keep_whole(value: "Json") -> "Sequence[Json]":
    """Split a value that has one part."""
    return (value,)


PLAIN_COLUMN = ColumnType(parts=(ColumnPart("", PartType.PLAIN),), split=keep_whole)


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


class RelationStrength(Enum):
    """What a relation tells of the dependence of one end on the other; its value is a cost.

    A chain of relations is the better the less it costs. The numbers are our choice: two steps of
    dependence weigh as much as one of cooperation, four as much as one of context, and no chain of
    other relations with at most six steps costs as much as one mention.
    """

    DEPENDENCE = 10
    """One would be another thing without the other: owner, designer, foundry, supplier, part."""
    COOPERATION = 20
    """One acts with the other or for it: partner, leader, investor."""
    CONTEXT = 40
    """Both stand in one frame, which others share: a rule, a strategy, an event."""
    MENTION = 250
    """One is said to touch the other, or to be like it: affects, competes with."""

    @property
    def word(self) -> str:
        """The name for readers and for JSON."""
        return self.name.lower()


class Inverse(NamedTuple):
    """The name of a relation seen from its other end: its key, label, meaning and section there."""

    name: str
    label: str
    meaning: str
    section: str


class Field(Generic[T]):
    """A property of a kind: its label, its meaning, and how its values are read and compared."""

    type_name: ClassVar[str]
    column_types: ClassVar[Mapping[str, ColumnType]] = {"": PLAIN_COLUMN}
    """Its columns: what follows the name of the property in the key of each, and its type."""
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

    @property
    def adds_up_over_time(self) -> bool:
        """Whether it is a figure of which those of the parts of a period make up the whole's."""
        return False

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
        """List the keys of the flat columns of this property."""
        return self._flat_keys

    @cached_property
    def _flat_keys(self) -> tuple[str, ...]:
        return tuple(
            key
            for suffix, column_type in self.column_types.items()
            for key in column_type.list_keys(self.name + suffix)
        )

    def list_time_keys(self) -> tuple[str, ...]:
        """List the key of the column that says of which time a value is; none unless it changes."""
        return ()

    def to_flat(self, value: T) -> "tuple[Json, ...]":
        """Return the plain values under those keys."""
        return tuple(
            part for column_type in self.column_types.values() for part in column_type.spread(value)
        )

    def to_quantities(self, value: T) -> dict[str, Quantity]:  # noqa: ARG002 - for those with numbers
        """Return the numbers in a value by their units; none for a type without numbers."""
        return {}

    def sort_key(self, value: T) -> SortKey:
        """Return the sort key of a value."""
        return SortKey(self.to_yaml_text(value).casefold())

    def is_compatible(self, first: T, second: T) -> bool:
        """Return whether both values can be true of one entity at one time."""
        return first == second

"""Facts, the entities they are about, the sources they rest on, and which of them is shown."""

import builtins
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from .dates import Date
from .field import Cardinality, Field, Plain
from .fields import Ref
from .kind import KINDS, AnyField, Kind
from .problem import Where
from .quantity import Quantity

T = TypeVar("T")

CERTAINTIES = ("confirmed", "reported", "estimated", "disputed", "assessment")
"""How sure a fact is, the surest first; an assessment is an opinion."""
SOURCE_TYPES = (
    "regulation", "filing", "company", "research", "news", "press-release", "reference",
)  # fmt: skip
"""Types of source, the weightiest first."""
PRIMARY_TYPES = frozenset(("regulation", "filing", "company", "press-release"))
"""Types whose word makes a fact confirmed where the file does not say how certain it is."""
VERDICTS = ("supported", "imprecise", "contradicted", "unconfirmed")
"""What other sources make of a claim."""
UNKNOWNS = ("undisclosed", "redacted", "not-applicable")
"""Why there is no value."""


class Unknown(NamedTuple):
    """The value of a fact that says there is none to be had, and why."""

    reason: str


class Citation(NamedTuple):
    """A source, and the place inside it where the fact stands."""

    source: str
    locator: str = ""

    @classmethod
    def read(cls, text: str) -> "Citation":
        """Read ``source#locator``, as a fact file writes it."""
        source, _, locator = text.partition("#")
        return cls(source.strip(), locator.strip())

    def __str__(self) -> str:
        """As a fact file writes it: ``source#locator``."""
        return f"{self.source}#{self.locator}" if self.locator else self.source


class Source(NamedTuple):
    """What is needed of a source to cite and to weigh it; the rest stands in its facts."""

    id: str
    name: str
    type: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    origin: str = ""

    @property
    def root(self) -> str:
        """The source that counts: what this one merely repeats, or itself."""
        return self.origin or self.id

    @property
    def appeared(self) -> Date | None:
        """When it was published, as precisely as is known; None where nothing is."""
        return Date.read(self.published) if self.published else None


class Claim(NamedTuple):
    """Something that a source says, in our own words, at one of its paragraphs."""

    source: str
    id: str
    paragraph: str
    says: str
    stance: str = ""
    verdict: str = ""
    """What other sources make of it, one of VERDICTS; nothing where they were not asked."""
    why: str = ""
    citations: tuple[Citation, ...] = ()
    """The sources that the verdict rests on."""


class Derivation(NamedTuple):
    """How a fact is computed: the formula in words, where it stands, and the facts it takes."""

    formula: str
    citation: str
    operands: "tuple[Fact, ...]"


class Fact(NamedTuple):
    """One statement with everything that is said about it."""

    entity: str
    kind: str
    property: str
    value: Any
    citations: tuple[Citation, ...]
    certainty: str
    as_of: Date | None
    until: Date | None
    note: str
    where: Where
    order: int
    independent: int = 1
    """How many of the sources do not merely repeat one another."""
    authority: int = len(SOURCE_TYPES)
    """The place of its weightiest source in SOURCE_TYPES."""
    period: Date | None = None
    """The span that a figure counts up: a quarter, a year; ``as_of`` is the same unless stated."""
    share: Quantity | None = None
    """Of a relation, the part that is held, in per cent."""
    derived: "Derivation | None" = None
    """What it is computed from, where no source states it."""

    @builtins.property
    def field(self) -> AnyField:
        """The declaration of its property."""
        return KINDS[self.kind].properties[self.property]

    @builtins.property
    def unknown(self) -> bool:
        """Whether it says that there is no value to be had."""
        return isinstance(self.value, Unknown)

    @builtins.property
    def target(self) -> str | None:
        """The id of the entity that it points to, if it does."""
        points = isinstance(self.field, Ref) and not self.unknown
        return self.value if points else None

    def plain(self) -> Plain:
        """The value for a script; None for one that is unknown."""
        return None if self.unknown else self.field.plain(self.value)

    def text(self) -> str:
        """The value for a reader."""
        if isinstance(self.value, Unknown):
            return self.value.reason
        return self.field.show(self.value)


def standing(cited: Sequence[Source]) -> tuple[str, int, int]:
    """What sources make of a fact: its usual certainty, how many are independent, its authority."""
    types = {source.type for source in cited}
    usual = "confirmed" if types & PRIMARY_TYPES else "reported"
    places = (SOURCE_TYPES.index(type_) for type_ in types if type_ in SOURCE_TYPES)
    return usual, len({source.root for source in cited}), min(places, default=len(SOURCE_TYPES))


RULE = (
    "latest as_of (by its last day; none comes last), then certainty, then number of independent"
    " sources, then type of source, then order in the file"
)
"""The rule of choice in words, as ``why`` prints it."""


def rank(fact: Fact) -> tuple[int, int, int, int, int]:
    """The rule of choice as a sort key: the fact shown comes first."""
    latest = fact.as_of.last if fact.as_of else 0
    sure = CERTAINTIES.index(fact.certainty)
    return (-latest, sure, -fact.independent, fact.authority, fact.order)


def decided_by(first: Fact, second: Fact) -> str:
    """The first part of the rule that puts one fact before another."""
    parts = ("latest as_of", "certainty", "number of independent sources", "type of source",
             "order in the file")  # fmt: skip
    pairs = zip(parts, rank(first), rank(second), strict=True)
    return next((part for part, one, other in pairs if one != other), "")


class Chosen(NamedTuple):
    """What is shown of one property: its facts in order of choice, and whether they conflict."""

    field: AnyField
    facts: tuple[Fact, ...]
    disputed: bool

    @classmethod
    def of(cls, field: AnyField, ranked: tuple[Fact, ...], *, disputed: bool = False) -> "Chosen":
        """Facts in order of choice; disputed as told, or where one puts the first in doubt."""
        return cls(field, ranked, disputed or any(_disputes(fact, ranked[0]) for fact in ranked))

    @property
    def shown(self) -> tuple[Fact, ...]:
        """The fact shown; of a property with many values, one for each value.

        Equal figures of which the note or the period says that they count different things are two.
        """
        if not self.field.many:
            return self.facts[:1]
        seen: dict[object, Fact] = {}
        for fact in self.facts:
            counts = (
                ()
                if fact.unknown or not self.field.quantities(fact.value)
                else (fact.note, _days(fact.period))
            )
            seen.setdefault((fact.value, *counts), fact)
        return tuple(sorted(seen.values(), key=lambda fact: fact.order))

    def doubts(self, fact: Fact) -> bool:
        """Whether one of the facts shown is in doubt; one of many values does not touch others."""
        return fact.certainty == "disputed" if self.field.many else self.disputed

    @property
    def others(self) -> int:
        """How many facts are not shown."""
        return len(self.facts) - len(self.shown)


def choose(facts: Sequence[Fact]) -> dict[str, Chosen]:
    """The choice for each property among the facts of one entity, in the order of the schema."""
    by_property: dict[str, list[Fact]] = {}
    for fact in facts:
        by_property.setdefault(fact.property, []).append(fact)
    properties = KINDS[facts[0].kind].properties if facts else {}
    return {
        name: Chosen.of(properties[name], tuple(sorted(by_property[name], key=rank)))
        for name in properties
        if name in by_property
    }


def at_odds(chosen: Chosen) -> tuple[Fact, ...]:
    """The fact that is shown, with those that contradict it."""
    first = chosen.facts[0]
    return (first, *(fact for fact in chosen.facts[1:] if _disputes(fact, first)))


def comparable(one: Fact, other: Fact) -> bool:
    """Whether two facts of one property state the same figure: of one time, over one period."""
    same_time = _at_one_time(one, other) and _days(one.period) == _days(other.period)
    return same_time and not one.field.many


def rival(one: Fact, other: Fact) -> bool:
    """Whether two facts of one property contradict each other at one time."""
    if one is other or not comparable(one, other):
        return False
    if one.unknown or other.unknown:
        return one.unknown != other.unknown
    if one.derived or other.derived:
        return not _as_rounded(one.value).agrees(_as_rounded(other.value))
    return not one.field.agrees(one.value, other.value)


_ROUNDING = 0.005
"""The part by which a figure that a source has rounded may be off one that is computed."""


def _as_rounded(value: Quantity) -> Quantity:
    """A number as the range of those that may be rounded to it."""
    low, high = value.low, value.high
    low = None if low is None else low - abs(low) * _ROUNDING
    return Quantity(low, None if high is None else high + abs(high) * _ROUNDING)


def _disputes(fact: Fact, first: Fact) -> bool:
    """Whether a fact puts in doubt the one shown: it contradicts it, or is disputed itself."""
    if fact.certainty == "disputed":
        return fact.field.many or _at_one_time(first, fact)
    return rival(first, fact)


def _days(period: Date | None) -> tuple[int, ...]:
    """The span of a period, however it is written."""
    return period[1:] if period else ()


def _at_one_time(one: Fact, other: Fact) -> bool:
    if _ended_before(one, other) or _ended_before(other, one):
        return False
    if one.field.cardinality is Cardinality.ONE or one.as_of is None or other.as_of is None:
        return True
    return one.as_of.overlaps(other.as_of)


def _ended_before(one: Fact, other: Fact) -> bool:
    """Whether ``one`` had stopped being true before ``other`` began."""
    return bool(one.until and other.as_of and one.until.first <= other.as_of.first)


class Entity(NamedTuple):
    """A thing with an id, its names and all that is said of it."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def schema(self) -> type[Kind]:
        """The declaration of its kind."""
        return KINDS[self.kind]

    def chosen(self) -> dict[str, Chosen]:
        """What is shown of each property that has a fact."""
        return choose(self.facts)

    def get(self, field: Field[T]) -> T | None:
        """The value shown of a property: ``chip.get(Chip.memory_capacity)``; None if unknown."""
        values = self.all(field)
        return values[0] if values else None

    def all(self, field: Field[T]) -> tuple[T, ...]:
        """Every value shown of a property: one at most, unless it can have many."""
        chosen = self.chosen().get(field.name)
        return tuple(fact.value for fact in chosen.shown if not fact.unknown) if chosen else ()

"""Facts, the entities they are about, the sources they rest on, and which of them is shown."""

import builtins
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from .dates import Date
from .field import Cardinality, Field, PlainValue
from .field_types import Ref
from .kind import KINDS, AnyField, Kind
from .problem import Location
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


class UnknownValue(NamedTuple):
    """The value of a fact that says there is none to be had, and why."""

    reason: str


class Citation(NamedTuple):
    """A source, and the place inside it where the fact stands."""

    source: str
    locator: str = ""

    @classmethod
    def parse(cls, text: str) -> "Citation":
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
    def root_id(self) -> str:
        """The source that counts: what this one merely repeats, or itself."""
        return self.origin or self.id

    @property
    def publication_date(self) -> Date | None:
        """When it was published, as precisely as is known; None where nothing is."""
        return Date.parse(self.published) if self.published else None


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
    arithmetic: str = ""
    """The formula with the numbers of the operands, where it has any."""


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
    location: Location
    file_position: int
    independent_source_count: int = 1
    """How many of the sources do not merely repeat one another."""
    authority_rank: int = len(SOURCE_TYPES)
    """The place of its weightiest source in SOURCE_TYPES."""
    period: Date | None = None
    """The span that a figure counts up: a quarter, a year; ``as_of`` is the same unless stated."""
    share: Quantity | None = None
    """Of a relation, the part that is held, in per cent."""
    derivation: "Derivation | None" = None
    """What it is computed from, where no source states it."""

    @builtins.property
    def field(self) -> AnyField:
        """The declaration of its property."""
        return KINDS[self.kind].properties[self.property]

    @builtins.property
    def is_unknown(self) -> bool:
        """Whether it says that there is no value to be had."""
        return isinstance(self.value, UnknownValue)

    @builtins.property
    def target_id(self) -> str | None:
        """The id of the entity that it points to, if it does."""
        is_reference = isinstance(self.field, Ref) and not self.is_unknown
        return self.value if is_reference else None

    def to_plain(self) -> PlainValue:
        """The value for a script; None for one that is unknown."""
        return None if self.is_unknown else self.field.to_plain(self.value)

    def format_value(self) -> str:
        """The value for a reader."""
        if isinstance(self.value, UnknownValue):
            return self.value.reason
        return self.field.format(self.value)


def evaluate_sources(sources: Sequence[Source]) -> tuple[str, int, int]:
    """What sources make of a fact: its usual certainty, how many are independent, its authority."""
    types = {source.type for source in sources}
    usual_certainty = "confirmed" if types & PRIMARY_TYPES else "reported"
    type_ranks = (SOURCE_TYPES.index(type_) for type_ in types if type_ in SOURCE_TYPES)
    return (
        usual_certainty,
        len({source.root_id for source in sources}),
        min(type_ranks, default=len(SOURCE_TYPES)),
    )


RANKING_RULE = (
    "latest as_of (by its last day; none comes last), then certainty, then number of independent"
    " sources, then type of source, then order in the file"
)
"""The rule of choice in words, as ``why`` prints it."""


def build_rank_key(fact: Fact) -> tuple[int, int, int, int, int]:
    """The rule of choice as a sort key: the fact shown comes first."""
    last_day = fact.as_of.last if fact.as_of else 0
    certainty_rank = CERTAINTIES.index(fact.certainty)
    return (
        -last_day,
        certainty_rank,
        -fact.independent_source_count,
        fact.authority_rank,
        fact.file_position,
    )


def find_deciding_criterion(first: Fact, second: Fact) -> str:
    """The first part of the rule that puts one fact before another."""
    criteria = ("latest as_of", "certainty", "number of independent sources", "type of source",
             "order in the file")  # fmt: skip
    pairs = zip(criteria, build_rank_key(first), build_rank_key(second), strict=True)
    return next(
        (criterion for criterion, first_rank, second_rank in pairs if first_rank != second_rank), ""
    )


class RankedFacts(NamedTuple):
    """What is shown of one property: its facts in order of choice, and whether they conflict."""

    field: AnyField
    facts: tuple[Fact, ...]
    is_disputed: bool

    @classmethod
    def from_ranked(
        cls, field: AnyField, ranked: tuple[Fact, ...], *, is_disputed: bool = False
    ) -> "RankedFacts":
        """Facts in order of choice; disputed as told, or where one puts the first in doubt."""
        return cls(
            field, ranked, is_disputed or any(_is_dispute(fact, ranked[0]) for fact in ranked)
        )

    @property
    def shown_facts(self) -> tuple[Fact, ...]:
        """The fact shown; of a property with many values, one for each value.

        Equal figures of which the note or the period says that they count different things are two.
        """
        if not self.field.is_multivalued:
            return self.facts[:1]
        distinct_facts: dict[object, Fact] = {}
        for fact in self.facts:
            counted_thing = (
                ()
                if fact.is_unknown or not self.field.to_quantities(fact.value)
                else (fact.note, _get_span(fact.period))
            )
            distinct_facts.setdefault((fact.value, *counted_thing), fact)
        return tuple(sorted(distinct_facts.values(), key=lambda fact: fact.file_position))

    def is_in_doubt(self, fact: Fact) -> bool:
        """Whether one of the facts shown is in doubt; one of many values does not touch others."""
        return fact.certainty == "disputed" if self.field.is_multivalued else self.is_disputed

    @property
    def hidden_count(self) -> int:
        """How many facts are not shown."""
        return len(self.facts) - len(self.shown_facts)


def rank_facts_by_property(facts: Sequence[Fact]) -> dict[str, RankedFacts]:
    """The choice for each property among the facts of one entity, in the order of the schema."""
    by_property: dict[str, list[Fact]] = {}
    for fact in facts:
        by_property.setdefault(fact.property, []).append(fact)
    properties = KINDS[facts[0].kind].properties if facts else {}
    return {
        name: RankedFacts.from_ranked(
            properties[name], tuple(sorted(by_property[name], key=build_rank_key))
        )
        for name in properties
        if name in by_property
    }


def collect_conflicting_facts(ranked: RankedFacts) -> tuple[Fact, ...]:
    """The fact that is shown, with those that contradict it."""
    shown_fact = ranked.facts[0]
    return (shown_fact, *(fact for fact in ranked.facts[1:] if _is_dispute(fact, shown_fact)))


def is_comparable(first: Fact, second: Fact) -> bool:
    """Whether two facts of one property state the same figure: of one time, over one period."""
    same_time = _is_simultaneous(first, second) and _get_span(first.period) == _get_span(
        second.period
    )
    return same_time and not first.field.is_multivalued


def is_contradiction(first: Fact, second: Fact) -> bool:
    """Whether two facts of one property contradict each other at one time."""
    if first is second or not is_comparable(first, second):
        return False
    if first.is_unknown or second.is_unknown:
        return first.is_unknown != second.is_unknown
    if first.derivation or second.derivation:
        return not _widen_to_rounding(first.value).is_compatible(_widen_to_rounding(second.value))
    return not first.field.is_compatible(first.value, second.value)


_ROUNDING_TOLERANCE = 0.005
"""The part by which a figure that a source has rounded may be off one that is computed."""


def _widen_to_rounding(value: Quantity) -> Quantity:
    """A number as the range of those that may be rounded to it."""
    low, high = value.low, value.high
    low = None if low is None else low - abs(low) * _ROUNDING_TOLERANCE
    return Quantity(low, None if high is None else high + abs(high) * _ROUNDING_TOLERANCE)


def _is_dispute(fact: Fact, shown_fact: Fact) -> bool:
    """Whether a fact puts in doubt the one shown: it contradicts it, or is disputed itself."""
    if fact.certainty == "disputed":
        return fact.field.is_multivalued or _is_simultaneous(shown_fact, fact)
    return is_contradiction(shown_fact, fact)


def _get_span(period: Date | None) -> tuple[int, ...]:
    """The span of a period, however it is written."""
    return period[1:] if period else ()


def _is_simultaneous(first: Fact, second: Fact) -> bool:
    if _has_ended_before(first, second) or _has_ended_before(second, first):
        return False
    if first.field.cardinality is Cardinality.ONE or first.as_of is None or second.as_of is None:
        return True
    return first.as_of.overlaps(second.as_of)


def _has_ended_before(first: Fact, second: Fact) -> bool:
    """Whether ``one`` had stopped being true before ``other`` began."""
    return bool(first.until and second.as_of and first.until.first <= second.as_of.first)


class Entity(NamedTuple):
    """A thing with an id, its names and all that is said of it."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def kind_class(self) -> type[Kind]:
        """The declaration of its kind."""
        return KINDS[self.kind]

    def rank_facts(self) -> dict[str, RankedFacts]:
        """What is shown of each property that has a fact."""
        return rank_facts_by_property(self.facts)

    def get(self, field: Field[T]) -> T | None:
        """The value shown of a property: ``chip.get(Chip.memory_capacity)``; None if unknown."""
        values = self.get_all(field)
        return values[0] if values else None

    def get_all(self, field: Field[T]) -> tuple[T, ...]:
        """Every value shown of a property: one at most, unless it can have many."""
        ranked = self.rank_facts().get(field.name)
        return (
            tuple(fact.value for fact in ranked.shown_facts if not fact.is_unknown)
            if ranked
            else ()
        )

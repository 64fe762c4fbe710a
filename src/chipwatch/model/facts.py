"""Facts, and the sources that they rest on."""

import builtins
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from .dates import Date, is_day_between
from .field import PlainValue
from .field_types import Ref
from .kind import AnyField, find_field
from .problem import Location
from .quantity import Quantity, format_quantity

CERTAINTIES = ("confirmed", "reported", "estimated", "disputed", "assessment")
"""How sure a fact is, the surest first; an assessment is an opinion."""
SURE_CERTAINTIES = CERTAINTIES[:2]
"""Those of facts that someone states as such: what is estimated or disputed settles nothing."""
SOURCE_TYPES = (
    "regulation",
    "filing",
    "company",
    "research",
    "news",
    "press-release",
    "reference",
    "digest",
)
"""The types of source, in the order of their authority: what binds or is signed comes first.

A digest tells what another source says that was not opened itself.
"""
PRIMARY_TYPES = frozenset(("regulation", "filing", "company", "press-release"))
"""The types in which the party concerned speaks for itself: their facts count as confirmed where
the file does not state a certainty."""
VERDICTS = ("supported", "imprecise", "contradicted", "unconfirmed")
"""What other sources say of a claim."""
NOT_APPLICABLE, NOT_FOUND = "not-applicable", "not-found"
UNKNOWNS = ("undisclosed", "redacted", NOT_APPLICABLE, NOT_FOUND)
"""The reasons for which a property can have no value.

The first three rest on a source; ``not-found`` tells where one looked for the value in vain.
"""


class UnknownValue(NamedTuple):
    """The value of a fact that states that there is none, with the reason."""

    reason: str
    looked_in: tuple[str, ...] = ()
    """Where a value that was not found was looked for: ids of sources, or kinds of page."""

    @classmethod
    def parse(cls, text: str) -> "UnknownValue":
        """Read the text of the snapshot, which ``to_text`` writes."""
        reason, *looked_in = text.split("\n")
        return cls(reason=reason, looked_in=tuple(looked_in))

    def to_text(self) -> str:
        """Write the reason, and where one looked, a line each."""
        return "\n".join((self.reason, *self.looked_in))


class Citation(NamedTuple):
    """A reference to a source, and to the place inside it where the fact stands."""

    source: str
    locator: str = ""

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read ``source#locator``, as a fact file writes it."""
        source, _, locator = text.partition("#")
        return cls(source.strip(), locator.strip())

    def __str__(self) -> str:
        """Return the citation as a fact file writes it: ``source#locator``."""
        return f"{self.source}#{self.locator}" if self.locator else self.source


class SourceRecord(NamedTuple):
    """The part of a source that is needed to cite and to rank it; its other facts are not here."""

    id: str
    name: str
    type: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    origin: str = ""

    @property
    def root_id(self) -> str:
        """The id under which it is counted: that of the source it merely repeats, or its own."""
        return self.origin or self.id

    @property
    def publication_date(self) -> Date | None:
        """The date of publication, as precise as it is known; None if it is not known."""
        return Date.parse(self.published) if self.published else None

    def is_published_by(self, day: int) -> bool:
        """Return whether it had surely appeared by a day: all of its date has passed."""
        date = self.publication_date
        return date is not None and date.last <= day


def join_citations(citations: Iterable[Citation]) -> str | None:
    """Join the sources of a fact as one text, each with # and the place in it; None for none."""
    return "; ".join(map(str, citations)) or None


SourceLookup = Callable[[str], SourceRecord | None]
"""Returns the source of an id, or None if the base has none."""


class Claim(NamedTuple):
    """A statement that a source makes, in our own words, at one of its paragraphs."""

    source: str
    id: str
    paragraph: str
    says: str
    stance: str = ""
    verdict: str = ""
    """What other sources say of it, one of VERDICTS; empty if it has not been checked."""
    why: str = ""
    citations: tuple[Citation, ...] = ()
    """The sources that the verdict rests on."""


class Derivation(NamedTuple):
    """The computation of a fact: the formula in words, where it is published, and its operands."""

    formula: str
    citation: str
    operands: "tuple[Fact, ...]"
    arithmetic: str = ""
    """The formula with the numbers of the operands, where it has any."""


class Fact(NamedTuple):
    """One statement about one property of one entity, with its sources and its dates."""

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
    """The number of its sources, those that repeat one another counted once."""
    authority_rank: int = len(SOURCE_TYPES)
    """The position of its most authoritative source in SOURCE_TYPES."""
    period: Date | None = None
    """The span that a figure counts up: a quarter, a year; ``as_of`` is the same unless stated."""
    share: Quantity | None = None
    """Of a relation, the part that is held, in per cent."""
    part_count: Quantity | None = None
    """Of a relation to parts, how many of them there are."""
    derivation: "Derivation | None" = None
    """The computation that it comes from, where no source states it."""

    @builtins.property
    def field(self) -> AnyField:
        """The declaration of its property."""
        return find_field(self.kind, self.property)

    @builtins.property
    def is_unknown(self) -> bool:
        """Whether it states that there is no value."""
        return isinstance(self.value, UnknownValue)

    @builtins.property
    def target_id(self) -> str | None:
        """The id of the entity that it points to; None if it is no relation."""
        is_reference = isinstance(self.field, Ref) and not self.is_unknown
        return self.value if is_reference else None

    def to_plain(self) -> PlainValue:
        """Return the value for a script; None for one that is unknown."""
        return None if self.is_unknown else self.field.to_plain(self.value)

    def format_value(self) -> str:
        """Return the value for a reader."""
        if isinstance(self.value, UnknownValue):
            return self.value.reason
        return self.field.format(self.value)

    def format_extent(self) -> str:
        """Return how much or how many of it a relation is about: ``20 %``, ``× 72``."""
        if self.share:
            return f"{format_quantity(self.share)} %"
        return f"× {format_quantity(self.part_count)}" if self.part_count else ""

    def has_ended_by(self, day: int) -> bool:
        """Return whether it had stopped being true on a day: its ``until`` had begun."""
        return self.until is not None and self.until.first <= day

    def may_hold_on(self, day: int) -> bool:
        """Return whether it may hold on a day: a date of a month counts from its first day.

        A fact without dates holds on every day.
        """
        return is_day_between(day, self.as_of and self.as_of.first, self.until and self.until.first)

    def surely_holds_on(self, day: int, start: Date | None) -> bool:
        """Return whether it holds on a day whichever day of ``start`` it began on."""
        return is_day_between(day, start and start.last, self.until and self.until.first)

    def list_publication_dates(self, find_source: SourceLookup) -> list[Date]:
        """List when its sources appeared, those without a date left out, the earliest first.

        A date that is not precise to the day counts as its last day.
        """
        sources = (find_source(citation.source) for citation in self.citations)
        dates = (source.publication_date for source in sources if source)
        return sorted(filter(None, dates), key=lambda date: date.last)


class FactSupport(NamedTuple):
    """What the sources of a fact give it."""

    default_certainty: str
    """The certainty of a fact that states none."""
    independent_source_count: int
    authority_rank: int
    """The position of the most authoritative source in SOURCE_TYPES."""


def evaluate_sources(sources: Sequence[SourceRecord]) -> FactSupport:
    """Evaluate what sources give a fact."""
    types = {source.type for source in sources}
    default_certainty = "confirmed" if types & PRIMARY_TYPES else "reported"
    type_ranks = (SOURCE_TYPES.index(type_) for type_ in types if type_ in SOURCE_TYPES)
    return FactSupport(
        default_certainty=default_certainty,
        independent_source_count=len({source.root_id for source in sources}),
        authority_rank=min(type_ranks, default=len(SOURCE_TYPES)),
    )

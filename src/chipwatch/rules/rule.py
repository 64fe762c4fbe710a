"""What a rule is: the part of a policy that is calculated with, as data."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from ..model.dates import Date, is_day_between
from ..model.facts import Citation
from ..model.quantity import Quantity

RULE_ACTS = (
    "control", "letter", "listing", "affiliates", "review", "guidance", "suspension",
    "presumption", "tariff", "groups",
)  # fmt: skip
"""What a rule does: it puts items on a list of controlled ones; names products; names parties;
reaches what listed parties own; says how licences are decided; warns; stops another rule; says
what an exporter has to presume; puts a duty on imports; or says which countries a group has."""
WORLDWIDE = "worldwide"
PRODUCT_KEY, PARTY_KEY, OWNERSHIP_KEY = "chip", "party", "ownership_share"
"""What a condition can test besides properties: which chip it is, who gets it, and how much of that
party listed ones own."""


class Criterion(NamedTuple):
    """A property held against bounds, which must all fit, or words, of which one must."""

    property: str
    bounds: tuple[Quantity, ...] = ()
    words: tuple[str, ...] = ()


class ConditionGroup(NamedTuple):
    """Conditions of which all must hold, or any."""

    is_any: bool
    conditions: "tuple[Condition, ...]"


Condition: TypeAlias = Criterion | ConditionGroup


class Exclusion(NamedTuple):
    """What takes an item out of some paragraphs again."""

    name: str
    paragraph_names: tuple[str, ...]
    condition: Condition


class Paragraph(NamedTuple):
    """A part of a rule that an item falls under or not."""

    name: str
    condition: Condition
    destinations: tuple[str, ...]
    certainty: str
    citations: tuple[Citation, ...]
    note: str
    since: Date | None


class LicencePolicy(NamedTuple):
    """How applications for some destinations are decided."""

    destinations: tuple[str, ...]
    policy: str


class Exemption(NamedTuple):
    """A licence exception: for which paragraphs, for what, to where, from when."""

    name: str
    paragraph_names: tuple[str, ...]
    condition: Condition
    destinations: tuple[str, ...]
    """Where to, or where a buyer has its seat."""
    excluded_destinations: tuple[str, ...]
    """Where it is not open to, whatever else holds."""
    since: Date | None
    note: str


class Rule(NamedTuple):
    """One act of a policy: from when, to where, on which conditions, with what result."""

    policy: str
    act: str
    since: Date
    until: Date | None = None
    destinations: tuple[str, ...] = ()
    excluded_destinations: tuple[str, ...] = ()
    """Destinations that it does not reach although a group of those above has them."""
    headquarters: tuple[str, ...] = ()
    """Where a buyer, or its parent, has to have its seat to be bound wherever it is."""
    modified_policies: tuple[str, ...] = ()
    """The policies whose rules it reviews or stops."""
    paragraphs: tuple[Paragraph, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    licences: tuple[LicencePolicy, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    fallback_policy: str = ""
    """Of a review, how applications are decided where none of its paragraphs holds."""
    country_groups: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    """Country groups, each with its members and whether these are all."""
    certainty: str = "confirmed"
    citations: tuple[Citation, ...] = ()
    note: str = ""

    def list_conditions(self) -> Iterator[Condition]:
        """Every condition in it."""
        yield from (clause.condition for clause in self.paragraphs)
        yield from (clause.condition for clause in self.exclusions)
        yield from (clause.condition for clause in self.exemptions)

    def is_in_force(self, day: int) -> bool:
        """Whether it holds on a day."""
        return is_day_between(day, self.since.first, self.until and self.until.first)


def iter_criteria(condition: Condition) -> Iterator[Criterion]:
    """Every test in a condition."""
    if isinstance(condition, Criterion):
        yield condition
    else:
        for member in condition.conditions:
            yield from iter_criteria(member)


def is_paragraph_covered(names: tuple[str, ...], paragraph: str) -> bool:
    """Whether a paragraph is one of those named, or stands under one: 3A090.a has 3A090.a.1."""
    return any(paragraph == name or paragraph.startswith(f"{name}.") for name in names)

"""What a rule is: the part of a policy that can be calculated with, as data."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from ..model.dates import Date, is_day_between
from ..model.facts import Citation
from ..model.quantity import Quantity
from .acts import Act
from .licence_policy import LicencePolicy

WORLDWIDE = "worldwide"
"""The destination that stands for every country."""
PRODUCT_KEY, PARTY_KEY, OWNERSHIP_KEY = "chip", "party", "ownership_share"
"""What a condition can test besides properties of the chip: which chip it is, who gets it, and the
part of that party, in per cent, that listed parties own."""
SHIPPED_FROM_KEY, MADE_IN_KEY = "shipped_from", "made_in"
US_CONTENT_KEY, US_TECHNOLOGY_KEY = "us_content", "us_technology"
"""Where the item is shipped from and made, its controlled content from the United States in per
cent, and whether it, or the plant that made it, is a direct product of US technology."""
FOOTNOTE_KEY = "footnote"
"""The footnotes of the Entity List that the entry of the buyer, or of its owner, has."""
PLANT_KEY, EXCLUDED_SELLER_KEY = "advanced_plant", "excluded_seller"
"""Whether a tool goes to a plant that makes advanced-node circuits, or of which that is not known,
and whether its seller is in a country that the rules on tools made abroad leave out: neither is
ever known."""
LETTER_SCOPE_KEY = "letter_scope"
"""Whether a letter that is not published names the product and the place: never known."""
ORIGIN_KEYS = (SHIPPED_FROM_KEY, MADE_IN_KEY, US_TECHNOLOGY_KEY, US_CONTENT_KEY)
SHIPMENT_KEYS = frozenset(
    (
        PRODUCT_KEY,
        PARTY_KEY,
        FOOTNOTE_KEY,
        PLANT_KEY,
        EXCLUDED_SELLER_KEY,
        LETTER_SCOPE_KEY,
        *ORIGIN_KEYS,
    )
)
"""What a condition can test that is no property of the chip, and no share."""


class Criterion(NamedTuple):
    """A property held against bounds, which must all fit, or words, one of which must."""

    property: str
    bounds: tuple[Quantity, ...] = ()
    words: tuple[str, ...] = ()


class ConditionGroup(NamedTuple):
    """Conditions all of which must hold, or any."""

    is_any: bool
    conditions: "tuple[Condition, ...]"


Condition: TypeAlias = Criterion | ConditionGroup
ALWAYS = ConditionGroup(is_any=False, conditions=())
"""The condition that every item meets."""


class Exclusion(NamedTuple):
    """A condition that takes an item out of some paragraphs again."""

    name: str
    paragraph_names: tuple[str, ...]
    condition: Condition
    until: Date | None = None
    """The day from which it no longer does; an imprecise one counts from its first day."""

    def has_ended_by(self, day: int) -> bool:
        """Return whether it takes nothing out any more."""
        return self.until is not None and self.until.first <= day


class Paragraph(NamedTuple):
    """A part of a rule that an item falls under or not."""

    name: str
    condition: Condition
    destinations: tuple[str, ...] = ()
    """Where it reaches; where the rule does if there are none."""
    certainty: str = "confirmed"
    citations: tuple[Citation, ...] = ()
    note: str = ""
    since: Date | None = None
    """The day on which it begins; that of the rule if there is none."""
    licence_policy: LicencePolicy | None = None
    """Of a review, how applications are decided for what the paragraph covers."""
    item_classes: tuple[str, ...] = ()
    """The classes of the control list that it is about; where there are none, every item."""
    footnotes: tuple[str, ...] = ()
    """Of a listing, the footnotes of its entries, to which rules on foreign products refer."""

    def has_begun(self, day: int) -> bool:
        """Return whether the paragraph holds, or may, on a day on which its rule does."""
        return self.since is None or self.since.first <= day

    def has_surely_begun(self, day: int) -> bool:
        """Return whether it has begun whichever day of an imprecise date it began on."""
        return self.since is None or self.since.last <= day


class DestinationPolicy(NamedTuple):
    """How applications for some destinations are decided."""

    destinations: tuple[str, ...]
    policy: LicencePolicy


class Exemption(NamedTuple):
    """A licence exception: from which paragraphs, for what, to where, since when."""

    name: str
    paragraph_names: tuple[str, ...]
    condition: Condition = ALWAYS
    destinations: tuple[str, ...] = ()
    """Where to, or where a buyer has its seat; anywhere if there are none."""
    shipped_to: tuple[str, ...] = ()
    """Where the item itself has to go, wherever its buyer is; anywhere if there are none."""
    excluded_destinations: tuple[str, ...] = ()
    """Where it is not open to, whatever else holds."""
    since: Date | None = None
    until: Date | None = None
    """The day from which it is no longer open."""
    note: str = ""


class CountryGroup(NamedTuple):
    """The countries of a group, and whether these are all of them."""

    name: str
    members: tuple[str, ...]
    is_complete: bool = True


class SystemEntry(NamedTuple):
    """The class of what contains an item of some paragraphs: 4A090.a for 3A090.a."""

    name: str
    paragraph_names: tuple[str, ...]
    citations: tuple[Citation, ...] = ()


class Rule(NamedTuple):
    """One act of a policy: from when, to where, on which conditions, with what result."""

    policy: str
    """The id of the policy that it is a part of."""
    act: Act
    since: Date
    until: Date | None = None
    """The day on which it no longer holds."""
    destinations: tuple[str, ...] = ()
    excluded_destinations: tuple[str, ...] = ()
    """Destinations that it does not reach although a group in ``destinations`` has them."""
    headquarters: tuple[str, ...] = ()
    """Where a buyer, or its parent, has to have its seat to be bound wherever it is."""
    headquarters_outside: tuple[str, ...] = ()
    """Destinations where the seat of a buyer does not bind it."""
    modified_policies: tuple[str, ...] = ()
    """The policies whose rules it reviews or stops."""
    paragraphs: tuple[Paragraph, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    licences: tuple[DestinationPolicy, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    fallback_policy: LicencePolicy | None = None
    """Of a review, how applications are decided where none of its paragraphs holds."""
    country_groups: tuple[CountryGroup, ...] = ()
    system_entries: tuple[SystemEntry, ...] = ()
    """Of a rule on classes, those of cards, servers and racks, by what they contain."""
    certainty: str = "confirmed"
    citations: tuple[Citation, ...] = ()
    note: str = ""

    def list_conditions(self) -> Iterator[Condition]:
        """List every condition in the rule."""
        yield from (paragraph.condition for paragraph in self.paragraphs)
        yield from (exclusion.condition for exclusion in self.exclusions)
        yield from (exemption.condition for exemption in self.exemptions)

    def is_about(self, item_kind: str) -> bool:
        """Return whether the rule is about items of a kind, or about all items."""
        return self.act.item_kind in ("", item_kind)

    def is_in_force(self, day: int) -> bool:
        """Return whether the rule holds on a day, or may, as its dates are imprecise."""
        return is_day_between(day, self.since.first, self.until and self.until.last)

    def is_surely_in_force(self, day: int) -> bool:
        """Return whether it holds whichever days of imprecise dates it began and ended on."""
        return is_day_between(day, self.since.last, self.until and self.until.first)


def iter_criteria(condition: Condition) -> Iterator[Criterion]:
    """Yield every criterion in a condition."""
    if isinstance(condition, Criterion):
        yield condition
    else:
        for member in condition.conditions:
            yield from iter_criteria(member)

"""What a rule is held against: a chip or tool of the base on a day, or one that is specified."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..model.derived_values import EntityFigures, KnownFigure
from ..model.entity import Entity
from ..model.facts import Fact
from ..model.kind import Kind
from ..model.numeric_fields import Number
from ..model.quantity import Quantity
from ..model.ranking import RankedFacts, rank_facts_by_property
from ..model.schema import Chip, Product
from ..model.tpp_formula import BIT_LENGTHS
from .origin import HOME_ORIGIN, Origin
from .rule import (
    FOOTNOTE_KEY,
    MADE_IN_KEY,
    OWNERSHIP_KEY,
    PARTY_KEY,
    PRODUCT_KEY,
    SHIPMENT_KEYS,
    SHIPPED_FROM_KEY,
    US_CONTENT_KEY,
    US_TECHNOLOGY_KEY,
    Condition,
    Rule,
)

SPECIFIED_ITEM_ID = "specified"
"""The id of a chip that is described by figures and is not in the base."""
ITEM_NOUNS = {Chip.name: "chip", Product.name: "tool"}
"""What a reader calls the items of a kind that rules are about."""
_COMPUTE_PROPERTIES = frozenset((*BIT_LENGTHS, "tpp"))
_JUDGED_PROPERTIES = frozenset(("datacentre",))
"""What is a matter of judgement, "designed or marketed for", and may free an item: our choice."""
_MIN_SOURCES = 2
"""How many independent sources stand for the word of the maker: our choice."""


class EndUser(NamedTuple):
    """Who gets the item, where its seat is, and who owns it, as far as known."""

    id: str
    name: str
    countries: tuple[str, ...]
    """Its seat and those of its parents; empty where they are not known."""
    listed_share: KnownFigure
    """The part of it, in per cent, that listed parties own."""
    footnotes: tuple[str, ...] = ()
    """The footnotes of the Entity List at its entry, or at that of an owner of half or more."""


class Item:
    """The figures and words that conditions test."""

    def __init__(  # noqa: PLR0913 - all that conditions test
        self,
        id_: str,
        name: str,
        facts_by_property: dict[str, RankedFacts],
        end_user: EndUser | None = None,
        *,
        origin: Origin = HOME_ORIGIN,
        is_in_system: bool = False,
        kind: type[Kind] = Chip,
    ) -> None:
        self.kind = kind
        """Chips, or products, of which only tools for making chips are judged."""
        self.id, self.name, self.end_user, self.origin = id_, name, end_user, origin
        self.is_in_system = is_in_system
        """Whether it is judged as a part of a card, server or rack, whose classes then count."""
        self.facts_by_property = facts_by_property
        self.figures = EntityFigures(kind, facts_by_property)
        self.condition_results: dict[Condition, Any] = {}
        """The results of the conditions that have been evaluated."""
        self.paragraph_results: dict[tuple[int, int, int], tuple[Rule, Any]] = {}
        """The results of paragraphs with their exclusions, by the identities of the rule and the
        paragraph; the rule is kept with them, so that no other one has its identity."""
        self.case_results: dict[tuple[object, ...], bool | None] = {}
        """Whether a licence is required in every case, by what is left open."""

    @property
    def noun(self) -> str:
        """What a reader calls it."""
        return ITEM_NOUNS[self.kind.name]

    def get_figure(self, name: str) -> KnownFigure:
        """Return what is known of a figure, stated or computed."""
        if name == OWNERSHIP_KEY:
            return self.end_user.listed_share if self.end_user else KnownFigure(Quantity(0, 0))
        if name == US_CONTENT_KEY:
            return KnownFigure(self.origin.us_content)
        return self.figures[name]

    def get_words(self, name: str) -> tuple[str, ...] | None:
        """Return the words of a property; None where they are not known."""
        if name in SHIPMENT_KEYS:
            return self._get_shipment_words(name)
        ranked_facts = self.facts_by_property.get(name)
        if ranked_facts is not None:
            values = (fact.value for fact in ranked_facts.facts)
            words = tuple(value for value in values if isinstance(value, str))  # a figure is none
            return words or None
        return self._infer_function() if name == "function" else None

    def _get_shipment_words(self, name: str) -> tuple[str, ...] | None:
        """Return what is known of the item, its buyer and its origin, in words."""
        words: dict[str, tuple[str, ...] | None] = {
            PRODUCT_KEY: (self.id,),
            PARTY_KEY: (self.end_user.id,) if self.end_user else (),
            FOOTNOTE_KEY: self.end_user.footnotes if self.end_user else (),
            SHIPPED_FROM_KEY: (self.origin.shipped_from,),
            MADE_IN_KEY: self.origin.made_in or None,
            US_TECHNOLOGY_KEY: self.origin.us_technology_words,
        }
        return words.get(name)

    def is_corroborated(self, name: str) -> bool:
        """Return whether the maker, or two sources, tell a property, so that it may free the item.

        Of a property that is not a matter of judgement one source is enough; what is specified is
        taken as it is.
        """
        ranked_facts = self.facts_by_property.get(name)
        if name not in _JUDGED_PROPERTIES or ranked_facts is None or self.id == SPECIFIED_ITEM_ID:
            return True
        fact = ranked_facts.facts[0]
        is_supported = fact.independent_source_count >= _MIN_SOURCES
        return fact.certainty == "confirmed" or (is_supported and fact.certainty == "reported")

    def get_facts(self, name: str) -> tuple[Fact, ...]:
        """Return the facts that a property rests on."""
        ranked_facts = self.facts_by_property.get(name)
        if isinstance(self.kind.properties.get(name), Number):
            return self.get_figure(name).facts
        return ranked_facts.facts if ranked_facts else ()

    def _infer_function(self) -> tuple[str, ...] | None:
        """Infer what a chip is for where no fact says so.

        A chip of the base is a processor, as its kind is defined; one that is only specified is
        one if it has a rate of computing, and memory if it has the area of a memory package.
        """
        if self.id != SPECIFIED_ITEM_ID or not _COMPUTE_PROPERTIES.isdisjoint(
            self.facts_by_property
        ):
            return ("processing",)
        return ("memory",) if "package_area" in self.facts_by_property else None


def build_item(
    entity: Entity,
    day: int,
    end_user: EndUser | None = None,
    *,
    origin: Origin = HOME_ORIGIN,
    is_in_system: bool = False,
) -> Item:
    """Build the item for a tool or a chip, alone or in a system, with the facts of a day."""
    facts_by_property = rank_facts_by_property(_filter_facts_by_day(entity.facts, day))
    return Item(
        entity.id,
        entity.name,
        facts_by_property,
        end_user,
        origin=origin,
        is_in_system=is_in_system,
        kind=entity.kind_class,
    )


def _filter_facts_by_day(facts: Sequence[Fact], day: int) -> list[Fact]:
    """Keep the facts that held on a day; of a property of which there is none, the later ones.

    A figure of a chip is true of it from the beginning, also where it was stated only later.
    """
    unexpired_facts = [fact for fact in facts if not fact.has_ended_by(day)]
    current_facts = [fact for fact in unexpired_facts if fact.may_hold_on(day)]
    dated_properties = {fact.property for fact in current_facts}
    return [
        *current_facts,
        *(fact for fact in unexpired_facts if fact.property not in dated_properties),
    ]

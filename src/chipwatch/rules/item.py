"""What a rule is held against: a chip of the base on a day, or one that is only specified."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..model.chip_formulas import BIT_LENGTHS
from ..model.derived_values import EntityFigures, KnownFigure, collect_formulas
from ..model.entity import Entity
from ..model.facts import Fact
from ..model.field_types import Choice, Ref
from ..model.interval_arithmetic import format_rounded, widen_approximation
from ..model.kind import AnyField
from ..model.numeric_fields import Number
from ..model.problem import FieldError, Location, UnknownNameError, UsageError
from ..model.quantity import Quantity
from ..model.ranking import RankedFacts, rank_facts_by_property
from ..model.schema import Chip
from ..model.suggest import suggest_nearest
from .rule import OWNERSHIP_KEY, PARTY_KEY, PRODUCT_KEY, Condition

SPECIFIED_ITEM_ID = "specified"
"""What stands for the id of a chip that does not exist yet."""
_COMPUTE_PROPERTIES = frozenset((*BIT_LENGTHS, "tpp"))


class EndUser(NamedTuple):
    """Who gets the chip, where its seat is, and who owns it, as far as known."""

    id: str
    name: str
    countries: tuple[str, ...]
    """Its seat and those of its parents; none where they are not known."""
    listed_share: KnownFigure
    """The part of it, in per cent, that listed parties own."""


class Item:
    """Figures and words that conditions test."""

    def __init__(
        self,
        id_: str,
        name: str,
        facts_by_property: dict[str, RankedFacts],
        end_user: EndUser | None = None,
    ) -> None:
        self.id, self.name, self.facts_by_property, self.end_user = (
            id_,
            name,
            facts_by_property,
            end_user,
        )
        self.figures = EntityFigures(Chip, facts_by_property)
        self.condition_results: dict[Condition, Any] = {}
        """What has been found of conditions."""

    def get_figure(self, name: str) -> KnownFigure:
        """What is known of a figure, stated or computed."""
        if name == OWNERSHIP_KEY:
            return self.end_user.listed_share if self.end_user else KnownFigure(Quantity(0, 0))
        return self.figures[name]

    def get_words(self, name: str) -> tuple[str, ...] | None:
        """The words of a property; None where they are not known."""
        if name == PRODUCT_KEY:
            return (self.id,)
        if name == PARTY_KEY:
            return (self.end_user.id,) if self.end_user else ()
        ranked_facts = self.facts_by_property.get(name)
        if ranked_facts is not None:
            words = tuple(fact.value for fact in ranked_facts.facts if not fact.is_unknown)
            return words or None
        return self._infer_function() if name == "function" else None

    def get_facts(self, name: str) -> tuple[Fact, ...]:
        """The facts that a property rests on."""
        ranked_facts = self.facts_by_property.get(name)
        if isinstance(Chip.properties.get(name), Number):
            return self.get_figure(name).facts
        return ranked_facts.facts if ranked_facts else ()

    def _infer_function(self) -> tuple[str, ...] | None:
        """A chip of the base processes unless a fact says otherwise, as its kind is defined."""
        if self.id != SPECIFIED_ITEM_ID or not _COMPUTE_PROPERTIES.isdisjoint(
            self.facts_by_property
        ):
            return ("processing",)
        return ("memory",) if "package_area" in self.facts_by_property else None


def build_item(entity: Entity, day: int, end_user: EndUser | None = None) -> Item:
    """A chip with the facts that held on a day."""
    return Item(
        entity.id,
        entity.name,
        rank_facts_by_property(_filter_facts_by_day(entity.facts, day)),
        end_user,
    )


def parse_specified_item(assignments: Iterable[str], end_user: EndUser | None = None) -> Item:
    """A chip that does not exist yet, from ``property=value``; raises UsageError."""
    facts = [_parse_fact(*_split_assignment(assignment)) for assignment in assignments]
    item = Item(SPECIFIED_ITEM_ID, "The specified chip", rank_facts_by_property(facts), end_user)
    for name in collect_formulas(Chip):
        _check_consistency(name, item.figures)
    return item


def _check_consistency(name: str, figures: EntityFigures) -> None:
    """Refuse a figure that is at odds with the others that are given; raises UsageError."""
    stated_value, computed = figures.collect_stated(name).value, figures.compute_figure(name)
    if stated_value is None or computed is None or computed.value is None or computed.is_disputed:
        return
    if not stated_value.is_compatible(
        widen_approximation(computed.value._replace(is_approximate=True))
    ):
        explanation = f"{name} follows from the other figures: {computed.arithmetic}"
        raise UsageError(
            f"{explanation}, which is not {format_rounded(stated_value)}", "give one or the other"
        )


def _filter_facts_by_day(facts: Sequence[Fact], day: int) -> list[Fact]:
    """The facts that held on a day; of a property of which none was stated by then, the later ones.

    A figure of a chip is true of it from the beginning, also where it was stated only later.
    """
    unexpired_facts = [fact for fact in facts if not fact.has_ended_by(day)]
    current_facts = [fact for fact in unexpired_facts if fact.may_hold_on(day)]
    dated_properties = {fact.property for fact in current_facts}
    return [
        *current_facts,
        *(fact for fact in unexpired_facts if fact.property not in dated_properties),
    ]


def _split_assignment(assignment: str) -> tuple[AnyField, str]:
    name, sign, text = (piece.strip() for piece in assignment.partition("="))
    if not sign or not text:
        raise UsageError(
            f"{assignment!r} says no value", "write it as property=value: int8_dense=296"
        )
    return _find_field(name), text


def _find_field(name: str) -> AnyField:
    """The property of this name, or the only one that begins with it."""
    fields = {
        key: field
        for key, field in Chip.properties.items()
        if isinstance(field, Number | Choice) or key in ("price", "designer")
    }
    testable_names = [key for key in fields if key in _TESTABLE_PROPERTIES]
    matches = [key for key in testable_names if key.startswith(name)] if name else []
    if name not in fields and len(matches) != 1:
        hint = suggest_nearest(name, fields, f"among others {', '.join(testable_names)}")
        if name in ("tops", "tflops", "flops"):
            hint = "say at which precision: int8_dense, fp8_dense, fp16_dense, bf16_dense …"
        raise UnknownNameError(f"a chip has no figure {name!r}", hint, tuple(fields))
    return fields[name if name in fields else matches[0]]


def _parse_fact(field: AnyField, text: str) -> Fact:
    try:
        value = field.parse(text)
    except FieldError as error:
        raise UsageError(f"{field.name}: {error.message}", error.hint) from None
    if isinstance(field, Number) and not (value.low or value.high):
        hint = f"write it above 0{f', in {field.unit}' if field.unit else ''}"
        raise UsageError(f"{field.name} cannot be {text}", hint)
    location = Location(f"{field.name}={text}", 1, 1)
    fact_value = value if not isinstance(field, Ref) else text
    return Fact(
        SPECIFIED_ITEM_ID,
        "chip",
        field.name,
        fact_value,
        (),
        "confirmed",
        None,
        None,
        "",
        location,
        0,
    )


_TESTABLE_PROPERTIES = (
    *BIT_LENGTHS, *collect_formulas(Chip), "die_area", "die_area_each", "die_count", "process_node", "transistor_type",
    "interconnect_bandwidth", "memory_bandwidth", "package_area", "datacentre", "function",
)  # fmt: skip
"""The figures and words that rules test, or that what they test is computed from."""

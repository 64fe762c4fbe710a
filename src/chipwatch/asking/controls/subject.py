"""What a rule is held against: a chip of the base on a day, or one that is only specified."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ...model.derived import BITS, FORMULAS, Figures, Known
from ...model.facts import Chosen, Entity, Fact, choose
from ...model.fields import Choice, Number, Ref, loosened
from ...model.interval import legible
from ...model.kind import AnyField
from ...model.nearest import did_you_mean
from ...model.problem import Misread, UnknownNameError, UsageError, Where
from ...model.quantity import Quantity
from ...model.rules import OWNED, PARTY, PRODUCT, Condition
from ...model.schema import Chip

SPECIFIED = "specified"
"""What stands for the id of a chip that does not exist yet."""
_COMPUTE = frozenset((*BITS, "tpp"))


class Buyer(NamedTuple):
    """Who gets the chip, where its seat is, and who owns it, as far as known."""

    id: str
    name: str
    countries: tuple[str, ...]
    """Its seat and those of its parents; none where they are not known."""
    owned: Known
    """The part of it, in per cent, that listed parties own."""


class Subject:
    """Figures and words that conditions test."""

    def __init__(
        self, id_: str, name: str, chosen: dict[str, Chosen], buyer: Buyer | None = None
    ) -> None:
        self.id, self.name, self.chosen, self.buyer = id_, name, chosen, buyer
        self.figures = Figures(chosen)
        self.outcomes: dict[Condition, Any] = {}
        """What has been found of conditions."""

    def number(self, name: str) -> Known:
        """What is known of a figure, stated or computed."""
        if name == OWNED:
            return self.buyer.owned if self.buyer else Known(Quantity(0, 0))
        return self.figures[name]

    def words(self, name: str) -> tuple[str, ...] | None:
        """The words of a property; None where they are not known."""
        if name == PRODUCT:
            return (self.id,)
        if name == PARTY:
            return (self.buyer.id,) if self.buyer else ()
        chosen = self.chosen.get(name)
        if chosen is not None:
            found = tuple(fact.value for fact in chosen.facts if not fact.unknown)
            return found or None
        return self._function() if name == "function" else None

    def facts(self, name: str) -> tuple[Fact, ...]:
        """The facts that a property rests on."""
        chosen = self.chosen.get(name)
        if isinstance(Chip.properties.get(name), Number):
            return self.number(name).facts
        return chosen.facts if chosen else ()

    def _function(self) -> tuple[str, ...] | None:
        """A chip of the base processes unless a fact says otherwise, as its kind is defined."""
        if self.id != SPECIFIED or not _COMPUTE.isdisjoint(self.chosen):
            return ("processing",)
        return ("memory",) if "package_area" in self.chosen else None


def on(entity: Entity, day: int, buyer: Buyer | None = None) -> Subject:
    """A chip with the facts that held on a day."""
    return Subject(entity.id, entity.name, choose(_held(entity.facts, day)), buyer)


def specified(given: Iterable[str], buyer: Buyer | None = None) -> Subject:
    """A chip that does not exist yet, from ``property=value``; raises UsageError."""
    facts = [_stated(*_split(one)) for one in given]
    subject = Subject(SPECIFIED, "The specified chip", choose(facts), buyer)
    for name in FORMULAS:
        _check(name, subject.figures)
    return subject


def _check(name: str, figures: Figures) -> None:
    """Refuse a figure that is at odds with the others that are given; raises UsageError."""
    stated, found = figures.stated(name).value, figures.computed(name)
    if stated is None or found is None or found.value is None or found.disputed:
        return
    if not stated.agrees(loosened(found.value._replace(approximate=True))):
        follows = f"{name} follows from the other figures: {found.arithmetic}"
        raise UsageError(f"{follows}, which is not {legible(stated)}", "give one or the other")


def _held(facts: Sequence[Fact], day: int) -> list[Fact]:
    """The facts that held on a day; of a property of which none was stated by then, the later ones.

    A figure of a chip is true of it from the beginning, also where it was stated only later.
    """
    standing = [fact for fact in facts if fact.until is None or fact.until.first > day]
    early = [fact for fact in standing if fact.as_of is None or fact.as_of.first <= day]
    told = {fact.property for fact in early}
    return [*early, *(fact for fact in standing if fact.property not in told)]


def _split(given: str) -> tuple[AnyField, str]:
    name, sign, text = (part.strip() for part in given.partition("="))
    if not sign or not text:
        raise UsageError(f"{given!r} says no value", "write it as property=value: int8_dense=296")
    return _field(name), text


def _field(name: str) -> AnyField:
    """The property of this name, or the only one that begins with it."""
    known = {
        key: field
        for key, field in Chip.properties.items()
        if isinstance(field, Number | Choice) or key in ("price", "designer")
    }
    tested = [key for key in known if key in _TESTED]
    near = [key for key in tested if key.startswith(name)] if name else []
    if name not in known and len(near) != 1:
        hint = did_you_mean(name, known, f"among others {', '.join(tested)}")
        if name in ("tops", "tflops", "flops"):
            hint = "say at which precision: int8_dense, fp8_dense, fp16_dense, bf16_dense …"
        raise UnknownNameError(f"a chip has no figure {name!r}", hint, tuple(known))
    return known[name if name in known else near[0]]


def _stated(field: AnyField, text: str) -> Fact:
    try:
        value = field.read(text)
    except Misread as error:
        raise UsageError(f"{field.name}: {error.message}", error.hint) from None
    if isinstance(field, Number) and not (value.low or value.high):
        hint = f"write it above 0{f', in {field.unit}' if field.unit else ''}"
        raise UsageError(f"{field.name} cannot be {text}", hint)
    where = Where(f"{field.name}={text}", 1, 1)
    given = value if not isinstance(field, Ref) else text
    return Fact(SPECIFIED, "chip", field.name, given, (), "confirmed", None, None, "", where, 0)


_TESTED = (
    *BITS, *FORMULAS, "die_area", "die_area_each", "die_count", "process_node", "transistor_type",
    "interconnect_bandwidth", "memory_bandwidth", "package_area", "datacentre", "function",
)  # fmt: skip
"""The figures and words that rules test, or that what they test is computed from."""

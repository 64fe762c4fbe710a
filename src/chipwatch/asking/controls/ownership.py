"""Who owns a firm on a day, how much of it listed parties own, and what it owns itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.derived import Known
from ...model.facts import Entity, Fact
from ...model.interval import neat
from ...model.quantity import Quantity, Real
from ...model.rules import PARTY, Rule, criteria
from ...store.base import KnowledgeBase
from .subject import Buyer

DEEPEST = 6
"""Steps up a chain of owners that are followed."""
HALF, WHOLE = 50, 100
_UP = ("parent", "owners")


class Step(NamedTuple):
    """One owner of one firm: the fact that says so, and how often it has been climbed to here."""

    fact: Fact
    depth: int

    @property
    def owned(self) -> str:
        """The firm that is owned."""
        return self.fact.entity

    @property
    def owner(self) -> str:
        """Who owns it, or a part of it."""
        return str(self.fact.value)

    @property
    def share(self) -> Quantity:
        """The part in per cent; of a parent more than half, where no figure is stated."""
        if self.fact.share:
            return self.fact.share
        return Quantity(HALF if self.fact.property == "parent" else 0, WHOLE)


class Owners:
    """A firm with all owners above it, and who of them is listed, on a day."""

    def __init__(self, base: KnowledgeBase, firm: Entity, day: int, rules: Sequence[Rule]) -> None:
        self.firm, self.day = firm, day
        self.entities = {firm.id: firm}
        self.steps = list(self._climbed(base))
        self.listings = {id_: list(listings(rules, id_, day)) for id_ in self._everyone()}

    def listed(self, id_: str) -> bool:
        """Whether a party is on a list: a rule names it, or a fact says so."""
        said = any(fact.value == "listed" for fact in self.stated(id_))
        return bool(self.listings[id_]) or said

    def stated(self, id_: str) -> list[Fact]:
        """The facts that say whether a firm is listed, where no rule in the base names it."""
        entity = self.entities.get(id_)
        facts = _held(entity.facts, self.day) if entity and entity.kind == "company" else []
        return [fact for fact in facts if fact.property == "entity_list"]

    def above(self, id_: str) -> list[Step]:
        """The owners of a firm, each once: a parent that also has a share stands with the share."""
        first: dict[str, Step] = {}
        for step in sorted(self.steps, key=lambda step: step.fact.share is None):
            if step.owned == id_:
                first.setdefault(step.owner, step)
        return list(first.values())

    def by_listed(self, id_: str = "", above: tuple[str, ...] = ()) -> Known:
        """The part of a firm that listed parties own, directly or through what they own by half.

        What is owned by nobody known may be theirs too.
        """
        id_ = id_ or self.firm.id
        steps = [step for step in self.above(id_) if step.owner not in above]
        if not steps:
            return Known(Quantity(0, WHOLE), missing=("owners",))
        theirs = [self._counted(step, (*above, id_)) for step in steps]
        low = min(WHOLE, sum(one.low or 0 for one in theirs))
        known = sum(step.share.low or 0 for step in steps)
        free = max(0, WHOLE - known)
        high = min(WHOLE, sum(_end(one.high) for one in theirs) + free)
        missing = ("owners",) if free and high > low else ()
        facts = tuple(step.fact for step in steps)
        return Known(Quantity(neat(low), neat(high)), facts, missing=missing)

    def buyer(self) -> Buyer:
        """The firm as who gets a chip, with the seats of it and of its parents."""
        parents = [step.owner for step in self.steps if (step.share.low or 0) >= HALF]
        seats = [_seat(self.entities.get(id_), self.day) for id_ in (self.firm.id, *parents)]
        countries = tuple(dict.fromkeys(seat for seat in seats if seat))
        return Buyer(self.firm.id, self.firm.name, countries, self.by_listed())

    def _counted(self, step: Step, above: tuple[str, ...]) -> Quantity:
        """The part of a share that counts: all of it where its owner is listed or is theirs."""
        if self.listed(step.owner):
            return step.share
        theirs = self.by_listed(step.owner, above).value
        assert theirs is not None  # noqa: S101 - a part is always given, if only as a range
        owner = self.entities.get(step.owner)
        if owner is not None and owner.kind != "company":
            return Quantity(0, 0)
        low = step.share.low if (theirs.low or 0) >= HALF else 0
        return Quantity(low, step.share.high if _end(theirs.high) >= HALF else 0)

    def _climbed(self, base: KnowledgeBase) -> Iterator[Step]:
        rung, seen = [self.firm], {self.firm.id}
        for depth in range(DEEPEST):
            facts = [fact for one in rung for fact in _owning(one, self.day)]
            yield from (Step(fact, depth) for fact in facts)
            ids = sorted({str(fact.value) for fact in facts} - seen)
            seen.update(ids)
            rung = base.entities(ids)
            self.entities |= {one.id: one for one in rung}

    def _everyone(self) -> Iterable[str]:
        return dict.fromkeys((self.firm.id, *(step.owner for step in self.steps)))


def listings(rules: Iterable[Rule], id_: str, day: int) -> Iterator[Rule]:
    """The rules in force on a day that put a party on a list."""
    for rule in rules:
        if rule.act == "listing" and rule.in_force(day):
            found = (test for one in rule.conditions() for test in criteria(one))
            if any(test.property == PARTY and id_ in test.words for test in found):
                yield rule


def below(base: KnowledgeBase, firm: Entity, day: int) -> list[Fact]:
    """The facts that say what a firm owns, or a part of it."""
    return [fact for fact in _held(base.pointing_at([firm.id]), day) if fact.property in _UP]


def _owning(firm: Entity, day: int) -> list[Fact]:
    facts = _held(firm.facts, day) if firm.kind == "company" else []
    return [fact for fact in facts if fact.property in _UP and not fact.unknown]


def _held(facts: Iterable[Fact], day: int) -> list[Fact]:
    """The facts that held on a day, as far as they say from when and until when."""
    return [
        fact
        for fact in facts
        if (fact.until is None or fact.until.first > day)
        and (fact.as_of is None or fact.as_of.first <= day)
    ]


def _seat(firm: Entity | None, day: int) -> str:
    facts = _held(firm.facts, day) if firm else []
    return next((str(fact.value) for fact in facts if fact.property == "country"), "")


def _end(end: Real | None) -> Real:
    return WHOLE if end is None else end

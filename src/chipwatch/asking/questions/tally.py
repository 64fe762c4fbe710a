"""Figures gathered for a total, converted where they can be, and added up group by group."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.facts import Citation, Entity, Source
from ...model.fields import Amount, Ref
from ...model.kind import Kind
from ...model.nearest import did_you_mean
from ...model.problem import UnknownNameError, UsageError
from ...model.quantity import Quantity, add
from ..around import Around
from ..cite import records
from .grouping import Grouping, groupings
from .rates import Converted, Rates, known_currency
from .terms import UNSTATED, Term, stages_of, summed_field, terms_of

ALL = "all"
"""What stands for a group in the line that adds up all of them."""


class Wanted(NamedTuple):
    """What is to be added up, by what, in which currency, at which stage."""

    by: tuple[str, ...] = ()
    currency: str = ""
    of: str = ""
    stage: str = ""


class Part(NamedTuple):
    """One figure: what it was, the group it is in, and what it counts for."""

    term: Term
    group: tuple[str, ...]
    shown: tuple[str, ...]
    unit: str
    converted: Converted | None
    """None where no figure is known."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the figure and its conversion rest on."""
        own = self.term.fact.citations if self.term.fact else ()
        rates = self.converted.rates if self.converted else ()
        return (*own, *(citation for rate in rates for citation in rate.citations))


class Sum(NamedTuple):
    """One line of a total."""

    group: tuple[str, ...]
    shown: tuple[str, ...]
    stage: str
    unit: str
    parts: tuple[Part, ...]
    unknown: tuple[Part, ...]
    signed: bool
    """Whether a figure may be below zero."""

    @property
    def amount(self) -> Quantity | None:
        """The sum, a range where one of the figures is; None where none is known."""
        known = [part.converted.amount for part in self.parts if part.converted]
        return add(known, signed=self.signed) if known else None


class Inside(NamedTuple):
    """A figure that is not added again, as it is part of another that is."""

    part: Part
    whole: Entity


class Tally:
    """The figures of a kind, in the groups that are wanted."""

    def __init__(self, around: Around, kind: type[Kind], wanted: Wanted) -> None:
        self.around, self.kind = around, kind
        self.field = summed_field(kind, wanted.of)
        self.stages = stages_of(kind, self.field)
        self.stage = self._stage(wanted.stage)
        self.currency = self._currency(wanted.currency)
        self.by: list[Grouping] = groupings(kind, around, wanted.by)
        self.parts: list[Part] = []
        self.inside: list[Inside] = []
        self._rates = Rates(around.base) if self.currency else None

    def take(self, entities: Iterable[Entity]) -> None:
        """Gather the figures of entities, those at the stage wanted if one is."""
        for entity in entities:
            for term in terms_of(self.around, entity, self.field, staged=bool(self.stages)):
                if self.stage in ("", term.stage):
                    self.parts.append(self._part(term))

    def sources(self) -> dict[str, Source]:
        """The sources of all figures and rates, in order of first use."""
        cited = (citation for part in self.parts for citation in part.citations)
        return records(self.around.base, cited)

    def sums(self) -> list[Sum]:
        """A line for each stage and group, the largest first, and one for all of a stage."""
        found: list[Sum] = []
        for stage in dict.fromkeys((*self.stages, UNSTATED, "")):
            parts = [part for part in self.parts if part.term.stage == stage]
            groups = list(dict.fromkeys(part.group for part in parts))
            lines = [one for group in groups for one in self._sums(stage, parts, group)]
            found += sorted(lines, key=_order)
            if len(groups) > 1:
                found += self._sums(stage, parts, None)
        self.inside = list(dict.fromkeys(self.inside))
        return found

    def _stage(self, stage: str) -> str:
        if not stage:
            return ""
        if not self.stages:
            raise UsageError(f"{self.field.name} of {self.kind.plural} has no stages",
                             "leave out --stage")  # fmt: skip
        known = (*self.stages, UNSTATED)
        if stage not in known:
            hint = did_you_mean(stage, known, f"choose one of {', '.join(known)}")
            raise UnknownNameError(f"there is no stage {stage!r}", hint, known)
        return stage

    def _currency(self, code: str) -> str:
        if code and not isinstance(self.field, Amount):
            raise UsageError(f"{self.field.name} is no amount of money", "leave out --currency")
        return known_currency(code) if code else ""

    def _part(self, term: Term) -> Part:
        group = tuple(one.value(term) for one in self.by)
        shown = tuple(one.shown(term) for one in self.by)
        if term.fact is None:
            return Part(term, group, shown, "", None)
        value = term.fact.value
        if not isinstance(self.field, Amount):
            return Part(term, group, shown, self.field.unit, Converted(value, ""))
        done = self._rates and self._rates.convert(value, self.currency, term.years)
        if done:
            return Part(term, group, shown, self.currency, done)
        return Part(term, group, shown, value.currency, Converted(value.amount, ""))

    def _sums(
        self, stage: str, parts: Sequence[Part], group: tuple[str, ...] | None
    ) -> Iterator[Sum]:
        """The lines of one group, or of all: one a unit, the unknown with the first."""
        mine = [part for part in parts if group in (None, part.group)]
        known = self._apart([part for part in mine if part.converted])
        unknown = tuple(part for part in mine if not part.converted)
        everything = (ALL,) * len(self.by)
        key = everything if group is None else group
        shown = everything if group is None else mine[0].shown
        for unit in dict.fromkeys(part.unit for part in known) or ("",):
            counted = tuple(part for part in known if part.unit == unit)
            yield Sum(key, shown, stage, unit, counted, unknown, self.field.signed)
            unknown = ()

    def _apart(self, parts: Sequence[Part]) -> list[Part]:
        """The figures of things that are no part of another one among them."""
        here = {part.term.entity.id: part.term.entity for part in parts}
        found = []
        for part in parts:
            whole = next((here[one] for one in self._wholes(part.term.entity) if one in here), None)
            if whole is None:
                found.append(part)
            else:
                self.inside.append(Inside(part, whole))
        return found

    def _wholes(self, entity: Entity) -> Iterator[str]:
        """What a thing is part of, and what that is part of, and so on."""
        field = self.kind.properties.get("part_of")
        known = {one.id: one for one in self.around.entities}
        seen = {entity.id}
        while isinstance(field, Ref):
            chosen = self.around.chosen(entity).get(field.name)
            whole = chosen.shown[0].target if chosen else None
            if whole is None or whole in seen or whole not in known:
                return
            yield whole
            seen.add(whole)
            entity = known[whole]


def _order(one: Sum) -> tuple[str, float]:
    amount = one.amount
    return (one.unit or "~", -float((amount and (amount.low or amount.high)) or 0))

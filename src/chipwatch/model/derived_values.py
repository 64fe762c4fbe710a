"""Compute derived values: properties that follow from others of the same entity.

To add one, declare a ``DerivedNumber`` in ``model/schema/``, with its formula beside it;
``derived_facts`` makes facts of them.

A figure is a range if it is stated as one, is approximate, or if sources contradict one another;
what is computed from it is then a range too.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from . import tolerances
from .facts import (
    NOT_APPLICABLE,
    SURE_CERTAINTIES,
    Fact,
    UnknownValue,
)
from .interval_arithmetic import (
    divide_quantities,
    format_rounded,
    merge_ranges,
    round_quantity,
    widen_approximation,
)
from .kind import KINDS, AnyField, Kind
from .numeric_fields import Amount, Number
from .quantity import Quantity
from .ranking import RankedFacts, collect_conflicting_facts, get_known_fact


class KnownFigure(NamedTuple):
    """The range of a figure, the facts it rests on, and the properties that it lacks."""

    value: Quantity | None = None
    facts: tuple[Fact, ...] = ()
    is_disputed: bool = False
    """Whether contradicting facts make the range, or a fact in it is itself disputed."""
    missing_properties: tuple[str, ...] = ()
    """Operands without a usable value; the figure is then None, or only a bound."""
    arithmetic: str = ""
    """The computation, in numbers."""
    is_absent: bool | None = False
    """Whether there is no such figure, as nothing counts towards it; None where there may be none.
    """


class Formula(NamedTuple):
    """The computation of a property: in words, as a function, and where it is published."""

    description: str
    compute: "FigureFunction"
    operands: tuple[str, ...]
    """The properties that the function takes, and no others."""
    citation: str = ""
    digits: int = tolerances.RATIO_DIGITS
    """The significant digits that the derived value is shown with."""


class DerivedNumber(Number):
    """A number that is computed from other properties; it goes before one that a source states."""

    def __init__(
        self,
        label: str,
        meaning: str,
        *,
        formula: Formula,
        unit: str = "",
        section: str = "Profile",
    ) -> None:
        super().__init__(label, meaning, unit=unit, section=section)
        self.formula = formula


def round_figure(field: AnyField, value: Quantity) -> Quantity:
    """Round a figure to the digits with which every screen shows it."""
    if isinstance(field, DerivedNumber):
        return round_quantity(value, field.formula.digits)
    return round_quantity(value)


def collect_formulas(kind: type[Kind]) -> Mapping[str, Formula]:
    """Collect the formulas of a kind by property, in the order of the schema."""
    return _collect_formulas(kind.name)


@cache
def _collect_formulas(kind_name: str) -> Mapping[str, Formula]:
    return {
        name: field.formula
        for name, field in KINDS[kind_name].properties.items()
        if isinstance(field, DerivedNumber)
    }


class EntityFigures:
    """The figures of one entity by property: those stated, and those computed from them."""

    def __init__(self, kind: type[Kind], ranked_facts: Mapping[str, RankedFacts]) -> None:
        self.kind = kind
        self._formulas, self._ranked_facts = collect_formulas(kind), ranked_facts
        self._figures: dict[str, KnownFigure] = {}
        self._stated: dict[str, KnownFigure] = {}
        self._computed: dict[str, KnownFigure] = {}

    def __getitem__(self, name: str) -> KnownFigure:
        """Return what is known of a property; a computed figure goes before a stated one."""
        if name not in self._figures:
            self._figures[name] = self._pick_figure(name)
        return self._figures[name]

    def collect_stated(self, name: str) -> KnownFigure:
        """Return what facts state; if some contradict one another, the range of them all.

        Bounds that leave no range, such as above 8 against at most 2, tell no figure.
        """
        if name not in self._stated:
            self._stated[name] = self._merge_stated(name)
        return self._stated[name]

    def _merge_stated(self, name: str) -> KnownFigure:
        ranked = self._ranked_facts.get(name)
        if ranked is None:
            return KnownFigure(missing_properties=(name,))
        facts = collect_conflicting_facts(ranked)
        if self._is_absent(name, ranked):
            return KnownFigure(facts=facts, missing_properties=(name,), is_absent=True)
        values = [quantity for fact in facts if (quantity := _get_usable_number(fact)) is not None]
        merged_range = merge_ranges(values) if values else None
        if merged_range is None:
            return KnownFigure(
                facts=facts, is_disputed=ranked.is_disputed, missing_properties=(name,)
            )
        return KnownFigure(merged_range, facts, ranked.is_disputed)

    def _is_absent(self, name: str, ranked: RankedFacts) -> bool:
        """Return whether facts that are sure enough say that the entity has no such figure."""
        return (
            name in self.kind.optional_figures
            and not self._is_family
            and all(_denies_figure(fact) for fact in ranked.facts)
        )

    @cached_property
    def _is_family(self) -> bool:
        """Whether it is said to lack what each one has, as the entry is of several."""
        ranked_facts = (self._ranked_facts.get(name) for name in self.kind.inherent_figures)
        return any(_denies_figure(ranked.facts[0]) for ranked in ranked_facts if ranked)

    def get_word(self, name: str) -> str:
        """Return the value shown of a property without numbers; empty if there is none."""
        fact = get_known_fact(self._ranked_facts, name)
        return str(fact.value) if fact else ""

    def compute_figure(self, name: str) -> KnownFigure | None:
        """Compute a figure from others.

        None if operands are missing, or if the result is incomplete and a fact states a value.

        If the figures it follows from are disputed, the range takes in what is stated.
        """
        return _choose_computed(self._compute(name), self.collect_stated(name))

    def _compute(self, name: str) -> KnownFigure:
        """Compute a figure by its formula, once: other formulas take it as an operand."""
        if name not in self._computed:
            self._computed[name] = self._formulas[name].compute(self)
        return self._computed[name]

    def _pick_figure(self, name: str) -> KnownFigure:
        """Pick what is known best: the computed figure if it can be used, else the stated one.

        Where neither has a value, the computed one, which says what it lacks.
        """
        stated = self.collect_stated(name)
        if name not in self._formulas:
            return stated
        computed = self._compute(name)
        return _choose_computed(computed, stated) or (stated if stated.value else computed)


def _choose_computed(computed: KnownFigure, stated: KnownFigure) -> KnownFigure | None:
    """Return a computed figure if it can be used beside what facts state, else None."""
    if computed.value is None or (computed.missing_properties and stated.value):
        return None
    if not computed.is_disputed or stated.value is None:
        return computed
    combined_range = merge_ranges((computed.value, stated.value))
    if combined_range is None:
        return None
    return computed._replace(value=combined_range, facts=(*computed.facts, *stated.facts))


FigureFunction = Callable[[EntityFigures], KnownFigure]


def build_ratio_formula(
    dividend: str, divisor: str, description: str, citation: str = ""
) -> Formula:
    """Build the formula of one property over another."""

    def compute_ratio(figures: EntityFigures) -> KnownFigure:
        return divide_figures(figures[dividend], figures[divisor])

    return Formula(description, compute_ratio, (dividend, divisor), citation)


def divide_figures(dividend: KnownFigure, divisor: KnownFigure) -> KnownFigure:
    """Divide figures; the result has no value if either has none, or the divisor may be 0.

    Without a divisor, as nothing counts towards it, there is no quotient.
    """
    if divisor.is_absent:
        return KnownFigure(is_absent=True)
    missing = tuple(dict.fromkeys((*dividend.missing_properties, *divisor.missing_properties)))
    quotient = (
        divide_quantities(dividend.value, divisor.value)
        if dividend.value is not None and divisor.value is not None
        else None
    )
    if quotient is None or dividend.value is None or divisor.value is None:
        return KnownFigure(missing_properties=missing, is_absent=divisor.is_absent)
    return KnownFigure(
        quotient,
        facts=tuple(dict.fromkeys((*dividend.facts, *divisor.facts))),
        is_disputed=dividend.is_disputed or divisor.is_disputed,
        missing_properties=missing,
        arithmetic=f"{format_rounded(dividend.value)} ÷ {format_rounded(divisor.value)}",
        is_absent=divisor.is_absent,
    )


def _denies_figure(fact: Fact) -> bool:
    """Return whether a fact says, and not as a guess, that there is no such figure."""
    return (
        isinstance(fact.value, UnknownValue)
        and fact.value.reason == NOT_APPLICABLE
        and fact.certainty in SURE_CERTAINTIES
    )


def _get_usable_number(fact: Fact) -> Quantity | None:
    """Return the number of a fact, an approximation as a range, of money the dollars.

    None if it has none, or one that is not above 0, with which nothing can be computed.
    """
    if fact.is_unknown:
        return None
    unit = "USD" if isinstance(fact.field, Amount) else fact.field.unit
    number = fact.field.to_quantities(fact.value).get(unit)
    is_unusable = number is None or number.high == 0 or (number.low or 0) < 0
    return None if number is None or is_unusable else widen_approximation(number)

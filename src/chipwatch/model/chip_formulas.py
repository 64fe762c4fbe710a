"""Derived values of chips: one function each, with its formula and where the formula stands.

A figure is a range where it is stated as one, is approximate, or where sources are at odds; what
is computed from it is a range too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .facts import CERTAINTIES, Derivation, Fact, RankedFacts, collect_conflicting_facts
from .field_types import widen_approximation
from .interval_arithmetic import (
    EXACT_DIGITS,
    divide_ends,
    find_highest_end,
    format_rounded,
    merge_ranges,
    multiply_ends,
    round_number,
    round_quantity,
)
from .kind import KINDS
from .quantity import Quantity

TECHNICAL_NOTES = "15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes"
BIT_LENGTHS: Mapping[str, tuple[int, int]] = {
    "fp64": (64, 64), "fp64_tensor": (64, 64), "fp32": (32, 32), "fp32_matrix": (32, 32),
    "tf32_dense": (19, 32), "bf16_dense": (16, 16), "fp16_dense": (16, 16),
    "int16_dense": (16, 16), "fp8_dense": (8, 8), "int8_dense": (8, 8), "fp4_dense": (4, 4),
    "int4_dense": (4, 4),
}  # fmt: skip
"""The bit length of each dense figure, at least and at most: the rule text does not settle whether
TF32 counts as the 32 bits of its format or the 19 of its precision."""
MIN_WIDE_BITS = 32
"""Bits from which a figure alone says nothing about the matrix units, which work at fewer."""
MIN_PLANAR_NODE_NM = 16
"""Nanometres down to which a node may be planar; smaller ones are taken not to be."""
_RATIO_DIGITS = 4
"""Digits that a ratio is shown with."""


class KnownFigure(NamedTuple):
    """What is known of a figure: its range, the facts it rests on, and what it lacks."""

    value: Quantity | None = None
    facts: tuple[Fact, ...] = ()
    is_disputed: bool = False
    """Whether facts at odds make the range, or a fact in it is itself disputed."""
    missing_properties: tuple[str, ...] = ()
    """The properties that would have to be known."""
    arithmetic: str = ""
    """How it was computed, in numbers."""


class ChipFigures:
    """The figures of one chip, by property: those stated, and those computed from them."""

    def __init__(self, ranked: Mapping[str, RankedFacts]) -> None:
        self._ranked = ranked
        self._figures: dict[str, KnownFigure] = {}

    def __getitem__(self, name: str) -> KnownFigure:
        """What is known of a property; a computed figure goes before a stated one."""
        if name not in self._figures:
            self._figures[name] = self._pick_figure(name)
        return self._figures[name]

    def collect_stated(self, name: str) -> KnownFigure:
        """What facts state, all that are at odds taken together."""
        ranked = self._ranked.get(name)
        if ranked is None:
            return KnownFigure(missing_properties=(name,))
        facts = collect_conflicting_facts(ranked)
        values = [quantity for fact in facts if (quantity := _get_usable_number(fact)) is not None]
        if not values:
            return KnownFigure(None, facts, ranked.is_disputed, (name,))
        return KnownFigure(merge_ranges(values), facts, ranked.is_disputed)

    def get_word(self, name: str) -> str:
        """The word that is chosen of a property without numbers; nothing where there is none."""
        ranked = self._ranked.get(name)
        return (
            ""
            if ranked is None or ranked.shown_facts[0].is_unknown
            else str(ranked.shown_facts[0].value)
        )

    def compute_figure(self, name: str) -> KnownFigure | None:
        """What follows from other figures; None where what is stated says more.

        Where the figures it follows from are in dispute, what is stated counts as well.
        """
        figure, stated = FORMULAS[name].compute(self), self.collect_stated(name)
        if figure.value is None or (figure.missing_properties and stated.value):
            return None
        if not figure.is_disputed or stated.value is None:
            return figure
        combined_range = merge_ranges((figure.value, stated.value))
        return figure._replace(value=combined_range, facts=(*figure.facts, *stated.facts))

    def _pick_figure(self, name: str) -> KnownFigure:
        if name not in FORMULAS:
            return self.collect_stated(name)
        computed, stated = self.compute_figure(name), self.collect_stated(name)
        return computed or (stated if stated.value else FORMULAS[name].compute(self))


FigureFunction = Callable[[ChipFigures], KnownFigure]


class Formula(NamedTuple):
    """How a property is computed, in words, where that stands, and the function that does it."""

    name: str
    description: str
    citation: str
    digits: int
    compute: FigureFunction


FORMULAS: dict[str, Formula] = {}
"""Every derived property by name."""


def register_formula(
    name: str, text: str, citation: str = "", digits: int = _RATIO_DIGITS
) -> Callable[[FigureFunction], FigureFunction]:
    """Register what computes a property."""

    def register(compute: FigureFunction) -> FigureFunction:
        FORMULAS[name] = Formula(name, text, citation, digits, compute)
        return compute

    return register


@register_formula("tpp", "the highest, over bit lengths, of dense TOPS or TFLOPS × bit length",
         f"{TECHNICAL_NOTES} 1 to 3", EXACT_DIGITS)  # fmt: skip
def compute_tpp(figures: ChipFigures) -> KnownFigure:
    """Total processing performance; open upwards where a figure that could be higher is not known.

    A figure counts the two operations of a multiply-accumulate, so the 2 of the rule is in it.
    """
    known_figures = {
        name: figure for name in BIT_LENGTHS if (figure := figures.collect_stated(name)).value
    }
    undisclosed = [
        name
        for name in BIT_LENGTHS
        if figures.collect_stated(name).facts and name not in known_figures
    ]
    if not known_figures:
        return KnownFigure(missing_properties=("fp16_dense", "int8_dense", *undisclosed))
    contributions = {
        name: _multiply_by_bits(figure.value, *BIT_LENGTHS[name])
        for name, figure in known_figures.items()
        if figure.value
    }
    low = max(value.low or 0 for value in contributions.values())
    highs = [value.high for value in contributions.values()]
    missing_names = tuple(undisclosed) or (
        () if _has_narrow_figure(known_figures) else ("fp16_dense", "int8_dense")
    )
    high = None if missing_names else find_highest_end(highs)
    contributing_names = [
        name for name, value in contributions.items() if value.high is None or value.high >= low
    ]
    facts = tuple(fact for name in contributing_names for fact in known_figures[name].facts)
    disputed = any(known_figures[name].is_disputed for name in contributing_names)
    best_name = max(
        contributing_names, key=lambda name: (contributions[name].low or 0, -BIT_LENGTHS[name][0])
    )
    return KnownFigure(
        Quantity(low, high),
        facts,
        disputed,
        missing_names,
        _format_arithmetic(best_name, known_figures[best_name]),
    )


@register_formula("performance_density", "TPP ÷ applicable die area", f"{TECHNICAL_NOTES} 4")
def compute_performance_density(figures: ChipFigures) -> KnownFigure:
    """TPP over the area of all logic dies whose transistors are not planar."""
    return _compute_ratio(figures["tpp"], compute_applicable_die_area(figures))


@register_formula("memory_bandwidth_density", "memory bandwidth ÷ area of the package or stack",
         "15 CFR part 774, supplement no. 1, ECCN 3A090, technical note to 3A090.c")  # fmt: skip
def compute_memory_bandwidth_density(figures: ChipFigures) -> KnownFigure:
    """Bandwidth of a memory stack over its area, as the control of memory counts it."""
    return _compute_ratio(figures["memory_bandwidth"], figures["package_area"])


@register_formula("compute_per_watt", "TPP ÷ thermal design power")
def compute_tpp_per_watt(figures: ChipFigures) -> KnownFigure:
    """TPP for each watt."""
    return _compute_ratio(figures["tpp"], figures["tdp"])


@register_formula("bandwidth_per_compute", "memory bandwidth ÷ TPP")
def compute_bandwidth_per_tpp(figures: ChipFigures) -> KnownFigure:
    """Memory bandwidth for each TPP."""
    return _compute_ratio(figures["memory_bandwidth"], figures["tpp"])


@register_formula("price_per_compute", "price in US dollars ÷ TPP")
def compute_price_per_tpp(figures: ChipFigures) -> KnownFigure:
    """Dollars for each TPP; only a price that its source states in dollars counts."""
    return _compute_ratio(figures["price"], figures["tpp"])


@register_formula(
    "total_bandwidth", "memory bandwidth + interconnect bandwidth", digits=EXACT_DIGITS
)
def compute_total_bandwidth(figures: ChipFigures) -> KnownFigure:
    """Memory and interconnect bandwidth together; at least the one where only one is known."""
    bandwidths = [figures["memory_bandwidth"], figures["interconnect_bandwidth"]]
    known_bandwidths = [bandwidth for bandwidth in bandwidths if bandwidth.value]
    missing = tuple(name for bandwidth in bandwidths for name in bandwidth.missing_properties)
    if not known_bandwidths:
        return KnownFigure(missing_properties=missing)
    values = [bandwidth.value for bandwidth in known_bandwidths if bandwidth.value]
    lows, highs = [value.low for value in values], [value.high for value in values]
    low = round_number(sum(end for end in lows if end is not None))
    is_complete = not missing and all(end is not None for end in highs)
    high = round_number(sum(end for end in highs if end is not None)) if is_complete else None
    facts = tuple(fact for bandwidth in known_bandwidths for fact in bandwidth.facts)
    arithmetic = " + ".join(format_rounded(value) for value in values)
    return KnownFigure(
        Quantity(low, high),
        facts,
        any(bandwidth.is_disputed for bandwidth in known_bandwidths),
        missing,
        arithmetic,
    )


def compute_applicable_die_area(figures: ChipFigures) -> KnownFigure:
    """The area of all logic dies that are not planar, several added up.

    Dies are taken not to be planar unless a fact says so; at a node that may be, none need count.
    """
    area = _compute_total_die_area(figures)
    transistor_type, node = (
        figures.get_word("transistor_type"),
        figures.collect_stated("process_node").value,
    )
    if transistor_type == "planar":
        return KnownFigure(missing_properties=("die_area of a die that is not planar",))
    if (
        transistor_type
        or area.value is None
        or node is None
        or (node.low or 0) <= MIN_PLANAR_NODE_NM
    ):
        return area
    return area._replace(value=area.value._replace(low=0), missing_properties=("transistor_type",))


def derive_values(ranked: Mapping[str, RankedFacts]) -> dict[str, RankedFacts]:
    """The choice for each property with what can be computed, in the order of the schema."""
    figures = ChipFigures(ranked)
    derived = {
        name: _rank_with_derived(item, figures, ranked.get(name)) for name, item in FORMULAS.items()
    }
    combined = {**ranked, **{name: item for name, item in derived.items() if item}}
    any_fact = next(iter(ranked.values())).facts[0]
    return {name: combined[name] for name in KINDS[any_fact.kind].properties if name in combined}


def _rank_with_derived(
    rule: Formula, figures: ChipFigures, stated: RankedFacts | None
) -> RankedFacts | None:
    computed = figures.compute_figure(rule.name)
    if computed is None:
        return None
    facts = (_build_derived_fact(rule, computed), *(stated.facts if stated else ()))
    return RankedFacts.from_ranked(
        KINDS[facts[0].kind].properties[rule.name], facts, is_disputed=computed.is_disputed
    )


def _build_derived_fact(rule: Formula, computed: KnownFigure) -> Fact:
    """A computed figure as a fact: as sure as its least sure operand, as late as its latest."""
    assert computed.value is not None
    facts = computed.facts
    dated_facts = [fact for fact in facts if fact.as_of]
    latest = (
        max(dated_facts, key=lambda fact: fact.as_of.last if fact.as_of else 0)
        if dated_facts
        else None
    )
    return facts[0]._replace(
        property=rule.name, value=round_quantity(computed.value, rule.digits),
        citations=tuple(dict.fromkeys(citation for fact in facts for citation in fact.citations)),
        certainty=max((fact.certainty for fact in facts), key=CERTAINTIES.index),
        as_of=latest and latest.as_of, until=None, period=None, file_position=-1,
        note=f"derived: {computed.arithmetic or rule.description}",
        independent_source_count=min(fact.independent_source_count for fact in facts),
        authority_rank=max(fact.authority_rank for fact in facts),
        derivation=Derivation(rule.description, rule.citation, facts, computed.arithmetic),
    )  # fmt: skip


def _get_usable_number(fact: Fact) -> Quantity | None:
    """The number of a fact, an approximation as a range; of money, the dollars; none that is 0."""
    if fact.is_unknown:
        return None
    quantities = fact.field.to_quantities(fact.value)
    unit = "USD" if fact.property == "price" else fact.field.unit
    number = quantities.get(unit)
    is_absurd = number is None or number.high == 0 or (number.low or 0) < 0
    return None if number is None or is_absurd else widen_approximation(number)


def _compute_total_die_area(figures: ChipFigures) -> KnownFigure:
    total_area, die_area, die_count = (
        figures["die_area"],
        figures["die_area_each"],
        figures["die_count"],
    )
    if total_area.value or die_area.value is None:
        return total_area
    facts = (*die_area.facts, *die_count.facts)
    disputed = die_area.is_disputed or die_count.is_disputed
    if die_count.value is None:
        return KnownFigure(die_area.value._replace(high=None), facts, disputed, ("die_count",))
    low, high = (
        multiply_ends(die_area.value.low, die_count.value.low),
        multiply_ends(die_area.value.high, die_count.value.high),
    )
    return KnownFigure(Quantity(low, high), facts, disputed)


def _compute_ratio(dividend: KnownFigure, divisor: KnownFigure) -> KnownFigure:
    """One figure over another; nothing where either is missing or the divisor may not be told."""
    missing = tuple(dict.fromkeys((*dividend.missing_properties, *divisor.missing_properties)))
    if dividend.value is None or divisor.value is None:
        return KnownFigure(missing_properties=missing)
    low = divide_ends(dividend.value.low, divisor.value.high)
    high = divide_ends(dividend.value.high, divisor.value.low)
    if low is None and high is None:
        return KnownFigure(missing_properties=missing)
    facts = tuple(dict.fromkeys((*dividend.facts, *divisor.facts)))
    disputed = dividend.is_disputed or divisor.is_disputed
    arithmetic = " ÷ ".join(format_rounded(value) for value in (dividend.value, divisor.value))
    return KnownFigure(Quantity(low, high), facts, disputed, missing, arithmetic)


def _multiply_by_bits(value: Quantity, min_bits: int, max_bits: int) -> Quantity:
    return Quantity(multiply_ends(value.low, min_bits), multiply_ends(value.high, max_bits))


def _has_narrow_figure(names: Iterable[str]) -> bool:
    """Whether a figure at fewer than 32 bits is known."""
    return any(BIT_LENGTHS[name][1] < MIN_WIDE_BITS for name in names)


def _format_arithmetic(name: str, figure: KnownFigure) -> str:
    """A dense figure and its bit length: ``296 TOPS × 8 bits``."""
    field = figure.facts[0].field
    bits = BIT_LENGTHS[name]
    length = f"{bits[0]} to {bits[1]}" if bits[0] != bits[1] else str(bits[0])
    value_text = field.format(figure.value) if figure.value else ""
    return f"{value_text} × {length} bits"

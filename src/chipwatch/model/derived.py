"""Derived values of chips: one function each, with its formula and where the formula stands.

A figure is a range where it is stated as one, is approximate, or where sources are at odds; what
is computed from it is a range too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .facts import CERTAINTIES, Chosen, Derivation, Fact, at_odds
from .fields import loosened
from .interval import EXACT, highest, hull, legible, neat, product, quotient, rounded
from .kind import KINDS
from .quantity import Quantity

NOTES = "15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes"
BITS: Mapping[str, tuple[int, int]] = {
    "fp64": (64, 64), "fp64_tensor": (64, 64), "fp32": (32, 32), "fp32_matrix": (32, 32),
    "tf32_dense": (19, 32), "bf16_dense": (16, 16), "fp16_dense": (16, 16),
    "int16_dense": (16, 16), "fp8_dense": (8, 8), "int8_dense": (8, 8), "fp4_dense": (4, 4),
    "int4_dense": (4, 4),
}  # fmt: skip
"""The bit length of each dense figure, at least and at most: the rule text does not settle whether
TF32 counts as the 32 bits of its format or the 19 of its precision."""
WIDE = 32
"""Bits from which a figure alone says nothing about the matrix units, which work at fewer."""
NON_PLANAR_NODE = 16
"""Nanometres down to which a node may be planar; smaller ones are taken not to be."""
_SHORT = 4
"""Digits that a ratio is shown with."""


class Known(NamedTuple):
    """What is known of a figure: its range, the facts it rests on, and what it lacks."""

    value: Quantity | None = None
    facts: tuple[Fact, ...] = ()
    disputed: bool = False
    """Whether facts at odds make the range, or a fact in it is itself disputed."""
    missing: tuple[str, ...] = ()
    """The properties that would have to be known."""
    arithmetic: str = ""
    """How it was computed, in numbers."""


class Figures:
    """The figures of one chip, by property: those stated, and those computed from them."""

    def __init__(self, chosen: Mapping[str, Chosen]) -> None:
        self._chosen = chosen
        self._known: dict[str, Known] = {}

    def __getitem__(self, name: str) -> Known:
        """What is known of a property; a computed figure goes before a stated one."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def stated(self, name: str) -> Known:
        """What facts state, all that are at odds taken together."""
        chosen = self._chosen.get(name)
        if chosen is None:
            return Known(missing=(name,))
        facts = at_odds(chosen)
        values = [quantity for fact in facts if (quantity := _number(fact)) is not None]
        if not values:
            return Known(None, facts, chosen.disputed, (name,))
        return Known(hull(values), facts, chosen.disputed)

    def word(self, name: str) -> str:
        """The word that is chosen of a property without numbers; nothing where there is none."""
        chosen = self._chosen.get(name)
        return "" if chosen is None or chosen.shown[0].unknown else str(chosen.shown[0].value)

    def computed(self, name: str) -> Known | None:
        """What follows from other figures; None where what is stated says more.

        Where the figures it follows from are in dispute, what is stated counts as well.
        """
        found, stated = FORMULAS[name].compute(self), self.stated(name)
        if found.value is None or (found.missing and stated.value):
            return None
        if not found.disputed or stated.value is None:
            return found
        both = hull((found.value, stated.value))
        return found._replace(value=both, facts=(*found.facts, *stated.facts))

    def _found(self, name: str) -> Known:
        if name not in FORMULAS:
            return self.stated(name)
        found, stated = self.computed(name), self.stated(name)
        return found or (stated if stated.value else FORMULAS[name].compute(self))


Compute = Callable[[Figures], Known]


class Formula(NamedTuple):
    """How a property is computed, in words, where that stands, and the function that does it."""

    name: str
    text: str
    citation: str
    digits: int
    compute: Compute


FORMULAS: dict[str, Formula] = {}
"""Every derived property by name."""


def formula(
    name: str, text: str, citation: str = "", digits: int = _SHORT
) -> Callable[[Compute], Compute]:
    """Register what computes a property."""

    def register(compute: Compute) -> Compute:
        FORMULAS[name] = Formula(name, text, citation, digits, compute)
        return compute

    return register


@formula("tpp", "the highest, over bit lengths, of dense TOPS or TFLOPS × bit length",
         f"{NOTES} 1 to 3", EXACT)  # fmt: skip
def tpp(of: Figures) -> Known:
    """Total processing performance; open upwards where a figure that could be higher is not known.

    A figure counts the two operations of a multiply-accumulate, so the 2 of the rule is in it.
    """
    known = {name: one for name in BITS if (one := of.stated(name)).value}
    secret = [name for name in BITS if of.stated(name).facts and name not in known]
    if not known:
        return Known(missing=("fp16_dense", "int8_dense", *secret))
    each = {name: _times_bits(one.value, *BITS[name]) for name, one in known.items() if one.value}
    low = max(value.low or 0 for value in each.values())
    highs = [value.high for value in each.values()]
    lacking = tuple(secret) or (() if _narrow(known) else ("fp16_dense", "int8_dense"))
    high = None if lacking else highest(highs)
    counting = [name for name, value in each.items() if value.high is None or value.high >= low]
    facts = tuple(fact for name in counting for fact in known[name].facts)
    disputed = any(known[name].disputed for name in counting)
    best = max(counting, key=lambda name: (each[name].low or 0, -BITS[name][0]))
    return Known(Quantity(low, high), facts, disputed, lacking, _said(best, known[best]))


@formula("performance_density", "TPP ÷ applicable die area", f"{NOTES} 4")
def performance_density(of: Figures) -> Known:
    """TPP over the area of all logic dies whose transistors are not planar."""
    return _ratio(of["tpp"], applicable_die_area(of))


@formula("memory_bandwidth_density", "memory bandwidth ÷ area of the package or stack",
         "15 CFR part 774, supplement no. 1, ECCN 3A090, technical note to 3A090.c")  # fmt: skip
def memory_bandwidth_density(of: Figures) -> Known:
    """Bandwidth of a memory stack over its area, as the control of memory counts it."""
    return _ratio(of["memory_bandwidth"], of["package_area"])


@formula("compute_per_watt", "TPP ÷ thermal design power")
def compute_per_watt(of: Figures) -> Known:
    """TPP for each watt."""
    return _ratio(of["tpp"], of["tdp"])


@formula("bandwidth_per_compute", "memory bandwidth ÷ TPP")
def bandwidth_per_compute(of: Figures) -> Known:
    """Memory bandwidth for each TPP."""
    return _ratio(of["memory_bandwidth"], of["tpp"])


@formula("price_per_compute", "price in US dollars ÷ TPP")
def price_per_compute(of: Figures) -> Known:
    """Dollars for each TPP; only a price that its source states in dollars counts."""
    return _ratio(of["price"], of["tpp"])


@formula("total_bandwidth", "memory bandwidth + interconnect bandwidth", digits=EXACT)
def total_bandwidth(of: Figures) -> Known:
    """Memory and interconnect bandwidth together; at least the one where only one is known."""
    parts = [of["memory_bandwidth"], of["interconnect_bandwidth"]]
    known = [part for part in parts if part.value]
    missing = tuple(name for part in parts for name in part.missing)
    if not known:
        return Known(missing=missing)
    values = [part.value for part in known if part.value]
    lows, highs = [value.low for value in values], [value.high for value in values]
    low = neat(sum(end for end in lows if end is not None))
    whole = not missing and all(end is not None for end in highs)
    high = neat(sum(end for end in highs if end is not None)) if whole else None
    facts = tuple(fact for part in known for fact in part.facts)
    said = " + ".join(legible(value) for value in values)
    return Known(Quantity(low, high), facts, any(part.disputed for part in known), missing, said)


def applicable_die_area(of: Figures) -> Known:
    """The area of all logic dies that are not planar, several added up.

    Dies are taken not to be planar unless a fact says so; at a node that may be, none need count.
    """
    area = _whole_area(of)
    kind, node = of.word("transistor_type"), of.stated("process_node").value
    if kind == "planar":
        return Known(missing=("die_area of a die that is not planar",))
    if kind or area.value is None or node is None or (node.low or 0) <= NON_PLANAR_NODE:
        return area
    return area._replace(value=area.value._replace(low=0), missing=("transistor_type",))


def derive(chosen: Mapping[str, Chosen]) -> dict[str, Chosen]:
    """The choice for each property with what can be computed, in the order of the schema."""
    figures = Figures(chosen)
    added = {name: _added(one, figures, chosen.get(name)) for name, one in FORMULAS.items()}
    found = {**chosen, **{name: one for name, one in added.items() if one}}
    first = next(iter(chosen.values())).facts[0]
    return {name: found[name] for name in KINDS[first.kind].properties if name in found}


def _added(one: Formula, figures: Figures, stated: Chosen | None) -> Chosen | None:
    computed = figures.computed(one.name)
    if computed is None:
        return None
    facts = (_fact(one, computed), *(stated.facts if stated else ()))
    return Chosen.of(KINDS[facts[0].kind].properties[one.name], facts, disputed=computed.disputed)


def _fact(one: Formula, computed: Known) -> Fact:
    """A computed figure as a fact: as sure as its least sure operand, as late as its latest."""
    assert computed.value is not None  # noqa: S101 - nothing is added otherwise
    facts = computed.facts
    dated = [fact for fact in facts if fact.as_of]
    latest = max(dated, key=lambda fact: fact.as_of.last if fact.as_of else 0) if dated else None
    return facts[0]._replace(
        property=one.name, value=rounded(computed.value, one.digits),
        citations=tuple(dict.fromkeys(c for fact in facts for c in fact.citations)),
        certainty=max((fact.certainty for fact in facts), key=CERTAINTIES.index),
        as_of=latest and latest.as_of, until=None, period=None, order=-1,
        note=f"derived: {computed.arithmetic or one.text}",
        independent=min(fact.independent for fact in facts),
        authority=max(fact.authority for fact in facts),
        derived=Derivation(one.text, one.citation, facts),
    )  # fmt: skip


def _number(fact: Fact) -> Quantity | None:
    """The number of a fact, an approximation as a range; of money, the dollars; none that is 0."""
    if fact.unknown:
        return None
    quantities = fact.field.quantities(fact.value)
    unit = "USD" if fact.property == "price" else fact.field.unit
    number = quantities.get(unit)
    absurd = number is None or number.high == 0 or (number.low or 0) < 0
    return None if number is None or absurd else loosened(number)


def _whole_area(of: Figures) -> Known:
    whole, each, count = of["die_area"], of["die_area_each"], of["die_count"]
    if whole.value or each.value is None:
        return whole
    facts = (*each.facts, *count.facts)
    disputed = each.disputed or count.disputed
    if count.value is None:
        return Known(each.value._replace(high=None), facts, disputed, ("die_count",))
    low, high = (
        product(each.value.low, count.value.low),
        product(each.value.high, count.value.high),
    )
    return Known(Quantity(low, high), facts, disputed)


def _ratio(one: Known, other: Known) -> Known:
    """One figure over another; nothing where either is missing or the divisor may not be told."""
    missing = tuple(dict.fromkeys((*one.missing, *other.missing)))
    if one.value is None or other.value is None:
        return Known(missing=missing)
    low = quotient(one.value.low, other.value.high)
    high = quotient(one.value.high, other.value.low)
    if low is None and high is None:
        return Known(missing=missing)
    facts = tuple(dict.fromkeys((*one.facts, *other.facts)))
    disputed = one.disputed or other.disputed
    said = " ÷ ".join(legible(value) for value in (one.value, other.value))
    return Known(Quantity(low, high), facts, disputed, missing, said)


def _times_bits(value: Quantity, fewest: int, most: int) -> Quantity:
    return Quantity(product(value.low, fewest), product(value.high, most))


def _narrow(known: Iterable[str]) -> bool:
    """Whether a figure at fewer than 32 bits is known."""
    return any(BITS[name][1] < WIDE for name in known)


def _said(name: str, known: Known) -> str:
    """A dense figure and its bit length: ``296 TOPS × 8 bits``."""
    field = known.facts[0].field
    bits = BITS[name]
    length = f"{bits[0]} to {bits[1]}" if bits[0] != bits[1] else str(bits[0])
    shown = field.show(known.value) if known.value else ""
    return f"{shown} × {length} bits"

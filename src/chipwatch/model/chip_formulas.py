"""The formulas of chips: those of the export control rules, and the sums and areas they take."""

from .derived_values import EntityFigures, Formula, KnownFigure, divide_figures
from .interval_arithmetic import add_ends, format_rounded, multiply_quantities
from .quantity import Quantity
from .tolerances import EXACT_DIGITS

_TECHNICAL_NOTES = "15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes"
_MIN_PLANAR_NODE_NM = 16
"""The process node, in nanometres, above which dies may be planar, which do not count: our choice,
as the rule names the architecture and no node, and foundries left planar ones at 16 nm."""


def compute_performance_density(figures: EntityFigures) -> KnownFigure:
    """Compute TPP over the area of all logic dies whose transistors are not planar."""
    return divide_figures(figures["tpp"], compute_applicable_die_area(figures))


PERFORMANCE_DENSITY_FORMULA = Formula(
    "TPP ÷ applicable die area",
    compute_performance_density,
    operands=(
        "tpp",
        "die_area",
        "die_area_each",
        "die_count",
        "transistor_type",
        "process_node",
    ),
    citation=f"{_TECHNICAL_NOTES} 4",
)


def compute_total_bandwidth(figures: EntityFigures) -> KnownFigure:
    """Add memory and interconnect bandwidth; a lower bound if only one of them is known.

    A chip that has no link adds none.
    """
    bandwidths = [
        bandwidth
        for bandwidth in (figures["memory_bandwidth"], figures["interconnect_bandwidth"])
        if not bandwidth.is_absent
    ]
    missing = tuple(name for bandwidth in bandwidths for name in bandwidth.missing_properties)
    values = [bandwidth.value for bandwidth in bandwidths if bandwidth.value]
    if not values:
        return KnownFigure(missing_properties=missing)
    low = add_ends([value.low or 0 for value in values])
    high = None if missing else add_ends([value.high for value in values])
    return KnownFigure(
        Quantity(low, high),
        facts=tuple(
            fact for bandwidth in bandwidths if bandwidth.value for fact in bandwidth.facts
        ),
        is_disputed=any(bandwidth.is_disputed for bandwidth in bandwidths if bandwidth.value),
        missing_properties=missing,
        arithmetic=" + ".join(format_rounded(value) for value in values),
    )


TOTAL_BANDWIDTH_FORMULA = Formula(
    "memory bandwidth + interconnect bandwidth",
    compute_total_bandwidth,
    operands=("memory_bandwidth", "interconnect_bandwidth"),
    digits=EXACT_DIGITS,
)


def compute_applicable_die_area(figures: EntityFigures) -> KnownFigure:
    """Compute the area of all logic dies that are not planar, several added up.

    Dies are taken not to be planar unless a fact says so; above 16 nm, where they may be, the area
    that counts lies between 0 and all of it. Where no die counts there is no such area.
    """
    if figures.get_word("transistor_type") == "planar":
        return KnownFigure(is_absent=True)
    area, node = _compute_total_die_area(figures), figures.collect_stated("process_node").value
    may_be_planar = node is not None and (node.low or 0) > _MIN_PLANAR_NODE_NM
    if area.value is None or not may_be_planar or figures.get_word("transistor_type"):
        return area
    return area._replace(
        value=area.value._replace(low=0), missing_properties=("transistor_type",), is_absent=None
    )


def _compute_total_die_area(figures: EntityFigures) -> KnownFigure:
    """Compute the area of all logic dies: as stated, or that of one times their number."""
    total_area, die_area, die_count = (
        figures["die_area"],
        figures["die_area_each"],
        figures["die_count"],
    )
    if total_area.value or die_area.value is None:
        return total_area
    facts = (*die_area.facts, *die_count.facts)
    is_disputed = die_area.is_disputed or die_count.is_disputed
    if die_count.value is None:
        return KnownFigure(die_area.value._replace(high=None), facts, is_disputed, ("die_count",))
    return KnownFigure(multiply_quantities(die_area.value, die_count.value), facts, is_disputed)

"""The formulas of chips: those of the export control rules, and the sums and areas they take."""

from collections.abc import Iterable, Mapping

from .derived_values import EntityFigures, Formula, KnownFigure, divide_figures
from .interval_arithmetic import (
    add_ends,
    find_highest_end,
    format_rounded,
    multiply_quantities,
)
from .quantity import Quantity
from .tolerances import EXACT_DIGITS

_TECHNICAL_NOTES = "15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes"
BIT_LENGTHS: Mapping[str, tuple[int, int]] = {
    "fp64": (64, 64),
    "fp64_tensor": (64, 64),
    "fp32": (32, 32),
    "fp32_matrix": (32, 32),
    "tf32_dense": (19, 32),
    "bf16_dense": (16, 16),
    "fp16_dense": (16, 16),
    "int16_dense": (16, 16),
    "fp8_dense": (8, 8),
    "int8_dense": (8, 8),
    "fp4_dense": (4, 4),
    "int4_dense": (4, 4),
}
"""The bit length of each dense figure, lowest and highest: the text of the rule does not settle
whether TF32 counts as the 32 bits of its format or the 19 of its precision."""
_MIN_WIDE_BITS = 32
"""The bit length from which figures may be those of vector units, so that the matrix units, which
work at fewer bits, may reach a higher TPP."""
_MIN_PLANAR_NODE_NM = 16
"""The process node, in nanometres, above which dies may be planar, which do not count: our choice,
as the rule names the architecture and no node, and foundries left planar ones at 16 nm."""


def compute_tpp(figures: EntityFigures) -> KnownFigure:
    """Compute total processing performance, the highest of dense TOPS or TFLOPS × bit length.

    A figure counts the two operations of a multiply-accumulate, so the 2 of the rule is in it. The
    upper end is open if a figure that may be higher is not known.
    """
    stated_figures = {name: figures.collect_stated(name) for name in BIT_LENGTHS}
    known_figures = {name: figure for name, figure in stated_figures.items() if figure.value}
    undisclosed = [
        name for name, figure in stated_figures.items() if figure.facts and not figure.value
    ]
    if not known_figures:
        return KnownFigure(missing_properties=("fp16_dense", "int8_dense", *undisclosed))
    contributions = {
        name: multiply_quantities(figure.value, Quantity(*BIT_LENGTHS[name]))
        for name, figure in known_figures.items()
        if figure.value
    }
    missing_names = tuple(undisclosed) or (
        () if _has_narrow_figure(known_figures) else ("fp16_dense", "int8_dense")
    )
    return _pick_highest(known_figures, contributions, missing_names)


TPP_FORMULA = Formula(
    "the highest, over bit lengths, of dense TOPS or TFLOPS × bit length",
    compute_tpp,
    operands=tuple(BIT_LENGTHS),
    citation=f"{_TECHNICAL_NOTES} 1 to 3",
    digits=EXACT_DIGITS,
)


def _pick_highest(
    known_figures: Mapping[str, KnownFigure],
    contributions: Mapping[str, Quantity],
    missing_names: tuple[str, ...],
) -> KnownFigure:
    """Build the figure of the highest contribution, with the facts of all that may be it."""
    low = max(value.low or 0 for value in contributions.values())
    highest = find_highest_end(value.high for value in contributions.values())
    contributing_names = [
        name for name, value in contributions.items() if value.high is None or value.high >= low
    ]

    def rank_contribution(name: str) -> tuple[int | float, int]:
        return (contributions[name].low or 0, -BIT_LENGTHS[name][0])

    best_name = max(contributing_names, key=rank_contribution)
    values = contributions.values()
    high = None if missing_names else highest
    is_high_open = all(value.is_high_open for value in values if value.high == high)
    return KnownFigure(
        Quantity(
            low,
            high,
            is_low_open=all(value.is_low_open for value in values if value.low == low),
            is_high_open=high is not None and is_high_open,
        ),
        facts=tuple(fact for name in contributing_names for fact in known_figures[name].facts),
        is_disputed=any(known_figures[name].is_disputed for name in contributing_names),
        missing_properties=missing_names,
        arithmetic=_format_arithmetic(best_name, known_figures[best_name]),
    )


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
    """Add memory and interconnect bandwidth; a lower bound if only one of them is known."""
    bandwidths = [figures["memory_bandwidth"], figures["interconnect_bandwidth"]]
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


def _has_narrow_figure(names: Iterable[str]) -> bool:
    """Return whether a figure at fewer than 32 bits is known."""
    return any(BIT_LENGTHS[name][1] < _MIN_WIDE_BITS for name in names)


def _format_arithmetic(name: str, figure: KnownFigure) -> str:
    """Format a dense figure and its bit length: ``296 TOPS × 8 bits``."""
    low_bits, high_bits = BIT_LENGTHS[name]
    length = f"{low_bits} to {high_bits}" if low_bits != high_bits else str(low_bits)
    value_text = figure.facts[0].field.format(figure.value) if figure.value else ""
    return f"{value_text} × {length} bits"

"""The formula of total processing performance (TPP), from the rates of computing of a chip."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .derived_values import EntityFigures, Formula, KnownFigure
from .interval_arithmetic import find_highest_end, multiply_quantities
from .quantity import Quantity, Real
from .tolerances import EXACT_DIGITS

BIT_LENGTHS: Mapping[str, tuple[int, int]] = {
    "fp64": (64, 64),
    "fp64_tensor": (64, 64),
    "fp32": (32, 32),
    "fp32_matrix": (32, 32),
    "tf32_dense": (19, 32),
    "bf16_dense": (16, 16),
    "fp16_dense": (16, 16),
    "fp16": (16, 16),
    "int16_dense": (16, 16),
    "fp8_dense": (8, 8),
    "int8_dense": (8, 8),
    "fp4_dense": (4, 4),
    "int4_dense": (4, 4),
}
"""The bit length of each dense rate, lowest and highest: the text of the rule does not settle
whether TF32 counts as the 32 bits of its format or the 19 of its precision."""
VECTOR_RATES = frozenset(("fp64", "fp32", "fp16"))
"""The rates of vector units, which count as any multiply-accumulate does: they say nothing of
matrix units, which may reach a higher TPP."""
SPARSE_RATES: Mapping[str, str] = {
    "fp16_dense": "fp16_sparse",
    "fp8_dense": "fp8_sparse",
    "int8_dense": "int8_sparse",
    "fp4_dense": "fp4_sparse",
}
"""The rate with sparsity by the dense rate of its format, which it bounds from above."""
_MIN_WIDE_BITS = 32
"""The bit length from which figures may be those of vector units, so that the matrix units, which
work at fewer bits, may reach a higher TPP."""
_USUAL_RATES = ("fp16_dense", "int8_dense")
"""The rates at which makers usually state what matrix units do."""
_DECIDING_RATES = (*_USUAL_RATES, "bf16_dense", "fp16", "fp32", "fp64")
"""The rates each of which is known, or said not to be there, where no rate of matrix units is known
and TPP is certain all the same: our choice, as other formats come with one of these."""


class _Contribution(NamedTuple):
    """What one rate makes of TPP."""

    name: str
    figure: KnownFigure
    value: Quantity
    """Only an upper end where the rate is one with sparsity."""
    arithmetic: str


def compute_tpp(figures: EntityFigures) -> KnownFigure:
    """Compute total processing performance, the highest of dense TOPS or TFLOPS × bit length.

    A figure counts the two operations of a multiply-accumulate, so the 2 of the rule is in it. The
    upper end is open if a figure that may be higher is not known; of a format of which only the
    rate with sparsity is known, that is the upper end.
    """
    stated_figures = {name: figures.collect_stated(name) for name in BIT_LENGTHS}
    contributions = [
        _build_contribution(name, figure) for name, figure in stated_figures.items() if figure.value
    ]
    open_figures = {
        name: figure
        for name, figure in stated_figures.items()
        if not (figure.value or figure.is_absent)
    }
    ceilings = list(_list_ceilings(open_figures, figures))
    bounded_names = {ceiling.name for ceiling in ceilings}
    undisclosed = tuple(
        name for name, figure in open_figures.items() if figure.facts and name not in bounded_names
    )
    missing_names = undisclosed or _list_missing(open_figures, [*contributions, *ceilings])
    if not (contributions or ceilings):
        return KnownFigure(missing_properties=tuple(dict.fromkeys((*_USUAL_RATES, *undisclosed))))
    return _pick_highest(contributions, ceilings, missing_names)


TPP_FORMULA = Formula(
    "the highest, over bit lengths, of dense TOPS or TFLOPS × bit length",
    compute_tpp,
    operands=(*BIT_LENGTHS, *SPARSE_RATES.values()),
    citation="15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes 1 to 3",
    digits=EXACT_DIGITS,
)


def _build_contribution(name: str, figure: KnownFigure) -> _Contribution:
    value = figure.value or Quantity(None, None)
    return _Contribution(
        name=name,
        figure=figure,
        value=multiply_quantities(value, Quantity(*BIT_LENGTHS[name])),
        arithmetic=f"{_format_rate(figure)} × {_format_bits(name)}",
    )


def _list_ceilings(
    open_figures: Mapping[str, KnownFigure], figures: EntityFigures
) -> Iterable[_Contribution]:
    """List what bounds rates that are not known: a dense rate is at most the one with sparsity."""
    for name in open_figures:
        figure = figures.collect_stated(SPARSE_RATES[name]) if name in SPARSE_RATES else None
        if figure and figure.value and figure.value.high is not None:
            yield _Contribution(
                name=name,
                figure=figure,
                value=multiply_quantities(
                    figure.value._replace(low=None, is_low_open=False),
                    Quantity(*BIT_LENGTHS[name]),
                ),
                arithmetic=f"at most {_format_rate(figure)} with sparsity × {_format_bits(name)}",
            )


def _list_missing(
    open_figures: Mapping[str, KnownFigure], contributions: Iterable[_Contribution]
) -> tuple[str, ...]:
    """List the rates that may make TPP higher; none where what matrix units do is known."""
    if any(is_of_matrix_units(contribution.name) for contribution in contributions):
        return ()
    missing_names = [name for name in _DECIDING_RATES if name in open_figures]
    return tuple(name for name in missing_names if name in _USUAL_RATES) or tuple(missing_names)


def is_of_matrix_units(name: str) -> bool:
    """Return whether a rate is at fewer than 32 bits, and not said to be of vector units."""
    return name not in VECTOR_RATES and BIT_LENGTHS[name][1] < _MIN_WIDE_BITS


def is_bounded(name: str, figures: EntityFigures) -> bool:
    """Return whether a rate is known, bounded by the one with sparsity, or said not to be there."""
    figure = figures.collect_stated(name)
    sparse = figures.collect_stated(SPARSE_RATES[name]) if name in SPARSE_RATES else None
    return bool(figure.value or figure.is_absent or (sparse and sparse.value))


def _pick_highest(
    contributions: Sequence[_Contribution],
    ceilings: Sequence[_Contribution],
    missing_names: tuple[str, ...],
) -> KnownFigure:
    """Build the figure of the highest contribution, with the facts of all that may be it."""
    low = max((contribution.value.low or 0 for contribution in contributions), default=None)
    contributing = [
        contribution
        for contribution in (*contributions, *ceilings)
        if _may_exceed(contribution.value.high, low)
    ]
    deciding_ceilings = [ceiling for ceiling in ceilings if ceiling in contributing]
    values = [contribution.value for contribution in contributing]
    highest = find_highest_end(value.high for value in values)
    high = None if missing_names else highest
    return KnownFigure(
        Quantity(
            low,
            high,
            is_low_open=low is not None
            and all(value.is_low_open for value in values if value.low == low),
            is_high_open=high is not None
            and all(value.is_high_open for value in values if value.high == high),
        ),
        facts=tuple(fact for contribution in contributing for fact in contribution.figure.facts),
        is_disputed=any(contribution.figure.is_disputed for contribution in contributing),
        missing_properties=missing_names or tuple(ceiling.name for ceiling in deciding_ceilings),
        arithmetic=_format_arithmetic(contributing, deciding_ceilings, is_bounded=high is not None),
    )


def _may_exceed(high: Real | None, low: Real | None) -> bool:
    """Return whether a contribution may be the highest: its upper end reaches the lower of all."""
    return high is None or low is None or high >= low


def _format_arithmetic(
    contributing: Sequence[_Contribution], ceilings: Sequence[_Contribution], *, is_bounded: bool
) -> str:
    """Format the rate that makes TPP, and the one with sparsity that bounds it.

    ``296 TOPS × 8 bits``; ``19 TFLOPS × 32 bits; at most 153 TFLOPS with sparsity × 16 bits``.
    """

    def rank(contribution: _Contribution) -> tuple[Real, int]:
        return (contribution.value.low or 0, -BIT_LENGTHS[contribution.name][0])

    def rank_ceiling(ceiling: _Contribution) -> Real:
        return ceiling.value.high or 0

    dense = [contribution for contribution in contributing if contribution not in ceilings]
    texts = [max(dense, key=rank).arithmetic] if dense else []
    if ceilings and is_bounded:
        texts.append(max(ceilings, key=rank_ceiling).arithmetic)
    return "; ".join(texts)


def _format_rate(figure: KnownFigure) -> str:
    return figure.facts[0].field.format(figure.value) if figure.value else ""


def _format_bits(name: str) -> str:
    low_bits, high_bits = BIT_LENGTHS[name]
    return f"{low_bits} to {high_bits} bits" if low_bits != high_bits else f"{low_bits} bits"

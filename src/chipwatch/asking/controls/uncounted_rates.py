"""The rates of computing that are not known, at which TPP may be higher than it is counted."""

from collections.abc import Iterator

from ...model.tpp_formula import BIT_LENGTHS, is_bounded, is_of_matrix_units
from ...rules.item import Item

USUAL_BIT_LENGTHS = (8, 16)
"""The bit lengths at which makers usually state a rate, and so at which one may be missing."""


def describe_uncounted_rates(item: Item) -> Iterator[str]:
    """Name the usual bit lengths at which no rate is known, as one there may make TPP higher."""
    figures = item.figures
    available_bits = {
        bits for name, (bits, _) in BIT_LENGTHS.items() if figures.collect_stated(name).value
    }
    settled_bits = {
        bits
        for name, (bits, _) in BIT_LENGTHS.items()
        if is_of_matrix_units(name) and is_bounded(name, figures)
    }
    missing_bits = [str(bits) for bits in USUAL_BIT_LENGTHS if bits not in settled_bits]
    if available_bits and missing_bits:
        bits_text = " and ".join(map(str, sorted(available_bits)))
        yield (
            f"TPP counts the rates that are known, at {bits_text} bits; one at"
            f" {' or '.join(missing_bits)} bits may be higher"
        )

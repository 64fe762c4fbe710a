"""The formula of scanners by which the control list tells how fine a pattern they print."""

from .derived_values import EntityFigures, Formula, KnownFigure, divide_figures
from .interval_arithmetic import format_rounded, multiply_quantities
from .quantity import Quantity

K_FACTOR = 0.25
"""The factor of the technical note. It is the least that optics allow for one exposure, so that no
resolution that a maker states for one is below the size that the list calculates."""


def compute_minimum_feature(figures: EntityFigures) -> KnownFigure:
    """Compute the minimum resolvable feature size from the wavelength and the aperture.

    Where one of them is not known, it is at most the resolution that the maker states.
    """
    wavelength, aperture = figures["light_wavelength"], figures["numerical_aperture"]
    if wavelength.value is None or aperture.value is None:
        return _bound_by_resolution(figures, divide_figures(wavelength, aperture))
    scaled = multiply_quantities(wavelength.value, Quantity(K_FACTOR, K_FACTOR))
    texts = format_rounded(wavelength.value), format_rounded(aperture.value)
    return divide_figures(wavelength._replace(value=scaled), aperture)._replace(
        arithmetic=f"{K_FACTOR} × {texts[0]} ÷ {texts[1]}"
    )


def _bound_by_resolution(figures: EntityFigures, quotient: KnownFigure) -> KnownFigure:
    """Put the stated resolution, if there is one, above a quotient that has no value."""
    resolution = figures["resolution"]
    if resolution.value is None or resolution.value.high is None:
        return quotient
    return resolution._replace(
        value=resolution.value._replace(low=None),
        missing_properties=quotient.missing_properties,
        arithmetic="≤ resolution",
    )


MINIMUM_FEATURE_FORMULA = Formula(
    "0.25 × wavelength ÷ numerical aperture",
    compute_minimum_feature,
    ("light_wavelength", "numerical_aperture", "resolution"),
    "15 CFR part 774, supplement no. 1, ECCN 3B001, technical note 1 to f.1.b",
)

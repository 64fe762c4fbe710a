"""Where an item comes from, which decides whether it is subject to the rules at all."""

from typing import NamedTuple

from ..model.quantity import Quantity
from .truth import Truth

HOME_COUNTRY = "US"
"""The country whose rules these are: what is shipped from there is always subject to them."""
GIVEN, BY_MAKER, BY_DESIGNER, ASSUMED = "given", "made-in", "designer", "assumed"
BY_SELLER = "maker"
"""Why an item counts as shipped from a country: it was asked so, it is said to be made there, the
designer of a chip or the maker of a system has its seat there, or nothing is known of it."""


class Origin(NamedTuple):
    """Where an item is shipped from and made, and what of it comes from the United States."""

    shipped_from: str
    """An ISO 3166 code."""
    basis: str = GIVEN
    """GIVEN, BY_MAKER, BY_DESIGNER, BY_SELLER or ASSUMED."""
    made_in: tuple[str, ...] = ()
    """Where it is made; empty where that is not known."""
    us_content: Quantity | None = None
    """Its controlled content from the United States, in per cent of its value."""
    us_technology: Truth = None
    """Whether it, or the plant that made it, is a direct product of US technology or software."""

    @property
    def is_from_home(self) -> bool:
        """Whether it is shipped from the country whose rules these are."""
        return self.shipped_from == HOME_COUNTRY

    @property
    def us_technology_words(self) -> tuple[str, ...] | None:
        """Whether it is a direct product, as conditions of rules have it; None if not known."""
        return None if self.us_technology is None else ("yes" if self.us_technology else "no",)


HOME_ORIGIN = Origin(HOME_COUNTRY, ASSUMED)
"""The origin of an item of which nothing else is known."""

"""Corrections: what a later layer replaces or withdraws of what an earlier one states."""

from typing import NamedTuple

from .dates import Date
from .facts import Citation, Fact
from .problem import Location


class Correction(NamedTuple):
    """A statement of a document that a fact of an earlier layer is wrong."""

    property: str
    value_text: str
    """The value that is wrong, as a fact file writes it."""
    as_of: Date | None
    """The date of the fact that is meant; None for any."""
    reason: str
    citations: tuple[Citation, ...]
    location: Location
    withdrawn_fact: Fact | None = None
    """The wrong fact itself, where the document states it with its sources."""

    def applies_to(self, fact: Fact) -> bool:
        """Return whether it speaks of this fact."""
        return (
            fact.property == self.property
            and not fact.is_unknown
            and fact.field.to_yaml_text(fact.value) == self.value_text
            and self.as_of in (None, fact.as_of)
        )


class WithdrawnFact(NamedTuple):
    """A fact that is no longer shown, and the correction that withdrew it."""

    fact: Fact
    correction: Correction

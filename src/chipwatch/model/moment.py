"""A moment: the day something is to have held on, and the day it was to be published by.

A date less precise than a day is taken as a whole, so that nothing from later can come in: a fact
holds once all of its ``as_of`` has passed, and until its ``until`` begins; a source counts as
published at the end of the month or year that is all that is known of it.
"""

from typing import NamedTuple

from .dates import Date
from .facts import Fact
from .fields import Day
from .problem import Misread, UsageError


class Moment(NamedTuple):
    """What is asked about: what held on a date, what had been published by a date, or both."""

    as_of: Date | None = None
    known_by: Date | None = None

    def __str__(self) -> str:
        """As it stands in the title of an answer."""
        parts = []
        if self.as_of:
            parts.append(f"as of {self.as_of.text}")
        if self.known_by:
            parts.append(f"known by {self.known_by.text}")
        return ", ".join(parts)

    def as_data(self) -> dict[str, str | None]:
        """The two dates for a script."""
        return {
            "as_of": self.as_of and self.as_of.text,
            "known_by": self.known_by and self.known_by.text,
        }


def read(as_of: str, known_by: str) -> Moment | None:
    """The moment that two options state, or None where neither does; raises UsageError."""
    if not (as_of or known_by):
        return None
    return Moment(option_date("--as-of", as_of), option_date("--known-by", known_by))


def option_date(option: str, text: str) -> Date | None:
    """The date that an option states, or None where it is not given; raises UsageError."""
    if not text:
        return None
    try:
        return Date.read(text)
    except Misread as error:
        raise UsageError(f"{option}: {error}", error.hint) from None


def in_order(since: Date | None, until: Date | None) -> None:
    """Raises UsageError where an interval ends before it begins."""
    if since and until and until.last < since.first:
        message = f"--until {until.text} is before --since {since.text}"
        raise UsageError(message, "put the earlier date after --since")


def start(fact: Fact) -> Date | None:
    """From when a fact holds; None where that is not known, or goes without saying.

    A date that cannot be known ahead, such as when a rule was taken back, is its own beginning.
    """
    if fact.as_of or fact.unknown:
        return fact.as_of
    ahead = not isinstance(fact.field, Day) or fact.field.ahead
    return None if ahead else fact.value

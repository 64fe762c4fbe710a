"""The dates of a query: ``--as-of``, when facts held, ``--known-by``, when they were published.

A date less precise than a day is taken as a whole, so that nothing from later can come in: a fact
holds once all of its ``as_of`` has passed, and until its ``until`` begins; a source counts as
published at the end of the month or year that is all that is known of it.
"""

from typing import NamedTuple

from .dates import Date
from .facts import Fact
from .field_types import Day
from .problem import FieldError, UsageError


class QueryDates(NamedTuple):
    """The dates that a question is limited to; at least one is given."""

    as_of: Date | None = None
    known_by: Date | None = None

    def __str__(self) -> str:
        """Format the dates for the title of an answer."""
        phrases = []
        if self.as_of:
            phrases.append(f"as of {self.as_of.text}")
        if self.known_by:
            phrases.append(f"known by {self.known_by.text}")
        return ", ".join(phrases)

    def to_data(self) -> dict[str, str | None]:
        """Return the two dates for a script."""
        return {
            "as_of": self.as_of and self.as_of.text,
            "known_by": self.known_by and self.known_by.text,
        }


def parse_query_dates(as_of: str, known_by: str) -> QueryDates | None:
    """Read the two options; None if neither is given. Raises UsageError."""
    if not (as_of or known_by):
        return None
    return QueryDates(
        parse_option_date("--as-of", as_of), parse_option_date("--known-by", known_by)
    )


def parse_option_date(option: str, text: str) -> Date | None:
    """Read the date of an option; None if it is not given. Raises UsageError."""
    if not text:
        return None
    try:
        return Date.parse(text)
    except FieldError as error:
        raise UsageError(f"{option}: {error}", error.hint) from None


def check_date_order(since: Date | None, until: Date | None) -> None:
    """Raise UsageError if an interval ends before it begins."""
    if since and until and until.last < since.first:
        message = f"--until {until.text} is before --since {since.text}"
        raise UsageError(message, "put the earlier date after --since")


def find_start_date(fact: Fact) -> Date | None:
    """Return the date from which a fact holds; None if it has none.

    A date that cannot be known ahead, such as when a rule was taken back, is its own beginning.
    """
    if fact.as_of or fact.is_unknown:
        return fact.as_of
    is_known_ahead = not isinstance(fact.field, Day) or fact.field.ahead
    return None if is_known_ahead else fact.value

"""The dates of a query: ``--as-of``, when facts held, ``--known-by``, when they were published.

A date less precise than a day is taken as a whole, so that nothing from later can come in: a fact
holds once all of its ``as_of`` has passed, and until its ``until`` begins; a source counts as
published at the end of the month or year that is all that is known of it.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from . import clock
from .dates import Date
from .facts import Fact
from .field_types import Day
from .problem import FieldError, UsageError

_DAYS_AGO = {"today": 0, "now": 0, "yesterday": 1, "last week": 7}
_DAYS_OF_UNIT, _MONTHS_OF_UNIT = {"day": 1, "week": 7}, {"month": 1, "year": 12}
_TIME_AGO = re.compile(r"(\d{1,3}) (day|week|month|year)s? ago", re.ASCII)
_SLASHED_DATE = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", re.ASCII)


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
        return Date.parse(translate_date_words(text))
    except FieldError as error:
        hint = f"{error.hint}, or as yesterday, last month or 2 weeks ago"
        raise UsageError(f"{option}: {error}", hint) from None


def translate_date_words(text: str) -> str:
    """Translate ``yesterday``, ``last month``, ``2 weeks ago`` and ``2025/05/01`` to ISO dates.

    The last month and year are those of the calendar; an unknown text stays as it is.
    """
    words = " ".join(text.casefold().replace(".", " ").split())
    today = date.fromordinal(clock.get_today().first)
    if words in _DAYS_AGO:
        return (today - timedelta(days=_DAYS_AGO[words])).isoformat()
    if words == "last month":
        return f"{_go_back(today, 1):%Y-%m}"
    if words == "last year":
        return str(today.year - 1)
    if match := _TIME_AGO.fullmatch(words):
        return _count_back(today, int(match[1]), match[2]).isoformat()
    if match := _SLASHED_DATE.fullmatch(text.strip()):
        return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    return text


def _count_back(today: date, count: int, unit: str) -> date:
    if unit in _DAYS_OF_UNIT:
        return today - timedelta(days=count * _DAYS_OF_UNIT[unit])
    return _go_back(today, count * _MONTHS_OF_UNIT[unit])


def _go_back(today: date, month_count: int) -> date:
    """Go back so many months, to the last day of the month where it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 - month_count, 12)
    month_end = date.fromordinal(Date.parse(f"{year:04}-{month + 1:02}").last)
    return month_end.replace(day=min(today.day, month_end.day))


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

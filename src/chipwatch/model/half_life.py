"""Half-lives: after how long a fact whose property changes counts as stale."""

from typing import NamedTuple

from .dates import Date
from .facts import Fact, SourceLookup
from .kind import KINDS

DAYS_PER_MONTH = 30.44
"""The mean length of a month: 365.25 days / 12."""


class Staleness(NamedTuple):
    """The date of a fact that is past its half-life, its age, and the half-life in months."""

    day: Date
    days: int
    half_life: int


def find_staleness(fact: Fact, find_source: SourceLookup, reference_day: int) -> Staleness | None:
    """Find out how far a fact is past its half-life; None where it is not.

    A fact without a date of its own is as old as the latest of its sources.
    """
    months = KINDS[fact.kind].find_half_life(fact.property)
    if months is None or fact.is_unknown:
        return None
    day = fact.as_of or next(reversed(fact.list_publication_dates(find_source)), None)
    if day is None or not is_past_half_life(fact, day, reference_day):
        return None
    return Staleness(day=day, days=reference_day - day.last, half_life=months)


def is_past_half_life(fact: Fact, day_of_fact: Date | None, reference_day: int) -> bool:
    """Return whether a fact of a day is past the half-life of its property on another day."""
    months = KINDS[fact.kind].find_half_life(fact.property)
    if months is None or fact.is_unknown or day_of_fact is None:
        return False
    return reference_day - day_of_fact.last > months * DAYS_PER_MONTH

"""How old a fact may grow before it counts as stale: the half-life of its property."""

from ...model import clock
from ...model.dates import Date
from ...model.facts import Fact
from ...model.kind import KINDS
from ...store.knowledge_base import KnowledgeBase

DAYS_PER_MONTH = 30.44
"""The mean length of a month: 365.25 days / 12."""


def find_reference_day(base: KnowledgeBase) -> int:
    """Find the day that age is counted to: the date of the question, or else today."""
    query_dates = base.time_filter.query_dates if base.time_filter else None
    day = query_dates and (query_dates.as_of or query_dates.known_by)
    return day.last if day else clock.get_today().last


def is_past_half_life(fact: Fact, day_of_fact: Date | None, reference_day: int) -> bool:
    """Return whether a fact of a day is past the half-life of its property on another day."""
    months = KINDS[fact.kind].find_half_life(fact.property)
    if months is None or fact.is_unknown or day_of_fact is None:
        return False
    return reference_day - day_of_fact.last > months * DAYS_PER_MONTH

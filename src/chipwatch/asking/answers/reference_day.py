"""The day that the age of facts is counted to."""

from ...model import clock
from ...store.knowledge_base import KnowledgeBase


def find_reference_day(base: KnowledgeBase) -> int:
    """Find the day that age is counted to: the date of the question, or else today."""
    query_dates = base.time_filter.query_dates if base.time_filter else None
    day = query_dates and (query_dates.as_of or query_dates.known_by)
    return day.last if day else clock.get_today().last

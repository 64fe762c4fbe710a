"""Whether what a verdict is about was known at all on the day that was asked about."""

from ...model.dates import Date
from ...model.facts import Fact
from ...rules.item import Item

_APPEARANCE_PROPERTIES = ("announced", "released")


def find_later_appearance(item: Item, day: Date) -> Fact | None:
    """Find the fact by which a chip first appeared only after a day; None if none says so.

    Where several facts say when it was announced or could first be had, the earliest decides.
    """
    first_fact = find_first_appearance(item)
    return first_fact if first_fact and _get_first_day(first_fact) > day.last else None


def find_first_appearance(item: Item) -> Fact | None:
    """Find the fact by which a chip first appeared; None if none says when."""
    facts = [
        fact
        for name in _APPEARANCE_PROPERTIES
        for fact in item.get_facts(name)
        if not fact.is_unknown
    ]
    return min(facts, key=_get_first_day, default=None)


def _get_first_day(fact: Fact) -> int:
    date: Date = fact.value
    return date.first

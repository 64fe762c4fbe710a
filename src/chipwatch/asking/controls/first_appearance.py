"""Whether what a verdict is about was known at all on the day that was asked about."""

from collections.abc import Iterable

from ...model.dates import Date
from ...model.facts import Fact
from ...rules.item import Item
from ..answers.serialise import JsonObject
from .controls_query import ControlsQuery

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


def serialise_appearance(item: Item, day: Date) -> JsonObject:
    """Build when a chip first appeared, as far as known, and that again if it was after the day."""
    later_fact = find_later_appearance(item, day)
    return {
        "first_appeared": get_first_date(item),
        "appeared_later": later_fact and later_fact.value.text,
    }


def get_first_date(item: Item) -> str | None:
    """Get the day on which a chip first appeared; None if none is known."""
    first_fact = find_first_appearance(item)
    return str(first_fact.value.text) if first_fact else None


def may_have_appeared_later(query: ControlsQuery, item: Item) -> bool:
    """Tell whether a chip may have appeared after the day that is asked about, as none is known."""
    return query.is_about_past and find_first_appearance(item) is None


def describe_appearances(query: ControlsQuery, items: Iterable[Item]) -> list[str]:
    """Describe how many chips appeared after the day that is asked about, or may have."""
    items = list(items)
    later_count = sum(find_later_appearance(item, query.day) is not None for item in items)
    undated_count = sum(may_have_appeared_later(query, item) for item in items)
    counts = [
        f"{later_count} first appeared later" if later_count else "",
        f"{undated_count} may have, as no day is known" if undated_count else "",
    ]
    text = "; ".join(filter(None, counts))
    return [f"judged as if all had been there on the day: {text}"] if text else []


def _get_first_day(fact: Fact) -> int:
    date: Date = fact.value
    return date.first

"""Whether what a verdict is about was known at all on the day that was asked about."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum

from ...model.dates import Date
from ...model.facts import Fact
from ...model.query_dates import QueryDates
from ...rules.item import Item
from ...store.base_as_of import read_base_as_of
from ..answers.serialise import JsonObject
from ..answers.undated_things import find_undated_things
from .controls_query import ControlsQuery

_APPEARANCE_PROPERTIES = ("announced", "released")


class Appearance(Enum):
    """Whether a chip was there on a day."""

    THERE = "there"
    """It had been announced or sold, or something is known of it as of a day before."""
    LATER = "later"
    """All that is known of it is of a later day."""
    OPEN = "open"
    """No day is known of it at all."""


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


def find_appearances(query: ControlsQuery, items: Sequence[Item]) -> dict[str, Appearance]:
    """Find by the id of each chip whether it was there on the day that is asked about.

    Of a past day that is what the base as of that day says, so that a listing of that day shows
    the chips that were there and those that may have been.
    """
    appearances = {item.id: Appearance.THERE for item in items}
    if query.is_about_past:
        time_filter = query.base.time_filter
        known_by = time_filter.query_dates.known_by if time_filter else None
        dated_base = read_base_as_of(query.base, QueryDates(as_of=query.day, known_by=known_by))
        chips = dated_base.load_entities(list(appearances))
        undated_chips = find_undated_things(dated_base, chips)
        appearances |= {chip.id: Appearance.OPEN for chip in undated_chips}
        later_chips = filter(dated_base.is_of_later_day, chips)
        appearances |= {chip.id: Appearance.LATER for chip in later_chips}
    later_items = (item for item in items if find_later_appearance(item, query.day))
    return appearances | {item.id: Appearance.LATER for item in later_items}


def describe_appearances(query: ControlsQuery, items: Iterable[Item]) -> list[str]:
    """Describe how many chips appeared after the day that is asked about, or may have."""
    counts = Counter(find_appearances(query, list(items)).values())
    later_count, open_count = counts[Appearance.LATER], counts[Appearance.OPEN]
    texts = [
        f"{later_count} first appeared later" if later_count else "",
        f"{open_count} may have, as no day is known" if open_count else "",
    ]
    text = "; ".join(filter(None, texts))
    return [f"judged as if all had been there on the day: {text}"] if text else []


def _get_first_day(fact: Fact) -> int:
    date: Date = fact.value
    return date.first

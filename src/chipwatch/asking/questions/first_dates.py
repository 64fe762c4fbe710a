"""Find the first date of an entity: when it was announced, released or took place."""

from collections.abc import Collection
from typing import NamedTuple

from ...model.dates import Date, pick_first_date
from ...model.entity import Entity
from ...model.field_types import Day
from ..answers.graph import EntityGraph


class PropertyDate(NamedTuple):
    """A date of an entity, and the property that it is a value of."""

    property_name: str
    date: Date


def find_first_date(
    graph: EntityGraph, entity: Entity, property_names: Collection[str] = ()
) -> PropertyDate | None:
    """Find the first of an entity's dates, or of some of them; None where none is known.

    Without names of properties, dates that can be known ahead do not count: they may never come.
    """
    dates = [
        PropertyDate(property_name=name, date=fact.value)
        for name, ranked_facts in graph.rank_facts(entity).items()
        if isinstance(field := ranked_facts.field, Day)
        and (name in property_names if property_names else not field.ahead)
        for fact in ranked_facts.shown_facts
        if not fact.is_unknown
    ]
    first_date = pick_first_date(property_date.date for property_date in dates)
    return next((item for item in dates if item.date == first_date), None)

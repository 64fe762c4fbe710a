"""How old what is known may be: facts past the half-life that the schema gives their property."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity, Fact
from ...model.problem import NotFoundError
from ...model.schema import KINDS
from ...model.table import Answer, Column
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..select import ABOUT, Head, Rows, columns_help
from .scope import EVERY, Scope, entities_in

DAYS = 30.44
"""In a month, on average."""


class Stale(NamedTuple):
    """A fact that is shown though it is past the half-life of its property."""

    entity: Entity
    fact: Fact
    day: Date
    days: int
    months: int


def today(base: KnowledgeBase) -> int:
    """The day that age is counted to: the moment asked about, or else today."""
    moment = base.then.moment if base.then else None
    day = moment and (moment.as_of or moment.known_by)
    return day.last if day else date.today().toordinal()  # noqa: DTZ011 - the user's own today


def stale(around: Around, fact: Fact, now: int) -> tuple[Date, int, int] | None:
    """The date of a fact, its age in days and its half-life, where it is past that."""
    months = KINDS[fact.kind].half_life(fact.property)
    day = fact.as_of or _published(around, fact)
    if months is None or day is None or fact.unknown or now - day.last <= months * DAYS:
        return None
    return day, now - day.last, months


def list_stale(base: KnowledgeBase, asked: Asked) -> Answer:
    """Every fact shown that is past its half-life, the oldest first; raises NotFoundError."""
    around = Around(base, entities_in(base, Scope(), EVERY).entities)
    heads = _heads(around)
    if asked.columns == HELP:
        return columns_help(heads)
    found = sorted(_stale(around, today(base)), key=lambda one: one.months * DAYS / one.days)
    if not found:
        raise NotFoundError("no fact is past its half-life", "run chipwatch stats to see them all")
    usual = ("name", "property", "value", "date", "age", "half_life")
    return Rows("Past their half-life", heads, found, usual, asked, source=around.source)


def _stale(around: Around, now: int) -> Iterator[Stale]:
    for entity in around.entities:
        for chosen in around.chosen(entity).values():
            for fact in chosen.shown:
                if found := stale(around, fact, now):
                    yield Stale(entity, fact, *found)


def _published(around: Around, fact: Fact) -> Date | None:
    """When the latest of its sources appeared, which vouches for it until then."""
    days = (around.source(citation.source).appeared for citation in fact.citations)
    return max(filter(None, days), key=lambda day: day.last, default=None)


def _heads(around: Around) -> list[Head[Stale]]:
    return [
        *ABOUT,
        Head("property", "Property", lambda one: one.fact.property,
             column=Column("Property", whole=True)),
        Head("value", "Value", lambda one: around.text(one.fact),
             cited=lambda one: one.fact.citations),
        Head("date", "Date", lambda one: one.day.text, column=Column("Date", whole=True)),
        Head("age", "Days old", lambda one: one.days, column=Column("Days old", numeric=True)),
        Head("half_life", "Half-life", lambda one: one.months,
             column=Column("Half-life in months", numeric=True)),
        Head("sources", "Sources", lambda one: [str(each) for each in one.fact.citations]),
    ]  # fmt: skip

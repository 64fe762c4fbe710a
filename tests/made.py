"""Bases made of facts drawn by hypothesis, without files: what the property tests ask."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from chipwatch.model.dates import Date
from chipwatch.model.facts import Citation, Entity, Fact, Source, standing
from chipwatch.model.problem import Where
from chipwatch.model.schema import KINDS
from chipwatch.reading.read import Reading
from chipwatch.store.base import Database, KnowledgeBase
from chipwatch.store.tables import write

YEARS = range(2021, 2026)
DATES = [
    *(f"{year}" for year in YEARS),
    *(f"{year}-Q2" for year in YEARS),
    *(f"{year}-{month:02}" for year in YEARS for month in (1, 6, 12)),
    *(f"{year}-07-15" for year in YEARS),
]
dates = st.sampled_from(DATES).map(Date.read)
maybe_dates = st.none() | dates
CERTAIN = ("confirmed", "reported", "estimated", "disputed")


class Said(NamedTuple):
    """What a drawn fact says, before it is about anything."""

    property: str
    value: str
    as_of: Date | None
    until: Date | None
    certainty: str
    cited: tuple[str, ...]


SOURCES = ("a", "b", "c")


@st.composite
def sources(draw: st.DrawFn) -> list[Source]:
    """Three sources, some without a date, some repeating another."""
    return [
        Source(
            id_, id_.upper(), draw(st.sampled_from(("news", "filing"))),
            published=draw(st.sampled_from(("", *DATES))),
            origin=draw(st.sampled_from(("", "a"))) if id_ != "a" else "",
        )
        for id_ in SOURCES
    ]  # fmt: skip


def said(properties: Sequence[tuple[str, st.SearchStrategy[str]]]) -> st.SearchStrategy[Said]:
    """Facts of these properties, each with its values."""
    each = [
        st.builds(
            Said, st.just(name), values, maybe_dates, maybe_dates, st.sampled_from(CERTAIN),
            st.sets(st.sampled_from(SOURCES), min_size=1).map(lambda cited: tuple(sorted(cited))),
        )
        for name, values in properties
    ]  # fmt: skip
    return st.one_of(each)


def entity(id_: str, kind: str, facts: Sequence[Said], known: Sequence[Source]) -> Entity:
    """An entity of which these facts are stated."""
    records = {source.id: source for source in known}
    return Entity(id_, kind, id_.title(), (), tuple(
        _fact(id_, kind, one, order, [records[cited] for cited in one.cited])
        for order, one in enumerate(facts)
    ))  # fmt: skip


def _fact(id_: str, kind: str, one: Said, order: int, cited: Sequence[Source]) -> Fact:
    field = KINDS[kind].properties[one.property]
    _, independent, authority = standing(cited)
    ends = one.until and (one.as_of is None or one.as_of.last < one.until.first)
    return Fact(
        id_, kind, one.property, field.read(one.value), tuple(map(Citation, one.cited)),
        one.certainty, one.as_of, one.until if ends else None, "",
        Where(f"{id_}.yaml", order + 1, 1), order, independent, authority,
    )  # fmt: skip


def base(entities: Sequence[Entity], known: Sequence[Source] = ()) -> KnowledgeBase:
    """A base of these entities and sources."""
    records = {source.id: source for source in known}
    own = [
        entity(source.id, "source", [Said("type", source.type, None, None, "confirmed",
                                          (source.id,))], known)
        for source in known
    ]  # fmt: skip
    reading = Reading([*entities, *own], records, [], [], [])

    def built() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", factory=Database)
        write(connection, reading)
        return connection

    return KnowledgeBase(built(), built)

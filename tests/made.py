"""Bases made of facts drawn by hypothesis, without files: what the property tests ask."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from chipwatch.model.dates import Date
from chipwatch.model.entity import Entity
from chipwatch.model.facts import Citation, Fact, SourceRecord, evaluate_sources
from chipwatch.model.problem import Location
from chipwatch.model.schema import KINDS
from chipwatch.reading.loader import LoadResult
from chipwatch.store.database_writer import write_database
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.table_reader import Database, TableReader

YEARS = range(2021, 2026)
DATES = [
    *(f"{year}" for year in YEARS),
    *(f"{year}-Q2" for year in YEARS),
    *(f"{year}-{month:02}" for year in YEARS for month in (1, 6, 12)),
    *(f"{year}-07-15" for year in YEARS),
]
dates = st.sampled_from(DATES).map(Date.parse)
maybe_dates = st.none() | dates
CERTAINTIES = ("confirmed", "reported", "estimated", "disputed")


class DrawnFact(NamedTuple):
    """What a drawn fact says, before it is about anything."""

    property: str
    value: str
    as_of: Date | None
    until: Date | None
    certainty: str
    source_ids: tuple[str, ...]


SOURCES = ("a", "b", "c")


@st.composite
def draw_sources(draw: st.DrawFn) -> list[SourceRecord]:
    """Three sources, some without a date, some repeating another."""
    return [
        SourceRecord(
            source_id,
            source_id.upper(),
            draw(st.sampled_from(("news", "filing"))),
            published=draw(st.sampled_from(("", *DATES))),
            origin=draw(st.sampled_from(("", "a"))) if source_id != "a" else "",
        )
        for source_id in SOURCES
    ]


def draw_facts(
    properties: Sequence[tuple[str, st.SearchStrategy[str]]],
) -> st.SearchStrategy[DrawnFact]:
    """Facts of these properties, each with its values."""
    strategies = [
        st.builds(
            DrawnFact,
            st.just(name),
            values,
            maybe_dates,
            maybe_dates,
            st.sampled_from(CERTAINTIES),
            st.sets(st.sampled_from(SOURCES), min_size=1).map(
                lambda source_ids: tuple(sorted(source_ids))
            ),
        )
        for name, values in properties
    ]
    return st.one_of(strategies)


def build_entity(
    entity_id: str, kind: str, facts: Sequence[DrawnFact], source_records: Sequence[SourceRecord]
) -> Entity:
    """An entity of which these facts are stated."""
    records_by_id = {source.id: source for source in source_records}
    return Entity(
        entity_id,
        kind,
        entity_id.title(),
        (),
        tuple(
            _build_fact(
                entity_id,
                kind,
                drawn_fact,
                order,
                [records_by_id[source_id] for source_id in drawn_fact.source_ids],
            )
            for order, drawn_fact in enumerate(facts)
        ),
    )


def _build_fact(
    entity_id: str,
    kind: str,
    drawn_fact: DrawnFact,
    order: int,
    cited_sources: Sequence[SourceRecord],
) -> Fact:
    field = KINDS[kind].properties[drawn_fact.property]
    support = evaluate_sources(cited_sources)
    ends = drawn_fact.until and (
        drawn_fact.as_of is None or drawn_fact.as_of.last < drawn_fact.until.first
    )
    return Fact(
        entity_id,
        kind,
        drawn_fact.property,
        field.parse(drawn_fact.value),
        tuple(map(Citation, drawn_fact.source_ids)),
        drawn_fact.certainty,
        drawn_fact.as_of,
        drawn_fact.until if ends else None,
        "",
        Location(f"{entity_id}.yaml", order + 1, 1),
        order,
        support.independent_source_count,
        support.authority_rank,
    )


def build_base(
    entities: Sequence[Entity], source_records: Sequence[SourceRecord] = ()
) -> KnowledgeBase:
    """A base of these entities and sources."""
    records_by_id = {source.id: source for source in source_records}
    source_entities = [
        build_entity(
            source.id,
            "source",
            [DrawnFact("type", source.type, None, None, "confirmed", (source.id,))],
            source_records,
        )
        for source in source_records
    ]
    loaded = LoadResult([*entities, *source_entities], records_by_id, [], [], [])

    def build_connection() -> Database:
        connection = sqlite3.connect(":memory:", factory=Database)
        write_database(connection, loaded)
        return connection

    return KnowledgeBase(TableReader(build_connection(), build_connection))

"""A base read as it stood at a moment, so that no question has to know of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.dates import Date
from ..model.entity import Entity
from ..model.facts import Fact, Source
from ..model.field_types import Day
from ..model.query_dates import QueryDates
from ..model.schema import KINDS
from .knowledge_base import (
    IN_JSON_ARRAY,
    BaseContents,
    KnowledgeBase,
    PropertySupport,
    Row,
    to_json_array,
)
from .time_filter import FirstDate, TimeFilter

if TYPE_CHECKING:
    from ..rules.rule import Rule


def read_base_as_of(base: KnowledgeBase, query_dates: QueryDates) -> KnowledgeBase:
    """The base as it stood at a moment: later facts are in none of its answers."""
    dated_base = base.reopen_as(BaseAsOf)
    dated_base.time_filter = dated_base.build_time_filter(query_dates)
    return dated_base


class BaseAsOf(KnowledgeBase):
    """Reads only what held and was known at its moment."""

    def build_time_filter(self, query_dates: QueryDates) -> TimeFilter:
        """What tells the facts of a moment from others."""
        sources = self._fetch_rows(Source._make, "SELECT * FROM source")
        first_dates = self._fetch_first_dates() if query_dates.as_of else ()
        return TimeFilter(query_dates, {source.id: source for source in sources}, first_dates)

    def load_entities_of_kind(self, kind: str) -> list[Entity]:
        """Every entity of a kind of which something was known, or of which nothing is now."""
        hidden_properties = self.time_filter.hidden_properties if self.time_filter else ()
        return [
            entity
            for entity in super().load_entities_of_kind(kind)
            if entity.facts or entity.id not in hidden_properties
        ]

    def count_contents(self) -> BaseContents:
        """Count what the base held at its date; problems are those of today."""
        facts = list(self.iter_facts())
        sources = self.load_sources(entity.id for entity in self.load_entities_of_kind("source"))
        return (
            super()
            .count_contents()
            ._replace(
                entities_by_kind={kind: len(self.load_entities_of_kind(kind)) for kind in KINDS},
                facts_by_certainty=dict(Counter(fact.certainty for fact in facts)),
                sources_by_type=dict(Counter(source.type for source in sources.values())),
                unknown_fact_count=sum(fact.is_unknown for fact in facts),
            )
        )

    def count_support(self) -> list[PropertySupport]:
        """What the facts of the moment rest on, by property."""
        facts_by_property: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.iter_facts():
            if fact.kind != "source" and not fact.is_unknown:
                facts_by_property.setdefault((fact.kind, fact.property), []).append(fact)
        return [
            _count_property_support(*kind_and_property, facts)
            for kind_and_property, facts in facts_by_property.items()
        ]

    def load_rules(self) -> "list[Rule]":
        """The rules that had been published by then; which hold is asked by the day."""
        return (
            list(self.time_filter.filter_rules(super().load_rules()))
            if self.time_filter
            else super().load_rules()
        )

    def load_as_of_dates(self) -> list[Date]:
        """The days as of which the facts of the moment are stated."""
        return [fact.as_of for fact in self.iter_facts() if fact.as_of and not fact.period]

    def _fetch_facts(self, sql: str, *values: object) -> list[Fact]:
        facts = super()._fetch_facts(sql, *values)
        return self.time_filter.filter_facts(facts) if self.time_filter else facts

    def _fetch_first_dates(self) -> Iterator[FirstDate]:
        """The dates of the things of kinds that happen."""
        sql = f"SELECT entity, value FROM fact WHERE kind {IN_JSON_ARRAY} AND property {IN_JSON_ARRAY}"
        event_kinds = [kind for kind in KINDS.values() if kind.has_start_date]
        day_properties = {
            name
            for kind in event_kinds
            for name, field in kind.properties.items()
            if isinstance(field, Day)
        }
        kinds = to_json_array(kind.name for kind in event_kinds)
        yield from self._fetch_rows(
            _parse_first_date,
            f"{sql} AND NOT unknown",
            kinds,
            to_json_array(sorted(day_properties)),
        )


def _parse_first_date(row: Row) -> FirstDate:
    return FirstDate(row[0], Date.parse(row[1]))


def _count_property_support(
    kind: str, property_name: str, facts: Sequence[Fact]
) -> PropertySupport:
    return PropertySupport(
        kind=kind,
        property=property_name,
        fact_count=len(facts),
        sourced_count=sum(bool(fact.citations) for fact in facts),
        located_count=sum(any(citation.locator for citation in fact.citations) for fact in facts),
        corroborated_count=sum(fact.independent_source_count > 1 for fact in facts),
    )

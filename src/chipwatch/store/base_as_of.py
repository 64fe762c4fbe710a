"""A knowledge base as of a date, so that questions need no logic of dates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..model.dates import Date
from ..model.entity import Entity
from ..model.facts import Fact
from ..model.query_dates import QueryDates
from ..model.schema import KINDS
from .base_contents import BaseContents, PropertySupport
from .knowledge_base import KnowledgeBase
from .passage_records import NumberedFact, Passage, is_name_number
from .table_reader import TableReader
from .time_filter import TimeFilter

if TYPE_CHECKING:
    from ..rules.rule import Rule


def read_base_as_of(base: KnowledgeBase, query_dates: QueryDates) -> "BaseAsOf":
    """Read a base as it stood: without the facts that did not hold, or were not known, then."""
    first_dates = base.load_first_dates() if query_dates.as_of else ()
    time_filter = TimeFilter(query_dates, base.load_all_sources(), first_dates)
    return BaseAsOf(base.tables, time_filter)


class BaseAsOf(KnowledgeBase):
    """Answers only with the facts that a time filter keeps."""

    time_filter: TimeFilter

    def __init__(self, tables: TableReader, time_filter: TimeFilter) -> None:
        super().__init__(tables)
        self.time_filter = time_filter

    def load_entities_of_kind(self, kind: str, properties: Iterable[str] = ()) -> list[Entity]:
        """Load every entity of a kind, but for those of which all facts are of a later day."""
        return [
            entity
            for entity in super().load_entities_of_kind(kind, properties)
            if not self.is_of_later_day(entity)
        ]

    def is_of_later_day(self, entity: Entity) -> bool:
        """Tell whether a thing has facts, and all of them are of a later day."""
        return not entity.facts and entity.id in self.time_filter.hidden_properties

    def count_contents(self) -> BaseContents:
        """Count what the base held at its date; problems are those of today."""
        facts = list(self.iter_facts())
        sources = self.load_sources(entity.id for entity in self.load_entities_of_kind("source"))
        contents_today = super().count_contents()
        return contents_today._replace(
            entities_by_kind={kind: len(self.load_entities_of_kind(kind)) for kind in KINDS},
            facts_by_certainty=dict(Counter(fact.certainty for fact in facts)),
            sources_by_type=dict(Counter(source.type for source in sources.values())),
            unknown_fact_count=sum(fact.is_unknown for fact in facts),
        )

    def count_support(self) -> list[PropertySupport]:
        """Count the sources of the facts of the date, by property."""
        facts_by_property: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.iter_facts():
            if fact.kind != "source" and not fact.is_unknown:
                facts_by_property.setdefault((fact.kind, fact.property), []).append(fact)
        return [
            _count_property_support(*kind_and_property, facts)
            for kind_and_property, facts in facts_by_property.items()
        ]

    def load_rules(self) -> "list[Rule]":
        """Load the rules that had been published; which of them hold depends on the day."""
        return list(self.time_filter.filter_rules(super().load_rules()))

    def load_as_of_dates(self) -> list[Date]:
        """Load the days as of which the values of the date are stated."""
        return [
            fact.as_of
            for fact in self.iter_facts()
            if fact.as_of and not fact.period and not fact.is_unknown
        ]

    def find_passages(self, expression: str, place: str) -> list[Passage]:
        """Find the passages with a match, without the facts that did not hold or were not known."""
        passages = super().find_passages(expression, place)
        fact_numbers = [
            passage.number for passage in passages if not is_name_number(passage.number)
        ]
        visible_numbers = {number for number, _ in self.load_facts_by_number(fact_numbers)}
        return [
            passage
            for passage in passages
            if is_name_number(passage.number) or passage.number in visible_numbers
        ]

    def load_facts_by_number(self, numbers: Iterable[int]) -> list[NumberedFact]:
        """Load the facts of these rowids that held and were known."""
        return [
            NumberedFact(number, fact)
            for number, later_fact in super().load_facts_by_number(numbers)
            for fact in self.time_filter.filter_facts([later_fact])
        ]

    def _fetch_facts(self, sql: str, *values: object) -> list[Fact]:
        return self.time_filter.filter_facts(super()._fetch_facts(sql, *values))


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

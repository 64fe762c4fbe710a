"""The time filter: which facts and rules held on a date, or had been published by one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..model.dates import Date, pick_first_date
from ..model.facts import Citation, Fact, SourceRecord, evaluate_sources
from ..model.query_dates import QueryDates, find_start_date

if TYPE_CHECKING:
    from ..rules.rule import Paragraph, Rule

FactKey = tuple[str, int]
"""What identifies a fact: the entity, and the position among its facts."""


class FirstDate(NamedTuple):
    """A date of something that happens, such as an event or an investment."""

    entity: str
    date: Date


class TimeFilter:
    """Filters facts by validity and publication date, and records what it excludes."""

    def __init__(
        self,
        query_dates: QueryDates,
        sources: Mapping[str, SourceRecord],
        first_dates: Iterable[FirstDate],
    ) -> None:
        self.query_dates = query_dates
        self._sources, self._first_dates = sources, _collect_first_dates(first_dates)
        self.hidden_properties: dict[str, dict[str, None]] = {}
        """By entity, the properties of which a fact is left out."""
        self.vague_facts: set[FactKey] = set()
        """Facts whose dates are not precise enough to tell whether they held by then."""
        self.undated_facts: set[FactKey] = set()
        """Facts none of whose sources says when it was published."""

    def has_first_date(self, entity_id: str) -> bool:
        """Tell whether any date of an entity says when it happened or appeared."""
        return entity_id in self._first_dates

    def filter_facts(self, facts: Iterable[Fact]) -> list[Fact]:
        """Keep the facts that held and were known, with only the sources published by then."""
        kept_facts = []
        for fact in facts:
            known_fact = self._restrict_to_known(fact)
            if known_fact and self._is_valid_on_date(known_fact):
                kept_facts.append(known_fact)
            else:
                self.hidden_properties.setdefault(fact.entity, {})[fact.property] = None
        return kept_facts

    def filter_rules(self, rules: "Iterable[Rule]") -> "Iterator[Rule]":
        """Keep the rules and paragraphs that had been published, with only those sources."""
        for rule in rules:
            citations = self._keep_published(rule.citations)
            if citations:
                paragraphs = [self._restrict_paragraph(paragraph) for paragraph in rule.paragraphs]
                yield rule._replace(
                    citations=citations,
                    paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph.citations),
                    until=rule.until if self._is_end_known(rule) else None,
                )

    def _restrict_paragraph(self, paragraph: "Paragraph") -> "Paragraph":
        return paragraph._replace(citations=self._keep_published(paragraph.citations))

    def _is_end_known(self, rule: "Rule") -> bool:
        """Tell whether the end of a rule was known: it was past, or no source is of a later day."""
        known_by = self.query_dates.known_by
        if known_by is None or rule.until is None or rule.until.first <= known_by.last:
            return True
        return self._keep_published(rule.citations) == rule.citations

    def _keep_published(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Keep the sources that had been published by then."""
        known_by = self.query_dates.known_by
        if known_by is None:
            return citations
        return tuple(
            citation
            for citation in citations
            if (source := self._sources.get(citation.source))
            and source.is_published_by(known_by.last)
        )

    def _restrict_to_known(self, fact: Fact) -> Fact | None:
        """Reduce a fact to the sources published by then; None where there are none."""
        if self.query_dates.known_by is None:
            return fact
        if not fact.list_publication_dates(self._sources.get):
            self.undated_facts.add((fact.entity, fact.file_position))
        citations = self._keep_published(fact.citations)
        return (
            self._update_support(fact, citations)
            if citations and not self._is_later(fact)
            else None
        )

    def _is_later(self, fact: Fact) -> bool:
        """Tell whether a fact states what was so only later, as pages that are kept up to date do.

        A figure for a later period is a forecast, which was known before.
        """
        known_by, day = self.query_dates.known_by, fact.as_of
        return (
            known_by is not None
            and day is not None
            and not fact.period
            and day.first > known_by.last
        )

    def _update_support(self, fact: Fact, citations: tuple[Citation, ...]) -> Fact:
        """Rate a fact anew by the sources of that time alone."""
        if len(citations) == len(fact.citations):
            return fact
        support = evaluate_sources([self._sources[citation.source] for citation in citations])
        is_confirmed = fact.certainty == "confirmed"
        certainty = support.default_certainty if is_confirmed else fact.certainty
        return fact._replace(
            citations=citations,
            certainty=certainty,
            independent_source_count=support.independent_source_count,
            authority_rank=support.authority_rank,
        )

    def _is_valid_on_date(self, fact: Fact) -> bool:
        as_of = self.query_dates.as_of
        if as_of is None:
            return True
        began = find_start_date(fact) or self._first_dates.get(fact.entity)
        if began and began.first <= as_of.last < began.last:
            self.vague_facts.add((fact.entity, fact.file_position))
        return fact.surely_holds_on(as_of.last, began)


def _collect_first_dates(event_dates: Iterable[FirstDate]) -> dict[str, Date]:
    """Pick the first date of each entity."""
    dates_by_entity: dict[str, list[Date]] = {}
    for entity, date in event_dates:
        dates_by_entity.setdefault(entity, []).append(date)
    first_dates = ((entity, pick_first_date(dates)) for entity, dates in dates_by_entity.items())
    return {entity: date for entity, date in first_dates if date}

"""A base as it stood at a moment: which facts held, and which had been published."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..model.dates import Date
from ..model.facts import Citation, Fact, Source, standing
from ..model.moment import Moment, start

if TYPE_CHECKING:
    from ..model.rules import Rule

Mark = tuple[str, int]
"""What tells facts apart: the entity, and the place among its facts."""


class Begun(NamedTuple):
    """The first date of something that happens."""

    entity: str
    first: Date


class Then:
    """Leaves out the facts that did not hold, or were not known, and remembers which."""

    def __init__(
        self, moment: Moment, sources: Mapping[str, Source], begun: Iterable[Begun]
    ) -> None:
        self.moment = moment
        self._sources, self._begun = sources, _firsts(begun)
        self.lost: dict[str, dict[str, None]] = {}
        """By entity, the properties of which a fact is left out."""
        self.vague: set[Mark] = set()
        """Facts that may have begun by then, but are not dated precisely enough to tell."""
        self.undated: set[Mark] = set()
        """Facts none of whose sources says when it was published."""

    def facts(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts that held and were known, on the sources that there were."""
        found = []
        for fact in facts:
            known = self._known(fact)
            if known and self._held(known):
                found.append(known)
            else:
                self.lost.setdefault(fact.entity, {})[fact.property] = None
        return found

    def rules(self, rules: "Iterable[Rule]") -> "Iterator[Rule]":
        """The rules that had been published, with the paragraphs that had, on those sources."""
        for rule in rules:
            cited = self._out(rule.citations)
            if cited:
                parts = [part._replace(citations=self._out(part.citations))
                         for part in rule.paragraphs]  # fmt: skip
                yield rule._replace(
                    citations=cited,
                    paragraphs=tuple(part for part in parts if part.citations),
                    until=rule.until if self._end_known(rule) else None,
                )

    def _end_known(self, rule: "Rule") -> bool:
        """Whether the end of a rule was known: it was past, or no source is of a later time."""
        by = self.moment.known_by
        if by is None or rule.until is None or rule.until.first <= by.last:
            return True
        return self._out(rule.citations) == rule.citations

    def _out(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """The sources that had been published by then."""
        by = self.moment.known_by
        if by is None:
            return citations
        dated = ((citation, self._published(citation.source)) for citation in citations)
        return tuple(citation for citation, day in dated if day and day.last <= by.last)

    def _known(self, fact: Fact) -> Fact | None:
        """The fact on what had been published by then; None where that is nothing."""
        if self.moment.known_by is None:
            return fact
        if not any(self._published(citation.source) for citation in fact.citations):
            self.undated.add((fact.entity, fact.order))
        kept = self._out(fact.citations)
        return self._weighed(fact, kept) if kept and not self._later(fact) else None

    def _later(self, fact: Fact) -> bool:
        """Whether it states what was so only later, as pages do that are kept up to date.

        A figure for a period to come is a forecast, which is known before.
        """
        by, day = self.moment.known_by, fact.as_of
        return by is not None and day is not None and not fact.period and day.first > by.last

    def _published(self, source: str) -> Date | None:
        return self._sources[source].appeared if source in self._sources else None

    def _weighed(self, fact: Fact, citations: tuple[Citation, ...]) -> Fact:
        """The fact with no more weight than the sources of that time give it."""
        if len(citations) == len(fact.citations):
            return fact
        usual, independent, authority = standing([self._sources[c.source] for c in citations])
        certainty = usual if fact.certainty == "confirmed" else fact.certainty
        return fact._replace(
            citations=citations, certainty=certainty, independent=independent, authority=authority
        )

    def _held(self, fact: Fact) -> bool:
        on = self.moment.as_of
        if on is None:
            return True
        began = start(fact) or self._begun.get(fact.entity)
        if began and began.first <= on.last < began.last:
            self.vague.add((fact.entity, fact.order))
        ended = fact.until is not None and fact.until.first <= on.last
        return not ended and (began is None or began.last <= on.last)


def _firsts(begun: Iterable[Begun]) -> dict[str, Date]:
    """The earliest date of each entity."""
    found: dict[str, Date] = {}
    for entity, day in begun:
        if entity not in found or day.last < found[entity].last:
            found[entity] = day
    return found

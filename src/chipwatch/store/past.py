"""A base read as it stood at a moment, so that no question has to know of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.dates import Date
from ..model.facts import Entity, Fact, Source
from ..model.fields import Day
from ..model.moment import Moment
from ..model.schema import KINDS
from .base import AMONG, KnowledgeBase, Row, Support, array
from .then import Begun, Then

if TYPE_CHECKING:
    from ..model.rules import Rule


def at(base: KnowledgeBase, moment: Moment) -> KnowledgeBase:
    """The base as it stood at a moment: later facts are in none of its answers."""
    past = base.again(_Past)
    past.then = past.at(moment)
    return past


class _Past(KnowledgeBase):
    """Reads only what held and was known at its moment."""

    def at(self, moment: Moment) -> Then:
        """What tells the facts of a moment from others."""
        sources = self._rows(Source._make, "SELECT * FROM source")
        begun = self._begun() if moment.as_of else ()
        return Then(moment, {source.id: source for source in sources}, begun)

    def of_kind(self, kind: str) -> list[Entity]:
        """Every entity of a kind of which something was known, or of which nothing is now."""
        lost = self.then.lost if self.then else ()
        return [one for one in super().of_kind(kind) if one.facts or one.id not in lost]

    def counts(self, table: str, column: str) -> dict[str | int, int]:
        """How many rows there were for each value of a column; problems are those of now."""
        if table == "fact":
            return dict(Counter(getattr(fact, column) for fact in self.facts()))
        if table == "entity":
            return {kind: len(self.of_kind(kind)) for kind in KINDS}
        if table == "source":
            known = self.sources(entity.id for entity in self.of_kind("source"))
            return dict(Counter(getattr(source, column) for source in known.values()))
        return super().counts(table, column)

    def support(self) -> list[Support]:
        """What the facts of the moment rest on, by property."""
        found: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts():
            if fact.kind != "source" and not fact.unknown:
                found.setdefault((fact.kind, fact.property), []).append(fact)
        return [_support(*about, facts) for about, facts in found.items()]

    def rules(self) -> "list[Rule]":
        """The rules that had been published by then; which hold is asked by the day."""
        return list(self.then.rules(super().rules())) if self.then else super().rules()

    def dates(self) -> list[Date]:
        """The days as of which the facts of the moment are stated."""
        return [fact.as_of for fact in self.facts() if fact.as_of and not fact.period]

    def _facts(self, sql: str, *values: object) -> list[Fact]:
        facts = super()._facts(sql, *values)
        return self.then.facts(facts) if self.then else facts

    def _begun(self) -> Iterator[Begun]:
        """The dates of the things of kinds that happen."""
        sql = f"SELECT entity, value FROM fact WHERE kind {AMONG} AND property {AMONG}"
        happening = [kind for kind in KINDS.values() if kind.happens]
        days = {
            name
            for kind in happening
            for name, field in kind.properties.items()
            if isinstance(field, Day)
        }
        kinds = array(kind.name for kind in happening)
        yield from self._rows(_begin, f"{sql} AND NOT unknown", kinds, array(sorted(days)))


def _begin(row: Row) -> Begun:
    return Begun(row[0], Date.read(row[1]))


def _support(kind: str, name: str, facts: Sequence[Fact]) -> Support:
    return Support(
        kind, name, len(facts), sum(bool(fact.citations) for fact in facts),
        sum(any(citation.locator for citation in fact.citations) for fact in facts),
        sum(fact.independent > 1 for fact in facts),
    )  # fmt: skip

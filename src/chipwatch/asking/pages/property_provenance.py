"""The facts behind one property of an entity, and how the one shown was chosen among them."""

from collections.abc import Callable
from typing import NamedTuple

from ...model.corrections import WithdrawnFact
from ...model.facts import Fact, SourceRecord
from ...model.ranking import (
    collect_comparable_facts,
    find_deciding_criterion,
    is_contradiction,
)
from ..answers.spread import Spread, compute_spread, count_independent_sources


class PropertyProvenance(NamedTuple):
    """The facts of one property, the one shown first; of relations, the facts from either end."""

    key: str
    label: str
    meaning: str
    facts: tuple[Fact, ...]
    shown_facts: tuple[Fact, ...]
    is_disputed: bool
    withdrawn_facts: tuple[WithdrawnFact, ...] = ()
    """The facts that a later layer replaced or withdrew."""

    @property
    def criterion(self) -> str:
        """The criterion by which the fact shown was chosen; empty where there was no choice."""
        has_single_shown_fact = len(self.shown_facts) == 1 < len(self.facts)
        return (
            find_deciding_criterion(self.facts[0], self.facts[1]) if has_single_shown_fact else ""
        )

    @property
    def comparable_facts(self) -> list[Fact]:
        """The facts about the same time as the one shown."""
        return collect_comparable_facts(self.facts)

    @property
    def spread(self) -> Spread | None:
        """How far the numbers about that time lie apart."""
        return compute_spread(self.comparable_facts)

    def is_rival(self, fact: Fact) -> bool:
        """Whether a fact contradicts a value shown of the same entity."""
        return any(
            is_contradiction(shown_fact, fact)
            for shown_fact in self.shown_facts
            if shown_fact.entity == fact.entity
        )

    def format_summary(self, get_source: Callable[[str], SourceRecord]) -> str:
        """Format the deciding criterion, the spread and the number of independent sources."""
        source_count, spread = self.count_independent_sources(get_source), self.spread
        texts = [f"chosen by {self.criterion}{self._explain_ends()}" if self.criterion else ""]
        texts.append(f"spread {spread.format_range()}" if spread else "")
        texts.append(f"{source_count} independent source{'s' * (source_count != 1)}")
        return "; ".join(filter(None, texts))

    def _explain_ends(self) -> str:
        """Explain why a period counts as later than a day or a shorter period inside it."""
        first, second = self.facts[0].as_of, self.facts[1].as_of
        if first and second and first.first < second.first and first.last > second.last:
            return f", as {first.format()} ends after {second.format()}"
        return ""

    def count_independent_sources(self, get_source: Callable[[str], SourceRecord]) -> int:
        """Count the independent sources of the facts that are about one time."""
        is_multivalued = any(fact.field.is_multivalued for fact in self.facts)
        counted_facts = self.facts if is_multivalued else self.comparable_facts
        return count_independent_sources(counted_facts, get_source)

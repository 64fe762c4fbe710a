"""The facts of one property: which is shown, by what criterion, and which contradict it."""

from typing import NamedTuple

from ...model.corrections import WithdrawnFact
from ...model.facts import Fact
from ...model.ranking import find_deciding_criterion, is_comparable, is_contradiction
from ..answers.spread import Spread, compute_spread


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
        return [
            fact
            for fact in self.facts
            if fact is self.facts[0] or is_comparable(fact, self.facts[0])
        ]

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

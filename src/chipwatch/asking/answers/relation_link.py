"""A relation seen from one of its ends: the fact that states it, its words, and what weakens it."""

from typing import NamedTuple

from ...model.facts import Fact
from ...model.field import RelationStrength
from ...model.field_types import Ref
from ...model.half_life import is_past_half_life

DISPUTED, ESTIMATED, ASSESSMENT = "disputed", "estimated", "assessment"
OLD, ENDED, SINGLE_SOURCE = "old", "ended", "one source"
WEAKNESS_COSTS = {
    DISPUTED: 3,
    ESTIMATED: 5,
    ASSESSMENT: 8,
    OLD: 2,
    ENDED: 10,
    SINGLE_SOURCE: 4,
}
"""What each weakness adds to the cost of a step, by which chains are compared: our choice. A step
that several sources state and one denies costs less than one that rests on a single report; one
that has ended costs as much as another step."""
MARKED_WEAKNESSES = (DISPUTED, ESTIMATED, ASSESSMENT, OLD, ENDED)
"""The weaknesses that a reader is told of; a single source is seen from its number."""


class RelationLink(NamedTuple):
    """A fact that leads from one entity to another, seen from one of the two."""

    start_id: str
    end_id: str
    fact: Fact
    is_disputed: bool = False
    """Whether another source contradicts the fact, or it is itself marked disputed."""

    @property
    def field(self) -> Ref:
        """The declaration of the relation."""
        field = self.fact.field
        assert isinstance(field, Ref)  # noqa: S101 - links are built of facts that point somewhere
        return field

    @property
    def is_stated_here(self) -> bool:
        """Whether the entity that it is seen from states the fact; else the other one does."""
        return self.fact.entity == self.start_id

    @property
    def key(self) -> str:
        """The key of the relation at the end that it is seen from: ``suppliers``, ``customers``."""
        return self.field.name if self.is_stated_here else self.field.inverse.name

    @property
    def label(self) -> str:
        """What the other end is to the entity that it is seen from: ``Suppliers``."""
        return self.field.label if self.is_stated_here else self.field.inverse.label

    @property
    def section(self) -> str:
        """The section of a page that it belongs to."""
        return self.field.section if self.is_stated_here else self.field.inverse.section

    @property
    def strength(self) -> RelationStrength:
        """How much the relation says."""
        return self.field.strength

    def list_weaknesses(self, day: int) -> list[str]:
        """List what makes it weak on a day: disputed, estimated, old, ended, with one source."""
        fact = self.fact
        weaknesses = {
            DISPUTED: self.is_disputed,
            ESTIMATED: fact.certainty == ESTIMATED,
            ASSESSMENT: fact.certainty == ASSESSMENT,
            OLD: is_past_half_life(fact, fact.as_of, day),
            ENDED: fact.has_ended_by(day),
            SINGLE_SOURCE: fact.certainty != "confirmed" and fact.independent_source_count < 2,  # noqa: PLR2004 - one is single
        }
        return [weakness for weakness, holds in weaknesses.items() if holds]

    def list_marked_weaknesses(self, day: int) -> list[str]:
        """List the weaknesses that a reader is told of."""
        return [word for word in self.list_weaknesses(day) if word in MARKED_WEAKNESSES]

    def compute_cost(self, day: int) -> int:
        """Compute what the step costs a chain: the less it says and the weaker it is, the more."""
        return self.strength.value + sum(map(WEAKNESS_COSTS.__getitem__, self.list_weaknesses(day)))

    def reverse(self) -> "RelationLink":
        """See it from its other end."""
        return self._replace(start_id=self.end_id, end_id=self.start_id)

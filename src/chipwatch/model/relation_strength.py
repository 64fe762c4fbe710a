"""How much a relation says about the two things that it links."""

from enum import Enum


class RelationStrength(Enum):
    """What a relation tells of the dependence of one end on the other; its value is a cost.

    A chain of relations is the better the less it costs. The numbers are our choice: two steps of
    dependence weigh as much as one of cooperation, four as much as one of context, and no chain of
    other relations with at most six steps costs as much as one mention.
    """

    DEPENDENCE = 10
    """One would be another thing without the other: owner, designer, foundry, supplier, part."""
    COOPERATION = 20
    """One acts with the other or for it: partner, leader, investor."""
    CONTEXT = 40
    """Both stand in one frame, which others share: a rule, a strategy, an event."""
    MENTION = 250
    """One is said to touch the other, or to be like it: affects, competes with."""

    @property
    def word(self) -> str:
        """The name for readers and for JSON."""
        return self.name.lower()

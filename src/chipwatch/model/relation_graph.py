"""A graph of relations, as formats for graphs write it: things, and facts that link them."""

from typing import NamedTuple

from .facts import Fact, join_citations


class GraphNode(NamedTuple):
    """A thing."""

    id: str
    name: str
    kind: str


class GraphEdge(NamedTuple):
    """A fact that leads from one thing to another."""

    source_id: str
    target_id: str
    property: str
    label: str
    as_of: str
    until: str
    extent: str
    """How much or how many of it: ``20 %``, ``× 72``."""
    certainty: str
    sources: str
    """The citations as a fact file writes them, joined with semicolons."""

    @classmethod
    def from_fact(cls, fact: Fact, target_id: str) -> "GraphEdge":
        """Build the edge of a fact, from the entity that states it to its target."""
        return cls(
            source_id=fact.entity,
            target_id=target_id,
            property=fact.property,
            label=fact.field.label,
            as_of=fact.as_of.text if fact.as_of else "",
            until=fact.until.text if fact.until else "",
            extent=fact.format_extent(),
            certainty=fact.certainty,
            sources=join_citations(fact.citations) or "",
        )


class RelationGraph(NamedTuple):
    """Things and what leads from one to another."""

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()

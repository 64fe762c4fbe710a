"""A graph of relations, as formats for graphs write it: things, and facts that link them."""

from typing import NamedTuple


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


class RelationGraph(NamedTuple):
    """Things and what leads from one to another."""

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()

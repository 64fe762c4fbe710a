"""Build the edges of a graph of relations from facts."""

from ...model.facts import Fact, join_citations
from ...model.relation_graph import GraphEdge


def build_graph_edge(fact: Fact) -> GraphEdge:
    """Build the edge of a fact, from the entity that states it to the one that it points to."""
    return GraphEdge(
        source_id=fact.entity,
        target_id=fact.target_id or "",
        property=fact.property,
        label=fact.field.label,
        as_of=fact.as_of.text if fact.as_of else "",
        until=fact.until.text if fact.until else "",
        extent=fact.format_extent(),
        certainty=fact.certainty,
        sources=join_citations(fact.citations) or "",
    )

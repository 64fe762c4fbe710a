"""Export relations as graphs: GraphML and Mermaid."""

from ..asking.answers.graph_edges import build_graph_edge
from ..model.relation_graph import GraphNode, RelationGraph
from ..showing.formats import encode_text
from ..showing.relation_graphs import render_graphml, render_mermaid
from .export_content import ExportContent


def write_graphml(content: ExportContent) -> bytes:
    """Write what is linked as GraphML: one edge a fact."""
    return encode_text(render_graphml(_build_graph(content)))


def write_mermaid(content: ExportContent) -> bytes:
    """Write what is linked as a flow chart of Mermaid."""
    return encode_text(render_mermaid(_build_graph(content)))


def _build_graph(content: ExportContent) -> RelationGraph:
    relations = content.list_relations()
    refs = {ref.id: ref for relation in relations for ref in (relation.source, relation.target)}
    return RelationGraph(
        nodes=tuple(GraphNode(id=ref.id, name=ref.name, kind=ref.kind) for ref in refs.values()),
        edges=tuple(build_graph_edge(relation.fact) for relation in relations),
    )

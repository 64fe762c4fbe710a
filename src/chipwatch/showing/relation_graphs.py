"""Write relations as graphs: GraphML for graph tools, Mermaid for text that draws itself."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..model.control_characters import escape_to_one_line
from ..model.relation_graph import GraphEdge, RelationGraph

_NODE_KEYS = ("name", "kind")
_EDGE_KEYS = ("property", "label", "as_of", "until", "extent", "certainty", "sources")


def render_graphml(graph: RelationGraph) -> str:
    """Write what is linked as GraphML, http://graphml.graphdrawing.org: one edge a fact."""
    return "\n".join(_iter_graphml_lines(graph)) + "\n"


def _iter_graphml_lines(graph: RelationGraph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for place, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key in keys:
            yield (
                f'  <key id="{place}_{key}" for="{place}" attr.name="{key}" attr.type="string"/>'
            )
    yield '  <graph id="chipwatch" edgedefault="directed">'
    for node in graph.nodes:
        yield f"    <node id={quoteattr(node.id)}>"
        yield from _iter_data("node", {"name": node.name, "kind": node.kind})
        yield "    </node>"
    for number, edge in enumerate(graph.edges, start=1):
        ends = f"source={quoteattr(edge.source_id)} target={quoteattr(edge.target_id)}"
        yield f'    <edge id="e{number}" {ends}>'
        yield from _iter_data("edge", {key: getattr(edge, key) for key in _EDGE_KEYS})
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _iter_data(place: str, texts: dict[str, str]) -> Iterator[str]:
    for key, text in texts.items():
        if text:
            yield f'      <data key="{place}_{key}">{escape(escape_to_one_line(text))}</data>'


def render_mermaid(graph: RelationGraph) -> str:
    """Write what is linked as a flow chart of Mermaid, https://mermaid.js.org."""
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, start=1)}
    nodes = [f'  {numbers[node.id]}["{_escape_mermaid(node.name)}"]' for node in graph.nodes]
    edges = dict.fromkeys(_draw_mermaid_edge(edge, numbers) for edge in graph.edges)
    return "\n".join(["graph LR", *nodes, *edges]) + "\n"


def _draw_mermaid_edge(edge: GraphEdge, numbers: dict[str, str]) -> str:
    start, end = numbers[edge.source_id], numbers[edge.target_id]
    return f'  {start} -->|"{_escape_mermaid(edge.label)}"| {end}'


def _escape_mermaid(text: str) -> str:
    """Write a text so that Mermaid reads no mark-up in it: as codes of its characters."""
    plain_text = escape_to_one_line(text)
    return "".join(
        letter if letter.isalnum() or letter in " .,-–()/+'" else f"#{ord(letter)};"
        for letter in plain_text
    )

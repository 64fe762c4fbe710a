"""Write relations as graphs: GraphML for graph tools, Mermaid for text that draws itself."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..model.control_characters import escape_to_one_line
from ..showing.formats import encode_text
from .export_content import ExportContent, Relation
from .export_tables import join_citations

_NODE_KEYS = ("name", "kind")
_EDGE_KEYS = ("property", "label", "as_of", "until", "extent", "certainty", "sources")


def write_graphml(content: ExportContent) -> bytes:
    """Write what is linked as GraphML, http://graphml.graphdrawing.org: one edge a fact."""
    return encode_text("\n".join(_iter_graphml_lines(content)) + "\n")


def _iter_graphml_lines(content: ExportContent) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for place, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key in keys:
            yield (
                f'  <key id="{place}_{key}" for="{place}" attr.name="{key}" attr.type="string"/>'
            )
    yield '  <graph id="chipwatch" edgedefault="directed">'
    relations = content.list_relations()
    refs = {ref.id: ref for relation in relations for ref in (relation.source, relation.target)}
    for ref in refs.values():
        yield f"    <node id={quoteattr(ref.id)}>"
        yield from _iter_data("node", {"name": ref.name, "kind": ref.kind})
        yield "    </node>"
    for number, relation in enumerate(relations, start=1):
        ends = f"source={quoteattr(relation.source.id)} target={quoteattr(relation.target.id)}"
        yield f'    <edge id="e{number}" {ends}>'
        yield from _iter_data("edge", _describe_edge(relation))
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _iter_data(place: str, texts: dict[str, str]) -> Iterator[str]:
    for key, text in texts.items():
        if text:
            yield f'      <data key="{place}_{key}">{escape(escape_to_one_line(text))}</data>'


def _describe_edge(relation: Relation) -> dict[str, str]:
    fact = relation.fact
    return {
        "property": fact.property,
        "label": relation.label,
        "as_of": fact.as_of.text if fact.as_of else "",
        "until": fact.until.text if fact.until else "",
        "extent": fact.format_extent(),
        "certainty": fact.certainty,
        "sources": join_citations(fact.citations) or "",
    }


def write_mermaid(content: ExportContent) -> bytes:
    """Write what is linked as a flow chart of Mermaid, https://mermaid.js.org."""
    relations = content.list_relations()
    refs = {ref.id: ref for relation in relations for ref in (relation.source, relation.target)}
    numbers = {entity_id: f"n{number}" for number, entity_id in enumerate(refs, start=1)}
    nodes = [f'  {numbers[ref.id]}["{_escape_mermaid(ref.name)}"]' for ref in refs.values()]
    edges = dict.fromkeys(
        f'  {numbers[relation.source.id]} -->|"{_escape_mermaid(relation.label)}"|'
        f" {numbers[relation.target.id]}"
        for relation in relations
    )
    return encode_text("\n".join(["graph LR", *nodes, *edges]) + "\n")


def _escape_mermaid(text: str) -> str:
    """Write a text so that Mermaid reads no mark-up in it: as codes of its characters."""
    plain_text = escape_to_one_line(text)
    return "".join(
        letter if letter.isalnum() or letter in " .,-–()/+'" else f"#{ord(letter)};"
        for letter in plain_text
    )

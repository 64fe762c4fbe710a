"""What an answer about relations names and cites, loaded when it is asked."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..asking.answers.graph_edges import build_graph_edge
from ..asking.answers.reference_day import find_reference_day
from ..asking.answers.relation_link import RelationLink
from ..asking.answers.serialise import (
    JsonObject,
    serialise_citation,
    serialise_location,
    serialise_part_count,
    serialise_share,
)
from ..asking.answers.sources import build_missing_source, load_cited_sources
from ..model.facts import SourceRecord
from ..model.relation_graph import GraphNode, RelationGraph
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef


class LinkReferences(NamedTuple):
    """Names and kinds of the entities that links lead to, the records of sources, and the day."""

    entity_refs: Mapping[str, EntityRef]
    sources: Mapping[str, SourceRecord]
    day: int
    """The day on which links are judged to be old or ended."""

    def get_name(self, entity_id: str) -> str:
        """Get the name of an entity; its id where it is left out of the base."""
        entity_ref = self.entity_refs.get(entity_id)
        return entity_ref.name if entity_ref else entity_id

    def get_kind(self, entity_id: str) -> str:
        """Get the kind of an entity; nothing where it is left out of the base."""
        entity_ref = self.entity_refs.get(entity_id)
        return entity_ref.kind if entity_ref else ""

    def get_source(self, source_id: str) -> SourceRecord:
        """Get the record of a source; one that is left out of the base has only its id."""
        return self.sources.get(source_id) or build_missing_source(source_id)

    def serialise_link(self, link: RelationLink) -> JsonObject:
        """Serialise a link: both ends, the relation at the first, and the fact that states it."""
        fact = link.fact
        return {
            "from": link.start_id,
            "from_name": self.get_name(link.start_id),
            "relation": link.key,
            "label": link.label,
            "to": link.end_id,
            "to_name": self.get_name(link.end_id),
            "to_kind": self.get_kind(link.end_id),
            "strength": link.strength.word,
            **serialise_share(fact),
            **serialise_part_count(fact),
            "as_of": fact.as_of and fact.as_of.text,
            "until": fact.until and fact.until.text,
            "certainty": fact.certainty,
            "weak": link.list_marked_weaknesses(self.day),
            "note": fact.note or None,
            "sources": [serialise_citation(citation) for citation in fact.citations],
            "stated_by": fact.entity,
            "property": fact.property,
            "where": serialise_location(fact.location),
        }

    def build_graph(self, links: Iterable[RelationLink]) -> RelationGraph:
        """Build the graph of some links, each edge drawn the way its fact states it."""
        edges = {
            (link.fact.entity, link.fact.property, link.fact.value): build_graph_edge(link.fact)
            for link in links
        }
        ids = dict.fromkeys(
            id_ for edge in edges.values() for id_ in (edge.source_id, edge.target_id)
        )
        nodes = [
            GraphNode(id=entity_id, name=self.get_name(entity_id), kind=self.get_kind(entity_id))
            for entity_id in ids
        ]
        return RelationGraph(nodes=tuple(nodes), edges=tuple(edges.values()))


def load_link_references(
    base: KnowledgeBase, links: Iterable[RelationLink], entity_ids: Iterable[str] = ()
) -> LinkReferences:
    """Load what links name and cite, in one query for each kind of thing."""
    links = list(links)
    ids = {*entity_ids, *(id_ for link in links for id_ in (link.start_id, link.end_id))}
    citations = (citation for link in links for citation in link.fact.citations)
    return LinkReferences(
        entity_refs=base.load_entity_refs(sorted(ids)),
        sources=load_cited_sources(base, citations),
        day=find_reference_day(base),
    )

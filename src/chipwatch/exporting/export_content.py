"""The content of an export: whole entities, the sources that they cite, names of what they link."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..asking.answers.graph import EntityGraph
from ..asking.sql.selection import select_entities
from ..model.entity import Entity
from ..model.facts import Fact, SourceRecord
from ..model.problem import UsageError
from ..model.schema import KINDS, find_kind
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef

SOURCE_KIND = "source"
"""The kind of the sources, which come with the facts that cite them."""


class ExportRequest(NamedTuple):
    """What of a base is exported: all of it, some kinds, or what of one kind meets a condition."""

    kinds: tuple[str, ...] = ()
    where: str = ""


class ExportedRelation(NamedTuple):
    """A fact that leads from one entity to another, with the names of both."""

    fact: Fact
    source: EntityRef
    target: EntityRef


class ExportContent(NamedTuple):
    """What is exported."""

    base: KnowledgeBase
    entities: tuple[Entity, ...]
    """The entities with all their facts, sources at the end."""
    linked_entities: Mapping[str, EntityRef]
    """The entities that a fact leads to and that are not among them, by id: only named."""
    sources: Mapping[str, SourceRecord]
    """The records of all sources among them, by id."""
    remarks: tuple[str, ...] = ()
    """What a condition could not tell."""

    @property
    def refs(self) -> dict[str, EntityRef]:
        """Id, kind and name of every entity, the linked ones too."""
        own_refs = {
            entity.id: EntityRef(id=entity.id, kind=entity.kind, name=entity.name)
            for entity in self.entities
        }
        return {**own_refs, **self.linked_entities}

    def list_relations(self) -> list[ExportedRelation]:
        """List the facts that lead from one entity to another, in the order of the entities."""
        refs = self.refs
        return [
            ExportedRelation(fact=fact, source=refs[entity.id], target=refs[fact.target_id])
            for entity in self.entities
            if entity.kind != SOURCE_KIND
            for fact in entity.facts
            if fact.target_id in refs
        ]

    @property
    def things(self) -> list[Entity]:
        """All entities but the sources."""
        return [entity for entity in self.entities if entity.kind != SOURCE_KIND]


def collect_content(base: KnowledgeBase, request: ExportRequest) -> ExportContent:
    """Collect what is asked for; raises UsageError, UnknownNameError and NotFoundError."""
    kinds = [find_kind(name).name for name in request.kinds]
    if request.where and len(kinds) != 1:
        hint = "add --kind, such as --kind chip"
        raise UsageError("a condition chooses among the entities of one kind", hint)
    entities, remarks = _select_things(base, kinds, request.where)
    chosen_ids = {entity.id for entity in entities}
    all_sources = base.load_entities_of_kind(SOURCE_KIND) if SOURCE_KIND in (kinds or KINDS) else ()
    sources_by_id = {source.id: source for source in all_sources if source.id not in chosen_ids}
    missing_ids = _collect_cited_ids(entities) - chosen_ids - sources_by_id.keys()
    sources_by_id |= {source.id: source for source in base.load_entities(sorted(missing_ids))}
    sources = [sources_by_id[source_id] for source_id in sorted(sources_by_id)]
    all_entities = (*entities, *sources)
    linked_ids = _collect_target_ids(all_entities) - chosen_ids - {source.id for source in sources}
    return ExportContent(
        base=base,
        entities=all_entities,
        linked_entities=base.load_entity_refs(sorted(linked_ids)),
        sources=base.load_sources(
            entity.id for entity in all_entities if entity.kind == SOURCE_KIND
        ),
        remarks=tuple(remarks),
    )


def _select_things(
    base: KnowledgeBase, kinds: Sequence[str], condition: str
) -> tuple[list[Entity], list[str]]:
    """Select entities other than sources, but for the sources that a condition chooses."""
    if condition:
        graph = EntityGraph(base, base.load_entities_of_kind(kinds[0]))
        return select_entities(graph, KINDS[kinds[0]], condition)
    names = [name for name in kinds or KINDS if name != SOURCE_KIND]
    return [entity for name in names for entity in base.load_entities_of_kind(name)], []


def _collect_cited_ids(entities: Iterable[Entity]) -> set[str]:
    return {
        citation.source
        for entity in entities
        for fact in entity.facts
        for citation in fact.citations
    }


def _collect_target_ids(entities: Iterable[Entity]) -> set[str]:
    targets = (fact.target_id for entity in entities for fact in entity.facts)
    return {target for target in targets if target}

"""The entities of an answer with what surrounds them, loaded when it is first needed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...model.derived_values import derive_values
from ...model.entity import Entity
from ...model.facts import Fact, Source
from ...model.field_types import Ref
from ...model.kind import KINDS
from ...model.ranking import RankedFacts
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef

if TYPE_CHECKING:
    from ...model.answer import Json


class EntityLink(NamedTuple):
    """A relation of an entity, seen from it: what it leads to, and the fact that says so."""

    entity_id: str
    fact: Fact


class EntityGraph:
    """Entities, what points at them, what they point at, and the sources of it all."""

    def __init__(self, base: KnowledgeBase, entities: Sequence[Entity]) -> None:
        self.base, self.entities = base, entities
        self.plain_values: dict[str, dict[str, Json]] = {}
        """The plain values of each entity, kept once they are worked out."""
        self._own_ids = frozenset(entity.id for entity in entities)
        self._ranked_facts: dict[str, Mapping[str, RankedFacts]] = {}
        self._links: dict[tuple[str, str], list[EntityLink]] = {}

    def rank_facts(self, entity: Entity) -> Mapping[str, RankedFacts]:
        """What is shown of each property of an entity, with what is derived for those asked for.

        Of the others too little is loaded to compute with.
        """
        if entity.id not in self._ranked_facts:
            ranked_facts: Mapping[str, RankedFacts] = entity.rank_facts()
            if entity.id in self._own_ids:
                ranked_facts = derive_values(ranked_facts)
            self._ranked_facts[entity.id] = ranked_facts
        return self._ranked_facts[entity.id]

    def list_links(self, entity: Entity, key: str) -> list[EntityLink]:
        """The entities that a relation of this name leads to, in either direction, each once.

        Those stated here come first, as they are written; then those stated there, by date.
        """
        cache_key = (entity.id, key)
        if cache_key not in self._links:
            ranked_facts = self.rank_facts(entity).get(key)
            shown_facts = ranked_facts.shown_facts if ranked_facts else ()
            own_links = [EntityLink(fact.target_id, fact) for fact in shown_facts if fact.target_id]
            links_by_entity: dict[str, EntityLink] = {}
            for link in (
                *own_links,
                *sorted(self._incoming_links.get(cache_key, ()), key=_get_first_day),
            ):
                links_by_entity.setdefault(link.entity_id, link)
            self._links[cache_key] = list(links_by_entity.values())
        return self._links[cache_key]

    def list_unknown_at_date(self, entity: Entity) -> list[str]:
        """The properties known of an entity, but not at the moment asked about."""
        return self.base.list_hidden_properties(entity)

    def get_name(self, entity_id: str) -> str:
        """What an entity is called; its id where it is left out of the base."""
        entity_ref = self._entity_refs.get(entity_id)
        return entity_ref.name if entity_ref else entity_id

    def find_linked_entity(self, entity_id: str) -> Entity | None:
        """An entity that is linked with those asked for; None where it is left out of the base.

        It has but the facts that its headline is made of and those that link it.
        """
        return self._linked_entities.get(entity_id)

    def format_value(self, fact: Fact) -> str:
        """The value of a fact for a reader, entities by their names."""
        return self.get_name(fact.target_id) if fact.target_id else fact.format_value()

    def get_source(self, source_id: str) -> Source:
        """The record of a source; one that is left out of the base has but its id."""
        return self._sources.get(source_id) or Source(source_id, source_id)

    @cached_property
    def _incoming_facts(self) -> list[Fact]:
        return self.base.find_facts_pointing_at([entity.id for entity in self.entities])

    @cached_property
    def _linked_entities(self) -> Mapping[str, Entity]:
        """Those linked with the ones asked for, each entity loaded once."""
        own_entities = {entity.id: entity for entity in self.entities}
        linked_ids = _collect_entity_ids(self._incoming_facts) | set(self._target_ids)
        headline_properties = {name for kind in KINDS.values() for name in kind.headline}
        linking_properties = {fact.property for fact in self._incoming_facts}
        other_entities = self.base.load_entities(
            sorted(linked_ids - own_entities.keys()),
            sorted(headline_properties | linking_properties),
        )
        return own_entities | {entity.id: entity for entity in other_entities}

    @cached_property
    def _target_ids(self) -> list[str]:
        facts = (fact for entity in self.entities for fact in entity.facts)
        return [fact.target_id for fact in facts if fact.target_id]

    @cached_property
    def _incoming_links(self) -> Mapping[tuple[str, str], list[EntityLink]]:
        """Links by the entity they lead to and their name there; only of facts that are shown."""
        links_by_target: dict[tuple[str, str], list[EntityLink]] = {}
        for fact in self._incoming_facts:
            ranked_facts = self.rank_facts(self._linked_entities[fact.entity])[fact.property]
            if isinstance(ranked_facts.field, Ref) and fact in ranked_facts.shown_facts:
                key = (fact.value, ranked_facts.field.inverse.name)
                links_by_target.setdefault(key, []).append(EntityLink(fact.entity, fact))
        return links_by_target

    @cached_property
    def _entity_refs(self) -> Mapping[str, EntityRef]:
        own_ids = (fact.entity for entity in self.entities for fact in entity.facts)
        return self.base.load_entity_refs(
            sorted({*own_ids, *self._target_ids, *_collect_entity_ids(self._incoming_facts)})
        )

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        facts = [fact for entity in self.entities for fact in entity.facts]
        source_ids = {
            citation.source
            for fact in (*facts, *self._incoming_facts)
            for citation in fact.citations
        }
        return self.base.load_sources(sorted(source_ids))


def _get_first_day(link: EntityLink) -> int:
    """What links stated at the other end are in order of: the day from which they hold."""
    return link.fact.as_of.first if link.fact.as_of else 0


def _collect_entity_ids(facts: Iterable[Fact]) -> set[str]:
    return {fact.entity for fact in facts}

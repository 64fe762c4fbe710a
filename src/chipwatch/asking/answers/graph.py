"""The graph around the entities of an answer: links both ways, names and cited sources."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...model.derived_facts import derive_property, derive_values
from ...model.derived_values import collect_formulas
from ...model.entity import Entity
from ...model.facts import Fact, SourceRecord
from ...model.field_types import Ref
from ...model.kind import KINDS
from ...model.ranking import RankedFacts
from ...store.knowledge_base import KnowledgeBase
from .sources import build_missing_source, load_sources

if TYPE_CHECKING:
    from ...model.answer import Json


class EntityLink(NamedTuple):
    """A link seen from one entity: the entity at its other end, and the fact that states it."""

    entity_id: str
    fact: Fact


class EntityGraph:
    """The graph around some entities, loaded with few queries however many they are.

    Each part is loaded when it is first used. An answer calls ``load`` before it is returned, so
    that no query runs while it is rendered.
    """

    def __init__(self, base: KnowledgeBase, entities: Sequence[Entity]) -> None:
        self.base, self.entities = base, entities
        self.plain_values: dict[str, dict[str, Json]] = {}
        """The plain values of each entity, kept once they are computed."""
        self._own_ids = frozenset(entity.id for entity in entities)
        self._additional_source_ids: set[str] = set()
        self._stated_facts: dict[str, Mapping[str, RankedFacts]] = {}
        self._ranked_facts: dict[str, Mapping[str, RankedFacts]] = {}
        self._derived_facts: dict[tuple[str, str], RankedFacts | None] = {}
        self._links: dict[tuple[str, str], list[EntityLink]] = {}

    def load(self) -> None:
        """Load the links, the entities at their other ends with their names, and the sources."""
        _ = self._linked_entities, self._names, self._sources

    def add_sources(self, source_ids: Iterable[str]) -> None:
        """Have sources loaded too that no fact of the graph cites; call it before ``load``."""
        self._additional_source_ids.update(source_ids)

    def rank_facts(self, entity: Entity) -> Mapping[str, RankedFacts]:
        """Rank the facts of each property; those of the graph's own chips include derived ones.

        Of linked entities too few facts are loaded to derive anything.
        """
        if entity.id not in self._ranked_facts:
            ranked_facts = self._rank_stated_facts(entity)
            if entity.id in self._own_ids:
                ranked_facts = derive_values(ranked_facts)
            self._ranked_facts[entity.id] = ranked_facts
        return self._ranked_facts[entity.id]

    def find_ranked_facts(self, entity: Entity, name: str) -> RankedFacts | None:
        """Find the facts of one property, as ``rank_facts`` has them.

        Nothing else is derived for it: a column of 2,500 chips takes half the time.
        """
        if entity.id in self._own_ids and name in collect_formulas(entity.kind_class):
            return self._find_derived_facts(entity, name)
        return self._rank_stated_facts(entity).get(name)

    def _find_derived_facts(self, entity: Entity, name: str) -> RankedFacts | None:
        if entity.id in self._ranked_facts:
            return self._ranked_facts[entity.id].get(name)
        key = (entity.id, name)
        if key not in self._derived_facts:
            self._derived_facts[key] = derive_property(self._rank_stated_facts(entity), name)
        return self._derived_facts[key]

    def find_known_fact(self, entity: Entity, name: str) -> Fact | None:
        """Find the fact shown of a property; None if there is none, or none that states a value."""
        ranked_facts = self.find_ranked_facts(entity, name)
        return ranked_facts.shown_facts[0] if ranked_facts and ranked_facts.is_known else None

    def _rank_stated_facts(self, entity: Entity) -> Mapping[str, RankedFacts]:
        if entity.id not in self._stated_facts:
            self._stated_facts[entity.id] = entity.rank_facts()
        return self._stated_facts[entity.id]

    def list_links(self, entity: Entity, key: str) -> list[EntityLink]:
        """List the links of this name from either end, one for each entity.

        Those that the entity states come first, as they are written; then the others, by date.
        """
        cache_key = (entity.id, key)
        if cache_key not in self._links:
            ranked_facts = self.find_ranked_facts(entity, key)
            shown_facts = ranked_facts.shown_facts if ranked_facts else ()
            own_links = [EntityLink(fact.target_id, fact) for fact in shown_facts if fact.target_id]
            incoming_links = sorted(self._incoming_links.get(cache_key, ()), key=_get_first_day)
            links_by_entity: dict[str, EntityLink] = {}
            for link in (*own_links, *incoming_links):
                links_by_entity.setdefault(link.entity_id, link)
            self._links[cache_key] = list(links_by_entity.values())
        return self._links[cache_key]

    def find_headline_facts(self, entity: Entity) -> dict[str, Fact | None]:
        """Find the fact shown of each property that the kind declares for its headline."""
        ranked_facts = self.rank_facts(entity)
        return {
            name: ranked_facts[name].shown_facts[0] if name in ranked_facts else None
            for name in entity.kind_class.headline
        }

    def list_unknown_at_date(self, entity: Entity) -> list[str]:
        """List the properties that are known today, but were not at the date of the query."""
        return self.base.list_hidden_properties(entity)

    def get_name(self, entity_id: str) -> str:
        """Get the name of an entity; its id where it is left out of the base."""
        return self._names.get(entity_id, entity_id)

    def find_linked_entity(self, entity_id: str) -> Entity | None:
        """Find an entity that is linked with those of the graph; None if left out of the base.

        It has only the facts of its headline and those that link it.
        """
        return self._linked_entities.get(entity_id)

    def format_value(self, fact: Fact) -> str:
        """Format the value of a fact for a reader, entities by their names."""
        return self.get_name(fact.target_id) if fact.target_id else fact.format_value()

    def get_source(self, source_id: str) -> SourceRecord:
        """Get the record of a source; one that is left out of the base has only its id."""
        return self._sources.get(source_id) or build_missing_source(source_id)

    @cached_property
    def _incoming_facts(self) -> list[Fact]:
        return self.base.find_facts_pointing_at([entity.id for entity in self.entities])

    @cached_property
    def _linked_entities(self) -> Mapping[str, Entity]:
        """The entities at either end of a link, by id."""
        own_entities = {entity.id: entity for entity in self.entities}
        linked_ids = _collect_entity_ids(self._incoming_facts) | set(self._target_ids)
        headline_properties = {name for kind in KINDS.values() for name in kind.headline}
        linking_properties = {fact.property for fact in self._incoming_facts}
        other_ids = sorted(linked_ids - own_entities.keys())
        if not other_ids:
            return own_entities
        other_entities = self.base.load_entities(
            other_ids, sorted(headline_properties | linking_properties)
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
            entity = self._linked_entities[fact.entity]
            ranked_facts = self._rank_stated_facts(entity)[fact.property]
            if isinstance(ranked_facts.field, Ref) and fact in ranked_facts.shown_facts:
                key = (fact.value, ranked_facts.field.inverse.name)
                links_by_target.setdefault(key, []).append(EntityLink(fact.entity, fact))
        return links_by_target

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of all linked entities: of those loaded, or else loaded alone."""
        if "_linked_entities" in vars(self):
            return {entity.id: entity.name for entity in self._linked_entities.values()}
        ids = self._own_ids | set(self._target_ids) | _collect_entity_ids(self._incoming_facts)
        entity_refs = self.base.load_entity_refs(sorted(ids))
        return {entity_id: entity_ref.name for entity_id, entity_ref in entity_refs.items()}

    @cached_property
    def _sources(self) -> Mapping[str, SourceRecord]:
        """The records of all sources that facts and links cite."""
        facts = [fact for entity in self.entities for fact in entity.facts]
        source_ids = {
            citation.source
            for fact in (*facts, *self._incoming_facts)
            for citation in fact.citations
        }
        return load_sources(self.base, sorted(source_ids | self._additional_source_ids))


def _get_first_day(link: EntityLink) -> int:
    """Get the day from which a link holds, by which incoming links are sorted."""
    return link.fact.as_of.first if link.fact.as_of else 0


def _collect_entity_ids(facts: Iterable[Fact]) -> set[str]:
    return {fact.entity for fact in facts}

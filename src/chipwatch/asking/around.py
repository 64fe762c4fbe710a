"""The entities of an answer with what surrounds them, loaded when it is first needed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..model.facts import Chosen, Entity, Fact, Source
from ..model.fields import Ref
from ..model.kind import KINDS
from ..store.base import Brief, KnowledgeBase

if TYPE_CHECKING:
    from ..model.table import Json


class Link(NamedTuple):
    """A relation of an entity, seen from it: what it leads to, and the fact that says so."""

    other: str
    fact: Fact


class Around:
    """Entities, what points at them, what they point at, and the sources of it all."""

    def __init__(self, base: KnowledgeBase, entities: Sequence[Entity]) -> None:
        self.base, self.entities = base, entities
        self.flats: dict[str, dict[str, Json]] = {}
        """The plain values of each entity, kept once they are worked out."""
        self._asked = frozenset(entity.id for entity in entities)
        self._chosen: dict[str, dict[str, Chosen]] = {}
        self._linked: dict[tuple[str, str], list[Link]] = {}

    def chosen(self, entity: Entity) -> dict[str, Chosen]:
        """What is shown of each property of an entity, with what is derived for those asked for.

        Of the others too little is loaded to compute with.
        """
        if entity.id not in self._chosen:
            chosen = entity.chosen()
            if entity.kind == "chip" and entity.id in self._asked:
                from .deriving import with_derived

                chosen = with_derived(chosen)
            self._chosen[entity.id] = chosen
        return self._chosen[entity.id]

    def links(self, entity: Entity, key: str) -> list[Link]:
        """The entities that a relation of this name leads to, in either direction, each once.

        Those stated here come first, as they are written; then those stated there, by date.
        """
        at = (entity.id, key)
        if at not in self._linked:
            chosen = self.chosen(entity).get(key)
            shown = chosen.shown if chosen else ()
            own = [Link(fact.target, fact) for fact in shown if fact.target]
            first: dict[str, Link] = {}
            for link in (*own, *sorted(self._incoming.get(at, ()), key=_since)):
                first.setdefault(link.other, link)
            self._linked[at] = list(first.values())
        return self._linked[at]

    def unknown_then(self, entity: Entity) -> list[str]:
        """The properties known of an entity, but not at the moment asked about."""
        return self.base.unknown_then(entity)

    def name(self, id_: str) -> str:
        """What an entity is called; its id where it is left out of the base."""
        brief = self._briefs.get(id_)
        return brief.name if brief else id_

    def other(self, id_: str) -> Entity | None:
        """An entity that is linked with those asked for; None where it is left out of the base.

        It has but the facts that its headline is made of and those that link it.
        """
        return self._others.get(id_)

    def text(self, fact: Fact) -> str:
        """The value of a fact for a reader, entities by their names."""
        return self.name(fact.target) if fact.target else fact.text()

    def source(self, id_: str) -> Source:
        """The record of a source; one that is left out of the base has but its id."""
        return self._sources.get(id_) or Source(id_, id_)

    @cached_property
    def _pointing(self) -> list[Fact]:
        return self.base.pointing_at([entity.id for entity in self.entities])

    @cached_property
    def _others(self) -> Mapping[str, Entity]:
        """Those linked with the ones asked for, each entity loaded once."""
        own = {entity.id: entity for entity in self.entities}
        ids = _ends(self._pointing) | set(self._targets)
        said = {name for kind in KINDS.values() for name in kind.headline}
        linking = {fact.property for fact in self._pointing}
        more = self.base.entities(sorted(ids - own.keys()), sorted(said | linking))
        return own | {entity.id: entity for entity in more}

    @cached_property
    def _targets(self) -> list[str]:
        facts = (fact for entity in self.entities for fact in entity.facts)
        return [fact.target for fact in facts if fact.target]

    @cached_property
    def _incoming(self) -> Mapping[tuple[str, str], list[Link]]:
        """Links by the entity they lead to and their name there; only of facts that are shown."""
        found: dict[tuple[str, str], list[Link]] = {}
        for fact in self._pointing:
            stated = self.chosen(self._others[fact.entity])[fact.property]
            if isinstance(stated.field, Ref) and fact in stated.shown:
                key = (fact.value, stated.field.inverse.name)
                found.setdefault(key, []).append(Link(fact.entity, fact))
        return found

    @cached_property
    def _briefs(self) -> Mapping[str, Brief]:
        own = (fact.entity for entity in self.entities for fact in entity.facts)
        return self.base.briefs(sorted({*own, *self._targets, *_ends(self._pointing)}))

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        facts = [fact for entity in self.entities for fact in entity.facts]
        cited = {
            citation.source for fact in (*facts, *self._pointing) for citation in fact.citations
        }
        return self.base.sources(sorted(cited))


def _since(link: Link) -> int:
    """What links stated at the other end are in order of: the day from which they hold."""
    return link.fact.as_of.first if link.fact.as_of else 0


def _ends(facts: Iterable[Fact]) -> set[str]:
    return {fact.entity for fact in facts}

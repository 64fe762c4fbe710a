"""The scope of a question over the whole base: some kinds, one entity and its links, a span."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.kind import Kind
from ...model.schema import KINDS, Chip, Policy, find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..answers.graph import EntityGraph
from ..naming.resolver import list_guess_remarks, resolve


def list_scope_kinds() -> tuple[str, ...]:
    """List the kinds in force but for sources, whose records support themselves."""
    return tuple(name for name in KINDS if name != "source")


class Scope(NamedTuple):
    """A scope: kinds (empty: all), a name whose entity and links are meant, and a span of days."""

    kinds: tuple[str, ...] = ()
    topic: str = ""
    since: Date | None = None
    until: Date | None = None

    def may_contain(self, day: Date) -> bool:
        """Return whether a date falls, or may fall, into the span."""
        is_late_enough = self.since is None or day.last >= self.since.first
        return is_late_enough and (self.until is None or day.first <= self.until.last)

    def describe(self) -> str:
        """Write the scope for the title of an answer or the sentence of an error."""
        phrases = [f"about {self.topic}" if self.topic else ""]
        phrases.append(" and ".join(find_kind(kind).plural for kind in self.kinds))
        phrases.append(f"since {self.since.text}" if self.since else "")
        phrases.append(f"until {self.until.text}" if self.until else "")
        return ", ".join(filter(None, phrases))


class ScopedEntities(NamedTuple):
    """The entities in a scope, and the match of its name."""

    entities: list[Entity]
    match: EntityMatch | None

    def collect_remarks(self) -> tuple[str, ...]:
        """List the remark on the name, if it was guessed."""
        return tuple(list_guess_remarks([self.match] if self.match else []))


def find_scoped_entities(
    base: KnowledgeBase, scope: Scope, default_kinds: Sequence[str], *, exact: bool = False
) -> ScopedEntities:
    """Find the entities of a scope, of default kinds unless it has some; raises errors of names."""
    kinds = [find_kind(kind).name for kind in scope.kinds] or list(default_kinds)
    if not scope.topic:
        entities = [entity for kind in kinds for entity in base.load_entities_of_kind(kind)]
        return ScopedEntities(entities=entities, match=None)
    match = resolve(base, scope.topic, exact=exact)
    linked_ids = list(dict.fromkeys(_list_linked_ids(base, match.entity.id)))
    entities = [entity for entity in base.load_entities(linked_ids) if entity.kind in kinds]
    return ScopedEntities(entities=entities, match=match)


def _list_linked_ids(base: KnowledgeBase, entity_id: str) -> Iterator[str]:
    """List an entity, what is linked with it, and the policies that are linked with its chips."""
    yield entity_id
    linked_ids = list(_list_neighbour_ids(base, [entity_id]))
    yield from linked_ids
    chip_ids = _pick_kind(base, linked_ids, Chip)
    yield from _pick_kind(base, list(_list_neighbour_ids(base, chip_ids)), Policy)


def _pick_kind(base: KnowledgeBase, ids: Sequence[str], kind: type[Kind]) -> list[str]:
    """Pick the ids of entities of one kind."""
    entity_refs = base.load_entity_refs(ids)
    return [id_ for id_ in ids if id_ in entity_refs and entity_refs[id_].kind == kind.name]


def _list_neighbour_ids(base: KnowledgeBase, ids: Sequence[str]) -> Iterator[str]:
    """List what some entities are linked with, in either direction."""
    graph = EntityGraph(base, base.load_entities(ids))
    for entity in graph.entities:
        for key in entity.kind_class.collect_labels():
            yield from (link.entity_id for link in graph.list_links(entity, key))

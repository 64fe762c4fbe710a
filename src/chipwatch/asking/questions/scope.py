"""What a question over the whole base is about: all, some kinds, or what one thing touches."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.schema import KINDS, find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..answers.graph import EntityGraph
from ..naming.resolver import list_guess_remarks, resolve


class Scope(NamedTuple):
    """What is asked about: kinds, one thing and what is linked with it, a span of days."""

    kinds: tuple[str, ...] = ()
    topic: str = ""
    since: Date | None = None
    until: Date | None = None

    def may_contain(self, day: Date) -> bool:
        """Whether a date falls, or may fall, into the span."""
        is_late_enough = self.since is None or day.last >= self.since.first
        return is_late_enough and (self.until is None or day.first <= self.until.last)

    def describe(self) -> str:
        """The scope in the title of an answer or the sentence of an error."""
        phrases = [f"about {self.topic}" if self.topic else ""]
        phrases.append(" and ".join(find_kind(kind).plural for kind in self.kinds))
        phrases.append(f"since {self.since.text}" if self.since else "")
        phrases.append(f"until {self.until.text}" if self.until else "")
        return ", ".join(filter(None, phrases))


class ScopedEntities(NamedTuple):
    """The entities in a scope, and the name that was resolved to find them."""

    entities: list[Entity]
    match: EntityMatch | None

    def collect_remarks(self) -> tuple[str, ...]:
        """The name, if it was guessed."""
        return tuple(list_guess_remarks([self.match] if self.match else []))


def find_scoped_entities(
    base: KnowledgeBase, scope: Scope, default_kinds: Sequence[str], *, exact: bool = False
) -> ScopedEntities:
    """The entities of a scope, of the usual kinds unless it names some; raises errors of names."""
    kinds = [find_kind(kind).name for kind in scope.kinds] or list(default_kinds)
    if not scope.topic:
        return ScopedEntities(
            [entity for kind in kinds for entity in base.load_entities_of_kind(kind)], None
        )
    match = resolve(base, scope.topic, exact=exact)
    ids = dict.fromkeys(_list_linked_ids(base, match.entity.id))
    return ScopedEntities(
        [entity for entity in base.load_entities(list(ids)) if entity.kind in kinds], match
    )


def _list_linked_ids(base: KnowledgeBase, id_: str) -> Iterator[str]:
    """A thing, what is linked with it, and the policies that are linked with its chips."""
    yield id_
    linked_ids = list(_list_neighbour_ids(base, [id_]))
    yield from linked_ids
    entity_refs = base.load_entity_refs(linked_ids)
    chips = [
        linked_id
        for linked_id in linked_ids
        if linked_id in entity_refs and entity_refs[linked_id].kind == "chip"
    ]
    policy_candidates = list(_list_neighbour_ids(base, chips))
    entity_refs = base.load_entity_refs(policy_candidates)
    yield from (
        linked_id
        for linked_id in policy_candidates
        if linked_id in entity_refs and entity_refs[linked_id].kind == "policy"
    )


def _list_neighbour_ids(base: KnowledgeBase, ids: Sequence[str]) -> Iterator[str]:
    graph = EntityGraph(base, base.load_entities(ids))
    for entity in graph.entities:
        for key in entity.kind_class.collect_labels():
            yield from (link.entity_id for link in graph.list_links(entity, key))


SCOPE_KINDS = tuple(name for name in KINDS if name != "source")
"""Every kind but sources, which vouch for themselves."""

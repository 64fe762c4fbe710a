"""Collect what an entity is linked with: directly, as its kind looks for, and in more steps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..asking.answers.indirect_links import find_indirect_links
from ..asking.answers.link_loader import load_links
from ..asking.answers.relation_link import RelationLink
from ..model.entity import Entity
from ..store.knowledge_base import KnowledgeBase

MAX_DEPTH = 3
MAX_FOLLOWED = 400
"""Things whose own relations are followed at most, the closest first: our choice."""
MAX_THINGS = 5_000
"""Things that one answer lists at most: our choice."""


class RelatedThing(NamedTuple):
    """A thing that an entity is linked with, and how."""

    key: str
    """The relation: what the thing is to the entity, or to what it is linked through."""
    label: str
    step: int
    """How many relations lead to it."""
    link: RelationLink
    """The last of them."""
    earlier_links: tuple[RelationLink, ...] = ()
    """The links before it; where several lead to one thing, only the first of them."""
    via_ids: tuple[str, ...] = ()
    """All the things that it is linked through."""
    is_indirect: bool = False
    """Whether its kind looks for it, however many things are followed."""

    @property
    def end_id(self) -> str:
        """The id of the thing."""
        return self.link.end_id

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The order of relations: near before far, those that say much before those that do not."""
        return self.step, not self.is_indirect, self.link.strength.value


class RelatedThings(NamedTuple):
    """What an entity is linked with, and what was not looked at."""

    things: list[RelatedThing]
    unfollowed_count: int = 0
    """The number of things whose own relations were not followed."""
    left_out_count: int = 0
    """The number of things that are not listed."""


def collect_related_things(base: KnowledgeBase, entity: Entity, depth: int) -> RelatedThings:
    """Collect what an entity is linked with in so many steps, grouped by relation."""
    links = load_links(base, [entity.id])[entity.id]
    things = [*map(_build_near_thing, links), *_iter_indirect_things(base, entity, links)]
    reached_ids = {entity.id, *(link.end_id for link in links)}
    frontier = [thing for thing in things if thing.step == 1]
    unfollowed_count = 0
    for step in range(2, depth + 1):
        followed = _choose_followed(frontier)
        unfollowed_count += len({thing.end_id for thing in frontier}) - len(followed)
        frontier = list(_iter_far_things(base, followed, reached_ids, step))
        reached_ids |= {thing.end_id for thing in frontier}
        things += frontier
    things.sort(key=_get_rank)
    return RelatedThings(
        things=_sort_by_relation(things[:MAX_THINGS]),
        unfollowed_count=unfollowed_count,
        left_out_count=max(0, len(things) - MAX_THINGS),
    )


def _build_near_thing(link: RelationLink) -> RelatedThing:
    return RelatedThing(key=link.key, label=link.label, step=1, link=link)


def _iter_indirect_things(
    base: KnowledgeBase, entity: Entity, links: Sequence[RelationLink]
) -> Iterator[RelatedThing]:
    """Give what the kind of an entity looks for in two steps."""
    for relation, things in find_indirect_links(base, entity.kind_class, links).items():
        for indirect_link in things:
            yield RelatedThing(
                key=relation.name,
                label=relation.label,
                step=2,
                link=indirect_link.last,
                earlier_links=(indirect_link.first,),
                via_ids=(indirect_link.first.end_id,),
                is_indirect=True,
            )


def _choose_followed(things: Iterable[RelatedThing]) -> dict[str, RelatedThing]:
    """Choose whose relations are followed: each thing once, those that are closest."""
    things_by_id: dict[str, RelatedThing] = {}
    for thing in sorted(things, key=_get_rank):
        if len(things_by_id) < MAX_FOLLOWED:
            things_by_id.setdefault(thing.end_id, thing)
    return things_by_id


def _iter_far_things(
    base: KnowledgeBase, followed: dict[str, RelatedThing], reached_ids: set[str], step: int
) -> Iterator[RelatedThing]:
    """Give what some things are linked with that is not reached yet, once for each relation."""
    things_by_end: dict[tuple[str, str], RelatedThing] = {}
    for middle_id, links in load_links(base, list(followed)).items():
        middle = followed[middle_id]
        for link in links:
            if link.end_id in reached_ids:
                continue
            things = things_by_end.get((link.key, link.end_id))
            via_ids = (*(things.via_ids if things else ()), middle_id)
            things_by_end[link.key, link.end_id] = RelatedThing(
                key=link.key,
                label=link.label,
                step=step,
                link=things.link if things else link,
                earlier_links=things.earlier_links
                if things
                else (*middle.earlier_links, middle.link),
                via_ids=tuple(dict.fromkeys(via_ids)),
            )
    yield from things_by_end.values()


def _get_rank(thing: RelatedThing) -> tuple[int, bool, int]:
    return thing.rank


def _sort_by_relation(things: Iterable[RelatedThing]) -> list[RelatedThing]:
    """Bring the things of one relation together, in the order of the first of each."""
    groups: dict[tuple[int, str], list[RelatedThing]] = {}
    for thing in things:
        groups.setdefault((thing.step, thing.key), []).append(thing)
    return [thing for group in groups.values() for thing in group]

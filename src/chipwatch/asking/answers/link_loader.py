"""Load the relations of some entities, in both directions, with few queries."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field import RelationStrength
from ...model.field_types import Ref
from ...model.kind import KINDS
from ...model.ranking import RankedFacts, collect_conflicting_facts, rank_facts_by_property
from ...store.knowledge_base import KnowledgeBase
from .relation_link import RelationLink

LinksById = dict[str, list[RelationLink]]
"""The links of entities by the id of the entity that they are seen from."""


def load_links(base: KnowledgeBase, ids: Sequence[str], *, with_mentions: bool = True) -> LinksById:
    """Load the links of entities: those that they state, in order, then those that others do.

    Of facts that changed over time only those that are shown count, with what contradicts them.
    Relations that are a mere mention are left out if wished.
    """
    links_by_id: LinksById = {entity_id: [] for entity_id in ids}
    properties = list_relation_properties(with_mentions=with_mentions)
    for entity in base.load_entities(ids, properties):
        for fact, is_disputed in _iter_valid_facts(entity.rank_facts().values()):
            links_by_id[entity.id].append(_build_link(fact, is_disputed=is_disputed))
    for fact, is_disputed in _iter_incoming_facts(base, ids, properties):
        link = _build_link(fact, is_disputed=is_disputed).reverse()
        links_by_id[link.start_id].append(link)
    return {
        entity_id: _drop_repeated_links(links, with_mentions=with_mentions)
        for entity_id, links in links_by_id.items()
    }


@cache
def list_relation_properties(*, with_mentions: bool = True) -> tuple[str, ...]:
    """List the names of the properties that lead to other entities.

    Without mentions, a name stays that is a mere mention in one kind and more in another.
    """
    names = {
        name
        for kind in KINDS.values()
        for name, field in kind.properties.items()
        if isinstance(field, Ref)
        and (with_mentions or field.strength is not RelationStrength.MENTION)
    }
    return tuple(sorted(names))


def _iter_incoming_facts(
    base: KnowledgeBase, ids: Sequence[str], properties: Sequence[str]
) -> Iterator[tuple[Fact, bool]]:
    """Give the facts of others that point at some entities, and whether each is disputed.

    Of a property with one value at a time its other facts are loaded, which may have replaced it.
    """
    facts_by_entity: dict[str, list[Fact]] = {}
    for fact in base.find_facts_pointing_at(ids, properties):
        facts_by_entity.setdefault(fact.entity, []).append(fact)
    rivals = _load_rivals(base, [fact for facts in facts_by_entity.values() for fact in facts])
    wanted_ids = set(ids)
    for entity_id, facts in facts_by_entity.items():
        own_rivals = rivals[entity_id].facts if entity_id in rivals else ()
        single_names = {fact.property for fact in own_rivals}
        others = [fact for fact in facts if fact.property not in single_names]
        ranked_facts = rank_facts_by_property([*own_rivals, *others])
        for fact, is_disputed in _iter_valid_facts(ranked_facts.values()):
            if fact.value in wanted_ids:
                yield fact, is_disputed


def _load_rivals(base: KnowledgeBase, facts: Iterable[Fact]) -> dict[str, Entity]:
    """Load all facts of the properties with one value at a time that some facts state."""
    single_facts = [fact for fact in facts if not fact.field.is_multivalued]
    if not single_facts:
        return {}
    names = sorted({fact.property for fact in single_facts})
    ids = list(dict.fromkeys(fact.entity for fact in single_facts))
    return {entity.id: entity for entity in base.load_entities(ids, names)}


def _iter_valid_facts(ranked_by_property: Iterable[RankedFacts]) -> Iterator[tuple[Fact, bool]]:
    """Give the facts that are shown and those that contradict them; whether each is disputed."""
    for ranked_facts in ranked_by_property:
        is_relation = isinstance(ranked_facts.field, Ref) and ranked_facts.facts
        if not is_relation:
            continue
        shown_facts: Sequence[Fact] = ranked_facts.shown_facts
        if not ranked_facts.field.is_multivalued:
            shown_facts = collect_conflicting_facts(ranked_facts)
        for fact in shown_facts:
            if not fact.is_unknown:
                yield fact, ranked_facts.is_in_doubt(fact)


def _build_link(fact: Fact, *, is_disputed: bool) -> RelationLink:
    return RelationLink(
        start_id=fact.entity, end_id=str(fact.value), fact=fact, is_disputed=is_disputed
    )


def _drop_repeated_links(
    links: Iterable[RelationLink], *, with_mentions: bool
) -> list[RelationLink]:
    """Keep one link of each relation to each entity: the first, which its own side states."""
    links_by_end: dict[tuple[str, str], RelationLink] = {}
    for link in links:
        is_wanted = with_mentions or link.strength is not RelationStrength.MENTION
        if is_wanted and link.end_id != link.start_id:
            links_by_end.setdefault((link.key, link.end_id), link)
    return list(links_by_end.values())

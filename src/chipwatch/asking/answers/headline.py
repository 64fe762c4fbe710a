"""The headline of an entity: the facts that say in one line what it is."""

from ...model.entity import Entity
from ...model.facts import Fact
from .graph import EntityGraph


def find_headline_facts(graph: EntityGraph, entity: Entity) -> dict[str, Fact | None]:
    """Find the fact shown of each property that the kind declares for its headline."""
    ranked_facts = graph.rank_facts(entity)
    return {
        name: ranked_facts[name].shown_facts[0] if name in ranked_facts else None
        for name in entity.kind_class.headline
    }

"""What is known of what one expects to know of an entity, and why the rest is not."""

from collections.abc import Iterable

from ...model.entity import Entity
from ...model.facts import NOT_FOUND
from ...model.wording import lower_label
from .graph import EntityGraph

KNOWN_STATE, EMPTY_STATE = "known", "empty"
_STATE_ORDER = (KNOWN_STATE, "not-applicable", "undisclosed", "redacted", NOT_FOUND)
"""Of several properties of which one is enough, the state that comes first here counts."""


def classify_core(graph: EntityGraph, entity: Entity) -> dict[str, str]:
    """Classify each core value of an entity: known, empty, or the reason why it is unknown."""
    return {
        alternatives: _pick_state(
            _classify_key(graph, entity, key) for key in alternatives.split("|")
        )
        for alternatives in entity.kind_class.core
    }


def list_missing_core(graph: EntityGraph, entity: Entity) -> list[str]:
    """List the core values of an entity of which nothing is known, not even why."""
    states = classify_core(graph, entity)
    return [alternatives for alternatives, state in states.items() if state == EMPTY_STATE]


def describe_missing_core(graph: EntityGraph, entity: Entity) -> str:
    """Name the core values of which nothing is known; nothing where there are none."""
    labels = entity.kind_class.collect_labels()
    missing_keys = (keys.split("|")[0] for keys in list_missing_core(graph, entity))
    names = [lower_label(labels[key]) for key in missing_keys]
    return f"Not in the base: {', '.join(names)}" if names else ""


def _classify_key(graph: EntityGraph, entity: Entity, key: str) -> str:
    """Classify a property, or a relation that others state."""
    if graph.list_links(entity, key):
        return KNOWN_STATE
    ranked_facts = graph.find_ranked_facts(entity, key)
    if ranked_facts is None:
        return EMPTY_STATE
    if ranked_facts.is_known:
        return KNOWN_STATE
    reason: str = ranked_facts.shown_facts[0].value.reason
    return reason


def _pick_state(states: Iterable[str]) -> str:
    """Pick the state that says most among those of alternatives."""
    available_states = set(states)
    return next((state for state in _STATE_ORDER if state in available_states), EMPTY_STATE)

"""Select the entities of a kind: all of them, or those that meet a condition."""

from ...model.entity import Entity
from ...model.kind import Kind
from ...model.problem import NotFoundError
from ...store.knowledge_base import KnowledgeBase
from ..answers.graph import EntityGraph


def select_entities(
    graph: EntityGraph, kind: type[Kind], condition: str
) -> tuple[list[Entity], list[str]]:
    """The entities that meet a condition, if there is one, and what has to be said of the others.

    Raises NotFoundError where there is none.
    """
    if not graph.entities:
        raise _build_no_entities_error(graph.base, kind)
    if not condition:
        return list(graph.entities), []
    from .conditions import filter_entities

    return filter_entities(graph, kind, condition)


def _build_no_entities_error(base: KnowledgeBase, kind: type[Kind]) -> NotFoundError:
    """The error that there is nothing of a kind, or was not at the moment asked about."""
    if base.time_filter:
        message = f"the base has no {kind.plural} {base.time_filter.query_dates}"
        return NotFoundError(message, "ask for a later date")
    hint = "run chipwatch stats to see what the base holds"
    return NotFoundError(f"the base has no {kind.plural}", hint)

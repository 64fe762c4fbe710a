"""Things that an answer for a day shows though no day is known on which they first appeared."""

from collections.abc import Iterable

from ...model.entity import Entity
from ...model.query_dates import find_start_date
from ...store.knowledge_base import KnowledgeBase
from ...store.time_filter import TimeFilter
from .query_options import join_first_names


def list_undated_remarks(base: KnowledgeBase, entities: Iterable[Entity]) -> list[str]:
    """List the remark on things that may have appeared after the day asked about, if any may."""
    undated = find_undated_things(base, entities)
    as_of = base.time_filter and base.time_filter.query_dates.as_of
    if not undated or not as_of:
        return []
    names = [entity.name for entity in undated]
    kinds = {entity.kind_class.plural for entity in undated}
    plural = kinds.pop() if len(kinds) == 1 else "things"
    beginning = f"{len(names)} {plural}" if len(names) > 1 else names[0]
    examples = f": {join_first_names(names)}" if len(names) > 1 else ""
    return [f"{beginning} may have appeared after {as_of.text}, as no day is known{examples}"]


def find_undated_things(base: KnowledgeBase, entities: Iterable[Entity]) -> list[Entity]:
    """Find the things that may have appeared after the day asked about, as no day is known."""
    time_filter = base.time_filter
    if not time_filter or not time_filter.query_dates.as_of:
        return []
    return [entity for entity in entities if _may_be_later(entity, time_filter)]


def _may_be_later(entity: Entity, time_filter: TimeFilter) -> bool:
    """Tell whether no day is known by which a thing that begins on a day had begun."""
    return (
        entity.kind_class.has_start_date
        and not time_filter.has_first_date(entity.id)
        and not any(find_start_date(fact) and not fact.period for fact in entity.facts)
    )

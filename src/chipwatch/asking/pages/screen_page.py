"""The page of an entity on a terminal: head, sections, what rests on it, sources."""

from collections.abc import Iterator

from ...model.entity import Entity
from ...model.table import Table
from ...model.wording import format_count
from ..answers.graph import EntityGraph
from .citing_facts import SourceUse
from .page_head import PageHead
from .page_sections import PageSections
from .page_summary import describe_base_date
from .source_use_page import SourceUsePage


def build_screen_page(
    graph: EntityGraph, entity: Entity, source_use: SourceUse | None, *, is_unfolded: bool
) -> Iterator[Table]:
    """Build the tables of a page; unfolded, it leaves nothing behind a count."""
    sections = PageSections(graph, entity, is_unfolded=is_unfolded)
    yield PageHead(graph, entity).build_table()
    cards = [sections.build_table()]
    if source_use:
        cards += SourceUsePage(source_use, sections).build_tables()
    yield from cards[:-1]
    yield cards[-1]._replace(notes=(*_iter_notes(graph, entity, sections),))
    yield from sections.citation_numbers.build_tables(sections.get_source)


def _iter_notes(graph: EntityGraph, entity: Entity, sections: PageSections) -> Iterator[str]:
    """Give the foot of a page: up to when the base knows, and where to go on."""
    source_count = len(sections.citation_numbers.number_by_source)
    parts = [
        describe_base_date(graph.base),
        f"{format_count(source_count, 'source')} below" if source_count else "",
    ]
    if any(parts):
        yield "; ".join(filter(None, parts))
    controls = f"controls {entity.id}, " if entity.kind_class.has_verdict() else ""
    related = f"related {entity.id}, " if entity.kind_class.indirect_relations else ""
    yield f"More: {controls}why {entity.id} PROPERTY, {related}timeline --about {entity.id}"
    for predecessor_id in _list_predecessors(entity)[:1]:
        yield f"Before and after: compare {predecessor_id} {entity.id}"


def _list_predecessors(entity: Entity) -> list[str]:
    """List the ids of what an entity changes, in the order of the properties that say so."""
    return [
        fact.target_id
        for key in entity.kind_class.predecessor_keys
        for fact in entity.facts
        if fact.property == key and fact.target_id
    ]

"""Build what the page of an entity shows: head, facts, relations, dates, and its sources."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.core_states import list_missing_core
from ..asking.answers.graph import EntityLink
from ..asking.pages.page_head import PageHead
from ..asking.questions.timeline import TimelineEntry
from ..model.entity import Entity
from ..model.field import RelationStrength
from ..model.field_types import Ref
from ..model.numeric_fields import NumericField
from ..model.schema import Chip, Policy
from ..model.table import LABEL_AND_VALUE, Cell
from ..model.wording import lower_label
from .controls_views import ControlsViewBuilder
from .date_drawing import draw_dates
from .fact_views import FactViewBuilder
from .figure_drawings import FigureDrawing, iter_figure_drawings
from .neighbour_graph import Neighbour, draw_neighbours
from .page_views import (
    EntityView,
    HeadLineView,
    LinkView,
    TimelineView,
)
from .site_content import SiteContent
from .source_use_views import build_use_views
from .source_views import iter_source_views

MAX_HEAD_NAMES = 6
"""Names in a line of the head; the facts below have all. Chosen: two lines on most screens."""
MAX_DATES = 60
"""Dates in the timeline of a page; the command lists the others."""


class EntityViewBuilder:
    """Builds the view of one entity, its sources numbered in the order of the page."""

    def __init__(self, content: SiteContent, controls: ControlsViewBuilder, entity: Entity) -> None:
        self.content, self.controls, self.entity = content, controls, entity
        self.graph = content.graph
        self.numbers = CitationNumbers()

    def build(self) -> EntityView:
        """Build everything that the page shows, from top to bottom."""
        entity, source_use = self.entity, self.content.find_source_use(self.entity)
        head = PageHead(self.graph, entity, self.controls.glance(entity))
        controls = self.controls.build(entity, self.numbers)
        facts = FactViewBuilder(self.content, entity, self._links, self.numbers)
        sections = list(facts.iter_sections())
        rule_address = self.content.find_rule_address(entity.id)
        entries = self._list_timeline_entries() if not source_use else []
        return EntityView(
            id=entity.id,
            kind=entity.kind,
            name=entity.name,
            title_parts=head.list_title_parts()[1:],
            summary=self._get_summary(),
            head=list(self._iter_head_lines(head)),
            aliases=entity.aliases,
            sections=sections,
            missing=self._describe_missing(),
            controls=controls,
            rule_href=rule_address.href if rule_address else "",
            figures=list(self._iter_figures()),
            drawing=draw_neighbours(entity.name, self._iter_neighbours()),
            dates=draw_dates(entries[:MAX_DATES]),
            timeline=[self._build_timeline_view(entry) for entry in entries[:MAX_DATES]],
            omitted_dates=max(len(entries) - MAX_DATES, 0),
            uses=build_use_views(self.content, source_use) if source_use else (),
            use_count=len(source_use.facts) if source_use else 0,
            sources=list(iter_source_views(self.content, self.numbers)),
        )

    @cached_property
    def _links(self) -> dict[str, list[EntityLink]]:
        return self.content.list_links(self.entity)

    def _get_summary(self) -> str:
        ranked_facts = self.graph.rank_facts(self.entity).get("summary")
        return ranked_facts.shown_facts[0].format_value() if ranked_facts else ""

    def _iter_head_lines(self, head: PageHead) -> Iterator[HeadLineView]:
        for row in head.build_table().rows:
            if len(row) >= LABEL_AND_VALUE:
                label, value = row[:LABEL_AND_VALUE]
                remark = row[-1].text if len(row) > LABEL_AND_VALUE else ""
                yield HeadLineView(label.text, self._link_items(value), remark, value.mark)

    def _link_items(self, cell: Cell) -> list[LinkView]:
        """Link the names that a cell of the head lists; a plain value stands alone."""
        if not cell.items:
            return [LinkView(cell.text, hint=cell.annotation)]
        links = [LinkView(name, self._hrefs_by_name.get(name, "")) for name in cell.items]
        shown_links = links[:MAX_HEAD_NAMES]
        hidden_count = len(links) - len(shown_links)
        return [*shown_links, *([LinkView(f"{hidden_count} more")] if hidden_count else [])]

    @cached_property
    def _hrefs_by_name(self) -> dict[str, str]:
        links = (link for links in self._links.values() for link in links)
        ids = dict.fromkeys(link.entity_id for link in links)
        return {self.graph.get_name(item): self.content.addresses.find_href(item) for item in ids}

    def _describe_missing(self) -> str:
        labels = self.entity.kind_class.collect_labels()
        keys = (keys.split("|")[0] for keys in list_missing_core(self.graph, self.entity))
        return ", ".join(lower_label(labels[key]) for key in keys)

    def _iter_neighbours(self) -> Iterator[Neighbour]:
        """Give each linked entity once, under the first relation that it has."""
        labels, seen = self.entity.kind_class.collect_labels(), {self.entity.id}
        for key, links in self._links.items():
            for link in links:
                if link.entity_id not in seen:
                    seen.add(link.entity_id)
                    yield Neighbour(
                        name=self.graph.get_name(link.entity_id),
                        href=self.content.addresses.find_href(link.entity_id),
                        relation=labels[key],
                        is_mention=_is_mention(link),
                        is_incoming=link.fact.entity != self.entity.id,
                    )

    def _iter_figures(self) -> Iterator[FigureDrawing]:
        for ranked in self.graph.rank_facts(self.entity).values():
            field = ranked.facts[0].field
            if isinstance(field, NumericField):
                known_facts = [fact for fact in ranked.facts if not fact.is_unknown]
                yield from iter_figure_drawings(field, known_facts)

    def _list_timeline_entries(self) -> list[TimelineEntry]:
        """List the dates of the entity, of what is linked with it, and of rules on its chips."""
        linked_ids = [link.entity_id for links in self._links.values() for link in links]
        ids = [self.entity.id, *linked_ids, *self._iter_rules_on_chips(linked_ids)]
        return self.content.list_timeline_entries(ids)

    def _iter_rules_on_chips(self, linked_ids: Iterable[str]) -> Iterator[str]:
        for linked_id in linked_ids:
            entity = self.content.entities.get(linked_id)
            if entity and entity.kind == Chip.name:
                for links in self.content.list_links(entity).values():
                    ids = (link.entity_id for link in links)
                    yield from (item for item in ids if self._is_policy(item))

    def _is_policy(self, entity_id: str) -> bool:
        entity = self.content.entities.get(entity_id)
        return entity is not None and entity.kind == Policy.name

    def _build_timeline_view(self, entry: TimelineEntry) -> TimelineView:
        return TimelineView(
            day=entry.day.format(),
            what=entry.fact.field.label,
            thing=self.content.link(entry.entity.id),
            note="; ".join(filter(None, (entry.fact.note, entry.lag))),
        )


def _is_mention(link: EntityLink) -> bool:
    """Tell whether a link says little of how its ends depend on one another."""
    field = link.fact.field
    return isinstance(field, Ref) and field.strength is RelationStrength.MENTION

"""Build the facts that the page of an entity shows, by section and property."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.entity_card import format_aside, format_headline, format_time_span
from ..asking.answers.graph import EntityLink
from ..asking.answers.indirect_links import IndirectLink, IndirectLinks, find_indirect_links
from ..asking.answers.link_loader import load_links
from ..asking.answers.query_options import UNKNOWN_AT_DATE
from ..model.entity import Entity
from ..model.facts import Fact
from ..model.field_types import Ref, Url
from ..model.kind import AnyField
from ..model.ranking import RankedFacts
from .page_views import PropertyView, SectionView, ValueView, keep_web_address
from .site_content import SiteContent

INDIRECT_TITLE = "Elsewhere"


class FactViewBuilder:
    """Builds the facts about one entity; the numbers of their sources are those of its page."""

    def __init__(
        self,
        content: SiteContent,
        entity: Entity,
        links: Mapping[str, Sequence[EntityLink]],
        numbers: CitationNumbers,
    ) -> None:
        self.content, self.entity, self.links = content, entity, links
        self.graph, self.numbers = content.graph, numbers

    def iter_sections(self) -> Iterator[SectionView]:
        """Give the sections that have any properties, in the order of the kind."""
        for position, title in enumerate(self.entity.kind_class.sections, start=1):
            properties = list(self._iter_properties(title))
            if properties:
                yield SectionView(title, f"facts-{position}", properties)
        if self._indirect_links:
            yield SectionView(INDIRECT_TITLE, "facts-elsewhere", list(self._iter_indirect()))

    def _iter_properties(self, section: str) -> Iterator[PropertyView]:
        ranked_by_property = self.graph.rank_facts(self.entity)
        unknown_names = self.graph.list_unknown_at_date(self.entity)
        kind = self.entity.kind_class
        for name, field in kind.properties.items():
            if field.section == section:
                view = self._build_property(field, ranked_by_property.get(name))
                if view.values:
                    yield view
                if name in unknown_names:
                    yield PropertyView(field.label, [ValueView(UNKNOWN_AT_DATE, is_known=False)])
        for name, relations in kind.collect_relations().items():
            inverse = relations[0].inverse
            if inverse.section == section and name not in kind.properties and name in self.links:
                links = [self._build_link(link, None) for link in self.links[name]]
                yield PropertyView(inverse.label, links)

    def _build_property(self, field: AnyField, ranked: RankedFacts | None) -> PropertyView:
        shown_facts = ranked.shown_facts if ranked else ()
        values = [self._build_link(link, ranked) for link in self.links.get(field.name, ())]
        if not isinstance(field, Ref) or (ranked and not ranked.is_known):
            values = [self._build_value(fact, ranked) for fact in shown_facts]
        hidden = [fact for fact in (ranked.facts if ranked else ()) if fact not in shown_facts]
        others = [self._build_value(fact, None) for fact in hidden]
        return PropertyView(field.label, values, others)

    def _build_value(self, fact: Fact, ranked: RankedFacts | None) -> ValueView:
        text = self.graph.format_value(fact)
        is_address = isinstance(fact.field, Url) and not fact.is_unknown
        return ValueView(
            text=text,
            href=self.content.addresses.find_href(fact.target_id or ""),
            url=keep_web_address(text) if is_address else "",
            note=format_aside(fact),
            dates=format_time_span(fact),
            certainty=_find_certainty(fact, ranked),
            is_known=not fact.is_unknown,
            places=self.numbers.register_citations(fact.citations, with_locators=True),
        )

    def _build_link(self, link: EntityLink, ranked: RankedFacts | None) -> ValueView:
        """Build a linked entity, with what it is and what the link states."""
        own = ranked if ranked and link.fact in ranked.facts else None
        linked_entity = self.graph.find_linked_entity(link.entity_id)
        headline = format_headline(self.graph, linked_entity) if linked_entity else ""
        notes = dict.fromkeys((headline, format_aside(link.fact)))
        return self._build_value(link.fact, own)._replace(
            text=self.graph.get_name(link.entity_id),
            href=self.content.addresses.find_href(link.entity_id),
            note="; ".join(filter(None, notes)),
        )

    def _iter_indirect(self) -> Iterator[PropertyView]:
        """Give what the pages of others tell of the entity."""
        for relation, indirect_links in self._indirect_links.items():
            values = [*map(self._build_indirect_link, indirect_links)]
            yield PropertyView(relation.label, values)

    def _build_indirect_link(self, indirect_link: IndirectLink) -> ValueView:
        """Build an entity at the end of two links, and say through which other it is linked."""
        middle, end = indirect_link.first.end_id, indirect_link.end_id
        return self._build_value(indirect_link.last.fact, None)._replace(
            text=self.graph.get_name(end),
            href=self.content.addresses.find_href(end),
            note=f"through {self.graph.get_name(middle)}",
        )

    @cached_property
    def _indirect_links(self) -> IndirectLinks:
        """What other pages tell of the entity."""
        kind, base = self.entity.kind_class, self.content.base
        if not kind.indirect_relations:
            return {}
        return find_indirect_links(base, kind, load_links(base, [self.entity.id])[self.entity.id])


def _find_certainty(fact: Fact, ranked: RankedFacts | None) -> str:
    """Find how sure a fact is: disputed also where others contradict the value shown."""
    if fact.is_unknown:
        return ""
    is_in_doubt = ranked is not None and ranked.is_in_doubt(fact)
    return "disputed" if is_in_doubt else fact.certainty

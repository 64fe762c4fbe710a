"""What a site is made of, loaded once: entities, links, sources, rules, and where pages are."""

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from ..asking.answers.graph import EntityGraph, EntityLink
from ..asking.controls.controls_query import ControlsQuery, ControlsRequest
from ..asking.pages.citing_facts import SourceUse, load_source_uses
from ..asking.pages.fact_words import rank_link
from ..asking.questions.timeline import TimelineEntry, find_entries
from ..model import clock
from ..model.dates import Date
from ..model.entity import Entity
from ..model.problem import NotFoundError
from ..model.query_dates import QueryDates
from ..model.schema import KINDS, Source, find_kind
from ..rules.rule import Rule
from ..store.base_as_of import read_base_as_of
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef
from .page_views import LinkView
from .site_addresses import RULE_FOLDER, PageAddress, SiteAddresses


class SiteScope(NamedTuple):
    """What a site is about: some kinds, or all; and the dates for which it holds."""

    kinds: tuple[str, ...] = ()
    query_dates: QueryDates | None = None


class SiteContent:
    """The entities of a site, and what their pages say of them."""

    def __init__(self, undated_base: KnowledgeBase, scope: SiteScope) -> None:
        self.scope, self.dates = scope, scope.query_dates
        self.undated_base = undated_base
        self.base = read_base_as_of(undated_base, self.dates) if self.dates else undated_base
        self.kinds = _list_kinds(scope.kinds)
        self.entities = {
            entity.id: entity
            for kind in self.kinds
            for entity in self.base.load_entities_of_kind(kind)
        }
        refs = (EntityRef(item.id, item.kind, item.name) for item in self.entities.values())
        self.addresses = SiteAddresses(refs)
        self.graph = EntityGraph(self.base, list(self.entities.values()))
        self.graph.add_sources(self.base.load_all_sources())
        self.graph.load()

    @cached_property
    def day(self) -> Date:
        """The day for which verdicts are given: that of ``--as-of``, or today."""
        return (self.dates and self.dates.as_of) or clock.get_today()

    @cached_property
    def newest_publication(self) -> str:
        """When the newest source appeared."""
        return self.base.find_newest_publication()

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """The rules of the policies of the site."""
        return [rule for rule in self.base.load_rules() if rule.policy in self.entities]

    @cached_property
    def controls(self) -> ControlsQuery | None:
        """The question whether a chip may go to China; None where the base has no rules.

        The verdicts of other days are told too: facts are filtered only by what was known.
        """
        base = self.undated_base
        if self.dates and self.dates.known_by:
            base = read_base_as_of(base, self.dates._replace(as_of=None))
        as_of = self.dates.as_of.text if self.dates and self.dates.as_of else ""
        try:
            return ControlsQuery(base, ControlsRequest(as_of=as_of))
        except NotFoundError:
            return None

    @cached_property
    def _entries_by_entity(self) -> dict[str, list[TimelineEntry]]:
        entries: dict[str, list[TimelineEntry]] = {}
        for entry in find_entries(self.graph):
            if entry.entity.kind_class.has_start_date:
                entries.setdefault(entry.entity.id, []).append(entry)
        return entries

    @cached_property
    def _source_uses(self) -> dict[str, SourceUse]:
        source_ids = [item.id for item in self.entities.values() if item.kind_class.is_cited]
        return load_source_uses(self.base, source_ids)

    def list_entities(self, kind: str) -> list[Entity]:
        """List the entities of a kind, by name."""
        return [entity for entity in self.entities.values() if entity.kind == kind]

    def find_source_use(self, entity: Entity) -> SourceUse | None:
        """Find what rests on an entity that is a source."""
        return self._source_uses[entity.id] if entity.kind_class.is_cited else None

    def list_links(self, entity: Entity) -> dict[str, list[EntityLink]]:
        """List the links of an entity by their key, the newest first."""
        rank = partial(rank_link, self.graph)
        links_by_key = {
            key: sorted(self.graph.list_links(entity, key), key=rank, reverse=True)
            for key in entity.kind_class.collect_labels()
        }
        return {key: links for key, links in links_by_key.items() if links}

    def list_timeline_entries(self, entity_ids: Iterable[str]) -> list[TimelineEntry]:
        """List the dates of some entities, the newest first."""
        entries = [
            entry
            for entity_id in dict.fromkeys(entity_ids)
            for entry in self._entries_by_entity.get(entity_id, ())
        ]
        return sorted(entries, key=_get_entry_order, reverse=True)

    def link(self, entity_id: str) -> LinkView:
        """Link an entity by its name; one without a page of its own is only named."""
        entity = self.entities.get(entity_id)
        name = entity.name if entity else self.graph.get_name(entity_id)
        return LinkView(name, self.addresses.find_href(entity_id))

    def find_rule_address(self, policy_id: str) -> PageAddress | None:
        """Find the address of the rule of a policy; None where the site has none."""
        has_rule = any(rule.policy == policy_id for rule in self.rules)
        return self.addresses.get(policy_id)._replace(folder=RULE_FOLDER) if has_rule else None

    def get_kind_address(self, kind: str) -> PageAddress:
        """Get the address of the list of a kind."""
        return PageAddress(kind, "index")


def _list_kinds(names: Sequence[str]) -> tuple[str, ...]:
    """List the kinds of a site: those named with the sources that they cite, or all."""
    chosen = {find_kind(name).name for name in names} or set(KINDS)
    return tuple(kind for kind in KINDS if kind in chosen or kind == Source.name)


def _get_entry_order(entry: TimelineEntry) -> tuple[int, int, str]:
    return (entry.day.first, entry.day.last, entry.entity.name)

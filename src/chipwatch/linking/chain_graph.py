"""The part of the graph of all relations that a search for chains has loaded."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from ..asking.answers.link_loader import LinksById, load_links
from ..asking.answers.relation_link import RelationLink
from ..store.knowledge_base import KnowledgeBase
from .step_condition import StepKeys, build_fact_key


class CostedLink(NamedTuple):
    """A link, and what it costs a chain."""

    cost: int
    link: RelationLink

    @property
    def rank(self) -> tuple[int, int]:
        """The order of parallel links: the cheapest first, then that with the most sources."""
        return self.cost, -self.link.fact.independent_source_count


class ChainGraph:
    """Things with the best link to each thing that they are linked with."""

    def __init__(
        self,
        base: KnowledgeBase,
        *,
        day: int,
        with_mentions: bool,
        step_keys: StepKeys | None = None,
    ) -> None:
        self.base, self.day, self.with_mentions = base, day, with_mentions
        self.step_keys = step_keys
        self.loaded_count = 0
        """The number of links that were loaded."""
        self._links_by_id: LinksById = {}
        self._neighbours: dict[str, dict[str, CostedLink]] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Load the links of some things."""
        missing_ids = [entity_id for entity_id in ids if entity_id not in self._links_by_id]
        if not missing_ids:
            return
        loaded = load_links(self.base, missing_ids, with_mentions=self.with_mentions)
        for entity_id, all_links in loaded.items():
            links = [link for link in all_links if self._may_be_step(link)]
            self._links_by_id[entity_id] = links
            self.loaded_count += len(links)
            for link in links:
                self._add_link(link)

    def iter_links(self, entity_id: str) -> Iterable[CostedLink]:
        """Iterate over the best links of a thing to each of its neighbours that are loaded."""
        return self._neighbours.get(entity_id, {}).values()

    def find_link(self, start_id: str, end_id: str) -> CostedLink | None:
        """Find the best link between two things."""
        return self._neighbours.get(start_id, {}).get(end_id)

    def has_shortcut(self, links: tuple[RelationLink, ...]) -> bool:
        """Return whether two things of a chain are linked directly for no more than by the chain.

        Such a chain takes the long way round, from a chip to its variant and on to their foundry.
        """
        ids = [links[0].start_id, *(link.end_id for link in links)]
        costs = [0, *accumulate(link.compute_cost(self.day) for link in links)]
        return any(
            new_ids.cost <= costs[later] - costs[first]
            for first, first_id in enumerate(ids)
            for later in range(first + 2, len(ids))
            if (new_ids := self.find_link(first_id, ids[later]))
        )

    def iter_parallel_links(self, link: RelationLink) -> Iterator[RelationLink]:
        """Iterate over the other relations between the two ends of a link."""
        links = self._links_by_id.get(link.start_id)
        if links is None:
            links = [
                parallel_link.reverse() for parallel_link in self._links_by_id.get(link.end_id, ())
            ]
        for parallel_link in links:
            if parallel_link.end_id == link.end_id and parallel_link.key != link.key:
                yield parallel_link

    def _may_be_step(self, link: RelationLink) -> bool:
        return self.step_keys is None or build_fact_key(link.fact) in self.step_keys

    def _add_link(self, link: RelationLink) -> None:
        """Keep a link under both its ends, if it is the best between them."""
        new = CostedLink(cost=link.compute_cost(self.day), link=link)
        best = self.find_link(link.start_id, link.end_id)
        if best is None or new.rank < best.rank:
            self._neighbours.setdefault(link.start_id, {})[link.end_id] = new
            reverse = new._replace(link=link.reverse())
            self._neighbours.setdefault(link.end_id, {})[link.start_id] = reverse

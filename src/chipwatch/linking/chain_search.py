"""Find the cheapest chains of relations from one thing to another.

The graph is loaded from both ends at once, the cheapest ends first, until no chain can be cheaper
than those that are found: Pohl, Bi-directional search (1971). How much a relation costs is declared
beside it; nothing here knows a relation by its name.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from ..asking.answers.relation_link import RelationLink
from ..model.field import RelationStrength
from .chain_graph import ChainGraph

MAX_LOADED_LINKS = 20_000
"""Links that one search loads at most: our choice, about half a second's work."""
MAX_TRIED_CHAINS = 5_000
"""Beginnings of chains that are tried at most: our choice, as above."""
COST_STEP = RelationStrength.DEPENDENCE.value
"""Ends whose costs differ by less are loaded with one query; chains that cost more than the
cheapest by no more than this are other ways worth a look: one step of dependence."""

RemainingCosts = list[dict[str, int]]
"""The least cost to the goal by thing, for each number of steps that are left."""


class Chain(NamedTuple):
    """Relations that lead from one thing to another, and what they cost."""

    links: tuple[RelationLink, ...]
    cost: int

    @property
    def source_count(self) -> int:
        """The number of independent sources behind its steps."""
        return sum(link.fact.independent_source_count for link in self.links)

    @property
    def pattern(self) -> tuple[str, ...]:
        """The relations in it, without the things that they lead through."""
        return tuple(link.key for link in self.links)


class SearchFrontier:
    """How far the graph is loaded from one end of a chain."""

    def __init__(self, entity_id: str, max_steps: int) -> None:
        self.max_steps = max_steps
        """The steps from this end within which things are loaded: half of a chain."""
        self.costs, self.steps = {entity_id: 0}, {entity_id: 0}
        self.pending = {entity_id}
        self.radius = 0
        """The cost up to which every thing within these steps is loaded."""

    def pop_cheapest(self) -> list[str]:
        """Take the things that are to be loaded next."""
        self.radius = max(self.radius, min(map(self.costs.__getitem__, self.pending)) + COST_STEP)
        chosen = sorted(id_ for id_ in self.pending if self.costs[id_] < self.radius)
        self.pending.difference_update(chosen)
        return chosen

    def reach(self, link: RelationLink, cost: int) -> None:
        """Note what it costs to reach the end of a link, and in how many steps."""
        end_id = link.end_id
        new_cost = self.costs[link.start_id] + cost
        new_steps = self.steps[link.start_id] + 1
        is_cheaper = new_cost < self.costs.get(end_id, new_cost + 1)
        is_nearer = new_steps < self.steps.get(end_id, new_steps + 1)
        if is_cheaper:
            self.costs[end_id] = new_cost
        if is_nearer:
            self.steps[end_id] = new_steps
        if (is_cheaper or is_nearer) and self.steps[end_id] < self.max_steps:
            self.pending.add(end_id)


class ChainSearch:
    """Searches the chains between two things of at most so many steps."""

    def __init__(
        self, graph: ChainGraph, *, max_steps: int, max_links: int = MAX_LOADED_LINKS
    ) -> None:
        self.graph, self.max_steps, self.max_links = graph, max_steps, max_links
        self.is_cut = False
        """Whether the search gave up before it had seen everything within reach."""

    def iter_chains(self, start_id: str, goal_id: str) -> Iterator[Chain]:
        """Give the chains from one thing to another that cost at most a step more than the best.

        The cheapest come first. None leads through one thing twice, or the long way round.
        """
        self._load_graph(start_id, goal_id)
        best_cost: int | None = None
        for chain in self._iter_loaded_chains(start_id, goal_id):
            best_cost = chain.cost if best_cost is None else best_cost
            if chain.cost > best_cost + COST_STEP:
                return
            if not self.graph.has_shortcut(chain.links):
                yield chain

    def _load_graph(self, start_id: str, goal_id: str) -> None:
        """Load the graph between two things until nothing cheaper can be found in the rest."""
        start = SearchFrontier(start_id, (self.max_steps + 1) // 2)
        goal = SearchFrontier(goal_id, max(1, self.max_steps // 2))
        while frontiers := [frontier for frontier in (start, goal) if frontier.pending]:
            nearest = min(frontiers, key=_get_radius)
            if self._is_settled(start, goal, nearest.radius - COST_STEP):
                return
            if self.graph.loaded_count > self.max_links:
                self.is_cut = True
                return
            self._expand(nearest)

    def _is_settled(self, start: SearchFrontier, goal: SearchFrontier, sure_cost: int) -> bool:
        """Return whether a chain is loaded that costs no more than any that is not loaded.

        A chain that is not loaded has in one of its halves a thing that was not, and so costs more
        than the radius of that frontier.
        """
        do_meet = any(
            cost + goal.costs[entity_id] <= sure_cost
            for entity_id, cost in start.costs.items()
            if entity_id in goal.costs
        )
        if not do_meet:
            return False
        (start_id, *_), (goal_id, *_) = start.costs, goal.costs
        remaining = self._compute_remaining_costs(goal_id)[-1]
        return start_id in remaining and remaining[start_id] <= sure_cost

    def _expand(self, frontier: SearchFrontier) -> None:
        """Load the links of the cheapest ends of a frontier."""
        ids = frontier.pop_cheapest()
        self.graph.load(ids)
        for entity_id in ids:
            for cost, link in self.graph.iter_links(entity_id):
                frontier.reach(link, cost)

    def _iter_loaded_chains(self, start_id: str, goal_id: str) -> Iterator[Chain]:
        """Give the chains in what is loaded, the cheapest first, by the least cost to the goal."""
        remaining = self._compute_remaining_costs(goal_id)
        if start_id not in remaining[-1]:
            return
        order = count()
        queue: list[tuple[int, int, int, tuple[RelationLink, ...]]] = []
        heappush(queue, (remaining[-1][start_id], 0, next(order), ()))
        for _ in range(MAX_TRIED_CHAINS):
            if not queue:
                return
            total, cost, _, links = heappop(queue)
            end_id = links[-1].end_id if links else start_id
            if end_id == goal_id:
                yield Chain(links=links, cost=total)
                continue
            visited = {start_id, *(link.end_id for link in links)}
            costs_left = remaining[self.max_steps - len(links) - 1]
            for link_cost, link in self.graph.iter_links(end_id):
                if link.end_id in costs_left and link.end_id not in visited:
                    new_cost = cost + link_cost
                    new_total = new_cost + costs_left[link.end_id]
                    heappush(queue, (new_total, new_cost, next(order), (*links, link)))
        self.is_cut = True

    def _compute_remaining_costs(self, goal_id: str) -> RemainingCosts:
        """Compute the least cost from every thing to the goal in at most so many steps.

        By Bellman and Ford, one round a step, following only what has become cheaper.
        """
        costs: RemainingCosts = [{goal_id: 0}]
        changed = {goal_id}
        for _ in range(self.max_steps):
            previous, current = costs[-1], dict(costs[-1])
            changed = {
                link.end_id
                for entity_id in changed
                for cost, link in self.graph.iter_links(entity_id)
                if _lower_cost(current, link.end_id, previous[entity_id] + cost)
            }
            costs.append(current)
        return costs


def _lower_cost(costs: dict[str, int], entity_id: str, cost: int) -> bool:
    """Lower the cost of a thing; return whether it was higher, or not known."""
    if cost >= costs.get(entity_id, cost + 1):
        return False
    costs[entity_id] = cost
    return True


def _get_radius(frontier: SearchFrontier) -> int:
    return frontier.radius

"""Ask for the chains of relations from one thing to another."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from ..asking.answers.entity_match import EntityMatch
from ..asking.answers.link_loader import load_links
from ..asking.answers.query_options import QueryOptions, join_first_names
from ..asking.answers.reference_day import find_reference_day
from ..asking.naming.resolver import resolve
from ..model.answer import Answer
from ..model.problem import NotFoundError, UsageError
from ..model.wording import format_count
from ..store.knowledge_base import KnowledgeBase
from .chain_answer import ChainAnswer, ChainGroup
from .chain_graph import ChainGraph
from .chain_search import MAX_LOADED_LINKS, Chain, ChainSearch
from .link_references import load_link_references
from .step_condition import find_step_keys

DEFAULT_MAX_STEPS, LARGEST_MAX_STEPS = 6, 12
MAX_CHAINS = 100
"""Chains that one answer tells apart: our choice."""
MAX_LINKS_OF_SECOND_SEARCH = 5_000
"""Links that a search in vain may have loaded for a longer chain to be looked for, and that this
second search loads at most: our choice."""
MAX_SHOWN_WAYS = 3
"""Ways of other relations that are shown unless all chains are: our choice."""


class ChainRequest(NamedTuple):
    """How long chains may be, and which are wanted."""

    max_steps: int = DEFAULT_MAX_STEPS
    shows_all: bool = False
    """Whether each chain is shown, those too that differ only in what they lead through."""
    with_mentions: bool = True
    """Whether relations that say little may be a step."""
    where: str = ""
    """A condition in SQL on the table ``fact`` that each step must meet."""


class FoundChains(NamedTuple):
    """The chains that a search found, and the graph that it loaded."""

    chains: list[Chain]
    graph: ChainGraph
    is_cut: bool
    """Whether the search gave up before it had seen everything within reach."""


def find_chains(
    base: KnowledgeBase, names: tuple[str, str], request: ChainRequest, options: QueryOptions
) -> Answer:
    """Find the best chains between two things; raises NotFoundError and the errors of names."""
    if not 1 <= request.max_steps <= LARGEST_MAX_STEPS:
        hint = f"give a number from 1 to {LARGEST_MAX_STEPS}"
        raise UsageError(f"a chain of {request.max_steps} steps is not searched for", hint)
    start, goal = (resolve(base, name, exact=options.exact) for name in names)
    if start.entity.id == goal.entity.id:
        message = f"both names mean {start.entity.name} ({start.entity.id})"
        raise UsageError(message, "name two different things")
    search_result = _search_chains(base, (start.entity.id, goal.entity.id), request)
    if not search_result.chains:
        raise _build_no_chain_error(base, (start, goal), request, search_result)
    all_groups = _group_chains(search_result.chains[:MAX_CHAINS], shows_all=request.shows_all)
    groups = all_groups if request.shows_all else all_groups[:MAX_SHOWN_WAYS]
    links = [link for group in groups for link in group.shown.links]
    parallel_links = [
        parallel_link
        for link in links
        for parallel_link in search_result.graph.iter_parallel_links(link)
    ]
    passed_ids = [link.end_id for group in groups for chain in group.chains for link in chain.links]
    return ChainAnswer(
        groups=groups,
        hidden_way_count=len(all_groups) - len(groups),
        matches=(start, goal),
        parallel_links=parallel_links,
        references=load_link_references(base, links, passed_ids),
        is_cut=search_result.is_cut,
    )


def _search_chains(
    base: KnowledgeBase,
    ids: tuple[str, str],
    request: ChainRequest,
    max_links: int = MAX_LOADED_LINKS,
) -> FoundChains:
    """Search the chains between two things; those with mentions only where there is no other."""
    day, is_cut = find_reference_day(base), False
    step_keys = find_step_keys(base, request.where)
    for with_mentions in (False, True) if request.with_mentions else (False,):
        graph = ChainGraph(base, day=day, with_mentions=with_mentions, step_keys=step_keys)
        search = ChainSearch(graph, max_steps=request.max_steps, max_links=max_links)
        chains = list(islice(search.iter_chains(*ids), MAX_CHAINS + 1))
        is_cut = is_cut or search.is_cut or len(chains) > MAX_CHAINS
        search_result = FoundChains(chains=chains, graph=graph, is_cut=is_cut)
        if chains:
            break
    return search_result


def _group_chains(chains: Sequence[Chain], *, shows_all: bool) -> list[ChainGroup]:
    """Group chains by their relations, the best sourced of each first, unless all are shown."""
    ranked = sorted(chains, key=_rank_chain)
    if shows_all:
        return [ChainGroup(chains=(chain,)) for chain in ranked]
    by_pattern: dict[tuple[str, ...], list[Chain]] = {}
    for chain in ranked:
        by_pattern.setdefault(chain.pattern, []).append(chain)
    return [ChainGroup(chains=tuple(group)) for group in by_pattern.values()]


def _rank_chain(chain: Chain) -> tuple[int, int]:
    return chain.cost, -chain.source_count


def _build_no_chain_error(
    base: KnowledgeBase,
    ends: tuple[EntityMatch, EntityMatch],
    request: ChainRequest,
    search_result: FoundChains,
) -> NotFoundError:
    """Build the error that no chain is short enough, with what is nearest to it."""
    start, goal = (match.entity for match in ends)
    steps = format_count(request.max_steps, "step")
    message = f"no chain of at most {steps} leads from {start.name} to {goal.name}"
    if request.where:
        return NotFoundError(f"{message} by facts that meet {request.where!r}", "leave out --where")
    links = load_links(base, [start.id, goal.id])
    for entity in (start, goal):
        if not links[entity.id]:
            return NotFoundError(message, f"the base links {entity.name} with nothing")
    if search_result.is_cut:
        return NotFoundError(f"{message}, as far as was searched", "lower --max")
    is_small = search_result.graph.loaded_count <= MAX_LINKS_OF_SECOND_SEARCH
    if is_small and (length := _find_longer_chain(base, (start.id, goal.id), request)):
        return NotFoundError(
            message, f"there is one of {format_count(length, 'step')}: raise --max"
        )
    nearest = min((start, goal), key=lambda entity: len(links[entity.id]))
    linked_ids = list(dict.fromkeys(link.end_id for link in links[nearest.id]))
    entity_refs = base.load_entity_refs(linked_ids)
    names = [entity_refs[id_].name for id_ in linked_ids if id_ in entity_refs]
    hint = f"{nearest.name} is linked with {join_first_names(names)}"
    candidates = [entity_refs[id_]._asdict() for id_ in linked_ids if id_ in entity_refs]
    return NotFoundError(message, hint, candidates)


def _find_longer_chain(
    base: KnowledgeBase, ids: tuple[str, str], request: ChainRequest
) -> int | None:
    """Find how long the best chain is that is longer than asked for; None where there is none."""
    longer = request._replace(max_steps=LARGEST_MAX_STEPS)
    search_result = _search_chains(base, ids, longer, max_links=MAX_LINKS_OF_SECOND_SEARCH)
    return len(search_result.chains[0].links) if search_result.chains else None

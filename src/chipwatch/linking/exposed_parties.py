"""The parties through whom rules reach a firm: what it owns, who makes and supplies its chips."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..asking.answers.link_loader import load_links
from ..asking.answers.relation_link import RelationLink
from ..model.entity import Entity
from ..store.knowledge_base import KnowledgeBase

MAX_PARTIES = 40
"""Parties of one role that are looked up at most: our choice."""


class PartyRole(NamedTuple):
    """What a party is to a firm, and the relations that lead to it."""

    key: str
    heading: str
    routes: tuple[tuple[str, ...], ...]
    """Each a chain of relations by key, each as seen from where it begins."""
    missing_text: str
    """What such parties are called where the base knows none."""
    counts_chips: bool = False
    """Whether the chips are counted that lead to no such party."""


PARTY_ROLES = (
    PartyRole(
        key="owns",
        heading="WHAT IT OWNS",
        routes=(("subsidiaries",), ("stakes",)),
        missing_text="subsidiaries and stakes",
    ),
    PartyRole(
        key="foundry",
        heading="FOUNDRIES OF ITS CHIPS",
        routes=(("chips", "foundry"),),
        missing_text="foundries of its chips",
        counts_chips=True,
    ),
    PartyRole(
        key="supplier",
        heading="SUPPLIERS",
        routes=(("suppliers",), ("chips", "memory_suppliers")),
        missing_text="suppliers",
    ),
    PartyRole(
        key="foundry-supplier",
        heading="TOOLS AND SUPPLIES OF ITS FOUNDRIES",
        routes=(("chips", "foundry", "suppliers"),),
        missing_text="suppliers of its foundries",
    ),
)


USED_CHIP_ROUTES = (("uses_chips",), ("products", "chips"), ("uses_systems", "chips"))
"""The relations that lead to chips which a firm buys, runs, or has its models run on."""


class ExposedParty(NamedTuple):
    """A party with a role, and the chains of relations that lead to it."""

    id: str
    role: PartyRole
    chains: tuple[tuple[RelationLink, ...], ...]

    @property
    def last_links(self) -> list[RelationLink]:
        """The links that lead to it, the last of each chain, each once."""
        return list(dict.fromkeys(chain[-1] for chain in self.chains))

    def leave_out_chips(self, ids: Collection[str]) -> "ExposedParty":
        """Leave out the chains that lead over some chips."""
        chains = (chain for chain in self.chains if not any(link.end_id in ids for link in chain))
        return self._replace(chains=tuple(chains))


class ExposedParties(NamedTuple):
    """The parties of each role, the chips of the firm, and what is left out."""

    parties: list[ExposedParty]
    left_out_count: int
    chip_ids: list[str]
    used_chip_chains: dict[str, tuple[RelationLink, ...]]
    """The chips of others that it uses, and the chain that leads to each."""

    def leave_out_chips(self, ids: Collection[str]) -> "ExposedParties":
        """Leave out some chips, and the parties that only they lead to."""
        if not ids:
            return self
        parties = [party.leave_out_chips(ids) for party in self.parties]
        return self._replace(
            parties=[party for party in parties if party.chains],
            chip_ids=[chip_id for chip_id in self.chip_ids if chip_id not in ids],
            used_chip_chains={
                chip_id: chain
                for chip_id, chain in self.used_chip_chains.items()
                if chip_id not in ids
            },
        )


def collect_exposed_parties(base: KnowledgeBase, company: Entity, day: int) -> ExposedParties:
    """Collect the parties of every role that the relations of a day lead to."""
    route_loader = _RouteLoader(base, day)
    own_links = route_loader.load_links([company.id])[company.id]
    parties: list[ExposedParty] = []
    left_out_count = 0
    for role in PARTY_ROLES:
        chains_by_id: dict[str, list[tuple[RelationLink, ...]]] = {}
        for route in role.routes:
            for chain in route_loader.iter_chains(company.id, route):
                if chain[-1].end_id != company.id:
                    chains_by_id.setdefault(chain[-1].end_id, []).append(chain)
        found = [
            ExposedParty(id=party_id, role=role, chains=tuple(chains))
            for party_id, chains in chains_by_id.items()
        ]
        parties += found[:MAX_PARTIES]
        left_out_count += len(found[MAX_PARTIES:])
    chip_ids = [link.end_id for link in own_links if link.key == "chips"]
    used_chip_chains = {
        chain[-1].end_id: chain
        for route in reversed(USED_CHIP_ROUTES)
        for chain in route_loader.iter_chains(company.id, route)
        if chain[-1].end_id not in chip_ids
    }
    return ExposedParties(
        parties=parties,
        left_out_count=left_out_count,
        chip_ids=list(dict.fromkeys(chip_ids)),
        used_chip_chains=used_chip_chains,
    )


class _RouteLoader:
    """Loads links that held on a day, those of each thing once."""

    def __init__(self, base: KnowledgeBase, day: int) -> None:
        self.base, self.day = base, day
        self._links_by_id: dict[str, list[RelationLink]] = {}

    def load_links(self, ids: Sequence[str]) -> dict[str, list[RelationLink]]:
        missing_ids = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._links_by_id]
        if missing_ids:
            for entity_id, links in load_links(self.base, missing_ids).items():
                self._links_by_id[entity_id] = [
                    link for link in links if link.fact.may_hold_on(self.day)
                ]
        return self._links_by_id

    def iter_chains(
        self, start_id: str, route: Sequence[str]
    ) -> Iterator[tuple[RelationLink, ...]]:
        """Give the chains of links that follow a route."""
        chains: list[tuple[RelationLink, ...]] = [()]
        for key in route:
            ends = [chain[-1].end_id if chain else start_id for chain in chains]
            links_by_id = self.load_links(ends)
            chains = [
                (*chain, link)
                for chain, end_id in zip(chains, ends, strict=True)
                for link in links_by_id[end_id]
                if link.key == key
            ]
        yield from chains

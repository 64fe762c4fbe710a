"""Ask which rules bite a firm, and through whom."""

from collections.abc import Iterable, Mapping, Sequence

from ..asking.answers.link_loader import load_links
from ..asking.answers.relation_link import RelationLink
from ..asking.controls.controls_query import ControlsQuery, ControlsRequest
from ..asking.controls.first_appearance import Appearance, find_appearances
from ..asking.controls.party_standing import PartyStanding, find_standing
from ..asking.controls.screening_lists import ScreeningLists
from ..asking.naming.resolver import resolve
from ..model.answer import Answer
from ..model.facts import Fact
from ..model.schema import Policy
from ..rules.judgement import judge
from ..store.knowledge_base import KnowledgeBase
from .exposed_parties import ExposedParty, collect_exposed_parties
from .exposure import Exposure, JudgedChip
from .exposure_answer import ExposureAnswer
from .link_references import load_link_references
from .ownership_steps import OwnershipStep, list_ownership_steps

PERMITTING_KEY = Policy.permits.inverse.name
"""The relation with a policy that does not bite: what it permits."""


def find_exposure(
    base: KnowledgeBase, dated_base: KnowledgeBase, name: str, request: ControlsRequest
) -> Answer:
    """Find which rules bite a firm, and through whom; raises the errors of names.

    Rules are read from the one base, relations from the other, which holds those of the day.
    """
    query = ControlsQuery(base, request)
    match = resolve(base, name, "company", exact=request.exact)
    (company,) = base.load_entities([match.entity.id])
    lists = ScreeningLists(base, query.rules, query.day)
    standing = find_standing(query, company, lists)
    exposed = collect_exposed_parties(dated_base, company, query.day.last)
    chips = base.load_entities([*exposed.chip_ids, *exposed.used_chip_chains])
    appearances = find_appearances(query, list(map(query.build_item, chips)))
    later_chips = [chip for chip in chips if appearances[chip.id] is Appearance.LATER]
    exposed = exposed.leave_out_chips({chip.id for chip in later_chips})
    owners = list_ownership_steps(standing.chain)
    party_ids = _list_party_ids(owners, exposed.parties)
    standings = {
        party.id: find_standing(query, party, lists)
        for party in base.load_entities(party_ids)
        if party.kind == company.kind
    }
    policies = _load_policies(dated_base, [company.id, *party_ids], query.day.last)
    links = [
        *(link for party in exposed.parties for chain in party.chains for link in chain),
        *(link for policy_links in policies.values() for link in policy_links),
        *(link for chain in exposed.used_chip_chains.values() for link in chain),
    ]
    facts = [*_list_facts([standing, *standings.values()]), *company.facts]
    return ExposureAnswer(
        Exposure(
            match=match,
            query=query,
            standing=standing,
            owners=owners,
            exposed=exposed,
            standings=standings,
            policies=policies,
            chips=_judge_chips(query, exposed.chip_ids, appearances),
            used_chips=_judge_chips(query, list(exposed.used_chip_chains), appearances),
            later_chips=later_chips,
            links=load_link_references(dated_base, links, party_ids),
            references=query.load_references(
                facts, [company.id, *party_ids, *(fact.entity for fact in facts)]
            ),
        )
    )


def _list_party_ids(owners: Iterable[OwnershipStep], parties: Iterable[ExposedParty]) -> list[str]:
    owner_ids = (owner.link.owner_id for owner in owners)
    return list(dict.fromkeys([*owner_ids, *(party.id for party in parties)]))


def _load_policies(
    base: KnowledgeBase, ids: Sequence[str], day: int
) -> dict[str, list[RelationLink]]:
    """Load the links of firms with the policies that name them."""
    return {
        entity_id: sorted(
            (
                link
                for link in links
                if link.fact.kind == Policy.name
                and link.key != PERMITTING_KEY
                and link.fact.may_hold_on(day)
            ),
            key=_get_policy_order,
        )
        for entity_id, links in load_links(base, ids).items()
    }


def _get_policy_order(link: RelationLink) -> tuple[int, str, int]:
    """Bring what binds before what merely touches, and the latest of each first."""
    day = link.fact.as_of.first if link.fact.as_of else 0
    return link.strength.value, link.label, -day


def _judge_chips(
    query: ControlsQuery, chip_ids: Sequence[str], appearances: Mapping[str, Appearance]
) -> list[JudgedChip]:
    return [
        JudgedChip(
            id=item.id,
            name=item.name,
            verdict=judge(item, query.circumstances),
            is_undated=appearances[item.id] is Appearance.OPEN,
        )
        for item in map(query.build_item, query.base.load_entities(chip_ids))
    ]


def _list_facts(standings: Iterable[PartyStanding]) -> list[Fact]:
    return [fact for standing in standings for fact in standing.list_facts()]

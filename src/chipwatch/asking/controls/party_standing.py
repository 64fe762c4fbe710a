"""The standing of a company on a day: whether lists name it, or listed parties own half of it."""

from typing import NamedTuple

from ...model.entity import Entity
from ...model.facts import Fact
from ...rules.rule import Rule
from ...rules.truth import Truth, disjoin
from .controls_query import ControlsQuery
from .ownership import OwnershipChain, find_subsidiary_facts
from .ownership_rule import OwnershipRuleResult, apply_ownership_rule
from .screening_lists import ListStanding, ScreeningLists

LISTED, REACHED, NOT_LISTED, UNKNOWN_STANDING = "listed", "reached", "not-listed", "unknown"
_STANDINGS_BY_REACH: dict[Truth, str] = {True: REACHED, False: NOT_LISTED, None: UNKNOWN_STANDING}


class PartyStanding(NamedTuple):
    """What is known of a company, and what follows from it."""

    company: Entity
    status: str
    """LISTED, REACHED, NOT_LISTED or UNKNOWN_STANDING."""
    listing_rules: list[Rule]
    """The rules in force that put it on a list."""
    listing_facts: list[Fact]
    """The facts that say whether it is listed."""
    chain: OwnershipChain
    subsidiary_facts: list[Fact]
    """The facts that say what it owns, or a part of it."""
    ownership_rule: OwnershipRuleResult
    lists: list[ListStanding]
    """The standing on each list that is screened, the Entity List first."""

    def list_facts(self) -> list[Fact]:
        """List the facts that the standing rests on."""
        owner_facts = [link.fact for link in self.chain.links]
        list_facts = [fact for standing in self.lists for fact in standing.facts]
        return [*owner_facts, *self.subsidiary_facts, *self.listing_facts, *list_facts]


def find_standing(
    query: ControlsQuery, company: Entity, screening_lists: ScreeningLists
) -> PartyStanding:
    """Find the standing of a company on the day of a query."""
    chain = OwnershipChain(query.base, company, query.day.last, query.rules)
    ownership_rule = apply_ownership_rule(query, chain.build_end_user())
    is_listed = chain.is_listed(company.id)
    status = _STANDINGS_BY_REACH[disjoin(ownership_rule.is_reached, is_listed)]
    return PartyStanding(
        company=company,
        status=LISTED if is_listed else status,
        listing_rules=chain.listings[company.id],
        listing_facts=chain.list_listing_facts(company.id),
        chain=chain,
        subsidiary_facts=find_subsidiary_facts(query.base, company, query.day.last),
        ownership_rule=ownership_rule,
        lists=screening_lists.find_standings(chain),
    )

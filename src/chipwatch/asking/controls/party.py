"""Answer what the standing of a company is: lists that name it, its owners, the 50 % rule."""

from collections.abc import Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.facts import Fact
from ...model.field_types import DATE_COLUMN
from ...model.part_type import PartType
from ...model.table import Table
from ...rules.rule import Rule
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.serialise import JsonObject, serialise_citation, serialise_fact, serialise_share
from ..naming.resolver import list_guess_remarks, resolve
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .ownership import OwnershipLink
from .ownership_rule import OwnershipRuleResult
from .party_card import build_party_card
from .party_standing import PartyStanding, find_standing
from .screening_lists import ListStanding, ScreeningLists


def screen_party(base: KnowledgeBase, name: str, request: ControlsRequest) -> Answer:
    """Look up the standing of a company; raise the errors of names."""
    query = ControlsQuery(base, request)
    match = resolve(base, name, "company", exact=request.exact)
    (company,) = base.load_entities([match.entity.id])
    standing = find_standing(query, company, ScreeningLists(base, query.rules, query.day))
    return PartyAnswer(query, match, standing)


class PartyAnswer(Answer):
    """The standing of one company."""

    def __init__(self, query: ControlsQuery, match: EntityMatch, standing: PartyStanding) -> None:
        self.query, self.match, self.standing = query, match, standing
        facts = standing.list_facts()
        self.references = query.load_references(
            facts, [*standing.chain.entities, *(fact.entity for fact in facts)]
        )

    def to_data(self) -> Json:
        """Build the standing, the lists with their citations, owners, and what it owns."""
        standing = self.standing
        return {
            "party": standing.company.id,
            "name": standing.company.name,
            "as_of": self.query.day.text,
            "standing": standing.status,
            "lists": [serialise_list(list_standing) for list_standing in standing.lists],
            "listings": [self._serialise_listing(rule) for rule in standing.listing_rules],
            "stated": [self._serialise_fact(fact) for fact in standing.listing_facts],
            "parents": [self._serialise_owner(link) for link in standing.chain.links],
            "subsidiaries": [
                self._serialise_subsidiary(fact) for fact in standing.subsidiary_facts
            ],
            "fifty_per_cent_rule": _serialise_ownership_rule(standing.ownership_rule),
            "disclaimer": DISCLAIMER,
            "match": serialise_match(self.match),
        }

    def to_rows(self) -> Sequence[Row]:
        """Build one row: the company and its standing."""
        standing, name_entities = self.standing, self.references.name_entities
        return [
            {
                "party": standing.company.id,
                "name": standing.company.name,
                **DATE_COLUMN.to_row("as_of", self.query.day),
                "standing": standing.status,
                **name_entities("listings", [rule.policy for rule in standing.listing_rules]),
                **name_entities("parents", [link.owner_id for link in standing.chain.links]),
                **name_entities(
                    "subsidiaries", [fact.entity for fact in standing.subsidiary_facts]
                ),
            }
        ]

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns with the day hold."""
        return DATE_COLUMN.map_part_types("as_of")

    def to_tables(self) -> Sequence[Table]:
        """Build a card, and the sources."""
        return build_party_card(self.standing, self.references, self.query.day.text)

    def collect_remarks(self) -> Sequence[str]:
        """Collect the name, if it was guessed."""
        return list_guess_remarks([self.match])

    def _serialise_listing(self, rule: Rule) -> JsonObject:
        return {
            "id": rule.policy,
            "name": self.references.get_name(rule.policy),
            "from": rule.since.text,
            "until": rule.until and rule.until.text,
            "citation": self.references.get_citation(rule.policy) or None,
            "policy": next((licence.policy.text for licence in rule.licences), None),
            "sources": [serialise_citation(citation) for citation in rule.citations],
        }

    def _serialise_fact(self, fact: Fact) -> JsonObject:
        return {"entity": fact.entity, **serialise_fact(self.references, fact, is_shown=True)}

    def _serialise_owner(self, link: OwnershipLink) -> JsonObject:
        return {
            "company": link.company_id,
            "owner": link.owner_id,
            "name": self.references.get_name(link.owner_id),
            "step": link.depth + 1,
            **serialise_share(link.fact),
            "as_of": link.fact.as_of and link.fact.as_of.text,
            "listed": self.standing.chain.is_listed(link.owner_id),
            "fact": self._serialise_fact(link.fact),
        }

    def _serialise_subsidiary(self, fact: Fact) -> JsonObject:
        return {
            "company": fact.entity,
            "name": self.references.get_name(fact.entity),
            "relation": fact.property,
            **serialise_share(fact),
            "as_of": fact.as_of and fact.as_of.text,
            "fact": self._serialise_fact(fact),
        }


def serialise_list(standing: ListStanding) -> JsonObject:
    """Build whether one list names a firm, since when, and as of which day that is known."""
    return {
        "list": standing.list_name,
        "status": standing.status,
        "since": standing.since and standing.since.text,
        "held_as_of": standing.held_as_of and standing.held_as_of.text,
        "footnotes": standing.footnotes,
        "policy": standing.policy_text or None,
        "policies": standing.policies,
        "sources": [serialise_citation(citation) for citation in standing.citations],
    }


def _serialise_ownership_rule(result: OwnershipRuleResult) -> JsonObject:
    return {
        "rules": [rule.policy for rule in result.rules],
        "in_force": result.is_in_force,
        "stopped_by": list(result.suspending_policies),
        "since": result.since and result.since.text,
        "note": result.note or None,
        "reached": result.is_reached,
        "listed_share_low": result.listed_share.low,
        "listed_share_high": result.listed_share.high,
        "missing": result.missing_properties,
    }

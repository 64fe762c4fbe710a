"""The standing of a firm on a day: lists that name it, who owns it, what it owns, the 50 % rule."""

from collections.abc import Iterator, Sequence

from ...model.answer import Answer, Cell, Column, Json, Row, Table
from ...model.derived_values import KnownFigure
from ...model.entity import Entity
from ...model.facts import Citation, Fact
from ...model.numeric_fields import to_plain_quantity
from ...model.quantity import Quantity, format_quantity
from ...rules.evaluate import evaluate_condition
from ...rules.item import SPECIFIED_ITEM_ID, Item
from ...rules.rule import Rule
from ...rules.verdict import list_rules_in_force
from ...store.knowledge_base import KnowledgeBase
from ..answers.citations import CitationNumbers
from ..answers.entity_card import format_time_span
from ..answers.entity_match import serialise_match
from ..answers.graph import EntityGraph
from ..answers.serialise import JsonObject, serialise_citation, serialise_fact
from ..naming.resolver import list_guess_remarks, resolve
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .ownership import OwnershipChain, OwnershipLink, find_subsidiary_facts

LISTED_STANDING, REACHED_STANDING, NOT_LISTED_STANDING, UNKNOWN_STANDING = (
    "listed",
    "reached",
    "not-listed",
    "unknown",
)
PARTY_COLUMNS = (Column("What", is_unbreakable=True), Column("Answer"), Column("Source"))
STANDING_TEXTS = {
    LISTED_STANDING: "on a list", REACHED_STANDING: "reached, as listed parties own half of it or more",
    NOT_LISTED_STANDING: "on no list that the base knows",
    UNKNOWN_STANDING: "on no list that the base knows; whether the 50 % rule reaches it cannot be told",
}  # fmt: skip


def screen_party(base: KnowledgeBase, name: str, request: ControlsRequest) -> Answer:
    """The standing of a firm; raises the errors of names."""
    query = ControlsQuery(base, request._replace(end_user=name))
    return PartyAnswer(query)


class PartyAnswer:
    """The standing of one firm; implements Answer."""

    def __init__(self, query: ControlsQuery) -> None:
        self.query = query
        self.match = resolve(
            query.base, query.request.end_user, "company", exact=query.request.exact
        )
        ownership = query.ownership
        assert ownership is not None
        self.ownership: OwnershipChain = ownership
        self.company = ownership.company
        self.subsidiary_facts = find_subsidiary_facts(query.base, self.company, query.day.last)
        policy_ids = dict.fromkeys(rule.policy for rule in query.rules)
        entity_ids = [
            *policy_ids,
            *self.ownership.entities,
            *(fact.entity for fact in self.subsidiary_facts),
        ]
        self.names = {
            id_: entity_ref.name
            for id_, entity_ref in query.base.load_entity_refs(entity_ids).items()
        }
        entities = [
            Entity(fact.entity, fact.kind, fact.entity, (), (fact,)) for fact in self._list_facts()
        ]
        self.graph = EntityGraph(query.base, entities)

    @property
    def affiliate_rules(self) -> list[Rule]:
        """The rules on what listed parties own that have begun, stopped ones too."""
        day = self.query.day.last
        return [
            rule for rule in self.query.rules if rule.act == "affiliates" and rule.is_in_force(day)
        ]

    @property
    def listed_share(self) -> KnownFigure:
        """The part of the firm that listed parties own."""
        return self.ownership.compute_listed_share()

    @property
    def is_reached_by_ownership(self) -> bool | None:
        """Whether a rule in force reaches the firm by its owners; None where that is not known."""
        item = Item(SPECIFIED_ITEM_ID, "", {}, self.ownership.build_end_user())
        rules = [
            rule
            for rule in self.affiliate_rules
            if rule in list_rules_in_force(self.query.circumstances)
        ]
        truths = [
            evaluate_condition(paragraph.condition, item).holds
            for rule in rules
            for paragraph in rule.paragraphs
        ]
        return True if True in truths else None if None in truths else False

    @property
    def standing(self) -> str:
        """In a word, what the firm is."""
        if self.ownership.is_listed(self.company.id):
            return LISTED_STANDING
        return {True: REACHED_STANDING, False: NOT_LISTED_STANDING, None: UNKNOWN_STANDING}[
            self.is_reached_by_ownership
        ]

    def to_data(self) -> Json:
        """The standing, the lists with their citations, owners, what it owns, and the 50 % rule."""
        return {
            "party": self.company.id, "name": self.company.name, "as_of": self.query.day.text,
            "standing": self.standing,
            "listings": [self._build_listing(rule) for rule in self._list_listing_rules()],
            "stated": [self._build_fact(fact) for fact in self.ownership.list_listing_facts(self.company.id)],
            "parents": [self._build_owner(link) for link in self.ownership.links],
            "subsidiaries": [self._build_subsidiary(fact) for fact in self.subsidiary_facts],
            "fifty_per_cent_rule": self._build_fifty_per_cent_rule(),
            "disclaimer": DISCLAIMER,
            "match": serialise_match(self.match),
        }  # fmt: skip

    def to_rows(self) -> Sequence[Row]:
        """One row: the firm and its standing."""
        return [
            {
                "party": self.company.id, "name": self.company.name, "as_of": self.query.day.text,
                "standing": self.standing,
                "listings": [rule.policy for rule in self._list_listing_rules()],
                "parents": [link.owner_id for link in self.ownership.links],
                "subsidiaries": [fact.entity for fact in self.subsidiary_facts],
            }
        ]  # fmt: skip

    def to_tables(self) -> Sequence[Table]:
        """A card, and the sources."""
        self.numbers = CitationNumbers()
        rows = tuple(self._build_lines())
        title = f"{self.company.name} on {self.query.day.text}: {self.standing.replace('-', ' ')}"
        card = Table(title, PARTY_COLUMNS, rows, has_headings=False, notes=(DISCLAIMER,))
        return [card, *self.numbers.build_tables(self.query.find_source)]

    def collect_remarks(self) -> Sequence[str]:
        """The name, if it was guessed."""
        return list_guess_remarks([self.match])

    def _list_facts(self) -> list[Fact]:
        owner_facts = [link.fact for link in self.ownership.links]
        return [
            *owner_facts,
            *self.subsidiary_facts,
            *self.ownership.list_listing_facts(self.company.id),
        ]

    def _list_listing_rules(self) -> list[Rule]:
        return self.ownership.listings[self.company.id]

    def _build_listing(self, rule: Rule) -> JsonObject:
        return {
            "id": rule.policy, "name": self.names.get(rule.policy, rule.policy),
            "from": rule.since.text, "until": rule.until and rule.until.text,
            "citation": self.query.find_citation(rule.policy) or None,
            "policy": next((licence.policy for licence in rule.licences), None),
            "sources": [serialise_citation(citation) for citation in rule.citations],
        }  # fmt: skip

    def _build_fact(self, fact: Fact) -> JsonObject:
        return {"entity": fact.entity, **serialise_fact(self.graph, fact, is_shown=True)}

    def _build_owner(self, link: OwnershipLink) -> JsonObject:
        return {
            "company": link.company_id, "owner": link.owner_id,
            "name": self.names.get(link.owner_id, link.owner_id), "step": link.depth + 1,
            "share": to_plain_quantity(link.fact.share) if link.fact.share else None,
            "as_of": link.fact.as_of and link.fact.as_of.text,
            "listed": self.ownership.is_listed(link.owner_id),
            "fact": self._build_fact(link.fact),
        }  # fmt: skip

    def _build_subsidiary(self, fact: Fact) -> JsonObject:
        return {
            "company": fact.entity, "name": self.names.get(fact.entity, fact.entity),
            "relation": fact.property,
            "share": to_plain_quantity(fact.share) if fact.share else None,
            "as_of": fact.as_of and fact.as_of.text,
            "fact": self._build_fact(fact),
        }  # fmt: skip

    def _build_fifty_per_cent_rule(self) -> JsonObject:
        listed_share = self.listed_share.value or Quantity(0, 100)
        rules_in_force = list_rules_in_force(self.query.circumstances)
        return {
            "rules": [rule.policy for rule in self.affiliate_rules],
            "in_force": any(rule in rules_in_force for rule in self.affiliate_rules),
            "stopped_by": self._list_suspensions(),
            "reached": self.is_reached_by_ownership, "listed_share_low": listed_share.low, "listed_share_high": listed_share.high,
            "missing": self.listed_share.missing_properties,
        }  # fmt: skip

    def _list_suspensions(self) -> list[str]:
        day = self.query.day.last
        policies = {rule.policy for rule in self.affiliate_rules}
        return [
            rule.policy
            for rule in self.query.rules
            if rule.act == "suspension"
            and rule.is_in_force(day)
            and policies & set(rule.modified_policies)
        ]

    def _build_lines(self) -> Iterator[tuple[Cell, ...]]:
        yield Cell("Standing", "label"), Cell(STANDING_TEXTS[self.standing])
        for rule in self._list_listing_rules():
            policy = next((licence.policy for licence in rule.licences), "")
            asides = (self.query.find_citation(rule.policy), f"from {rule.since.text}", policy)
            aside = "; ".join(aside_text for aside_text in asides if aside_text)
            name = self.names.get(rule.policy, rule.policy)
            yield self._build_line("Listed by", name, aside, rule.citations)
        for fact in self.ownership.list_listing_facts(self.company.id):
            aside = "; ".join(
                aside_text for aside_text in (_format_date(fact), fact.note) if aside_text
            )
            yield self._build_line("Stated", fact.format_value(), aside, fact.citations)
        for link in self.ownership.links:
            listed_note = "listed" if self.ownership.is_listed(link.owner_id) else ""
            share = (
                f"{_format_share(link.share)} of {self.names.get(link.company_id, link.company_id)}"
            )
            aside = "; ".join(
                aside_text
                for aside_text in (share, _format_date(link.fact), listed_note)
                if aside_text
            )
            owner = self.names.get(link.owner_id, link.owner_id)
            yield self._build_line("Owned by", owner, aside, link.fact.citations)
        for fact in self.subsidiary_facts:
            aside = "; ".join(
                aside_text
                for aside_text in (_format_relation(fact), _format_date(fact))
                if aside_text
            )
            yield self._build_line(
                "Owns", self.names.get(fact.entity, fact.entity), aside, fact.citations
            )
        yield Cell("50 % rule", "label"), Cell(*self._describe_fifty_per_cent_rule())

    def _describe_fifty_per_cent_rule(self) -> tuple[str, str, str]:
        """Whether the rule is in force, and what of the firm listed parties own."""
        rule_object, listed_share = (
            self._build_fifty_per_cent_rule(),
            self.listed_share.value or Quantity(0, 100),
        )
        ownership_text = f"listed parties own {_format_share(listed_share)} of it, as far as known"
        if rule_object["in_force"]:
            return (
                {True: "reached", False: "not reached", None: "cannot be told"}[
                    self.is_reached_by_ownership
                ],
                "",
                ownership_text,
            )
        suspension_names = ", ".join(self.names.get(id_, id_) for id_ in self._list_suspensions())
        return (
            (f"stopped by {suspension_names}" if suspension_names else "no such rule in force"),
            "",
            ownership_text,
        )

    def _build_line(
        self, label: str, text: str, aside: str, citations: Sequence[Citation]
    ) -> tuple[Cell, ...]:
        cites = Cell("", "dim", citations=self.numbers.register_citations(citations))
        return Cell(label, "label"), Cell(text, "", aside), cites


def _format_date(fact: Fact) -> str:
    return f"as of {format_time_span(fact)}" if format_time_span(fact) else ""


def _format_share(share: Quantity) -> str:
    return f"{format_quantity(share)} %"


def _format_relation(fact: Fact) -> str:
    return _format_share(fact.share) if fact.share else fact.property

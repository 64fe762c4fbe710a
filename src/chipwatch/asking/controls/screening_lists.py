"""The lists of parties that a firm may be on: listed since when, not listed when, or not held.

The Entity List is a matter of rules. The other lists require no export licence; they are policies
that say which list they are, whom they list, and as of which day every firm was held against them.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Citation, Fact
from ...model.schema import Policy
from ...rules.rule import Rule
from ...store.knowledge_base import KnowledgeBase
from .ownership import OwnershipChain, find_naming_rules, list_footnotes

ENTITY_LIST = "Entity List"
LIST_LABELS = {
    "entity list": ENTITY_LIST,
    "meu": "MEU",
    "uvl": "UVL",
    "sdn": "SDN",
    "ns-cmic": "NS-CMIC",
    "1260h": "1260H",
}
"""What each list is called, the one that binds most first."""
ON_LIST, OFF_LIST, LIST_NOT_HELD, LISTING_OPEN = "listed", "not-listed", "not-held", "unknown"
_LIST_PROPERTIES = (Policy.screening_list.name, Policy.held_as_of.name, Policy.lists.name)


class ListStanding(NamedTuple):
    """Whether one list names a firm on a day."""

    list_name: str
    status: str
    """ON_LIST, OFF_LIST, LIST_NOT_HELD, or LISTING_OPEN where its day is imprecise."""
    since: Date | None = None
    """The day from which it is known to be listed."""
    held_as_of: Date | None = None
    """The day of the list that says so; for the Entity List only where it is not listed."""
    policies: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    policy_text: str = ""
    """How applications for licences are decided; nothing where none are required."""
    citations: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    """The facts that say so, where no rule does."""


class ScreeningLists:
    """The lists of the base, loaded once for all firms of an answer."""

    def __init__(self, base: KnowledgeBase, rules: Sequence[Rule], day: Date) -> None:
        self.rules, self.day = rules, day
        policies = base.load_entities_of_kind("policy", _LIST_PROPERTIES)
        self._snapshots: dict[str, list[Entity]] = {label: [] for label in LIST_LABELS.values()}
        for policy in policies:
            for name in _list_values(policy, Policy.screening_list.name):
                self._snapshots[LIST_LABELS[str(name)]].append(policy)

    def find_standings(self, chain: OwnershipChain) -> list[ListStanding]:
        """Find the standing of a firm on each list, the Entity List first."""
        return [
            self._find_entity_list_standing(chain)
            if name == ENTITY_LIST
            else self._find_standing(name, chain.company.id)
            for name in LIST_LABELS.values()
        ]

    def _find_entity_list_standing(self, chain: OwnershipChain) -> ListStanding:
        company = chain.company
        rules = chain.listings[company.id]
        facts = chain.list_listing_facts(company.id)
        is_listed = chain.is_listed(company.id)
        if is_listed or rules:
            stated = [fact for fact in facts if fact.value == ON_LIST]
            policies = [licence.policy for rule in rules[-1:] for licence in rule.licences[:1]]
            return ListStanding(
                ENTITY_LIST,
                ON_LIST if is_listed else LISTING_OPEN,
                since=self._find_first_listing(company.id),
                policies=tuple(rule.policy for rule in rules),
                footnotes=tuple(
                    dict.fromkeys(
                        note for rule in rules for note in list_footnotes(rule, company.id)
                    )
                ),
                policy_text=policies[0].text if policies else "",
                citations=(
                    *(citation for rule in rules for citation in rule.citations),
                    *(citation for fact in stated for citation in fact.citations),
                ),
            )
        denials = [fact for fact in company.facts if _is_denial(fact)]
        if denials:
            return ListStanding(
                ENTITY_LIST,
                OFF_LIST,
                held_as_of=denials[-1].as_of,
                citations=denials[-1].citations,
                facts=tuple(denials[-1:]),
            )
        held_facts = self._list_held_facts(ENTITY_LIST)
        if held_facts:
            fact = held_facts[-1]
            return ListStanding(
                ENTITY_LIST,
                OFF_LIST,
                held_as_of=fact.value,
                citations=fact.citations,
                facts=(fact,),
            )
        return ListStanding(ENTITY_LIST, LIST_NOT_HELD)

    def _find_first_listing(self, id_: str) -> Date | None:
        """Find the day from which rules list a party without a break until the day asked."""
        start: Date | None = None
        end = 0
        for rule in sorted(find_naming_rules(self.rules, id_), key=_get_rule_day):
            if rule.since.first > self.day.last:
                break
            if start is None or rule.since.first > end:
                start = rule.since
            end = max(end, rule.until.first if rule.until else self.day.last)
        return start

    def _find_standing(self, name: str, company_id: str) -> ListStanding:
        """Find the standing by the latest state of a list that every firm was held against."""
        listings = [
            fact
            for policy in self._snapshots[name]
            for fact in policy.facts
            if fact.property == Policy.lists.name
            and str(fact.value) == company_id
            and (fact.as_of is None or fact.as_of.first <= self.day.last)
        ]
        held_facts = self._list_held_facts(name)
        latest = held_facts[-1] if held_facts else None
        current = [
            fact
            for fact in listings
            if latest is None
            or fact.entity == latest.entity
            or (fact.as_of and fact.as_of.first > latest.value.first)
        ]
        if current:
            since = min(
                (fact.as_of for fact in listings if fact.as_of), key=_get_first, default=None
            )
            return ListStanding(
                name,
                ON_LIST,
                since=since,
                held_as_of=latest and latest.value,
                policies=tuple(dict.fromkeys(fact.entity for fact in listings)),
                citations=current[0].citations,
                facts=tuple(current),
            )
        if latest is None:
            return ListStanding(name, LIST_NOT_HELD)
        return ListStanding(
            name,
            OFF_LIST,
            held_as_of=latest.value,
            policies=(latest.entity,),
            citations=latest.citations,
            facts=(latest,),
        )

    def _list_held_facts(self, name: str) -> list[Fact]:
        """List the facts that say as of when a list is held, until the day asked, in order."""
        facts = [
            fact
            for policy in self._snapshots[name]
            for fact in policy.facts
            if fact.property == Policy.held_as_of.name and fact.value.first <= self.day.last
        ]
        return sorted(facts, key=_get_held_day)


def _list_values(policy: Entity, property_name: str) -> Iterable[object]:
    return [fact.value for fact in policy.facts if fact.property == property_name]


def _is_denial(fact: Fact) -> bool:
    """Return whether a fact says that the Entity List does not name a firm."""
    return fact.property == "entity_list" and fact.value == "not listed"


def _get_first(day: Date) -> int:
    return day.first


def _get_rule_day(rule: Rule) -> int:
    return rule.since.first


def _get_held_day(fact: Fact) -> int:
    return int(fact.value.first)


def describe_standing(standing: ListStanding) -> str:
    """Describe the standing on one list in a few words."""
    if standing.status == LIST_NOT_HELD:
        return "not held"
    held_text = f" on {standing.held_as_of.text}" if standing.held_as_of else ""
    if standing.status == OFF_LIST:
        return f"not listed{held_text}"
    if standing.status == LISTING_OPEN:
        return "cannot be told: the day of its listing is known only to a month or a year"
    since_text = f" since {standing.since.text}" if standing.since else ""
    if standing.since and standing.held_as_of and standing.since.first == standing.held_as_of.first:
        return f"listed as of {standing.held_as_of.text}"
    return f"listed{since_text}"


def list_found(standings: Sequence[ListStanding]) -> list[str]:
    """List the names of the lists that name a firm."""
    return [standing.list_name for standing in standings if standing.status == ON_LIST]

"""Compute how long after a rule the chip came that was made to answer it."""

from typing import NamedTuple

from ...model.entity import Entity
from ...model.schema import Chip, Policy
from ..answers.graph import EntityGraph
from .first_dates import PropertyDate, find_first_date

ARRIVAL_PROPERTIES = (Chip.announced.name, Chip.released.name)
RULE_DATE_PROPERTIES = (Policy.announced.name, Policy.effective.name)


class ResponseTime(NamedTuple):
    """The days from a rule to a chip: the fewest and the most that the dates allow."""

    rule: str
    name: str
    low: int
    high: int

    def format(self) -> str:
        """Write the days for a reader: ``31–61 days after US rule``."""
        days = f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"
        return f"{days} days after {self.name}"


class DatedRule(NamedTuple):
    """A policy, and its first date as an ordinal number of its first and last possible day."""

    policy: Entity
    first: int
    last: int


def find_response_times(graph: EntityGraph, entity: Entity) -> dict[str, ResponseTime]:
    """Find the response time of a chip, by the property that holds its first date.

    It counts from the latest earlier rule that restricts a chip which this one was derived from. A
    chip that was not made for a market of its own, but merely comes after, answers no rule.
    """
    arrival = find_first_date(graph, entity, ARRIVAL_PROPERTIES)
    if arrival is None or Chip.target_market.name not in graph.rank_facts(entity):
        return {}
    earlier_rules = [
        rule for rule in _list_answered_rules(graph, entity) if rule.first <= arrival.date.first
    ]
    if not earlier_rules:
        return {}
    rule = max(earlier_rules, key=_get_first_day)
    return {arrival.property_name: _compute_response_time(rule, arrival)}


def _compute_response_time(rule: DatedRule, arrival: PropertyDate) -> ResponseTime:
    return ResponseTime(
        rule=rule.policy.id,
        name=rule.policy.name,
        low=max(0, arrival.date.first - rule.last),
        high=arrival.date.last - rule.first,
    )


def _list_answered_rules(graph: EntityGraph, chip: Entity) -> list[DatedRule]:
    """List the policies with a date that restrict a chip which this one was derived from."""
    ancestor_ids = [link.entity_id for link in graph.list_links(chip, Chip.derived_from.name)]
    ancestor_graph = EntityGraph(graph.base, graph.base.load_entities(ancestor_ids))
    rule_ids = [
        link.entity_id
        for ancestor in ancestor_graph.entities
        for link in ancestor_graph.list_links(ancestor, Policy.restricts.inverse.name)
    ]
    policies = graph.base.load_entities(list(dict.fromkeys(rule_ids)))
    dated_policies = (
        (policy, find_first_date(graph, policy, RULE_DATE_PROPERTIES)) for policy in policies
    )
    return [
        DatedRule(policy=policy, first=dated.date.first, last=dated.date.last)
        for policy, dated in dated_policies
        if dated
    ]


def _get_first_day(rule: DatedRule) -> int:
    return rule.first

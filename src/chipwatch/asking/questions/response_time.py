"""How long after a rule the chip came that was cut down or developed to answer it."""

from typing import NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.ranking import get_known_fact
from ...model.schema import Chip, Policy
from ..answers.graph import EntityGraph

ARRIVAL_PROPERTIES = (Chip.announced.name, Chip.released.name)
RULE_DATE_PROPERTIES = (Policy.announced.name, Policy.effective.name)
"""The dates that count, the first that is known of each."""


class ResponseTime(NamedTuple):
    """Days from a rule to a chip, between the least and the most that the dates allow."""

    rule: str
    name: str
    low: int
    high: int

    def format(self) -> str:
        """For a reader: ``31–61 days after US rule``."""
        days = f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"
        return f"{days} days after {self.name}"


def find_response_times(graph: EntityGraph, entity: Entity) -> dict[str, ResponseTime]:
    """By the property of its first date, the lag of a chip after the rule that it answers.

    That is the latest rule before it that restricts a chip which it was derived from. One that was
    not made for a market of its own, but merely comes after, answers none.
    """
    arrival_property = next(
        (name for name in ARRIVAL_PROPERTIES if _find_date(graph, entity, name)), ""
    )
    arrival_date = _find_date(graph, entity, arrival_property)
    if arrival_date is None or Chip.target_market.name not in graph.rank_facts(entity):
        return {}
    dated_rules = [
        (rule_date, rule)
        for rule in _list_answered_rules(graph, entity)
        if (rule_date := _find_rule_date(graph, rule))
    ]
    earlier_rules = [
        (rule_date, rule)
        for rule_date, rule in dated_rules
        if rule_date.first <= arrival_date.first
    ]
    if not earlier_rules:
        return {}
    rule_date, rule = max(earlier_rules, key=lambda dated_rule: dated_rule[0].first)
    low, high = max(0, arrival_date.first - rule_date.last), arrival_date.last - rule_date.first
    return {arrival_property: ResponseTime(rule.id, rule.name, low, high)}


def _list_answered_rules(graph: EntityGraph, chip: Entity) -> list[Entity]:
    """The policies that restrict a chip which this one was derived from."""
    ids = [link.entity_id for link in graph.list_links(chip, Chip.derived_from.name)]
    ancestor_graph = EntityGraph(graph.base, graph.base.load_entities(ids))
    rule_ids = [
        link.entity_id
        for ancestor in ancestor_graph.entities
        for link in ancestor_graph.list_links(ancestor, Policy.restricts.inverse.name)
    ]
    return graph.base.load_entities(list(dict.fromkeys(rule_ids)))


def _find_rule_date(graph: EntityGraph, rule: Entity) -> Date | None:
    return next(
        (day for name in RULE_DATE_PROPERTIES if (day := _find_date(graph, rule, name))), None
    )


def _find_date(graph: EntityGraph, entity: Entity, name: str) -> Date | None:
    fact = get_known_fact(graph.rank_facts(entity), name)
    return fact.value if fact and isinstance(fact.value, Date) else None

"""The rule on what listed parties own, known as the 50 % rule, held against one company."""

from collections.abc import Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.quantity import Quantity
from ...rules.evaluation import evaluate_condition
from ...rules.item import SPECIFIED_ITEM_ID, EndUser, Item
from ...rules.rule import Rule
from ...rules.truth import Truth, disjoin
from .controls_query import ControlsQuery
from .ownership import WHOLE_SHARE


class OwnershipRuleResult(NamedTuple):
    """Whether a company is reached because listed parties own it."""

    rules: tuple[Rule, ...]
    """The rules of this act that have begun, stopped ones too."""
    is_in_force: bool
    suspending_policies: tuple[str, ...]
    """The policies that have stopped one of the rules."""
    since: Date | None
    """The day from which one is in force without a break; None where none is."""
    note: str
    """What is said of the end of what had stopped it; nothing where nothing had."""
    is_reached: Truth
    listed_share: Quantity
    """The part of the company, in per cent, that listed parties own."""
    missing_properties: tuple[str, ...]
    """What would have to be known for the share to be certain."""


def apply_ownership_rule(query: ControlsQuery, end_user: EndUser) -> OwnershipRuleResult:
    """Hold the rules on what listed parties own against a company."""
    rules = tuple(
        rule
        for rule in query.rules
        if rule.act.counts_ownership and rule.is_in_force(query.day.last)
    )
    rules_in_force = [rule for rule in query.circumstances.rules_in_force if rule in rules]
    past_suspension = _find_past_suspension(query, rules_in_force)
    starts = [rule.since for rule in rules_in_force]
    if past_suspension and past_suspension.until:
        starts.append(past_suspension.until)
    item = Item(SPECIFIED_ITEM_ID, "", {}, end_user)
    truths = [
        evaluate_condition(paragraph.condition, item).holds
        for rule in rules_in_force
        for paragraph in rule.paragraphs
    ]
    return OwnershipRuleResult(
        rules=rules,
        is_in_force=bool(rules_in_force),
        suspending_policies=_list_suspending_policies(query, rules),
        since=max(starts, key=_get_first_day, default=None),
        note=past_suspension.note if past_suspension else "",
        is_reached=disjoin(*truths),
        listed_share=end_user.listed_share.value or Quantity(0, WHOLE_SHARE),
        missing_properties=end_user.listed_share.missing_properties,
    )


def _find_past_suspension(query: ControlsQuery, rules: Sequence[Rule]) -> Rule | None:
    """Find the last rule that had stopped one of some rules, and has ended by the day asked."""
    policies = {rule.policy for rule in rules}
    past_rules = [
        rule
        for rule in query.rules
        if rule.act.stops_rules
        and rule.until
        and rule.until.first <= query.day.last
        and not policies.isdisjoint(rule.modified_policies)
    ]
    return past_rules[-1] if past_rules else None


def _get_first_day(day: Date) -> int:
    return day.first


def _list_suspending_policies(query: ControlsQuery, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    policies = {rule.policy for rule in rules}
    return tuple(
        rule.policy
        for rule in query.rules
        if rule.act.stops_rules
        and rule.is_in_force(query.day.last)
        and not policies.isdisjoint(rule.modified_policies)
    )

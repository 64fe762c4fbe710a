"""When an item is exported and where to, with what that means for the rules there are."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from .destinations import CountryGroups, collect_country_groups
from .rule import Rule


class Circumstances:
    """The day, the destination and the rules; what is in force then is found once for all items."""

    def __init__(self, day: int, destination: str, rules: Sequence[Rule]) -> None:
        self.day, self.destination, self.rules = day, destination, rules
        """A proleptic ordinal, as in ``Date``; an ISO 3166 code; all rules, whenever they hold, in
        the order in which they begin."""
        self._rules_by_kind: dict[str, tuple[Rule, ...]] = {}

    def replace_rules(self, rules: Sequence[Rule]) -> "Circumstances":
        """Return the same circumstances under other rules."""
        return Circumstances(self.day, self.destination, rules)

    def select_rules(self, item_kind: str) -> tuple[Rule, ...]:
        """Select the rules in force that are about items of a kind, or about all."""
        if item_kind not in self._rules_by_kind:
            self._rules_by_kind[item_kind] = tuple(
                rule for rule in self.rules_in_force if rule.is_about(item_kind)
            )
        return self._rules_by_kind[item_kind]

    @cached_property
    def country_groups(self) -> CountryGroups:
        """The country groups of the day."""
        return collect_country_groups(self.rules, self.day)

    @cached_property
    def rules_in_force(self) -> tuple[Rule, ...]:
        """The rules in force without those that another one has stopped for certain."""
        rules = [rule for rule in self.rules if rule.is_in_force(self.day)]
        stopped_policies = {
            policy
            for rule in rules
            if self._stops_for_certain(rule)
            for policy in rule.modified_policies
        }
        return tuple(rule for rule in rules if rule.policy not in stopped_policies)

    @cached_property
    def suspensions(self) -> Mapping[str, str]:
        """The policies that may be stopped, each with the policy that may have stopped it."""
        return {
            policy: rule.policy
            for rule in self.rules
            if rule.act.stops_rules
            and rule.is_in_force(self.day)
            and not self._stops_for_certain(rule)
            for policy in rule.modified_policies
        }

    def _stops_for_certain(self, rule: Rule) -> bool:
        is_certain = rule.certainty == "confirmed" and rule.is_surely_in_force(self.day)
        return rule.act.stops_rules and is_certain

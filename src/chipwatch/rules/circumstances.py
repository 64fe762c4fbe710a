"""When an item is exported and where to, with what that means for the rules there are."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from .destinations import CountryGroups, Shipment, collect_country_groups, is_shipment_reached
from .eccn import is_paragraph_covered
from .item import EndUser
from .rule import Exclusion, Paragraph, Rule
from .truth import Truth


class BegunParagraph(NamedTuple):
    """A paragraph that has begun, and what holds of it for every item of a shipment."""

    paragraph: Paragraph
    exclusions: tuple[Exclusion, ...]
    reaches_destination: Truth
    is_in_force: Truth
    """None between the first and the last day of an imprecise date on which it begins or ends."""


class Circumstances:
    """The day, the destination and the rules; what is in force then is found once for all items."""

    def __init__(self, day: int, destination: str, rules: Sequence[Rule]) -> None:
        self.day, self.destination, self.rules = day, destination, rules
        """A proleptic ordinal, as in ``Date``; an ISO 3166 code; all rules, whenever they hold, in
        the order in which they begin."""
        self._rules_by_kind: dict[str, tuple[Rule, ...]] = {}
        self._paragraphs: dict[
            tuple[int, int], tuple[Rule, EndUser | None, tuple[BegunParagraph, ...]]
        ] = {}

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

    def list_paragraphs(self, rule: Rule, end_user: EndUser | None) -> tuple[BegunParagraph, ...]:
        """List the paragraphs of a rule that have begun; found once for a rule and a buyer.

        They are kept by identity, as a rule is a large value to hash. What they are kept by is kept
        with them, so that nothing else has its identity.
        """
        key = id(rule), id(end_user)
        if key not in self._paragraphs:
            paragraphs = tuple(self._find_paragraphs(rule, end_user))
            self._paragraphs[key] = rule, end_user, paragraphs
        return self._paragraphs[key][-1]

    def _find_paragraphs(self, rule: Rule, end_user: EndUser | None) -> Iterator[BegunParagraph]:
        shipment = Shipment(self.destination, end_user, self.country_groups)
        is_rule_in_force = rule.is_surely_in_force(self.day)
        for paragraph in rule.paragraphs:
            if paragraph.has_begun(self.day):
                is_in_force = is_rule_in_force and paragraph.has_surely_begun(self.day)
                yield BegunParagraph(
                    paragraph=paragraph,
                    exclusions=list_exclusions(rule, paragraph, self.day),
                    reaches_destination=is_shipment_reached(rule, paragraph, shipment),
                    is_in_force=is_in_force or None,
                )

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


def list_exclusions(rule: Rule, paragraph: Paragraph, day: int) -> tuple[Exclusion, ...]:
    """List the exclusions of a rule from one of its paragraphs that hold on a day."""
    return tuple(
        exclusion
        for exclusion in rule.exclusions
        if is_paragraph_covered(exclusion.paragraph_names, paragraph.name)
        and not exclusion.has_ended_by(day)
    )

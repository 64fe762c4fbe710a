"""The case of a chip: what is asked, the verdict of the day, and those of all other days."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ...model import clock
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Source
from ...model.field_types import Ref
from ...model.kind import AnyField
from ...model.problem import NotFoundError
from ...model.query_dates import parse_option_date
from ...rules.destinations import parse_destination
from ...rules.evaluate import OR_SEPARATOR
from ...rules.item import Item, build_item
from ...rules.rule import PARTY_KEY, PRODUCT_KEY, Rule
from ...rules.verdict import (
    NON_LICENCE_ACTS,
    Circumstances,
    ParagraphFinding,
    Verdict,
    collect_criterion_results,
    collect_non_licence_findings,
    is_item_named,
    judge,
)
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..naming.resolver import resolve
from .ownership import OwnershipChain

DISCLAIMER = (
    "No match is not clearance: other rules, end uses and end users count too; this is a"
    " calculation, not legal advice."
)
DEFAULT_DESTINATION = "CN"
"""Where to, unless something else is asked."""


REPORTED_ACTS = (
    "control",
    "letter",
    "review",
    "guidance",
    "affiliates",
    "suspension",
    *NON_LICENCE_ACTS,
)
"""The acts that are told of without being asked: not every listing of a firm, nor the groups."""


class ControlsRequest(NamedTuple):
    """What is asked besides which chip."""

    as_of: str = ""
    """A date; none is today. One that is less precise is taken by its last day."""
    destination: str = ""
    end_user: str = ""
    exact: bool = False


class ControlsResult(NamedTuple):
    """A chip, the verdict on it, and what the verdicts of all other days are."""

    item: Item
    verdict: Verdict
    history: "tuple[tuple[Date, Verdict], ...]"
    match: EntityMatch | None
    non_licence_findings: tuple[ParagraphFinding, ...]
    """What it falls under, or may, that requires no licence."""


class ControlsQuery:
    """The day, the destination, the buyer and the rules of one question."""

    def __init__(self, base: KnowledgeBase, request: ControlsRequest) -> None:
        self.base, self.request = base, request
        self.day = parse_day(request.as_of)
        self.rules = base.load_rules()
        if not self.rules:
            raise _build_no_rules_error(base)
        self.destination = (
            parse_destination(request.destination) if request.destination else DEFAULT_DESTINATION
        )
        self.circumstances = Circumstances(self.day.last, self.destination, self.rules)

    @cached_property
    def ownership(self) -> OwnershipChain | None:
        """Who gets the chip, with its owners; raises the errors of names."""
        if not self.request.end_user:
            return None
        match = resolve(self.base, self.request.end_user, "company", exact=self.request.exact)
        (company,) = self.base.load_entities([match.entity.id])
        return OwnershipChain(self.base, company, self.day.last, self.rules)

    def make_item(self, chip: Entity) -> Item:
        """A chip of the base as it was on the day."""
        return build_item(
            chip, self.day.last, self.ownership.build_end_user() if self.ownership else None
        )

    def judge_item(self, item: Item, match: EntityMatch | None = None) -> ControlsResult:
        """The verdict on a chip, and those of the days on which a rule begins or ends."""
        history = tuple((day, judge(item, self._set_day(day))) for day in self.rule_days)
        verdict, non_licence_findings = (
            judge(item, self.circumstances),
            collect_non_licence_findings(item, self.circumstances),
        )
        return ControlsResult(item, verdict, history, match, non_licence_findings)

    @cached_property
    def rule_days(self) -> tuple[Date, ...]:
        """The days on which a rule begins or ends, or a part of one begins."""
        rules = [rule for rule in self.rules if rule.act in REPORTED_ACTS or self.request.end_user]
        dates = [rule.since for rule in rules]
        dates += [rule.until for rule in rules if rule.until]
        paragraph_dates = (paragraph.since for rule in rules for paragraph in rule.paragraphs)
        dates += [since for since in paragraph_dates if since]
        return tuple(sorted({day.first: day for day in dates}.values(), key=lambda day: day.first))

    @cached_property
    def policies(self) -> dict[str, Entity]:
        """The policies that have rules, by id."""
        ids = dict.fromkeys(rule.policy for rule in self.rules)
        return {entity.id: entity for entity in self.base.load_entities(list(ids))}

    def get_policy_name(self, policy: str) -> str:
        """What a policy is called."""
        entity = self.policies.get(policy)
        return entity.name if entity else policy

    def format_words(self, field: AnyField | None, words: Sequence[str]) -> str:
        """The words of a property, one of which is meant; of entities, what they are called."""
        if not isinstance(field, Ref):
            return OR_SEPARATOR.join(words)
        entity_refs = self.base.load_entity_refs(words)
        return OR_SEPARATOR.join(
            entity_refs[id_].name if id_ in entity_refs else id_ for id_ in words
        )

    def find_citation(self, policy: str) -> str:
        """Where the gazette or register has a policy."""
        entity = self.policies.get(policy)
        facts = entity.facts if entity else ()
        citation_facts = (
            fact for fact in facts if fact.property == "citation" and not fact.is_unknown
        )
        return next((fact.format_value() for fact in citation_facts), "")

    def find_source(self, id_: str) -> Source:
        """The record of a source; one that is left out of the base has but its id."""
        return self.base.load_sources([id_]).get(id_) or Source(id_, id_)

    def _set_day(self, day: Date) -> Circumstances:
        return self.circumstances._replace(day=day.first)


def parse_day(text: str) -> Date:
    """The day asked for, or today; raises UsageError."""
    return parse_option_date("--as-of", text) or clock.get_today()


def _build_no_rules_error(base: KnowledgeBase) -> NotFoundError:
    """The error that there is nothing to calculate with, or was not by then."""
    if base.time_filter:
        message = f"no rule of the base was {base.time_filter.query_dates}: what was controlled is unknown"
        return NotFoundError(message, "ask for a later --known-by")
    hint = "add policies with rules, or leave --data out to use the bundled ones"
    return NotFoundError("the base has no rules to calculate with", hint)


class VerdictChange(NamedTuple):
    """From which day a verdict holds, and the rules that begin or end on it."""

    since: Date
    verdict: Verdict
    rules: tuple[str, ...]


def list_verdict_changes(result: ControlsResult) -> Iterator[VerdictChange]:
    """The days on which the verdict, the class or the way applications are decided changes."""
    last_summary: tuple[str, str | None, str] | None = None
    reported_policies: frozenset[str] = frozenset()
    for day, verdict in result.history:
        policies = frozenset(rule.policy for rule in verdict.rules if rule.act in REPORTED_ACTS)
        if verdict.summary != last_summary:
            yield VerdictChange(
                day,
                verdict,
                tuple(
                    sorted((policies ^ reported_policies) | _find_extended_policies(verdict, day))
                ),
            )
            last_summary = verdict.summary
        reported_policies = policies


def _find_extended_policies(verdict: Verdict, day: Date) -> set[str]:
    """The rules of which a part begins on a day."""
    return {
        rule.policy
        for rule in verdict.rules
        if any(
            paragraph.since and paragraph.since.first == day.first for paragraph in rule.paragraphs
        )
    }


def find_neighbouring_changes(
    result: ControlsResult, day: Date
) -> tuple[VerdictChange | None, VerdictChange | None]:
    """What held before the day's verdict began, and what comes after it."""
    changes = list(list_verdict_changes(result))
    earlier_changes = [change for change in changes if change.since.first <= day.last]
    later_changes = changes[len(earlier_changes) :]
    return (earlier_changes[-2] if len(earlier_changes) > 1 else None), (
        later_changes[0] if later_changes else None
    )


def list_named_actions(result: ControlsResult) -> list[Rule]:
    """The letters, listings, decisions and warnings in force that name the chip or who gets it."""
    return [
        rule
        for rule in result.verdict.rules
        if rule.act not in ("control", "groups") and is_item_named(rule, result.item)
    ]


def list_tested_properties(result: ControlsResult) -> list[str]:
    """Every property that was tested, and those that are computed into one that was."""
    findings = (*result.verdict.findings, *result.verdict.reviews, *result.non_licence_findings)
    return [
        criterion_result.property_name
        for criterion_result in collect_criterion_results(findings)
        if criterion_result.property_name not in (PRODUCT_KEY, PARTY_KEY)
    ]

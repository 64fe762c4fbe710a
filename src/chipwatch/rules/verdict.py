"""The verdict on a chip: which rules are in force, which hold, where they reach, what follows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.facts import CERTAINTIES
from .case_analysis import evaluate_all_cases
from .destinations import (
    CountryGroups,
    collect_country_groups,
    explain_unknown_reach,
    is_country_among,
    is_shipment_among,
    is_shipment_reached,
)
from .evaluate import (
    DISPUTED,
    MISSING,
    RANGE,
    ConditionResult,
    CriterionResult,
    Truth,
    apply_exclusions,
    evaluate_condition,
    is_all_true,
    is_any_true,
)
from .item import Item
from .rule import (
    PARTY_KEY,
    PRODUCT_KEY,
    Exemption,
    Paragraph,
    Rule,
    is_paragraph_covered,
    iter_criteria,
)

CONTROLLED, NOT_CONTROLLED, UNKNOWN, DISPUTED_STATUS = (
    "controlled", "not-controlled", "unknown", "disputed",
)  # fmt: skip
LICENCE_ACTS = ("control", "letter", "listing", "affiliates")
"""The acts by which a licence is required."""
PRODUCT_ACTS = ("control", "letter")
"""Those of them that are about chips and not about who gets them."""
NON_LICENCE_ACTS = ("presumption", "tariff")
"""The acts that test figures of chips without requiring a licence."""
REQUIREMENT_TEXTS = {
    CONTROLLED: "a licence is required",
    NOT_CONTROLLED: "none of these rules requires a licence",
    UNKNOWN: "cannot be told",
    DISPUTED_STATUS: "cannot be told",
}
_DENIAL_POLICIES = ("presumption of denial", "policy of denial")
Reason = tuple[str, str]


class Circumstances(NamedTuple):
    """When and where to."""

    day: int
    destination: str
    rules: Sequence[Rule]
    """All rules there are, whenever they hold."""


class ParagraphFinding(NamedTuple):
    """A paragraph held against a chip."""

    rule: Rule
    paragraph: Paragraph
    holds: Truth
    reaches_destination: Truth
    result: ConditionResult
    doubt: str = ""
    """Why it may not apply although it holds: what has stopped it, if not surely."""

    @property
    def is_binding(self) -> Truth:
        """Whether it requires a licence here; not told where it holds but may not apply."""
        is_certain = is_all_true(self.holds, self.reaches_destination)
        return None if is_certain and self.is_doubtful else is_certain

    @property
    def is_doubtful(self) -> bool:
        """Whether it is in dispute that it applies at all."""
        return bool(self.doubt) or self.paragraph.certainty == "disputed"

    @property
    def certainty(self) -> str:
        """As sure as the paragraph and the least sure fact that it rests on."""
        facts = [
            fact
            for criterion_result in self.result.criterion_results
            if criterion_result.figure
            for fact in criterion_result.figure.facts
        ]
        return max(
            (self.paragraph.certainty, *(fact.certainty for fact in facts)), key=_rank_certainty
        )


class Verdict(NamedTuple):
    """What the rules of a day say of a chip."""

    status: str
    paragraph: str | None
    """The class: the first paragraph of the list that holds."""
    findings: tuple[ParagraphFinding, ...]
    binding_findings: tuple[ParagraphFinding, ...]
    """The paragraphs that require a licence; or, of several, one of which does in every case."""
    licence_policy: str
    reviews: tuple[ParagraphFinding, ...]
    exemptions: tuple[tuple[Exemption, Truth], ...]
    missing_properties: tuple[str, ...]
    disputed_properties: tuple[str, ...]
    reason: str
    rules: tuple[Rule, ...]
    certainty: str

    @property
    def classes(self) -> tuple[str, ...]:
        """The first paragraph of the list that binds, or those of which one does in every case."""
        names = [
            finding.paragraph.name
            for finding in self.binding_findings
            if finding.rule.act == "control"
        ]
        return tuple(
            names[:1] if self.binding_findings and self.binding_findings[0].is_binding else names
        )

    @property
    def summary(self) -> tuple[str, str | None, str]:
        """What is compared to tell whether anything has changed."""
        return (self.status, self.paragraph, self.licence_policy)


def judge(item: Item, circumstances: Circumstances) -> Verdict:
    """Hold every rule in force against a chip."""
    rules = list_rules_in_force(circumstances)
    groups = collect_country_groups(circumstances.rules, circumstances.day)
    findings = _collect_findings(rules, item, circumstances, groups)
    binding_findings = [finding for finding in findings if finding.is_binding]
    is_required = is_any_true(*(finding.is_binding for finding in findings))
    if is_required is None:
        is_required = _is_required_in_every_case(findings, rules, item, circumstances, groups)
        binding_findings = (
            [finding for finding in findings if finding.is_binding is None] if is_required else []
        )
    reasons = (
        () if is_required is not None else _collect_reasons(findings, item, circumstances, groups)
    )
    status = _classify_status(is_required, findings, reasons)
    reviews = tuple(_collect_reviews(rules, item, circumstances, groups, findings))
    return Verdict(
        status,
        next((finding.paragraph.name for finding in findings if _is_classification(finding)), None),
        findings,
        tuple(binding_findings),
        _pick_licence_policy(binding_findings, reviews, circumstances.destination, item, groups),
        reviews,
        _collect_exemptions(binding_findings, item, circumstances, groups),
        tuple(dict.fromkeys(name for name, cause in reasons if cause == MISSING)),
        tuple(dict.fromkeys(name for name, cause in reasons if cause != MISSING)),
        _explain_reasons(status, findings, reasons, circumstances),
        rules,
        min(
            (finding.certainty for finding in binding_findings),
            key=_rank_certainty,
            default="confirmed",
        ),
    )


def _collect_findings(
    rules: Iterable[Rule], item: Item, circumstances: Circumstances, groups: CountryGroups
) -> tuple[ParagraphFinding, ...]:
    """What the rules that require licences find; those about buyers only where there is one."""
    acts = LICENCE_ACTS if item.end_user else PRODUCT_ACTS
    suspensions = find_doubtful_suspensions(circumstances)
    return tuple(
        finding
        for rule in rules
        if rule.act in acts
        for finding in _evaluate_rule(
            rule, item, circumstances, groups, suspensions.get(rule.policy, "")
        )
    )


def _is_required_in_every_case(
    findings: Sequence[ParagraphFinding],
    rules: Sequence[Rule],
    item: Item,
    circumstances: Circumstances,
    groups: CountryGroups,
) -> Truth:
    """Whether a licence is required whichever the possible values are."""
    undecided_rules = {
        finding.rule.policy: finding.rule for finding in findings if finding.is_binding is None
    }
    conditions = [
        condition for rule in undecided_rules.values() for condition in rule.list_conditions()
    ]

    def is_required(assumed_item: Item) -> Truth:
        return is_any_true(
            *(
                finding.is_binding
                for finding in _collect_findings(rules, assumed_item, circumstances, groups)
            )
        )

    return evaluate_all_cases(item, conditions, is_required)


def collect_non_licence_findings(
    item: Item, circumstances: Circumstances
) -> tuple[ParagraphFinding, ...]:
    """What a chip falls under, or may, besides what requires a licence."""
    groups = collect_country_groups(circumstances.rules, circumstances.day)
    return tuple(
        finding
        for rule in list_rules_in_force(circumstances)
        if rule.act in NON_LICENCE_ACTS
        for finding in _evaluate_rule(rule, item, circumstances, groups, "")
        if finding.holds is not False
    )


def list_rules_in_force(circumstances: Circumstances) -> tuple[Rule, ...]:
    """The rules in force, but for those that another has surely stopped."""
    rules = [rule for rule in circumstances.rules if rule.is_in_force(circumstances.day)]
    suspended_policies = {
        policy
        for rule in rules
        if rule.act == "suspension" and rule.certainty == "confirmed"
        for policy in rule.modified_policies
    }
    return tuple(rule for rule in rules if rule.policy not in suspended_policies)


def is_item_named(rule: Rule, item: Item) -> bool:
    """Whether a rule names the chip, or who gets it."""
    end_user_id = item.end_user.id if item.end_user else ""
    required_words = {PRODUCT_KEY: item.id, PARTY_KEY: end_user_id}
    tests = (test for condition in rule.list_conditions() for test in iter_criteria(condition))
    return any(required_words.get(test.property, "") in test.words for test in tests if test.words)


def find_doubtful_suspensions(circumstances: Circumstances) -> dict[str, str]:
    """What has stopped a rule, by the policy stopped, where that is not sure."""
    return {
        policy: rule.policy
        for rule in circumstances.rules
        if rule.act == "suspension"
        and rule.is_in_force(circumstances.day)
        and rule.certainty != "confirmed"
        for policy in rule.modified_policies
    }


def _evaluate_rule(
    rule: Rule, item: Item, circumstances: Circumstances, groups: CountryGroups, doubt: str
) -> Iterable[ParagraphFinding]:
    for paragraph in rule.paragraphs:
        if paragraph.since is None or paragraph.since.first <= circumstances.day:
            exclusions = [
                exclusion
                for exclusion in rule.exclusions
                if is_paragraph_covered(exclusion.paragraph_names, paragraph.name)
            ]
            result = apply_exclusions(
                evaluate_condition(paragraph.condition, item), exclusions, item
            )
            reaches_destination = is_shipment_reached(
                rule, paragraph, circumstances.destination, item.end_user, groups
            )
            yield ParagraphFinding(
                rule, paragraph, result.holds, reaches_destination, result, doubt
            )


def _collect_reviews(
    rules: Iterable[Rule],
    item: Item,
    circumstances: Circumstances,
    groups: CountryGroups,
    findings: Sequence[ParagraphFinding],
) -> Iterable[ParagraphFinding]:
    """How licences are decided, for what a rule requires one for or may."""
    bound_policies = {
        finding.rule.policy for finding in findings if finding.is_binding is not False
    }
    for rule in rules:
        if rule.act == "review" and not bound_policies.isdisjoint(rule.modified_policies):
            yield from (
                finding
                for finding in _evaluate_rule(rule, item, circumstances, groups, "")
                if finding.reaches_destination is not False
            )


def _pick_licence_policy(
    binding_findings: Sequence[ParagraphFinding],
    reviews: Sequence[ParagraphFinding],
    destination: str,
    item: Item,
    groups: CountryGroups,
) -> str:
    """How an application is decided: of several rules that require one, as the strictest has it."""
    countries = (destination, *(item.end_user.countries if item.end_user else ()))
    rules = {one.rule.policy: one.rule for one in binding_findings}
    policies = dict.fromkeys(
        text
        for one in rules.values()
        if (text := _find_rule_policy(one, reviews, countries, groups))
    )
    return min(policies, key=_rank_leniency, default="")


def _find_rule_policy(
    rule: Rule, reviews: Sequence[ParagraphFinding], countries: Sequence[str], groups: CountryGroups
) -> str:
    """How applications under one rule are decided: as the latest review has it, or itself."""
    rule_reviews = [one for one in reviews if rule.policy in one.rule.modified_policies]
    for one in reversed(rule_reviews):
        if one.holds is not False:
            doubt = "" if one.holds else ", if its figures are within the limits"
            return f"{one.paragraph.note or one.rule.note}{doubt}"
    fallback_policies = [one.rule.fallback_policy for one in reversed(rule_reviews)]
    rule_policies = [one.policy for one in rule.licences
           if is_any_true(*(is_country_among(country, one.destinations, groups) for country in countries))]  # fmt: skip
    return next((text for text in (*fallback_policies, *rule_policies) if text), "")


def _rank_leniency(policy: str) -> int:
    """How far a way of deciding is from denial; what is said of denial in part comes after."""
    if policy in _DENIAL_POLICIES:
        return 0
    return 1 if policy.startswith(_DENIAL_POLICIES) else 2


def _collect_exemptions(
    binding_findings: Sequence[ParagraphFinding],
    item: Item,
    circumstances: Circumstances,
    groups: CountryGroups,
) -> tuple[tuple[Exemption, Truth], ...]:
    """The licence exceptions that may be used, and those of which it cannot be told.

    An exception frees of one rule alone: where another requires a licence too, it is of no use.
    """
    rules = {one.rule.policy: one.rule for one in binding_findings}
    exemptions_by_rule = [
        tuple(_find_usable_exemptions(rule, binding_findings, item, circumstances, groups))
        for rule in rules.values()
    ]
    return (
        tuple(one for exemptions in exemptions_by_rule for one in exemptions)
        if all(exemptions_by_rule)
        else ()
    )


def _find_usable_exemptions(
    rule: Rule,
    binding_findings: Sequence[ParagraphFinding],
    item: Item,
    circumstances: Circumstances,
    groups: CountryGroups,
) -> Iterable[tuple[Exemption, Truth]]:
    """The exceptions from one rule: by the paragraphs that hold, by destination and seat."""
    paragraph_names = [
        finding.paragraph.name for finding in binding_findings if finding.rule is rule
    ]
    for exemption in rule.exemptions:
        is_future = exemption.since is not None and exemption.since.first > circumstances.day
        if is_future or not any(
            is_paragraph_covered(exemption.paragraph_names, name) for name in paragraph_names
        ):
            continue
        is_destination_listed = is_shipment_among(
            exemption.destinations, circumstances.destination, item.end_user, groups
        )
        is_destination_excluded = is_shipment_among(
            exemption.excluded_destinations, circumstances.destination, item.end_user, groups
        )
        holds = is_all_true(
            evaluate_condition(exemption.condition, item).holds,
            is_destination_listed if exemption.destinations else True,
            None if is_destination_excluded is None else not is_destination_excluded,
        )
        if holds is not False:
            yield exemption, holds


def _classify_status(
    is_required: Truth, findings: Sequence[ParagraphFinding], reasons: Sequence[Reason]
) -> str:
    if is_required:
        return CONTROLLED
    if is_required is False and any(finding.rule.act in PRODUCT_ACTS for finding in findings):
        return NOT_CONTROLLED
    causes = {cause for _, cause in reasons}
    return DISPUTED_STATUS if causes == {DISPUTED} else UNKNOWN


def _collect_reasons(
    findings: Iterable[ParagraphFinding],
    item: Item,
    circumstances: Circumstances,
    groups: CountryGroups,
) -> tuple[Reason, ...]:
    """Why it cannot be told whether the paragraphs bind that may.

    What holds in dispute alone decides, unless something else may bind for certain.
    """
    undecided_findings = [finding for finding in findings if finding.is_binding is None]
    reasons: dict[Reason, None] = {}
    for finding in undecided_findings:
        if finding.holds and finding.reaches_destination:
            reasons[(finding.rule.policy, DISPUTED)] = None
        elif not finding.is_doubtful:
            reasons |= dict.fromkeys(finding.result.reasons)
            if finding.reaches_destination is None:
                unknowns = explain_unknown_reach(
                    finding.rule,
                    finding.paragraph,
                    circumstances.destination,
                    item.end_user,
                    groups,
                )
                reasons |= dict.fromkeys((unknown, MISSING) for unknown in unknowns)
    if not reasons:
        reasons = dict.fromkeys(
            reason for finding in undecided_findings for reason in finding.result.reasons
        )
    return tuple(reasons)


def _explain_reasons(
    status: str,
    findings: Sequence[ParagraphFinding],
    reasons: Sequence[Reason],
    circumstances: Circumstances,
) -> str:
    """The reason in a sentence, where it cannot be told."""
    if status in (CONTROLLED, NOT_CONTROLLED):
        return ""
    if not any(finding.rule.act in PRODUCT_ACTS for finding in findings):
        return explain_no_rule(circumstances.rules)
    cause_texts = {MISSING: "not known", DISPUTED: "disputed", RANGE: "known only as a range"}
    return "; ".join(f"{name}: {cause_texts[cause]}" for name, cause in reasons)


def explain_no_rule(rules: Iterable[Rule]) -> str:
    """Why nothing can be told of a day on which no rule about chips was in force."""
    first_date = min((rule.since for rule in rules if rule.act in PRODUCT_ACTS), default=None)
    if first_date is None:
        return "no rule about chips is known"
    return f"no rule that the base knows was in force then; the first begins on {first_date.text}"


def _is_classification(finding: ParagraphFinding) -> bool:
    return finding.rule.act == "control" and finding.holds is True


def _rank_certainty(certainty: str) -> int:
    return CERTAINTIES.index(certainty)


def collect_criterion_results(findings: Iterable[ParagraphFinding]) -> list[CriterionResult]:
    """Every test in some findings, each property with its first."""
    results_by_property: dict[str, CriterionResult] = {}
    for finding in findings:
        for result in finding.result.criterion_results:
            results_by_property.setdefault(result.property_name, result)
    return list(results_by_property.values())

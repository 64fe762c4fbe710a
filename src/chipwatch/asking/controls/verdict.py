"""The verdict on a chip: which rules are in force, which hold, where they reach, what follows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.facts import CERTAINTIES
from ...model.rules import PARTY, PRODUCT, Exemption, Paragraph, Rule, covers, criteria
from .cells import in_every_case
from .evaluate import (
    DISPUTED,
    MISSING,
    RANGE,
    Outcome,
    Tested,
    Truth,
    both,
    either,
    evaluate,
    without,
)
from .reach import Groups, among, groups_on, reaches
from .subject import Subject

CONTROLLED, NOT_CONTROLLED, UNKNOWN, DISPUTED_VERDICT = (
    "controlled", "not-controlled", "unknown", "disputed",
)  # fmt: skip
CONTROLS = ("control", "letter", "listing", "affiliates")
"""The acts by which a licence is required."""
PRODUCTS = ("control", "letter")
"""Those of them that are about chips and not about who gets them."""
BESIDE = ("presumption", "tariff")
"""The acts that test figures of chips without requiring a licence."""
REQUIREMENTS = {
    CONTROLLED: "a licence is required",
    NOT_CONTROLLED: "none of these rules requires a licence",
    UNKNOWN: "cannot be told",
    DISPUTED_VERDICT: "cannot be told",
}
Reason = tuple[str, str]


class Setting(NamedTuple):
    """When and where to."""

    day: int
    to: str
    rules: Sequence[Rule]
    """All rules there are, whenever they hold."""


class Finding(NamedTuple):
    """A paragraph held against a chip."""

    rule: Rule
    paragraph: Paragraph
    holds: Truth
    reach: Truth
    outcome: Outcome
    doubt: str = ""
    """Why it may not apply although it holds: what has stopped it, if not surely."""

    @property
    def binds(self) -> Truth:
        """Whether it requires a licence here."""
        sure = both(self.holds, self.reach)
        return None if sure and self.doubt else sure

    @property
    def certainty(self) -> str:
        """As sure as the paragraph and the least sure fact that it rests on."""
        facts = [f for one in self.outcome.tested if one.known for f in one.known.facts]
        return max((self.paragraph.certainty, *(f.certainty for f in facts)), key=_doubtful)


class Verdict(NamedTuple):
    """What the rules of a day say of a chip."""

    verdict: str
    paragraph: str | None
    """The class: the first paragraph of the list that holds."""
    findings: tuple[Finding, ...]
    binding: tuple[Finding, ...]
    """The paragraphs that require a licence; or, of several, one of which does in every case."""
    policy: str
    reviews: tuple[Finding, ...]
    exemptions: tuple[tuple[Exemption, Truth], ...]
    missing: tuple[str, ...]
    disputed: tuple[str, ...]
    reason: str
    rules: tuple[Rule, ...]
    certainty: str

    @property
    def summary(self) -> tuple[str, str | None, str]:
        """What is compared to tell whether anything has changed."""
        return (self.verdict, self.paragraph, self.policy)


def judge(subject: Subject, setting: Setting) -> Verdict:
    """Hold every rule in force against a chip."""
    rules = in_force(setting)
    on = groups_on(setting.rules, setting.day)
    findings = _all_findings(rules, subject, setting, on)
    binding = [one for one in findings if one.binds]
    truth = either(*(one.binds for one in findings))
    if truth is None:
        truth = _in_every_case(findings, rules, subject, setting, on)
        binding = [one for one in findings if one.binds is None] if truth else []
    reasons = () if truth is not None else _reasons(findings, setting.to)
    verdict = _verdict(truth, findings, reasons)
    reviews = tuple(_reviews(rules, subject, setting, on, findings))
    return Verdict(
        verdict,
        next((one.paragraph.name for one in findings if _classed(one)), None),
        findings,
        tuple(binding),
        _policy(binding, reviews, setting.to, subject, on),
        reviews,
        tuple(_exemptions(findings, subject, setting, on)),
        tuple(dict.fromkeys(name for name, why in reasons if why == MISSING)),
        tuple(dict.fromkeys(name for name, why in reasons if why != MISSING)),
        _said(verdict, findings, reasons, setting),
        rules,
        min((one.certainty for one in binding), key=_doubtful, default="confirmed"),
    )


def _all_findings(
    rules: Iterable[Rule], subject: Subject, setting: Setting, on: Groups
) -> tuple[Finding, ...]:
    """What the rules that require licences find; those about buyers only where there is one."""
    acts = CONTROLS if subject.buyer else PRODUCTS
    stopped = doubts(setting)
    return tuple(
        finding
        for rule in rules
        if rule.act in acts
        for finding in _findings(rule, subject, setting, on, stopped.get(rule.policy, ""))
    )


def _in_every_case(
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    subject: Subject,
    setting: Setting,
    on: Groups,
) -> Truth:
    """Whether a licence is required whichever the possible values are."""
    open_ = {one.rule.policy: one.rule for one in findings if one.binds is None}
    conditions = [when for rule in open_.values() for when in rule.conditions()]

    def required(narrowed: Subject) -> Truth:
        return either(*(one.binds for one in _all_findings(rules, narrowed, setting, on)))

    return in_every_case(subject, conditions, required)


def beside(subject: Subject, setting: Setting) -> tuple[Finding, ...]:
    """What a chip falls under, or may, besides what requires a licence."""
    on = groups_on(setting.rules, setting.day)
    return tuple(
        finding
        for rule in in_force(setting)
        if rule.act in BESIDE
        for finding in _findings(rule, subject, setting, on, "")
        if finding.holds is not False
    )


def in_force(setting: Setting) -> tuple[Rule, ...]:
    """The rules in force, but for those that another has surely stopped."""
    standing = [rule for rule in setting.rules if rule.in_force(setting.day)]
    stopped = {
        policy
        for rule in standing
        if rule.act == "suspension" and rule.certainty == "confirmed"
        for policy in rule.modifies
    }
    return tuple(rule for rule in standing if rule.policy not in stopped)


def naming(rule: Rule, subject: Subject) -> bool:
    """Whether a rule names the chip, or who gets it."""
    buyer = subject.buyer.id if subject.buyer else ""
    wanted = {PRODUCT: subject.id, PARTY: buyer}
    found = (test for condition in rule.conditions() for test in criteria(condition))
    return any(wanted.get(test.property, "") in test.words for test in found if test.words)


def doubts(setting: Setting) -> dict[str, str]:
    """What has stopped a rule, by the policy stopped, where that is not sure."""
    return {
        policy: rule.policy
        for rule in setting.rules
        if rule.act == "suspension" and rule.in_force(setting.day) and rule.certainty != "confirmed"
        for policy in rule.modifies
    }


def _findings(
    rule: Rule, subject: Subject, setting: Setting, on: Groups, doubt: str
) -> Iterable[Finding]:
    for paragraph in rule.paragraphs:
        if paragraph.since is None or paragraph.since.first <= setting.day:
            exclusions = [one for one in rule.exclusions if covers(one.of, paragraph.name)]
            outcome = without(evaluate(paragraph.when, subject), exclusions, subject)
            reach = reaches(rule, paragraph, setting.to, subject.buyer, on)
            yield Finding(rule, paragraph, outcome.holds, reach, outcome, doubt)


def _reviews(
    rules: Iterable[Rule],
    subject: Subject,
    setting: Setting,
    on: Groups,
    findings: Sequence[Finding],
) -> Iterable[Finding]:
    """How licences are decided, for what a rule requires one for or may."""
    binding = {one.rule.policy for one in findings if one.binds is not False}
    for rule in rules:
        if rule.act == "review" and not binding.isdisjoint(rule.modifies):
            yield from (
                one for one in _findings(rule, subject, setting, on, "") if one.reach is not False
            )


def _policy(
    binding: Sequence[Finding],
    reviews: Sequence[Finding],
    to: str,
    subject: Subject,
    on: Groups,
) -> str:
    """How an application is decided: as the latest review has it, or the rule itself."""
    bound = {one.rule.policy for one in binding}
    for one in reversed(reviews):
        if not bound.isdisjoint(one.rule.modifies) and one.holds is not False:
            doubt = "" if one.holds else ", if its figures are within the limits"
            return f"{one.paragraph.note or one.rule.note}{doubt}"
    otherwise = [one.rule.otherwise for one in reviews if not bound.isdisjoint(one.rule.modifies)]
    seats = (to, *(subject.buyer.countries if subject.buyer else ()))
    found = [
        licence.policy
        for one in binding
        for licence in one.rule.licences
        if either(*(among(seat, licence.destinations, on) for seat in seats))
    ]
    return next((text for text in (*reversed(otherwise), *found) if text), "")


def _exemptions(
    findings: Sequence[Finding], subject: Subject, setting: Setting, on: Groups
) -> Iterable[tuple[Exemption, Truth]]:
    """The licence exceptions that may be used, and those of which it cannot be told."""
    for rule in {one.rule.policy: one.rule for one in findings}.values():
        held = [one.paragraph.name for one in findings if one.rule is rule and one.binds]
        for exemption in rule.exemptions:
            late = exemption.since is not None and exemption.since.first > setting.day
            if late or not any(covers(exemption.of, name) for name in held):
                continue
            holds = both(
                evaluate(exemption.when, subject).holds,
                among(setting.to, exemption.destinations, on) if exemption.destinations else True,
            )
            if holds is not False:
                yield exemption, holds


def _verdict(truth: Truth, findings: Sequence[Finding], reasons: Sequence[Reason]) -> str:
    if truth:
        return CONTROLLED
    if truth is False and any(one.rule.act in PRODUCTS for one in findings):
        return NOT_CONTROLLED
    whys = {why for _, why in reasons}
    return DISPUTED_VERDICT if whys == {DISPUTED} else UNKNOWN


def _reasons(findings: Iterable[Finding], to: str) -> tuple[Reason, ...]:
    """Why it cannot be told whether the paragraphs bind that may.

    Where one holds, and there is doubt only whether its rule still stands, that alone decides.
    """
    open_ = [one for one in findings if one.binds is None]
    stopped = {one.rule.policy: None for one in open_ if one.holds and one.reach}
    if stopped:
        return tuple((policy, DISPUTED) for policy in stopped)
    reasons = dict.fromkeys(reason for one in open_ for reason in one.outcome.reasons)
    if any(one.reach is None for one in open_):
        reasons[(f"country groups of {to}", MISSING)] = None
    return tuple(reasons)


def _said(
    verdict: str, findings: Sequence[Finding], reasons: Sequence[Reason], setting: Setting
) -> str:
    """The reason in a sentence, where it cannot be told."""
    if verdict in (CONTROLLED, NOT_CONTROLLED):
        return ""
    if not any(one.rule.act in PRODUCTS for one in findings):
        return first_rule(setting.rules)
    whys = {MISSING: "not known", DISPUTED: "disputed", RANGE: "known only as a range"}
    return "; ".join(f"{name}: {whys[why]}" for name, why in reasons)


def first_rule(rules: Iterable[Rule]) -> str:
    """Why nothing can be told of a day on which no rule about chips was in force."""
    first = min((rule.since for rule in rules if rule.act in PRODUCTS), default=None)
    if first is None:
        return "no rule about chips is known"
    return f"no rule that the base knows was in force then; the first begins on {first.text}"


def _classed(one: Finding) -> bool:
    return one.rule.act == "control" and one.holds is True


def _doubtful(certainty: str) -> int:
    return CERTAINTIES.index(certainty)


def tested(findings: Iterable[Finding]) -> list[Tested]:
    """Every test in some findings, each property with its first."""
    first: dict[str, Tested] = {}
    for one in findings:
        for test in one.outcome.tested:
            first.setdefault(test.property, test)
    return list(first.values())

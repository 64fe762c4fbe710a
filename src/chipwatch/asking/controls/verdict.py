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
from .reach import Groups, among, among_any, groups_on, reaches, unknown_reach
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
_DENIAL = ("presumption of denial", "policy of denial")
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
        """Whether it requires a licence here; not told where it holds but may not apply."""
        sure = both(self.holds, self.reach)
        return None if sure and self.doubtful else sure

    @property
    def doubtful(self) -> bool:
        """Whether it is in dispute that it applies at all."""
        return bool(self.doubt) or self.paragraph.certainty == "disputed"

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
    def classes(self) -> tuple[str, ...]:
        """The first paragraph of the list that binds, or those of which one does in every case."""
        names = [one.paragraph.name for one in self.binding if one.rule.act == "control"]
        return tuple(names[:1] if self.binding and self.binding[0].binds else names)

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
    reasons = () if truth is not None else _reasons(findings, subject, setting, on)
    verdict = _verdict(truth, findings, reasons)
    reviews = tuple(_reviews(rules, subject, setting, on, findings))
    return Verdict(
        verdict,
        next((one.paragraph.name for one in findings if _classed(one)), None),
        findings,
        tuple(binding),
        _policy(binding, reviews, setting.to, subject, on),
        reviews,
        _exemptions(binding, subject, setting, on),
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
    """How an application is decided: of several rules that require one, as the strictest has it."""
    seats = (to, *(subject.buyer.countries if subject.buyer else ()))
    rules = {one.rule.policy: one.rule for one in binding}
    found = dict.fromkeys(
        text for one in rules.values() if (text := _decided(one, reviews, seats, on))
    )
    return min(found, key=_leniency, default="")


def _decided(rule: Rule, reviews: Sequence[Finding], seats: Sequence[str], on: Groups) -> str:
    """How applications under one rule are decided: as the latest review has it, or itself."""
    mine = [one for one in reviews if rule.policy in one.rule.modifies]
    for one in reversed(mine):
        if one.holds is not False:
            doubt = "" if one.holds else ", if its figures are within the limits"
            return f"{one.paragraph.note or one.rule.note}{doubt}"
    otherwise = [one.rule.otherwise for one in reversed(mine)]
    own = [one.policy for one in rule.licences
           if either(*(among(seat, one.destinations, on) for seat in seats))]  # fmt: skip
    return next((text for text in (*otherwise, *own) if text), "")


def _leniency(policy: str) -> int:
    """How far a way of deciding is from denial; what is said of denial in part comes after."""
    if policy in _DENIAL:
        return 0
    return 1 if policy.startswith(_DENIAL) else 2


def _exemptions(
    binding: Sequence[Finding], subject: Subject, setting: Setting, on: Groups
) -> tuple[tuple[Exemption, Truth], ...]:
    """The licence exceptions that may be used, and those of which it cannot be told.

    An exception frees of one rule alone: where another requires a licence too, it is of no use.
    """
    rules = {one.rule.policy: one.rule for one in binding}
    open_ = [tuple(_open(rule, binding, subject, setting, on)) for rule in rules.values()]
    return tuple(one for found in open_ for one in found) if all(open_) else ()


def _open(
    rule: Rule, binding: Sequence[Finding], subject: Subject, setting: Setting, on: Groups
) -> Iterable[tuple[Exemption, Truth]]:
    """The exceptions from one rule: by the paragraphs that hold, by destination and seat."""
    held = [one.paragraph.name for one in binding if one.rule is rule]
    for exemption in rule.exemptions:
        late = exemption.since is not None and exemption.since.first > setting.day
        if late or not any(covers(exemption.of, name) for name in held):
            continue
        there = among_any(exemption.destinations, setting.to, subject.buyer, on)
        shut = among_any(exemption.outside, setting.to, subject.buyer, on)
        holds = both(
            evaluate(exemption.when, subject).holds,
            there if exemption.destinations else True,
            None if shut is None else not shut,
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


def _reasons(
    findings: Iterable[Finding], subject: Subject, setting: Setting, on: Groups
) -> tuple[Reason, ...]:
    """Why it cannot be told whether the paragraphs bind that may.

    What holds in dispute alone decides, unless something else may bind for certain.
    """
    open_ = [one for one in findings if one.binds is None]
    reasons: dict[Reason, None] = {}
    for one in open_:
        if one.holds and one.reach:
            reasons[(one.rule.policy, DISPUTED)] = None
        elif not one.doubtful:
            reasons |= dict.fromkeys(one.outcome.reasons)
            if one.reach is None:
                whys = unknown_reach(one.rule, one.paragraph, setting.to, subject.buyer, on)
                reasons |= dict.fromkeys((why, MISSING) for why in whys)
    if not reasons:
        reasons = dict.fromkeys(reason for one in open_ for reason in one.outcome.reasons)
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

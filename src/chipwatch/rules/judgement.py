"""The judgement of an item: every rule in force is held against it, and a verdict follows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.facts import CERTAINTIES
from .applications import pick_licence_policy
from .case_analysis import evaluate_all_cases
from .circumstances import Circumstances
from .destinations import EMBARGOED_DESTINATIONS
from .evaluation import DISPUTED, Reason
from .exemptions import collect_exemptions
from .findings import (
    Assessment,
    ParagraphFinding,
    assess,
    collect_licence_findings,
    collect_reviews,
)
from .item import Item
from .jurisdiction import Jurisdiction, judge_jurisdiction
from .reasons import (
    collect_reasons,
    explain_embargo,
    explain_no_rule,
    is_rule_about_items,
)
from .truth import Truth, disjoin
from .verdict import (
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
    Verdict,
    list_unenforced,
)


def judge(item: Item, circumstances: Circumstances) -> Verdict:
    """Hold every rule in force against an item."""
    assessment = assess(item, circumstances)
    findings = collect_licence_findings(assessment)
    jurisdiction = judge_jurisdiction(findings, assessment)
    requirement = _find_requirement(findings, assessment)
    status = _classify_status(requirement, findings)
    if not jurisdiction.is_subject and status != NO_LICENCE_REQUIRED:
        status = NO_LICENCE_REQUIRED if jurisdiction.is_subject is False else UNKNOWN_STATUS
    binding_findings = requirement.binding_findings if jurisdiction.is_subject else ()
    is_jurisdiction_undecided = jurisdiction.is_subject is None
    conditional_findings = requirement.binding_findings if is_jurisdiction_undecided else ()
    reviews = collect_reviews(assessment, findings)
    unenforced_findings = list_unenforced(findings) if status == ON_THE_BOOKS else ()
    met_classes = [finding.class_name for finding in findings if _is_classification(finding)]
    is_gap = not _has_rules_about_items(findings) and status in (UNKNOWN_STATUS, DISPUTED_STATUS)
    return Verdict(
        status=status,
        paragraph=met_classes[0] if met_classes else None,
        findings=findings,
        binding_findings=binding_findings,
        licence_policy=pick_licence_policy(binding_findings, reviews, assessment),
        reviews=reviews,
        exemptions=collect_exemptions(
            binding_findings or unenforced_findings, findings, assessment
        ),
        reasons=_combine_reasons(status, requirement, jurisdiction),
        gap_text=explain_no_rule(circumstances.rules, item.kind.name) if is_gap else "",
        rules=assessment.rules,
        certainty=_find_most_certain(binding_findings),
        jurisdiction=jurisdiction,
        conditional_findings=conditional_findings,
        conditional_policy=pick_licence_policy(conditional_findings, reviews, assessment),
    )


class Requirement(NamedTuple):
    """Whether the rules require a licence for an item that is subject to them."""

    is_required: Truth
    binding_findings: tuple[ParagraphFinding, ...]
    reasons: tuple[Reason, ...]
    """Why it is not decided; empty where it is."""


def _find_requirement(findings: Sequence[ParagraphFinding], assessment: Assessment) -> Requirement:
    """Find whether any paragraph requires a licence, or one of several does in every case."""
    is_required = disjoin(*(finding.is_binding for finding in findings))
    binding_findings = [finding for finding in findings if finding.is_binding]
    if is_required is None:
        is_required = _is_required_in_every_case(findings, assessment)
        undecided_findings = [finding for finding in findings if finding.is_binding is None]
        binding_findings = undecided_findings if is_required else []
    reasons = collect_reasons(findings, assessment) if is_required is None else ()
    if is_required is False and assessment.shipment.destination in EMBARGOED_DESTINATIONS:
        is_required, reasons = None, (explain_embargo(assessment.shipment.destination),)
    return Requirement(is_required, tuple(binding_findings), reasons)


def _combine_reasons(
    status: str, requirement: Requirement, jurisdiction: Jurisdiction
) -> tuple[Reason, ...]:
    """Combine why it is not decided: what is not known of the origin, then of the item."""
    if status in (LICENCE_REQUIRED, NO_LICENCE_REQUIRED):
        return ()
    return (*jurisdiction.reasons, *requirement.reasons)


def _is_required_in_every_case(
    findings: Sequence[ParagraphFinding], assessment: Assessment
) -> Truth:
    """Return whether a licence is required whichever the possible values are."""
    undecided_rules = dict.fromkeys(
        finding.rule for finding in findings if finding.is_binding is None
    )
    conditions = [condition for rule in undecided_rules for condition in rule.list_conditions()]

    def is_required(assumed_item: Item) -> Truth:
        assumed_findings = collect_licence_findings(assessment._replace(item=assumed_item))
        return disjoin(*(finding.is_binding for finding in assumed_findings))

    return evaluate_all_cases(assessment.item, conditions, is_required)


def _has_rules_about_items(findings: Iterable[ParagraphFinding]) -> bool:
    return any(is_rule_about_items(finding.rule) for finding in findings)


def _classify_status(requirement: Requirement, findings: Sequence[ParagraphFinding]) -> str:
    """Classify whether a licence is required for an item that is subject to the rules."""
    if requirement.is_required:
        return LICENCE_REQUIRED
    if requirement.is_required is False and _has_rules_about_items(findings):
        return NO_LICENCE_REQUIRED
    causes = {reason.cause for reason in requirement.reasons}
    if causes != {DISPUTED}:
        return UNKNOWN_STATUS
    return ON_THE_BOOKS if _is_only_unenforced(findings) else DISPUTED_STATUS


def _is_only_unenforced(findings: Iterable[ParagraphFinding]) -> bool:
    """Return whether what keeps it open is only that a rule is said not to be enforced."""
    undecided_findings = [finding for finding in findings if finding.is_binding is None]
    return all(finding.possibly_stopped_by for finding in undecided_findings)


def _find_most_certain(findings: Sequence[ParagraphFinding]) -> str:
    """Return the certainty of the most certain finding: one is enough to require a licence."""
    certainties = (finding.certainty for finding in findings)
    return min(certainties, key=CERTAINTIES.index, default="confirmed")


def _is_classification(finding: ParagraphFinding) -> bool:
    return finding.rule.act.gives_class and finding.holds is True

"""The judgement of an item: every rule in force is held against it, and a verdict follows."""

from collections.abc import Iterable, Sequence

from ..model.facts import CERTAINTIES
from .applications import pick_licence_policy
from .circumstances import Circumstances
from .evaluation import DISPUTED, Reason
from .exemptions import collect_exemptions
from .findings import (
    ParagraphFinding,
    assess,
    collect_licence_findings,
    collect_reviews,
)
from .item import Item
from .jurisdiction import Jurisdiction, judge_jurisdiction
from .reasons import explain_no_rule, is_rule_about_items
from .requirement import Requirement, find_requirement
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
    requirement = find_requirement(findings, assessment)
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


def _combine_reasons(
    status: str, requirement: Requirement, jurisdiction: Jurisdiction
) -> tuple[Reason, ...]:
    """Combine why it is not decided: what is not known of the origin, then of the item."""
    if status in (LICENCE_REQUIRED, NO_LICENCE_REQUIRED):
        return ()
    return (*jurisdiction.reasons, *requirement.reasons)


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

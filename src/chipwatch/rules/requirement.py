"""Whether the rules require a licence for an item, given what is known of it."""

from collections.abc import Sequence
from typing import NamedTuple

from .case_analysis import evaluate_all_cases
from .destinations import EMBARGOED_DESTINATIONS
from .evaluation import Reason
from .findings import Assessment, ParagraphFinding, collect_licence_findings
from .item import Item
from .reasons import collect_reasons, explain_embargo
from .rule import Rule
from .truth import Truth, disjoin


class Requirement(NamedTuple):
    """Whether the rules require a licence for an item that is subject to them."""

    is_required: Truth
    binding_findings: tuple[ParagraphFinding, ...]
    reasons: tuple[Reason, ...]
    """Why it is not decided; empty where it is."""


def find_requirement(findings: Sequence[ParagraphFinding], assessment: Assessment) -> Requirement:
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


def _is_required_in_every_case(
    findings: Sequence[ParagraphFinding], assessment: Assessment
) -> Truth:
    """Return whether a licence is required whichever the possible values are.

    Only rules that are undecided are asked again: what is decided stays so whatever the values. The
    result is kept with the item, as the same is often open on other days.
    """
    rules_by_id = {id(f.rule): f.rule for f in findings if f.is_binding is None}
    open_rules = tuple(rules_by_id.values())
    key = tuple(_describe_day(rule, assessment) for rule in open_rules)
    case_results = assessment.item.case_results
    if key not in case_results:
        case_results[key] = _evaluate_cases(assessment._replace(rules=open_rules))
    return case_results[key]


def _describe_day(rule: Rule, assessment: Assessment) -> tuple[object, ...]:
    """Describe what a result by cases depends on besides the item: what holds of a rule that day.

    Exclusions end and do not begin, so that their number says which hold.
    """
    paragraphs = assessment.circumstances.list_paragraphs(rule, assessment.item.end_user)
    return (
        id(rule),
        assessment.suspensions.get(rule.policy),
        *(
            (
                id(begun.paragraph),
                len(begun.exclusions),
                begun.reaches_destination,
                begun.is_in_force,
            )
            for begun in paragraphs
        ),
    )


def _evaluate_cases(assessment: Assessment) -> Truth:
    """Evaluate whether some rules require a licence whichever the possible values are."""
    conditions = [condition for rule in assessment.rules for condition in rule.list_conditions()]

    def is_required(assumed_item: Item) -> Truth:
        assumed_findings = collect_licence_findings(assessment._replace(item=assumed_item))
        return disjoin(*(finding.is_binding for finding in assumed_findings))

    return evaluate_all_cases(assessment.item, conditions, is_required)

"""Licence exceptions: which may be used for what requires a licence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .destinations import is_shipment_among
from .eccn import is_paragraph_covered
from .evaluation import evaluate_condition
from .findings import Assessment, ParagraphFinding
from .rule import Exemption
from .truth import Truth, conjoin, negate


class UsableExemption(NamedTuple):
    """A licence exception that may be used; None where its conditions cannot be decided."""

    exemption: Exemption
    holds: Truth


def collect_exemptions(
    binding_findings: Sequence[ParagraphFinding], assessment: Assessment
) -> tuple[UsableExemption, ...]:
    """Collect the licence exceptions that may be used.

    An exception frees from one rule alone: where another requires a licence too, it is of no use.
    """
    findings_by_policy: dict[str, list[ParagraphFinding]] = {}
    for finding in binding_findings:
        findings_by_policy.setdefault(finding.rule.policy, []).append(finding)
    exemptions_by_policy = [
        list(_find_usable_exemptions(findings, assessment))
        for findings in findings_by_policy.values()
    ]
    if not all(exemptions_by_policy):
        return ()
    return tuple(usable for exemptions in exemptions_by_policy for usable in exemptions)


def _find_usable_exemptions(
    findings: Sequence[ParagraphFinding], assessment: Assessment
) -> Iterator[UsableExemption]:
    """Find the exceptions from one rule, for the paragraphs of it that bind."""
    rule = findings[-1].rule
    names = [finding.paragraph.name for finding in findings if finding.rule is rule]
    for exemption in rule.exemptions:
        has_begun = exemption.since is None or exemption.since.first <= assessment.day
        if has_begun and any(
            is_paragraph_covered(exemption.paragraph_names, name) for name in names
        ):
            holds = _is_usable(exemption, assessment)
            if holds is not False:
                yield UsableExemption(exemption, holds)


def _is_usable(exemption: Exemption, assessment: Assessment) -> Truth:
    shipment = assessment.shipment
    is_destination_listed = not exemption.destinations or is_shipment_among(
        exemption.destinations, shipment
    )
    return conjoin(
        evaluate_condition(exemption.condition, assessment.item).holds,
        is_destination_listed,
        negate(is_shipment_among(exemption.excluded_destinations, shipment)),
    )

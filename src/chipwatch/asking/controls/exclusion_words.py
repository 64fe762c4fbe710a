"""What leaves an item out of classes that it is of by its figures, in words."""

from collections.abc import Sequence

from ...model.wording import format_alternatives
from ...rules.findings import ParagraphFinding
from ...rules.rule import PARTY_KEY
from ...rules.verdict import Verdict


def describe_exclusion(findings: Sequence[ParagraphFinding], buyer: str) -> str:
    """Describe which class an item is of, or may be, by its figures, and what leaves it out."""
    finding = findings[0]
    classes = finding.class_name
    if not finding.result.would_hold:
        names = dict.fromkeys(excluded.class_name for excluded in findings)
        classes = f"{format_alternatives(tuple(names))}, or none,"
    excluded = f"what goes to {buyer}" if _is_about_buyer(finding) else "it"
    return f"{classes} by its figures, but {finding.result.excluded_by} leaves {excluded} out."


def list_open_classes(verdict: Verdict) -> list[str]:
    """List the classes that figures leave open, without those that the item is left out of."""
    excluded_classes = {finding.class_name for finding in verdict.excluded_findings}
    return [name for name in verdict.undecided_classes if name not in excluded_classes]


def _is_about_buyer(finding: ParagraphFinding) -> bool:
    return any(
        criterion.property_name == PARTY_KEY and criterion.holds
        for criterion in finding.result.criterion_results
    )

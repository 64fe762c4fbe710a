"""Whether an item is subject to the rules at all: one shipped from abroad may not be.

What is in the United States is, by 15 CFR 734.3(a)(1). Of what is shipped from elsewhere the rules
of the act ``jurisdiction`` say which items are: those of US origin, those with more than a minimal
content from there, and direct products of US technology, software or plants.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .eccn import is_paragraph_covered
from .evaluation import MISSING, Reason
from .findings import Assessment, ParagraphFinding, evaluate_rule
from .truth import Truth, conjoin, disjoin


class JurisdictionFinding(NamedTuple):
    """A paragraph on items made abroad, held against one."""

    finding: ParagraphFinding
    applies: Truth
    """Whether it makes the item subject to the rules."""


class Jurisdiction(NamedTuple):
    """Whether an item is subject to the rules, and by what."""

    is_subject: Truth
    findings: tuple[JurisdictionFinding, ...] = ()
    """The paragraphs that make it so, or may; none for what is shipped from home."""
    reasons: tuple[Reason, ...] = ()
    """What would have to be known, where it is not decided."""


def judge_jurisdiction(
    findings: Sequence[ParagraphFinding], assessment: Assessment
) -> Jurisdiction:
    """Judge whether an item is subject to the rules, given the paragraphs it falls under."""
    if assessment.item.origin.is_from_home:
        return Jurisdiction(is_subject=True)
    jurisdiction_findings = tuple(
        finding
        for finding in _evaluate_paragraphs(findings, assessment)
        if finding.applies is not False
    )
    has_rules = any(rule.act.reaches_foreign_items for rule in assessment.rules)
    if not has_rules:
        return Jurisdiction(None, reasons=(Reason("rules on foreign-made items", MISSING),))
    is_subject = disjoin(*(finding.applies for finding in jurisdiction_findings))
    reasons = () if is_subject else tuple(_collect_reasons(jurisdiction_findings))
    return Jurisdiction(is_subject, jurisdiction_findings, reasons)


def _evaluate_paragraphs(
    findings: Sequence[ParagraphFinding], assessment: Assessment
) -> Iterator[JurisdictionFinding]:
    for rule in assessment.rules:
        if rule.act.reaches_foreign_items:
            for finding in evaluate_rule(rule, assessment):
                classes = finding.paragraph.item_classes
                is_in_class = not classes or _is_item_in_class(classes, findings)
                yield JurisdictionFinding(finding, conjoin(finding.applies, is_in_class))


def _is_item_in_class(classes: Sequence[str], findings: Iterable[ParagraphFinding]) -> Truth:
    """Return whether an item is of one of some classes, wherever it goes."""
    return disjoin(
        *(
            finding.holds
            for finding in findings
            if finding.rule.act.gives_class
            and is_paragraph_covered(classes, finding.paragraph.name)
        )
    )


def _collect_reasons(findings: Iterable[JurisdictionFinding]) -> Iterable[Reason]:
    """Collect what is not known of the origin, each once."""
    reasons = (reason for finding in findings for reason in finding.finding.result.reasons)
    return dict.fromkeys(reasons)

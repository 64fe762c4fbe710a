"""Explain why it cannot be decided whether a licence is required."""

from collections.abc import Iterable

from .destinations import explain_unknown_reach
from .evaluation import DISPUTED, MISSING, RANGE, Reason
from .findings import Assessment, ParagraphFinding
from .item import ITEM_NOUNS
from .rule import Rule


def collect_reasons(
    findings: Iterable[ParagraphFinding], assessment: Assessment
) -> tuple[Reason, ...]:
    """Collect why it cannot be decided whether paragraphs bind.

    The figures of a paragraph that is itself doubtful are no reason, unless there is no other.
    """
    undecided_findings = [finding for finding in findings if finding.is_binding is None]
    reasons = [
        reason
        for finding in undecided_findings
        for reason in _find_undecided_reasons(finding, assessment)
    ] or [reason for finding in undecided_findings for reason in finding.result.reasons]
    return tuple(dict.fromkeys(reasons))


def _find_undecided_reasons(finding: ParagraphFinding, assessment: Assessment) -> Iterable[Reason]:
    if finding.applies:
        yield Reason(finding.rule.policy, DISPUTED)
    elif not finding.is_doubtful:
        yield from finding.result.reasons
        if finding.reaches_destination is None:
            unknown_names = explain_unknown_reach(
                finding.rule, finding.paragraph, assessment.shipment
            )
            yield from (Reason(name, MISSING) for name in unknown_names)
        if finding.is_in_force is None:
            yield Reason(f"first or last day of {finding.rule.policy}", RANGE)


def explain_embargo(destination: str) -> Reason:
    """Explain that the base holds no rule of an embargo, which requires a licence for any item."""
    return Reason(f"embargo on {destination} (15 CFR part 746)", MISSING)


def is_rule_about_items(rule: Rule) -> bool:
    """Return whether a rule requires licences because of what items are, or are called."""
    return rule.act.is_about_items and not rule.act.covers_every_item


def explain_no_rule(rules: Iterable[Rule], item_kind: str) -> str:
    """Explain that nothing is known of a day on which no rule about such items was in force."""
    dates = (rule.since for rule in rules if is_rule_about_items(rule) and rule.is_about(item_kind))
    first_date = min(dates, default=None)
    if first_date is None:
        return f"no rule about {ITEM_NOUNS[item_kind]}s is known"
    return f"no rule that the base knows was in force then; the first begins on {first_date.text}"

"""How applications for a licence are decided: of all rules that bind, as the strictest has it."""

from collections.abc import Sequence

from .destinations import is_shipment_among
from .eccn import is_paragraph_covered
from .findings import Assessment, ParagraphFinding
from .licence_policy import UNKNOWN_POLICY, LicencePolicy, pick_strictest_policy
from .rule import Rule


def pick_licence_policy(
    binding_findings: Sequence[ParagraphFinding],
    reviews: Sequence[ParagraphFinding],
    assessment: Assessment,
) -> LicencePolicy | None:
    """Pick how an application is decided: of several rules, as the strictest has it.

    The paragraphs that bind by rules whose policy is not known are named beside it.
    """
    paragraph_names = {finding.rule: finding.class_name for finding in binding_findings[::-1]}
    policies = {
        rule: _find_rule_policy(rule, _list_classes(rule, binding_findings), reviews, assessment)
        for rule in dict.fromkeys(finding.rule for finding in binding_findings)
    }
    strictest_policy = pick_strictest_policy(policy for policy in policies.values() if policy)
    if strictest_policy is None:
        return None
    open_policies = {
        paragraph_names[rule]: policy
        for rule, policy in policies.items()
        if policy is not strictest_policy and (policy is None or policy.choice == UNKNOWN_POLICY)
    }
    notes = {name: policy.note for name, policy in open_policies.items() if policy and policy.note}
    return strictest_policy._replace(
        names_without_policy=tuple(name for name in open_policies if name not in notes),
        open_notes=tuple(f"{name}: {note}" for name, note in notes.items()),
    )


def _list_classes(rule: Rule, binding_findings: Sequence[ParagraphFinding]) -> tuple[str, ...]:
    """List the paragraph of a rule that binds, or those one of which does in every case."""
    findings = [finding for finding in binding_findings if finding.rule is rule]
    names = tuple(finding.paragraph.name for finding in findings)
    return names[:1] if findings[0].is_binding else names


def _is_about_classes(review: ParagraphFinding, class_names: Sequence[str]) -> bool:
    """Return whether a review is about every class that an item may be of."""
    reviewed_names = review.paragraph.item_classes
    return not reviewed_names or all(
        is_paragraph_covered(reviewed_names, name) for name in class_names
    )


def _find_rule_policy(
    rule: Rule,
    class_names: Sequence[str],
    reviews: Sequence[ParagraphFinding],
    assessment: Assessment,
) -> LicencePolicy | None:
    """Find how applications under one rule are decided: as the latest review says, or itself."""
    latest_reviews = [
        review
        for review in reviews[::-1]
        if rule.policy in review.rule.modified_policies and _is_about_classes(review, class_names)
    ]
    for review_rule in dict.fromkeys(review.rule for review in latest_reviews):
        for review in latest_reviews:
            if review.rule is not review_rule:
                continue
            policy = review.paragraph.licence_policy
            if review.applies is not False and policy:
                return policy._replace(is_uncertain=review.applies is None)
        if review_rule.fallback_policy:
            return review_rule.fallback_policy
    return _find_usual_policy(rule, assessment)


def _find_usual_policy(rule: Rule, assessment: Assessment) -> LicencePolicy | None:
    """Find how a rule itself decides: as its first entry that fits the destination or the buyer.

    Where it is not known whether an earlier entry fits, the stricter of both may hold.
    """
    possible_policies: list[LicencePolicy] = []
    for licence in rule.licences:
        is_fitting = is_shipment_among(licence.destinations, assessment.shipment)
        if is_fitting is not False:
            possible_policies.append(licence.policy)
        if is_fitting:
            break
    strictest_policy = pick_strictest_policy(possible_policies)
    if strictest_policy is None or len(set(possible_policies)) == 1:
        return strictest_policy
    return strictest_policy._replace(is_uncertain=True)

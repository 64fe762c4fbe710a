"""What the 50 % rule means for a buyer whose owners do not settle it, in words."""

from collections.abc import Iterator

from ...model.interval_arithmetic import format_rounded
from ...rules.evaluation import Reason
from ...rules.findings import ParagraphFinding
from ...rules.verdict import Verdict
from .controls_query import ControlsQuery
from .ownership import OwnershipChain
from .ownership_rule import OwnershipRuleResult, apply_ownership_rule
from .references import References
from .verdict_dates import format_long_date

SHARE_TO_BE_FOUND = (
    "who ships to it has to find out how much, or get a licence (red flag 29, 90 FR 47201)"
)


def describe_possible_reach(query: ControlsQuery, references: References) -> str:
    """Describe since when the 50 % rule may reach the buyer, and what is known of its owners."""
    if not query.ownership:
        return ""
    buyer = query.ownership.build_end_user()
    result = apply_ownership_rule(query, buyer)
    citations = ", ".join(
        filter(None, (references.get_citation(rule.policy) for rule in result.rules))
    )
    rule_text = f"The 50 % rule ({citations})" if citations else "The 50 % rule"
    return (
        f"{rule_text}{_describe_start(result)} may reach {buyer.name}: "
        f"{_describe_known_owners(query.ownership, result)}.{_describe_past_stop(result)}"
    )


def describe_past_stop(query: ControlsQuery) -> str:
    """Describe how sure it is that what had stopped the 50 % rule has ended; with a space before.

    Nothing where nothing had.
    """
    return (
        _describe_past_stop(apply_ownership_rule(query, query.end_user)) if query.end_user else ""
    )


def _describe_past_stop(result: OwnershipRuleResult) -> str:
    return f" {result.note}." if result.note else ""


def _describe_start(result: OwnershipRuleResult) -> str:
    if not result.since:
        return ""
    again = "again " if result.note else ""
    return f", in force {again}since {format_long_date(result.since)},"


def _describe_known_owners(chain: OwnershipChain, result: OwnershipRuleResult) -> str:
    links = chain.list_owner_links(chain.company.id)
    if not links:
        return "its owners are not known"
    if not result.missing_properties:
        share = format_rounded(result.listed_share)
        return f"what listed parties own of it is known only as a range, {share} %"
    names = ", ".join(_describe_owner(chain, link.owner_id) for link in links)
    text = f"its owners are known in part: {names}"
    return f"{text}; {SHARE_TO_BE_FOUND}" if chain.has_listed_owner else text


def _describe_owner(chain: OwnershipChain, owner_id: str) -> str:
    name = chain.get_name(owner_id)
    return f"{name} (listed)" if chain.is_listed(owner_id) else name


def iter_open_ownership(verdict: Verdict) -> Iterator[ParagraphFinding]:
    """Yield the paragraphs on owners of which it is not known whether they reach the buyer."""
    for finding in verdict.findings:
        if finding.rule.act.counts_ownership and finding.holds is None:
            yield finding


def list_ownership_reasons(verdict: Verdict) -> set[Reason]:
    """List why it is not decided whether a rule on owners reaches the buyer, where that counts."""
    reasons = {
        reason for finding in iter_open_ownership(verdict) for reason in finding.result.reasons
    }
    return reasons.intersection(verdict.reasons)

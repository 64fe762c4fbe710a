"""What the 50 % rule means for a buyer whose owners do not settle it, in words."""

from ...model.interval_arithmetic import format_rounded
from .controls_query import ControlsQuery
from .ownership import OwnershipChain
from .ownership_rule import OwnershipRuleResult, apply_ownership_rule
from .references import References
from .verdict_dates import format_long_date


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
        f"{_describe_known_owners(query.ownership, result)}."
    )


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
    names = ", ".join(chain.get_name(link.owner_id) for link in links)
    return f"its owners are known in part ({names})"

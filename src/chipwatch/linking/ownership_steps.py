"""The chain from a firm up to each of its owners, with the share that follows where it is known."""

from functools import reduce
from typing import NamedTuple

from ..asking.controls.ownership import WHOLE_SHARE, OwnershipChain, OwnershipLink
from ..model.interval_arithmetic import divide_quantities, multiply_quantities
from ..model.quantity import Quantity

PER_CENT = Quantity(WHOLE_SHARE, WHOLE_SHARE)


class OwnershipStep(NamedTuple):
    """One owner of a firm or of an owner of it, and how much of the firm that comes to."""

    link: OwnershipLink
    lower_links: tuple[OwnershipLink, ...]
    """The links between the firm and what is owned here, the nearest to the firm first."""

    def compute_share(self) -> Quantity | None:
        """Multiply the shares of all steps, in per cent; None unless each of them is stated."""
        shares = [link.fact.share for link in (*self.lower_links, self.link)]
        stated_shares = [share for share in shares if share is not None]
        if len(stated_shares) < len(shares):
            return None
        return reduce(_multiply_shares, stated_shares)


def _multiply_shares(first: Quantity, second: Quantity) -> Quantity:
    product = divide_quantities(multiply_quantities(first, second), PER_CENT)
    is_approximate = first.is_approximate or second.is_approximate
    return (product or Quantity(0, WHOLE_SHARE))._replace(is_approximate=is_approximate)


def list_ownership_steps(chain: OwnershipChain) -> list[OwnershipStep]:
    """List the owners of a firm, then their owners, each once and by the shortest way."""
    steps: dict[str, OwnershipStep] = {}
    frontier: list[tuple[str, tuple[OwnershipLink, ...]]] = [(chain.company.id, ())]
    for company_id, lower_links in frontier:
        for link in chain.list_owner_links(company_id):
            if link.owner_id not in steps and link.owner_id != chain.company.id:
                steps[link.owner_id] = OwnershipStep(link=link, lower_links=lower_links)
                frontier.append((link.owner_id, (*lower_links, link)))
    return list(steps.values())

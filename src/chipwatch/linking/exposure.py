"""Everything through which rules reach a firm: what an answer on its exposure is built from."""

from collections.abc import Sequence
from typing import NamedTuple

from ..asking.answers.entity_match import EntityMatch
from ..asking.answers.relation_link import RelationLink
from ..asking.controls.controls_query import ControlsQuery
from ..asking.controls.party_standing import PartyStanding
from ..asking.controls.references import References
from ..model.entity import Entity
from ..rules.verdict import Verdict
from .exposed_parties import ExposedParties
from .link_references import LinkReferences
from .ownership_steps import OwnershipStep


class JudgedChip(NamedTuple):
    """A chip of the firm, and what the rules of the day say of it."""

    id: str
    name: str
    verdict: Verdict
    is_undated: bool
    """Whether it may have appeared after a past day that is asked about, as none is known."""


class Exposure(NamedTuple):
    """Everything through which rules reach a firm on a day."""

    match: EntityMatch
    query: ControlsQuery
    standing: PartyStanding
    owners: Sequence[OwnershipStep]
    exposed: ExposedParties
    standings: dict[str, PartyStanding]
    """The standing of each firm among owners and parties, by id."""
    policies: dict[str, list[RelationLink]]
    """The policies that name each of them and the firm itself, by id."""
    chips: Sequence[JudgedChip]
    used_chips: Sequence[JudgedChip]
    """Chips of others that it uses."""
    later_chips: Sequence[Entity]
    """Its chips, and those that it uses, that first appeared after the day: they are left out."""
    links: LinkReferences
    references: References

"""One line of an answer on the exposure of a firm, and the sections that lines stand in."""

from typing import NamedTuple

from ..model.dates import Date
from ..model.facts import Citation
from ..model.quantity import Quantity
from .exposed_parties import PARTY_ROLES

ITSELF, OWNERS, CHIPS, USED_CHIPS = "itself", "owner", "chip", "used-chip"
HEADINGS = {
    ITSELF: "THE FIRM ITSELF",
    OWNERS: "WHO OWNS IT",
    **{role.key: role.heading for role in PARTY_ROLES},
    CHIPS: "ITS CHIPS",
    USED_CHIPS: "CHIPS THAT IT USES",
}
NOT_KNOWN = "not known"


class ExposureLine(NamedTuple):
    """One thing that bites a firm, or that it depends on, or that is not known."""

    section: str
    label: str
    text: str
    ids: tuple[str, ...] = ()
    """The things that it is about: a party, a policy, some chips."""
    note: str = ""
    ending: str = ""
    """What is said of standing and dates, which is not cut."""
    status: str = ""
    since: Date | None = None
    share: Quantity | None = None
    """Of an owner, how much of the firm that comes to."""
    policies: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    mark: str = ""


def build_gap_line(section: str, text: str) -> ExposureLine:
    """Build the line that something is not in the base, which does not mean that there is none."""
    return ExposureLine(
        section=section, label=NOT_KNOWN.capitalize(), text=text, status=NOT_KNOWN, mark="dim"
    )

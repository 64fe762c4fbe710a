"""Everything that can be doubted or mended in a base whose files are in order."""

from operator import attrgetter

from ..model.problem import Problem
from .base_facts import BaseFacts
from .plausibility import DOUBT_CHECKS
from .upkeep import UPKEEP_CHECKS


def find_doubts(base: BaseFacts) -> list[Problem]:
    """Run every check of a base as a whole, and list what it reports by place.

    Of two things that contradict each other, the check names the second by id: whichever files were
    read, and in whichever order, that is the same one.
    """
    ordered_base = base._replace(entities=sorted(base.entities, key=attrgetter("id")))
    checks = (*DOUBT_CHECKS, *UPKEEP_CHECKS)
    return sorted({problem for check in checks for problem in check(ordered_base)})

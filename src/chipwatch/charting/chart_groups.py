"""The groups of marks that have colours of their own."""

from collections import Counter
from collections.abc import Sequence

MAX_GROUPS = 7
"""Groups with a colour of their own; the others share one, the last of the palette."""
OTHER_GROUP = "other or unknown"


def choose_groups(names: Sequence[str]) -> tuple[str, ...]:
    """Choose the groups of marks by their names, empty where unknown: the commonest, and others."""
    counts = Counter(filter(None, names))
    groups = tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MAX_GROUPS])
    has_others = any(name not in groups for name in names)
    return (*groups, OTHER_GROUP) if has_others else groups


def find_group(name: str, groups: Sequence[str]) -> str:
    """Find the group of a mark among those chosen."""
    return name if name in groups else OTHER_GROUP

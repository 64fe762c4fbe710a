"""How many names are looked up: among which kind, guessed or not, and a few at a time."""

from collections.abc import Sequence
from typing import NamedTuple

from ...store.knowledge_base import KnowledgeBase
from ...store.name_memory import BaseWithNamesInMemory
from .exact import LookupResult
from .resolver import find_by_name

MIN_NAMES_IN_MEMORY = 200
"""Names from which it saves time to read all names of the base into memory first."""


class NameLookup(NamedTuple):
    """What is asked of each of many names."""

    kind: str = ""
    is_exact: bool = False

    def find_all(self, base: KnowledgeBase, names: Sequence[str]) -> list[LookupResult]:
        """Find what each name may mean, in their order."""
        return [find_by_name(base, name, self.kind, exact=self.is_exact) for name in names]


def hold_names(base: KnowledgeBase, name_count: int) -> KnowledgeBase:
    """Return a base that answers the same, but quicker where many names are looked up in it."""
    if name_count < MIN_NAMES_IN_MEMORY or base.time_filter:
        return base
    return BaseWithNamesInMemory(base.tables)

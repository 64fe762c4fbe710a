"""What the names of rows mean: entities of the base, new ones, or what a person must choose."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..asking.naming.bulk_resolver import BulkSettings, find_results
from ..asking.naming.exact import LookupResult
from ..asking.naming.name_lookup import NameLookup, hold_names
from ..asking.naming.resolver import find_by_name
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef
from .import_mapping import ImportMapping
from .new_ids import NewIds

NEW = "new"
"""What a mapping says under ``same`` of a name that is none of the base's."""
NEAR_SCORE = 0.6
"""The score of the likeliest entity from which a name is left to a person, and below which it is
taken for a new one: our choice, well below that of a misspelling (0.8)."""
MAX_CANDIDATES = 3
"""The entities that are offered where it is not sure which of them is meant."""


class RowNames(NamedTuple):
    """What the entity of a row is called."""

    name: str
    aliases: Sequence[str]


class RowMatch(NamedTuple):
    """What a row is about: an entity of the base, a new one, or one that a person must choose."""

    number: int
    name: str
    decision: str
    """``joined``, ``new``, ``unsure`` or ``skipped``."""
    id: str = ""
    score: float = 0.0
    candidates: tuple[EntityRef, ...] = ()


class RowMatcher:
    """Finds what the names of one table mean.

    ``processes`` look long lists of names up at most (0: one a core).
    """

    def __init__(
        self,
        base: KnowledgeBase,
        mapping: ImportMapping,
        *,
        exact: bool = False,
        processes: int = 1,
    ) -> None:
        self.base, self.mapping, self.exact = base, mapping, exact
        self.processes = processes
        self._quick_base = base
        self._new_ids = NewIds(base, mapping.kind.name)
        self._lookups: dict[tuple[str, str], LookupResult] = {}

    def look_up_ahead(self, rows: Sequence[RowNames], progress: Callable[[int, int], None]) -> None:
        """Look the names of many rows up at once, and other names of those that are not sure.

        What was looked up for earlier rows is forgotten. ``progress`` is told how many names have
        been looked up, and of how many.
        """
        self._lookups.clear()
        if self._quick_base is self.base:
            self._quick_base = hold_names(self.base, len(rows))
        self._keep_results((row.name for row in rows), progress)
        kind = self.mapping.kind.name
        unsure_rows = [row for row in rows if not self._lookups[row.name, kind].is_sure]
        self._keep_results((alias for row in unsure_rows for alias in row.aliases), _ignore_counts)

    def _keep_results(self, names: Iterable[str], progress: Callable[[int, int], None]) -> None:
        kind = self.mapping.kind.name
        new_names = [name for name in dict.fromkeys(names) if (name, kind) not in self._lookups]
        results = find_results(
            self.base,
            new_names,
            NameLookup(kind=kind, is_exact=self.exact),
            BulkSettings(processes=self.processes, progress=progress),
        )
        for name, result in zip(new_names, results, strict=True):
            self._lookups[name, kind] = result

    def match(self, number: int, names: RowNames) -> RowMatch:
        """Find what a name means; a name that may mean several is left to a person."""
        name = names.name
        chosen = self.mapping.same.get(name, "")
        result = self._look_up_by_all_names(names)
        candidates = tuple(entry.entity for entry in result.entries[:MAX_CANDIDATES])
        is_near = bool(candidates) and result.score >= NEAR_SCORE
        if not (chosen or result.is_sure or is_near):
            longer_named = self._find_longer_name(name)
            candidates, is_near = longer_named or candidates, bool(longer_named)
        if chosen and chosen != NEW:
            decision, entity_id = "joined", chosen
        elif result.is_sure and not chosen:
            decision, entity_id = "joined", candidates[0].id
        elif is_near and not chosen:
            decision, entity_id = "unsure", ""
        elif self.mapping.is_new_added or chosen == NEW:
            decision, entity_id = "new", self._new_ids.propose(name)
        else:
            decision, entity_id = "skipped", ""
        return RowMatch(
            number=number,
            name=name,
            decision=decision,
            id=entity_id,
            score=result.score,
            candidates=candidates,
        )

    def look_up(self, name: str, kind: str) -> LookupResult:
        """Find what a name may mean among the entities of a kind, each name once."""
        key = (name, kind)
        if key not in self._lookups:
            self._lookups[key] = find_by_name(self._quick_base, name, kind, exact=self.exact)
        return self._lookups[key]

    def _look_up_by_all_names(self, names: RowNames) -> LookupResult:
        """Look a name up, and where it is not surely that of an entity, its other names too."""
        kind = self.mapping.kind.name
        result = self.look_up(names.name, kind)
        others = () if result.is_sure else (self.look_up(alias, kind) for alias in names.aliases)
        return next((alias_result for alias_result in others if alias_result.is_sure), result)

    def _find_longer_name(self, name: str) -> tuple[EntityRef, ...]:
        """Find what a name begins with: ``H100 SXM5 80GB`` may be the H100 by a longer name."""
        words = name.split()
        for count in range(len(words) - 1, 0, -1):
            beginning = " ".join(words[:count])
            result = find_by_name(self._quick_base, beginning, self.mapping.kind.name, exact=True)
            if result.is_sure:
                return (result.entries[0].entity,)
        return ()


def _ignore_counts(_count: int, _total: int) -> None:
    """Take no notice of how many names have been looked up."""

"""Many names at once: what each means, how sure that is, and what it may mean instead."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.table import Cell
from ...store.knowledge_base import EntityRef, KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .exact import LookupResult
from .resolver import find_by_name

NO_ENTITY = EntityRef("", "", "")


class ResolvedName(NamedTuple):
    """What a name means; no entity where that is not sure, but the likeliest as the runner-up."""

    query: str
    result: LookupResult

    @property
    def entity(self) -> EntityRef:
        """The entity that is surely meant."""
        return self.result.entries[0].entity if self.result.is_sure else NO_ENTITY

    @property
    def runner_up(self) -> str | None:
        """The likeliest entity that was not taken."""
        remaining_entries = self.result.entries[1 if self.result.is_sure else 0 :]
        return remaining_entries[0].entity.id if remaining_entries else None


_COLUMN_SPECS: list[ColumnSpec[ResolvedName]] = [
    ColumnSpec(key="query"),
    ColumnSpec(key="id", get_value=lambda outcome: outcome.entity.id or None, is_unbreakable=True),
    ColumnSpec(key="name", get_value=lambda outcome: outcome.entity.name or None, mark="name"),
    ColumnSpec(key="kind", get_value=lambda outcome: outcome.entity.kind or None),
    ColumnSpec(key="match", get_value=lambda outcome: outcome.result.match_type),
    ColumnSpec(
        key="score",
        get_value=lambda outcome: outcome.result.score,
        build_cell=lambda outcome: Cell(f"{outcome.result.score:.2f}"),
        is_numeric=True,
    ),
    ColumnSpec(
        key="sure",
        get_value=lambda outcome: outcome.result.is_sure,
        build_cell=lambda outcome: (
            Cell("yes") if outcome.result.is_sure else Cell("no", "disputed")
        ),
    ),
    ColumnSpec(key="runner_up", label="Runner-up"),
]


class ResolvedNamesAnswer(RowsAnswer[ResolvedName]):
    """A row for each name, in the order given."""

    def __init__(self, outcomes: Sequence[ResolvedName], options: QueryOptions) -> None:
        self.sure_count = sum(outcome.result.is_sure for outcome in outcomes)
        name_count = "1 name" if len(outcomes) == 1 else f"{len(outcomes):,} names"
        title = f"{name_count}, {self.sure_count:,} sure"
        super().__init__(
            _COLUMN_SPECS,
            outcomes,
            options,
            RowsSettings(title=title, default_keys=[spec.key for spec in _COLUMN_SPECS]),
        )


def resolve_many(
    base: KnowledgeBase, names: Iterable[str], kind: str, options: QueryOptions
) -> ResolvedNamesAnswer | RowsAnswer[ColumnSpec[ResolvedName]]:
    """What each name means, of one kind if one is given."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    results_by_name: dict[str, LookupResult] = {}
    outcomes = []
    for name in names:
        if name not in results_by_name:
            results_by_name[name] = find_by_name(base, name, kind, exact=options.exact)
        outcomes.append(ResolvedName(name, results_by_name[name]))
    return ResolvedNamesAnswer(outcomes, options)

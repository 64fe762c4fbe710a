"""Many names at once: what each means, how sure that is, and what it may mean instead."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.answer import Cell, Column
from ...model.wording import format_count
from ...store.knowledge_base import EntityRef, KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, build_columns_help
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
    ColumnSpec("query", "Query", lambda outcome: outcome.query),
    ColumnSpec("id", "Id", lambda outcome: outcome.entity.id or None, layout=Column("Id", is_unbreakable=True)),
    ColumnSpec("name", "Name", lambda outcome: outcome.entity.name or None,
         lambda outcome: Cell(outcome.entity.name, "name")),
    ColumnSpec("kind", "Kind", lambda outcome: outcome.entity.kind or None),
    ColumnSpec("match", "Match", lambda outcome: outcome.result.match_type),
    ColumnSpec("score", "Score", lambda outcome: outcome.result.score,
         lambda outcome: Cell(f"{outcome.result.score:.2f}"), layout=Column("Score", is_numeric=True)),
    ColumnSpec("sure", "Sure", lambda outcome: outcome.result.is_sure,
         lambda outcome: Cell("yes") if outcome.result.is_sure else Cell("no", "disputed")),
    ColumnSpec("runner_up", "Runner-up", lambda outcome: outcome.runner_up),
]  # fmt: skip


class ResolvedNamesAnswer(RowsAnswer[ResolvedName]):
    """A row for each name, in the order given."""

    def __init__(self, outcomes: Sequence[ResolvedName], options: QueryOptions) -> None:
        self.sure_count = sum(outcome.result.is_sure for outcome in outcomes)
        name_count = format_count(len(outcomes), "name")
        title = f"{name_count}, {self.sure_count:,} sure"
        super().__init__(
            title, _COLUMN_SPECS, outcomes, [spec.key for spec in _COLUMN_SPECS], options
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

"""Resolve many names at once: what each means, how sure that is, and what it may mean instead."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.table import Cell
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .exact import LookupResult
from .resolver import find_by_name


class ResolvedName(NamedTuple):
    """A name and what it may mean, with the values of its row: an entity only if it is sure."""

    query: str
    result: LookupResult

    @property
    def entity(self) -> EntityRef | None:
        """The entity that is surely meant."""
        return self.result.entries[0].entity if self.result.is_sure else None

    @property
    def id(self) -> str | None:
        """The id of the entity that is surely meant."""
        return self.entity.id if self.entity else None

    @property
    def name(self) -> str | None:
        """The name of the entity that is surely meant."""
        return self.entity.name if self.entity else None

    @property
    def kind(self) -> str | None:
        """The kind of the entity that is surely meant."""
        return self.entity.kind if self.entity else None

    @property
    def match(self) -> str:
        """How the name was found."""
        return self.result.match_type

    @property
    def score(self) -> float:
        """How well the best entry matches, from 0 to 1."""
        return self.result.score

    @property
    def sure(self) -> bool:
        """Whether the best entry is taken without asking."""
        return self.result.is_sure

    @property
    def runner_up(self) -> str | None:
        """The id of the likeliest entity that was not taken."""
        remaining_entries = self.result.entries[1 if self.result.is_sure else 0 :]
        return remaining_entries[0].entity.id if remaining_entries else None

    def build_score_cell(self) -> Cell:
        """Build a cell with the score to two decimals."""
        return Cell(f"{self.score:.2f}")

    def build_sure_cell(self) -> Cell:
        """Build a cell that says yes, or no in red."""
        return Cell("yes") if self.sure else Cell("no", "differs")


_COLUMN_SPECS: list[ColumnSpec[ResolvedName]] = [
    ColumnSpec(key="query"),
    ColumnSpec(key="id", is_unbreakable=True),
    ColumnSpec(key="name", mark="name"),
    ColumnSpec(key="kind"),
    ColumnSpec(key="match"),
    ColumnSpec(key="score", build_cell=ResolvedName.build_score_cell, is_numeric=True),
    ColumnSpec(key="sure", build_cell=ResolvedName.build_sure_cell),
    ColumnSpec(key="runner_up", label="Runner-up"),
]


class ResolvedNamesAnswer(RowsAnswer[ResolvedName]):
    """One row for each name, in the order given."""

    def __init__(self, resolved_names: Sequence[ResolvedName], options: QueryOptions) -> None:
        self.sure_count = sum(resolved_name.sure for resolved_name in resolved_names)
        name_count = format_count(len(resolved_names), "name")
        settings: RowsSettings[ResolvedName] = RowsSettings(
            title=f"{name_count}, {self.sure_count:,} sure",
            default_keys=[spec.key for spec in _COLUMN_SPECS],
        )
        super().__init__(_COLUMN_SPECS, resolved_names, options, settings)


def resolve_many(
    base: KnowledgeBase, names: Iterable[str], kind: str, options: QueryOptions
) -> ResolvedNamesAnswer | RowsAnswer[ColumnSpec[ResolvedName]]:
    """Resolve each name, looking up a repeated one once; of one kind if one is given."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    results_by_name: dict[str, LookupResult] = {}
    resolved_names = []
    for name in names:
        if name not in results_by_name:
            results_by_name[name] = find_by_name(base, name, kind, exact=options.exact)
        resolved_names.append(ResolvedName(name, results_by_name[name]))
    return ResolvedNamesAnswer(resolved_names, options)

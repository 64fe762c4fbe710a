"""Resolve many names at once: what each means, how sure that is, and what it may mean instead."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from ...model.table import Cell
from ...model.wording import format_count
from ...store.core_count import count_cores
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .exact import LookupResult
from .name_lookup import NameLookup, hold_names

CHUNK_SIZE = 50
"""Names that a process looks up at a time: less than a tenth of a second."""
MIN_NAMES_PER_PROCESS = 500
"""Names for which a further process saves time: it takes half a second to start."""
MAX_PROCESSES = 8
"""Processes that are started at most: each has the names in memory, 57 MB after two seconds."""

NameProgress = Callable[[int, int], None]
"""Is told how many different names have been looked up, and of how many."""


def ignore_progress(_count: int, _total: int) -> None:
    """Take no notice of how many names have been looked up."""


class BulkSettings(NamedTuple):
    """How many processes look names up at most (0: one a core), and what is told how far it is."""

    processes: int = 1
    progress: NameProgress = ignore_progress


IN_THIS_PROCESS = BulkSettings()


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
    base: KnowledgeBase,
    names: Iterable[str],
    kind: str,
    options: QueryOptions,
    settings: BulkSettings = IN_THIS_PROCESS,
) -> ResolvedNamesAnswer | RowsAnswer[ColumnSpec[ResolvedName]]:
    """Resolve each name, looking up a repeated one once; of one kind if one is given."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    all_names = list(names)
    distinct_names = list(dict.fromkeys(all_names))
    lookup = NameLookup(kind=kind, is_exact=options.exact)
    results = find_results(base, distinct_names, lookup, settings)
    results_by_name = dict(zip(distinct_names, results, strict=True))
    resolved_names = [ResolvedName(name, results_by_name[name]) for name in all_names]
    return ResolvedNamesAnswer(resolved_names, options)


def find_results(
    base: KnowledgeBase, names: Sequence[str], lookup: NameLookup, settings: BulkSettings
) -> list[LookupResult]:
    """Look names up chunk by chunk, in this process or in several; the results are the same."""
    chunks = [names[start : start + CHUNK_SIZE] for start in range(0, len(names), CHUNK_SIZE)]

    def report_chunks(chunk_count: int) -> None:
        settings.progress(min(chunk_count * CHUNK_SIZE, len(names)), len(names))

    report_chunks(0)
    process_count = choose_process_count(base, len(names), settings.processes)
    if process_count > 1:
        from .name_processes import find_in_processes

        chunk_results = find_in_processes(
            base, chunks, lookup, process_count=process_count, progress=report_chunks
        )
        return list(chain.from_iterable(chunk_results))
    quick_base, results = hold_names(base, len(names)), []
    for chunk_count, chunk in enumerate(chunks, start=1):
        results += lookup.find_all(quick_base, chunk)
        report_chunks(chunk_count)
    return results


def choose_process_count(base: KnowledgeBase, name_count: int, processes: int) -> int:
    """Choose how many processes have enough to do; one where others cannot open the same base."""
    if not base.cache_key or base.time_filter:
        return 1
    return min(
        processes or count_cores(), MAX_PROCESSES, max(name_count // MIN_NAMES_PER_PROCESS, 1)
    )

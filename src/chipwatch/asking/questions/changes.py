"""Answer with the facts that became known in a span of days, and what each changed."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from ...model.answer import Answer
from ...model.dates import Date
from ...model.entity import Entity
from ...model.field import SortKey
from ...model.field_types import DATE_COLUMN
from ...model.kind import Kind
from ...model.table import Cell, Table
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec
from ..answers.columns import (
    RowsAnswer,
    RowsSettings,
    build_columns_help,
    build_empty_error,
)
from ..answers.entity_card import format_time_span
from ..answers.fact_value import FACT_VALUE_COLUMN
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import list_source_ids
from .fact_changes import (
    Effect,
    FactChange,
    find_changes,
    find_publication_date,
    may_be_before,
)
from .fact_columns import (
    CERTAINTY_COLUMN,
    NOTE_COLUMN,
    PROPERTY_COLUMN,
    SOURCES_COLUMN,
    UNIT_COLUMN,
    list_citations,
)
from .scope import Scope, find_scoped_entities, list_scope_kinds


def list_fact_changes(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """List what became known in the span of a scope; raises NotFoundError, and errors of names."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    scoped_entities = find_scoped_entities(base, scope, list_scope_kinds(), exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    facts = [fact for entity in scoped_entities.entities for fact in entity.facts]
    sources = base.load_sources(list_source_ids(facts))
    changes = [
        change
        for entity in scoped_entities.entities
        for change in find_changes(graph, entity, sources, scope)
    ]
    publication_dates = [find_publication_date(fact, sources) for fact in facts]
    exclusion_remarks = tuple(_explain_exclusions(publication_dates, scope))
    if not changes:
        hint = "; ".join(exclusion_remarks) or "go further back with --since"
        raise build_empty_error(
            _COLUMN_SPECS, options, f"nothing became known {scope.describe()}", hint
        )
    settings = RowsSettings[FactChange](
        title=f"{format_count(len(changes), 'fact')} became known: {scope.describe()}",
        default_keys=("name", "property", "value", "how", "before", "known"),
        remarks=(*scoped_entities.collect_remarks(), *exclusion_remarks),
        get_source=graph.get_source,
    )
    return _ChangesAnswer(sorted(changes, key=_rank_effect), options, settings)


class _News(NamedTuple):
    """What became known of something and changes nothing: the gist, and how many facts it is."""

    entity: Entity
    gist: str
    fact_count: int
    publication_date: Date


class _ChangesAnswer(RowsAnswer[FactChange]):
    """A row a fact; a terminal is shown the facts that change others, and a line for each thing."""

    def __init__(
        self,
        changes: Sequence[FactChange],
        options: QueryOptions,
        settings: RowsSettings[FactChange],
    ) -> None:
        super().__init__(_COLUMN_SPECS, changes, options, settings)
        has_one_thing = len({change.entity.id for change in changes}) == 1
        self._is_listing = options.has_selection or options.cite or has_one_thing

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build tables of what changed and of what is new, the latter with a line for each thing.

        Where rows or columns are chosen, and where all is about one thing, each fact has a line.
        """
        if is_unfolded or self._is_listing:
            return self.to_tables()
        tables = [self._build_changed_table(), self._build_news_table()]
        filled_tables = [table for table in tables if table.rows]
        if not filled_tables:
            return self.to_tables()
        filled_tables[0] = filled_tables[0]._replace(title=self.settings.title)
        notes = (*filled_tables[-1].notes, *self._count_confirmations(), _WAY_TO_EVERY_FACT)
        filled_tables[-1] = filled_tables[-1]._replace(notes=notes)
        return filled_tables

    def _build_changed_table(self) -> Table:
        """Build the table of facts that say something else than was known before."""
        settings = self.settings._replace(title="Changed")
        changes = [change for change in self.items if change.how in _CHANGING_EFFECTS]
        return RowsAnswer(_COLUMN_SPECS, changes, QueryOptions(), settings).to_tables()[0]

    def _build_news_table(self) -> Table:
        """Build the table of things of which more became known, a line each."""
        news_settings = RowsSettings[_News](
            title="New, a line for each thing",
            default_keys=("name", "kind", "gist", "facts", "known"),
        )
        return RowsAnswer(
            _NEWS_SPECS, list(self._iter_news()), QueryOptions(), news_settings
        ).to_tables()[0]

    def _count_confirmations(self) -> Iterator[str]:
        """Count what says the same as was known before, which no line is spent on."""
        count = sum(change.how == Effect.CONFIRMS for change in self.items)
        if count:
            yield f"{format_count(count, 'fact confirms', 'facts confirm')} what was known before"

    def _iter_news(self) -> Iterator[_News]:
        """Give what is new of each thing, in the order of their facts, which stand side by side."""
        for entity, group in groupby(self.items, key=attrgetter("entity")):
            changes = [change for change in group if change.how == Effect.NEW]
            if changes:
                yield _News(
                    entity=entity,
                    gist=_pick_gist(changes),
                    fact_count=len(changes),
                    publication_date=max(
                        (change.publication_date for change in changes), key=attrgetter("last")
                    ),
                )


def _pick_gist(changes: Sequence[FactChange]) -> str:
    """Pick what tells most of some facts of one thing: its summary, or else the first of them."""
    summary = next(
        (change for change in changes if change.fact.property == Kind.summary.name), None
    )
    if summary:
        return summary.value_text
    return f"{changes[0].fact.field.label}: {changes[0].value_text}"


def _explain_exclusions(days: Sequence[Date | None], scope: Scope) -> Iterator[str]:
    """Explain of how many facts it is not certain that they became known in the span."""
    undated_count = sum(day is None for day in days)
    if undated_count:
        undated_text = format_count(undated_count, "fact has", "facts have")
        yield f"{undated_text} no dated source: when it became known cannot be told"
    imprecise_count = sum(day is not None and may_be_before(day, scope) for day in days)
    if imprecise_count:
        imprecise_text = format_count(imprecise_count, "fact is", "facts are")
        yield (
            f"{imprecise_text} left out: the first source is dated too loosely,"
            " and may be of before then"
        )


def _build_value_cell(change: FactChange) -> Cell:
    return Cell(change.value_text, annotation=format_time_span(change.fact))


def _build_before_cell(change: FactChange) -> Cell:
    earlier_fact = change.earlier_fact
    return Cell(
        change.before_text, annotation=format_time_span(earlier_fact) if earlier_fact else ""
    )


def _rank_effect(change: FactChange) -> int:
    """Rank what changed first, then what is new, then what is confirmed: the order of the screen.

    Of the same rank, the facts of one thing stand side by side.
    """
    if change.how in _CHANGING_EFFECTS:
        return 0
    return 1 if change.how == Effect.NEW else 2


def _get_sort_key(item: FactChange | _News) -> SortKey:
    return SortKey(number=item.publication_date.last)


_WAY_TO_EVERY_FACT = "every fact: --wrap; those of one thing: --about NAME"
_CHANGING_EFFECTS = (Effect.SUPERSEDES, Effect.DIFFERS)
_KNOWN_COLUMN: ColumnSpec[Any] = ColumnSpec(
    key="known",
    get_value=attrgetter("publication_date"),
    column_type=DATE_COLUMN,
    get_sort_key=_get_sort_key,
    is_unbreakable=True,
)
_KIND_COLUMN: ColumnSpec[Any] = ColumnSpec(
    key="kind", get_value=attrgetter("entity.kind"), is_dispensable=True
)
_NEWS_SPECS: list[ColumnSpec[_News]] = [
    ColumnSpec(key="name", get_value=attrgetter("entity.name"), mark="name"),
    _KIND_COLUMN,
    ColumnSpec(key="gist", label="What"),
    ColumnSpec(key="facts", get_value=attrgetter("fact_count"), is_numeric=True),
    _KNOWN_COLUMN,
]
_COLUMN_SPECS: list[ColumnSpec[FactChange]] = [
    *ENTITY_COLUMNS,
    PROPERTY_COLUMN,
    ColumnSpec(
        key="value",
        column_type=FACT_VALUE_COLUMN,
        build_cell=_build_value_cell,
        find_citations=list_citations,
    ),
    UNIT_COLUMN,
    ColumnSpec(key="how"),
    ColumnSpec(key="before", column_type=FACT_VALUE_COLUMN, build_cell=_build_before_cell),
    _KNOWN_COLUMN,
    ColumnSpec(key="as_of", get_value=attrgetter("fact.as_of"), column_type=DATE_COLUMN),
    CERTAINTY_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]

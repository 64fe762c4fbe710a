"""Tables of a base for SQL: one for each kind with the columns of its listing, fact and alias.

A column holds what a listing shows, in the schema's unit; lists are joined with semicolons, as in
CSV. A number that is a range or bound is NULL in its own column and stands in ``x_low`` and
``x_high``. While a condition is tested, each end of a range stands for it in turn.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ...model.facts import Fact
from ...model.kind import Kind
from ...model.part_type import PartType
from ...model.quantity import Real
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import collect_part_types
from ..answers.entity_columns import build_kind_columns
from ..answers.graph import EntityGraph
from .column_readers import RangeEnd, build_column_readers
from .sandbox import ColumnsByTable, SqlSandbox, SqlValue

TEXT_AFFINITY, NUMERIC_AFFINITY = "TEXT", "NUMERIC"
"""The type affinities of SQLite, by which it converts what is compared: 2015 is a year here."""


class LoadedKind(NamedTuple):
    """Entities of a kind that are loaded already, and the end that stands for their ranges."""

    kind_name: str
    graph: EntityGraph
    range_end: RangeEnd = RangeEnd.NONE


class FactRow(NamedTuple):
    """A row of the table fact."""

    entity: str
    kind: str
    property: str
    value: Real | None
    """The number of a figure; any other value is in ``text`` alone."""
    text: str
    unit: str | None
    low: Real | None
    high: Real | None
    unknown: str | None
    as_of: str | None
    until: str | None
    period: str | None
    share: Real | None
    part_count: Real | None
    certainty: str
    shown: int
    disputed: int
    independent: int
    sources: str
    note: str | None
    path: str
    line: int


class AliasRow(NamedTuple):
    """A row of the table alias."""

    entity: str
    kind: str
    alias: str


_FACT_AFFINITIES = {
    **dict.fromkeys(FactRow._fields, TEXT_AFFINITY),
    **dict.fromkeys(
        ("value", "low", "high", "share", "part_count", "shown", "disputed", "independent", "line"),
        NUMERIC_AFFINITY,
    ),
}


def list_table_columns(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """List every table with its columns and their affinities."""
    empty_graph = EntityGraph(base, [])
    kinds = {kind.name: _pick_affinities(kind, empty_graph) for kind in KINDS.values()}
    alias_affinities = dict.fromkeys(AliasRow._fields, TEXT_AFFINITY)
    return {**kinds, "fact": _FACT_AFFINITIES, "alias": alias_affinities}


def fill_tables(
    base: KnowledgeBase,
    sandbox: SqlSandbox,
    columns_read: ColumnsByTable,
    loaded: LoadedKind | None = None,
) -> None:
    """Fill the tables that a question reads with the columns that it reads of them."""
    for table, column_names in columns_read.items():
        if table == "alias":
            sandbox.fill_table(table, _iter_alias_rows(base))
        elif table == "fact":
            sandbox.fill_table(table, _iter_fact_rows(base))
        elif loaded and loaded.kind_name == table:
            sandbox.fill_table(table, _iter_kind_rows(loaded, column_names))
        else:
            graph = EntityGraph(base, base.load_entities_of_kind(table))
            rows = _iter_kind_rows(LoadedKind(kind_name=table, graph=graph), column_names)
            sandbox.fill_table(table, rows)


def _pick_affinities(kind: type[Kind], graph: EntityGraph) -> dict[str, str]:
    """Pick the affinity of each column of a kind: numbers for single figures, text for the rest."""
    part_types = collect_part_types(build_kind_columns(kind, graph))
    return {
        key: NUMERIC_AFFINITY if part_types.get(key) is PartType.NUMBER else TEXT_AFFINITY
        for key in build_column_readers(kind, graph)
    }


def _iter_kind_rows(loaded: LoadedKind, column_names: set[str]) -> Iterator[list[SqlValue]]:
    """Build a row for each entity, with NULL in the columns that the question does not read."""
    readers = build_column_readers(KINDS[loaded.kind_name], loaded.graph, loaded.range_end)
    used_readers = [
        (index, read_column)
        for index, (name, read_column) in enumerate(readers.items())
        if name in column_names
    ]
    for entity in loaded.graph.entities:
        row: list[SqlValue] = [None] * len(readers)
        for index, read_column in used_readers:
            row[index] = read_column(entity)
        yield row


def _iter_alias_rows(base: KnowledgeBase) -> Iterator[AliasRow]:
    for kind_name in KINDS:
        for entity in base.load_entities_of_kind(kind_name):
            for alias in entity.aliases:
                yield AliasRow(entity=entity.id, kind=kind_name, alias=alias)


def _iter_fact_rows(base: KnowledgeBase) -> Iterator[FactRow]:
    for kind_name in KINDS:
        for entity in base.load_entities_of_kind(kind_name):
            for ranked_facts in entity.rank_facts().values():
                shown_ids = set(map(id, ranked_facts.shown_facts))
                for fact in ranked_facts.facts:
                    is_shown = id(fact) in shown_ids
                    is_disputed = ranked_facts.is_disputed
                    yield _build_fact_row(fact, is_shown=is_shown, is_disputed=is_disputed)


def _build_fact_row(fact: Fact, *, is_shown: bool, is_disputed: bool) -> FactRow:
    numbers = {} if fact.is_unknown else fact.field.to_quantities(fact.value)
    unit, number = next(iter(numbers.items()), (fact.field.unit, None))
    return FactRow(
        entity=fact.entity,
        kind=fact.kind,
        property=fact.property,
        value=number and number.exact_number,
        text=fact.format_value(),
        unit=unit or None,
        low=number and number.low,
        high=number and number.high,
        unknown=fact.value.reason if fact.is_unknown else None,
        as_of=fact.as_of and fact.as_of.text,
        until=fact.until and fact.until.text,
        period=fact.period and fact.period.text,
        share=fact.share and fact.share.exact_number,
        part_count=fact.part_count and fact.part_count.exact_number,
        certainty=fact.certainty,
        shown=int(is_shown),
        disputed=int(is_disputed),
        independent=fact.independent_source_count,
        sources="; ".join(map(str, fact.citations)),
        note=fact.note or None,
        path=fact.location.path,
        line=fact.location.line,
    )

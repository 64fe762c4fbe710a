"""A base as tables for SQL: one for each kind with the columns of its listing, fact and alias.

A column holds what a listing shows, in the schema's unit; lists are joined with semicolons, as in
CSV. A number that is a range or bound is no number: it stands in ``x_low`` and ``x_high``. Where a
condition is tested, each end stands for it in turn.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter

from ...model.answer import Json
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Day, Ref
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.quantity import Quantity, Real
from ...model.ranking import get_known_fact
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import format_json_value
from ..answers.entity_columns import build_kind_columns
from ..answers.graph import EntityGraph
from ..answers.numeric import find_number
from .sandbox import ColumnsByTable, SqlSandbox

SqlValue = str | Real | None
ColumnReader = Callable[[Entity], SqlValue]
FACT_COLUMNS = (
    "entity", "kind", "property", "value", "text", "unit", "low", "high", "unknown", "as_of",
    "until", "period", "share", "certainty", "shown", "disputed", "independent", "sources", "note",
    "path", "line",
)  # fmt: skip
ALIAS_COLUMNS = ("entity", "kind", "alias")


TEXT_AFFINITY, NUMERIC_AFFINITY, NO_AFFINITY = "TEXT", "NUMERIC", ""
"""What SQLite takes what is compared with a column for, so that 2015 is a year beside dates."""
_NUMERIC_FACT_COLUMNS = frozenset(
    ("low", "high", "share", "shown", "disputed", "independent", "line")
)
"""The columns of facts that hold numbers."""


def list_table_columns(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """Every table with its columns and their types."""
    empty_graph = EntityGraph(base, [])
    kinds = {
        kind.name: _pick_column_types(kind, build_column_readers(kind, empty_graph))
        for kind in KINDS.values()
    }
    facts = {
        key: NUMERIC_AFFINITY if key in _NUMERIC_FACT_COLUMNS else TEXT_AFFINITY
        for key in FACT_COLUMNS
    } | {"value": NO_AFFINITY}
    return {**kinds, "fact": facts, "alias": dict.fromkeys(ALIAS_COLUMNS, TEXT_AFFINITY)}


def _pick_column_types(kind: type[Kind], column_names: Iterable[str]) -> dict[str, str]:
    numeric_columns = {
        key
        for field in kind.properties.values()
        if isinstance(field, NumericField) and not field.is_multivalued
        for key in _iter_number_columns(field)
    }
    return {
        key: NUMERIC_AFFINITY if key in numeric_columns else TEXT_AFFINITY for key in column_names
    }


def _iter_number_columns(field: AnyField) -> Iterator[str]:
    """The columns of a figure: the number and its ends; of money in dollars as well."""
    for name in (field.name, f"{field.name}_usd") if isinstance(field, Amount) else (field.name,):
        yield from (name, f"{name}_low", f"{name}_high")


def build_column_readers(
    kind: type[Kind], graph: EntityGraph, end: str = "exact_number"
) -> dict[str, ColumnReader]:
    """The columns of a kind, each with what it holds; of a range, one end if that is asked for."""
    readers: dict[str, ColumnReader] = {
        spec.key: _make_reader(spec.get_value) for spec in build_kind_columns(kind, graph)
    }
    for field in kind.properties.values():
        if isinstance(field, Ref):
            readers.update(_iter_relation_readers(graph, field))
        elif isinstance(field, NumericField) and not field.is_multivalued:
            readers.update(_iter_number_readers(graph, field, end))
        elif isinstance(field, Day) and not field.is_multivalued:
            readers.update(_iter_day_readers(graph, field))
    return readers


def fill_tables(
    base: KnowledgeBase,
    sandbox: SqlSandbox,
    columns_read: ColumnsByTable,
    subject: tuple[EntityGraph, str, str] | None = None,
) -> None:
    """Put into the tables that a question reads what it reads of them.

    Entities that are loaded already may be given, with their kind and the end of their ranges.
    """
    for table, column_names in columns_read.items():
        if table == "alias":
            sandbox.fill_table(table, _iter_alias_rows(base))
        elif table == "fact":
            sandbox.fill_table(table, _iter_fact_rows(base))
        else:
            if subject and subject[1] == table:
                graph, end = subject[0], subject[2]
            else:
                graph, end = EntityGraph(base, base.load_entities_of_kind(table)), "exact_number"
            sandbox.fill_table(table, _iter_rows(KINDS[table], graph, column_names, end))


def _iter_rows(
    kind: type[Kind], graph: EntityGraph, column_names: set[str], end: str
) -> Iterator[list[SqlValue]]:
    """A row for each entity, empty where the question does not look."""
    readers = build_column_readers(kind, graph, end)
    for entity in graph.entities:
        yield [
            read_column(entity) if name in column_names else None
            for name, read_column in readers.items()
        ]


def _make_reader(get_value: Callable[[Entity], Json]) -> ColumnReader:
    def read_column(entity: Entity) -> SqlValue:
        json_value = get_value(entity)
        if isinstance(json_value, list | tuple):
            return format_json_value(json_value) or None
        return json_value if isinstance(json_value, str | int | float) else None

    return read_column


def _iter_number_readers(
    graph: EntityGraph, field: AnyField, end: str
) -> Iterator[tuple[str, ColumnReader]]:
    """The number itself, where there is one, and both its ends; of money in dollars as well."""
    yield from _iter_end_readers(graph, field, field.name, "", end)
    if isinstance(field, Amount):
        yield from _iter_end_readers(graph, field, f"{field.name}_usd", "USD", end)


def _iter_day_readers(graph: EntityGraph, field: Day) -> Iterator[tuple[str, ColumnReader]]:
    """The first and the last day that a date may be, as dates less precise do not compare."""

    def make_end_reader(pick_day: Callable[[Date], int]) -> ColumnReader:
        def read_column(entity: Entity) -> SqlValue:
            fact = get_known_fact(graph.rank_facts(entity), field.name)
            return date.fromordinal(pick_day(fact.value)).isoformat() if fact else None

        return read_column

    yield f"{field.name}_first", make_end_reader(attrgetter("first"))
    yield f"{field.name}_last", make_end_reader(attrgetter("last"))


def _iter_end_readers(
    graph: EntityGraph, field: AnyField, key: str, unit: str, end: str
) -> Iterator[tuple[str, ColumnReader]]:
    def make_end_reader(pick_end: Callable[[Quantity], Real | None]) -> ColumnReader:
        def read_column(entity: Entity) -> SqlValue:
            number = find_number(graph, entity, field, unit)
            return None if number is None else pick_end(number)

        return read_column

    yield key, make_end_reader(attrgetter(end))
    yield f"{key}_low", make_end_reader(lambda number: number.low)
    yield f"{key}_high", make_end_reader(lambda number: number.high)


def _iter_relation_readers(graph: EntityGraph, field: Ref) -> Iterator[tuple[str, ColumnReader]]:
    """What the entities at the other end are called, and their countries where they have any."""

    def join_names(entity: Entity) -> SqlValue:
        return format_json_value(
            [graph.get_name(link.entity_id) for link in graph.list_links(entity, field.name)]
        )

    @cache
    def find_countries() -> dict[str, str]:
        links = (
            link
            for own_entity in graph.entities
            for link in graph.list_links(own_entity, field.name)
        )
        linked_entities = graph.base.load_entities(
            sorted({link.entity_id for link in links}), ("country",)
        )
        return {
            linked_entity.id: country
            for linked_entity in linked_entities
            if (country := _find_country(linked_entity))
        }

    def join_countries(entity: Entity) -> SqlValue:
        country_names = [
            find_countries().get(link.entity_id) for link in graph.list_links(entity, field.name)
        ]
        return format_json_value(list(dict.fromkeys(filter(None, country_names)))) or None

    yield f"{field.name}_name", lambda entity: join_names(entity) or None
    if any("country" in KINDS[kind].properties for kind in field.kinds):
        yield f"{field.name}_country", join_countries


def _find_country(entity: Entity) -> str:
    fact = get_known_fact(entity.rank_facts(), "country")
    return fact.format_value() if fact else ""


def _iter_alias_rows(base: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for entity in base.load_entities_of_kind(kind):
            yield from ((entity.id, kind, alias) for alias in entity.aliases)


def _iter_fact_rows(base: KnowledgeBase) -> Iterator[Sequence[SqlValue]]:
    for kind in KINDS:
        for entity in base.load_entities_of_kind(kind):
            for ranked_facts in entity.rank_facts().values():
                shown_ids = set(map(id, ranked_facts.shown_facts))
                for fact in ranked_facts.facts:
                    yield _build_fact_row(
                        fact, is_shown=id(fact) in shown_ids, is_disputed=ranked_facts.is_disputed
                    )


def _build_fact_row(fact: Fact, *, is_shown: bool, is_disputed: bool) -> Sequence[SqlValue]:
    numbers = {} if fact.is_unknown else fact.field.to_quantities(fact.value)
    unit, number = next(iter(numbers.items()), (fact.field.unit, None))
    return (
        fact.entity, fact.kind, fact.property, fact.to_plain(), fact.format_value(), unit or None,
        number and number.low, number and number.high,
        fact.value.reason if fact.is_unknown else None,
        fact.as_of and fact.as_of.text, fact.until and fact.until.text,
        fact.period and fact.period.text, fact.share and fact.share.exact_number,
        fact.certainty, int(is_shown), int(is_disputed), fact.independent_source_count,
        "; ".join(map(str, fact.citations)), fact.note or None, fact.location.path, fact.location.line,
    )  # fmt: skip

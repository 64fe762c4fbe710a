"""Tables of a base for SQL: one for each kind with the columns of its listing, fact and alias.

A column holds what a listing shows, in the schema's unit; lists are joined with semicolons, as in
CSV. A number that is a range or bound is NULL in its own column and stands in ``x_low`` and
``x_high``. While a condition is tested, each end of a range stands for it in turn.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

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
from .sandbox import ColumnsByTable, SqlSandbox, SqlValue

ColumnReader = Callable[[Entity], SqlValue]
NamedReader = tuple[str, ColumnReader]
"""The name of a column, and what reads its value."""

TEXT_AFFINITY, NUMERIC_AFFINITY, NO_AFFINITY = "TEXT", "NUMERIC", ""
"""The type affinities of SQLite, by which it converts what is compared: 2015 is a year here."""


class RangeEnd(Enum):
    """What stands in the column of a number that is a range: nothing, or one of its ends."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"

    def pick(self, quantity: Quantity) -> Real | None:
        """Pick the value of the column."""
        if self is RangeEnd.NONE:
            return quantity.exact_number
        return quantity.low if self is RangeEnd.LOW else quantity.high


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
    value: Json
    text: str
    unit: str | None
    low: Real | None
    high: Real | None
    unknown: str | None
    as_of: str | None
    until: str | None
    period: str | None
    share: Real | None
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
        ("low", "high", "share", "shown", "disputed", "independent", "line"), NUMERIC_AFFINITY
    ),
    "value": NO_AFFINITY,
}


def list_table_columns(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """List every table with its columns and their affinities."""
    empty_graph = EntityGraph(base, [])
    kinds = {
        kind.name: _pick_affinities(kind, build_column_readers(kind, empty_graph))
        for kind in KINDS.values()
    }
    alias_affinities = dict.fromkeys(AliasRow._fields, TEXT_AFFINITY)
    return {**kinds, "fact": _FACT_AFFINITIES, "alias": alias_affinities}


def build_column_readers(
    kind: type[Kind], graph: EntityGraph, range_end: RangeEnd = RangeEnd.NONE
) -> dict[str, ColumnReader]:
    """Build what reads each column of a kind from an entity."""
    readers: dict[str, ColumnReader] = {
        spec.key: _make_reader(spec.get_value) for spec in build_kind_columns(kind, graph)
    }
    for field in kind.properties.values():
        if isinstance(field, Ref):
            readers.update(_iter_relation_readers(graph, field))
        elif isinstance(field, NumericField) and not field.is_multivalued:
            readers.update(_iter_number_readers(graph, field, range_end))
        elif isinstance(field, Day) and not field.is_multivalued:
            readers.update(_iter_day_readers(graph, field))
    return readers


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


def _pick_affinities(kind: type[Kind], column_names: Iterable[str]) -> dict[str, str]:
    """Pick the affinity of each column of a kind: numbers for single figures, text for the rest."""
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
    """Name the columns of a figure: the number and its ends; of money in dollars as well."""
    for name, _ in _list_number_units(field):
        yield from (name, f"{name}_low", f"{name}_high")


def _iter_kind_rows(loaded: LoadedKind, column_names: set[str]) -> Iterator[list[SqlValue]]:
    """Build a row for each entity, with NULL in the columns that the question does not read."""
    readers = build_column_readers(KINDS[loaded.kind_name], loaded.graph, loaded.range_end)
    for entity in loaded.graph.entities:
        yield [
            read_column(entity) if name in column_names else None
            for name, read_column in readers.items()
        ]


def _make_reader(get_value: Callable[[Entity], Json]) -> ColumnReader:
    """Make a reader that joins lists and gives NULL for what SQL has no type for."""

    def read_column(entity: Entity) -> SqlValue:
        json_value = get_value(entity)
        if isinstance(json_value, list | tuple):
            return format_json_value(json_value) or None
        return json_value if isinstance(json_value, str | int | float) else None

    return read_column


def _iter_number_readers(
    graph: EntityGraph, field: AnyField, range_end: RangeEnd
) -> Iterator[NamedReader]:
    """Build the readers of a number and of both its ends; of money in dollars as well."""
    for key, unit in _list_number_units(field):

        def read_number(entity: Entity, picked_end: RangeEnd, unit: str = unit) -> SqlValue:
            number = find_number(graph, entity, field, unit)
            return None if number is None else picked_end.pick(number)

        yield key, partial(read_number, picked_end=range_end)
        yield f"{key}_low", partial(read_number, picked_end=RangeEnd.LOW)
        yield f"{key}_high", partial(read_number, picked_end=RangeEnd.HIGH)


def _list_number_units(field: AnyField) -> list[tuple[str, str]]:
    """List the columns of a figure, each with the unit that it is read in (empty: the first)."""
    own_unit = [(field.name, "")]
    return [*own_unit, (f"{field.name}_usd", "USD")] if isinstance(field, Amount) else own_unit


def _iter_day_readers(graph: EntityGraph, field: Day) -> Iterator[NamedReader]:
    """Build the readers of the first and the last day of a date, which compare as texts do."""

    def make_reader(pick_day: Callable[[Date], int]) -> ColumnReader:
        def read_day(entity: Entity) -> SqlValue:
            fact = get_known_fact(graph.rank_facts(entity), field.name)
            return date.fromordinal(pick_day(fact.value)).isoformat() if fact else None

        return read_day

    yield f"{field.name}_first", make_reader(attrgetter("first"))
    yield f"{field.name}_last", make_reader(attrgetter("last"))


def _iter_relation_readers(graph: EntityGraph, field: Ref) -> Iterator[NamedReader]:
    """Build the readers of the names of linked entities, and of their countries if any."""

    def join_names(entity: Entity) -> SqlValue:
        links = graph.list_links(entity, field.name)
        return format_json_value([graph.get_name(link.entity_id) for link in links]) or None

    @cache
    def load_countries() -> dict[str, str]:
        return _load_linked_countries(graph, field)

    def join_countries(entity: Entity) -> SqlValue:
        links = graph.list_links(entity, field.name)
        countries = [load_countries().get(link.entity_id) for link in links]
        return format_json_value(list(dict.fromkeys(filter(None, countries)))) or None

    yield f"{field.name}_name", join_names
    if any("country" in KINDS[kind].properties for kind in field.kinds):
        yield f"{field.name}_country", join_countries


def _load_linked_countries(graph: EntityGraph, field: Ref) -> dict[str, str]:
    """Load the country of every entity that a relation of the graph's entities leads to."""
    linked_ids = {
        link.entity_id for entity in graph.entities for link in graph.list_links(entity, field.name)
    }
    linked_entities = graph.base.load_entities(sorted(linked_ids), ("country",))
    countries = ((entity.id, _find_country(entity)) for entity in linked_entities)
    return {entity_id: country for entity_id, country in countries if country}


def _find_country(entity: Entity) -> str:
    """Find the country of an entity; empty where it is unknown."""
    fact = get_known_fact(entity.rank_facts(), "country")
    return fact.format_value() if fact else ""


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
        value=fact.to_plain(),
        text=fact.format_value(),
        unit=unit or None,
        low=number and number.low,
        high=number and number.high,
        unknown=fact.value.reason if fact.is_unknown else None,
        as_of=fact.as_of and fact.as_of.text,
        until=fact.until and fact.until.text,
        period=fact.period and fact.period.text,
        share=fact.share and fact.share.exact_number,
        certainty=fact.certainty,
        shown=int(is_shown),
        disputed=int(is_disputed),
        independent=fact.independent_source_count,
        sources="; ".join(map(str, fact.citations)),
        note=fact.note or None,
        path=fact.location.path,
        line=fact.location.line,
    )

"""Readers of the columns of a kind: what SQL and totals take from an entity."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from functools import cache, partial
from operator import attrgetter

from ...model.answer import Json
from ...model.dates import Date
from ...model.entity import Entity
from ...model.field_types import Day, Ref
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.quantity import Quantity, Real
from ...model.ranking import get_known_fact
from ...model.schema import KINDS
from ..answers.columns import format_json_value
from ..answers.entity_columns import build_kind_columns
from ..answers.graph import EntityGraph
from ..answers.numeric import find_number
from .sandbox import SqlValue

ColumnReader = Callable[[Entity], SqlValue]
NamedReader = tuple[str, ColumnReader]
"""The name of a column, and what reads its value."""


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
    for key, unit in list_number_units(field):

        def read_number(entity: Entity, picked_end: RangeEnd, unit: str = unit) -> SqlValue:
            number = find_number(graph, entity, field, unit)
            return None if number is None else picked_end.pick(number)

        yield key, partial(read_number, picked_end=range_end)
        yield f"{key}_low", partial(read_number, picked_end=RangeEnd.LOW)
        yield f"{key}_high", partial(read_number, picked_end=RangeEnd.HIGH)


def list_number_units(field: AnyField) -> list[tuple[str, str]]:
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

"""Readers of the columns of a kind: what SQL and totals take from an entity."""

from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache

from ...model.entity import Entity
from ...model.field_types import Ref
from ...model.kind import Kind
from ...model.part_type import PartType
from ...model.ranking import get_known_fact
from ...model.schema import KINDS
from ..answers.column_spec import ColumnSpec, format_json_value
from ..answers.entity_columns import build_kind_columns
from ..answers.graph import EntityGraph
from .sandbox import SqlValue

ColumnReader = Callable[[Entity], SqlValue]
NamedReader = tuple[str, ColumnReader]
"""The name of a column, and what reads its value."""


class RangeEnd(Enum):
    """What stands in the column of a number that is a range: nothing, or one of its ends."""

    NONE = ""
    LOW = "_low"
    HIGH = "_high"
    """Each is the suffix of the part of a figure that stands for it."""


def build_column_readers(
    kind: type[Kind], graph: EntityGraph, range_end: RangeEnd = RangeEnd.NONE
) -> dict[str, ColumnReader]:
    """Build what reads each flat column of a kind from an entity."""
    readers: dict[str, ColumnReader] = {}
    for spec in build_kind_columns(kind, graph):
        readers.update(_iter_part_readers(spec, range_end))
    for field in kind.properties.values():
        if isinstance(field, Ref):
            readers.update(_iter_country_readers(graph, field))
    return readers


def _iter_part_readers(spec: ColumnSpec[Entity], range_end: RangeEnd) -> Iterator[NamedReader]:
    """Build the reader of each part of a column; the end of a range stands for its number."""
    suffixes = [part.suffix for part in spec.column_type.parts]
    for index, (key, part) in enumerate(zip(spec.list_keys(), spec.column_type.parts, strict=True)):
        is_figure = part.type is PartType.NUMBER and not part.suffix and len(suffixes) > 1
        yield key, _make_reader(spec, suffixes.index(range_end.value) if is_figure else index)


def _make_reader(spec: ColumnSpec[Entity], index: int) -> ColumnReader:
    """Make a reader that joins lists and gives NULL for what SQL has no type for."""

    def read_column(entity: Entity) -> SqlValue:
        json_value = spec.read_parts(entity)[index]
        if isinstance(json_value, list | tuple):
            return format_json_value(json_value) or None
        return json_value if isinstance(json_value, str | int | float) else None

    return read_column


def _iter_country_readers(graph: EntityGraph, field: Ref) -> Iterator[NamedReader]:
    """Build the reader of the countries of linked entities, if they have any."""

    @cache
    def load_countries() -> dict[str, str]:
        return _load_linked_countries(graph, field)

    def join_countries(entity: Entity) -> SqlValue:
        links = graph.list_links(entity, field.name)
        countries = [load_countries().get(link.entity_id) for link in links]
        return format_json_value(list(dict.fromkeys(filter(None, countries)))) or None

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

"""The shapes of entities, made from the properties that their kinds declare."""

from collections.abc import Iterator

from ..model.field_types import REFERENCE_COLUMN, Choice, Country, Url
from ..model.kind import AnyField, Kind
from ..model.part_type import PartType
from ..model.schema import KINDS
from .fact_shapes import ENTITY_KEYS, MATCH, RECEIPT_KEYS, SOURCES
from .shape_parts import (
    CITATIONS,
    SHOWN_KEYWORD,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    allow_null,
    allow_one_of,
    build_list,
    build_paged_list,
    build_part_shape,
    build_record,
    leave_all_to_detail,
    leave_to_detail,
    refer_to,
)

OPTIONAL_ENTITY_KEYS: Keys = {"unknown_then": TEXTS, **RECEIPT_KEYS}


def build_entity_shape(kind: type[Kind]) -> Shape:
    """Build the shape of an entity: every flat key, then its facts and sources."""
    page_keys: dict[str, Shape] = {
        "id": TEXT,
        "kind": {"const": kind.name},
        "name": TEXT,
        "aliases": TEXTS,
        **leave_all_to_detail(dict(iter_flat_shapes(kind))),
        "disputed": TEXTS,
        "facts": {**build_paged_list(refer_to("fact")), SHOWN_KEYWORD: True},
        "related": build_paged_list(refer_to("linked_entity")),
        "sources": SOURCES,
        "match": MATCH,
    }
    return build_record(page_keys, OPTIONAL_ENTITY_KEYS)


def build_cited_page_shape(kind: type[Kind]) -> Shape:
    """Build the shape of the page of a source, which has its claims and what rests on it."""
    listed_shape = build_entity_shape(kind)
    use_keys: Keys = {
        "claims": build_paged_list(refer_to("claim")),
        "cited_by": build_paged_list(refer_to("cited_fact")),
    }
    return {
        **listed_shape,
        "properties": {**listed_shape["properties"], **use_keys},
        "required": [*listed_shape["required"], *use_keys],
    }


def build_linked_entity_shape() -> Shape:
    """Build the shape of a linked entity, with the headline values of any kind."""
    headline_shapes = {
        key: leave_to_detail(shape)
        for kind in KINDS.values()
        for name in kind.headline
        for key, shape in _iter_property_shapes(kind.properties[name])
    }
    keys: Keys = {"relation": TEXT, **ENTITY_KEYS, "sources": CITATIONS}
    return build_record(keys, headline_shapes)


def iter_flat_shapes(kind: type[Kind]) -> Iterator[tuple[str, Shape]]:
    """Give the flat keys of a kind, each with the shape of what it holds."""
    for field in kind.properties.values():
        yield from _iter_property_shapes(field)
    for name in kind.collect_relations():
        if name not in kind.properties:
            for key in REFERENCE_COLUMN.list_keys(name):
                yield key, TEXTS


def _iter_property_shapes(field: AnyField) -> Iterator[tuple[str, Shape]]:
    """Give the keys of a property; of one with many values each holds a list."""
    for suffix, column_type in field.column_types.items():
        for key, part_type in column_type.map_part_types(field.name + suffix).items():
            shape = allow_null(_build_value_shape(field, part_type))
            yield key, build_list(shape) if field.is_multivalued else shape


def _build_value_shape(field: AnyField, part_type: PartType) -> Shape:
    if part_type is not PartType.PLAIN:
        return build_part_shape(part_type)
    if isinstance(field, Choice):
        return allow_one_of(field.choices)
    if isinstance(field, Country | Url):
        pattern = "^[A-Z]{2}$" if isinstance(field, Country) else "^https?://"
        return {**TEXT, "pattern": pattern}
    return TEXT

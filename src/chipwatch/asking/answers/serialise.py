"""Serialise entities, facts and sources as plain data, the shape of every JSON answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ...model.entity import Entity
from ...model.facts import Citation, Derivation, Fact, SourceRecord
from ...model.field_types import REFERENCE_COLUMN, Ref
from ...model.kind import AnyField
from ...model.numeric_fields import NUMBER_COLUMN
from ...model.problem import Location
from ...model.quantity import Quantity
from ...model.ranking import RankedFacts
from .entity_match import EntityMatch, serialise_match
from .graph import EntityGraph

if TYPE_CHECKING:
    from ...model.answer import Json

JsonObject: TypeAlias = "dict[str, Json]"
_NO_SHARE: JsonObject = NUMBER_COLUMN.to_row("share", None)
"""What most facts have for a share."""


class ValueFormatter(Protocol):
    """What knows the names of the entities that facts point to."""

    def format_value(self, fact: Fact) -> str:
        """Format the value of a fact for a reader, entities by their names."""


def serialise_entity(
    graph: EntityGraph, entity: Entity, match: EntityMatch | None = None
) -> JsonObject:
    """Serialise an entity: values shown, disputes, all facts, linked entities and sources."""
    identity: JsonObject = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": entity.aliases,
    }
    ranked_facts = graph.rank_facts(entity)
    shown_facts = {
        id(fact): fact
        for property_facts in ranked_facts.values()
        for fact in property_facts.shown_facts
    }
    facts = (*entity.facts, *(fact for fact in shown_facts.values() if fact.derivation))
    return {
        **identity,
        **flatten_entity(graph, entity),
        "disputed": [
            name for name, property_facts in ranked_facts.items() if property_facts.is_disputed
        ],
        **_serialise_unknown_at_date(graph, entity),
        "facts": [serialise_fact(graph, fact, is_shown=id(fact) in shown_facts) for fact in facts],
        "related": list(_iter_linked_entities(graph, entity)),
        "sources": [
            serialise_source(graph.get_source(source_id))
            for source_id in list_source_ids(entity.facts)
        ],
        "match": serialise_match(match),
    }


def _serialise_unknown_at_date(graph: EntityGraph, entity: Entity) -> JsonObject:
    """Serialise the properties not known at the date of the query, if it has one."""
    return {"unknown_then": graph.list_unknown_at_date(entity)} if graph.base.time_filter else {}


def flatten_entity(graph: EntityGraph, entity: Entity) -> JsonObject:
    """Collect the values shown by key, null or empty where there is none."""
    if entity.id not in graph.plain_values:
        graph.plain_values[entity.id] = _compute_flat_values(graph, entity)
    return graph.plain_values[entity.id]


def _compute_flat_values(graph: EntityGraph, entity: Entity) -> JsonObject:
    kind = entity.kind_class
    values: JsonObject = dict.fromkeys(kind.list_flat_keys())
    for name in (*kind.properties, *kind.collect_relations()):
        values.update(flatten_property(graph, entity, name))
    return values


def flatten_property(graph: EntityGraph, entity: Entity, name: str) -> JsonObject:
    """Collect what the flat columns of one property or relation hold."""
    kind = entity.kind_class
    field = kind.properties.get(name)
    is_relation = field is None or (field.is_multivalued and isinstance(field, Ref))
    if field is None or is_relation or name in kind.collect_relations():
        ids = [link.entity_id for link in graph.list_links(entity, name)]
        return REFERENCE_COLUMN.to_row(name, (ids, list(map(graph.get_name, ids))))
    ranked_facts = graph.find_ranked_facts(entity, name)
    if field.is_multivalued:
        return dict(_flatten_facts(field, ranked_facts))
    values: JsonObject = dict.fromkeys(field.list_flat_keys())
    if ranked_facts:
        values.update(_flatten_fact(graph, ranked_facts.shown_facts[0]))
    return values


def _flatten_fact(graph: EntityGraph, fact: Fact) -> Iterable[tuple[str, "Json"]]:
    """Pair the keys of a property with what they hold of the one fact that is shown.

    Of a figure that is unknown the text says why.
    """
    keys = fact.field.list_flat_keys()
    if fact.is_unknown:
        text_key = f"{fact.property}_text"
        return [(text_key, fact.value.reason)] if text_key in keys else []
    if fact.target_id:
        return zip(keys, (fact.target_id, graph.get_name(fact.target_id)), strict=True)
    return zip(keys, fact.field.to_flat(fact.value), strict=True)


def _flatten_facts(
    field: AnyField, ranked_facts: RankedFacts | None
) -> Iterable[tuple[str, "Json"]]:
    """Pair the keys of a property of many values with lists of what they hold."""
    facts = ranked_facts.shown_facts if ranked_facts else ()
    rows = [field.to_flat(fact.value) for fact in facts if not fact.is_unknown]
    for index, key in enumerate(field.list_flat_keys()):
        yield key, [row[index] for row in rows]


def serialise_fact(graph: ValueFormatter, fact: Fact, *, is_shown: bool) -> JsonObject:
    """Serialise one fact in full."""
    value = fact.value
    return {
        "property": fact.property,
        "value": fact.to_plain(),
        "text": graph.format_value(fact),
        "unit": fact.field.unit or None,
        "numbers": []
        if fact.is_unknown
        else [
            _serialise_quantity(unit, number)
            for unit, number in fact.field.to_quantities(value).items()
        ],
        "unknown": value.reason if fact.is_unknown else None,
        **({"looked_in": value.looked_in} if fact.is_unknown and value.looked_in else {}),
        "as_of": fact.as_of and fact.as_of.text,
        "until": fact.until and fact.until.text,
        "period": fact.period and fact.period.text,
        **serialise_share(fact),
        **serialise_part_count(fact),
        "certainty": fact.certainty,
        "shown": is_shown,
        "sources": [serialise_citation(citation) for citation in fact.citations],
        "note": fact.note or None,
        "where": serialise_location(fact.location),
        "derived": fact.derivation and serialise_derivation(graph, fact.derivation),
    }


def serialise_share(fact: Fact) -> JsonObject:
    """Serialise the part that a relation holds, in per cent."""
    if fact.share is None:
        return _NO_SHARE
    return NUMBER_COLUMN.to_row("share", fact.share)


def serialise_part_count(fact: Fact) -> JsonObject:
    """Serialise how many parts a relation is about; nothing for a property without such counts."""
    has_counts = isinstance(fact.field, Ref) and fact.field.has_counts
    return NUMBER_COLUMN.to_row("count", fact.part_count) if has_counts else {}


def serialise_derivation(graph: ValueFormatter, derivation: Derivation) -> JsonObject:
    """Serialise a formula, where it is published, and its operands."""
    operands = [serialise_fact(graph, fact, is_shown=True) for fact in derivation.operands]
    return {
        "formula": derivation.formula,
        "citation": derivation.citation or None,
        "operands": operands,
    }


def _serialise_quantity(unit: str, quantity: Quantity) -> JsonObject:
    """Serialise a number by its ends; an end that is not stated is null."""
    return {
        "unit": unit or None,
        "low": quantity.low,
        "high": quantity.high,
        "approximate": quantity.is_approximate,
        "low_open": quantity.is_low_open,
        "high_open": quantity.is_high_open,
    }


def serialise_citation(citation: Citation) -> JsonObject:
    """Serialise a source id and the place inside the source."""
    return {"id": citation.source, "locator": citation.locator or None}


def serialise_location(location: Location) -> JsonObject:
    """Serialise a place in a fact file."""
    return {"path": location.path, "line": location.line, "column": location.column}


def serialise_source(source: SourceRecord) -> JsonObject:
    """Serialise what is needed to cite a source."""
    return {key: value or None for key, value in source._asdict().items()}


def list_source_ids(facts: Iterable[Fact]) -> list[str]:
    """List the sources of these facts, each once, in order of first use."""
    return list(dict.fromkeys(citation.source for fact in facts for citation in fact.citations))


def _iter_linked_entities(graph: EntityGraph, entity: Entity) -> Iterable[JsonObject]:
    """Serialise every linked entity with the key of the link, its headline and sources."""
    relations = entity.kind_class.collect_relations()
    reference_keys = [
        key for key, field in entity.kind_class.properties.items() if isinstance(field, Ref)
    ]
    for key in dict.fromkeys((*reference_keys, *relations)):
        for link in graph.list_links(entity, key):
            linked_entity = graph.find_linked_entity(link.entity_id)
            if linked_entity is not None:
                yield {
                    "relation": key,
                    "id": linked_entity.id,
                    "kind": linked_entity.kind,
                    "name": linked_entity.name,
                    **_collect_headline_values(graph, linked_entity),
                    "sources": [serialise_citation(citation) for citation in link.fact.citations],
                }


def _collect_headline_values(graph: EntityGraph, linked_entity: Entity) -> JsonObject:
    """Collect the plain values of the headline of an entity; null where one is not known."""
    values: JsonObject = {}
    for name, fact in graph.find_headline_facts(linked_entity).items():
        field = linked_entity.kind_class.properties[name]
        values.update(dict.fromkeys(field.list_flat_keys()))
        values.update(_flatten_fact(graph, fact) if fact else ())
    return values

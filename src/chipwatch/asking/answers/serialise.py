"""Entities, facts and sources as plain data, the shape of every JSON answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ...model.entity import Entity
from ...model.facts import Citation, Derivation, Fact, Source
from ...model.field_types import Ref
from ...model.numeric_fields import to_plain_quantity
from ...model.problem import Location
from ...model.quantity import Quantity
from ...model.ranking import get_known_fact
from ...model.schema import KINDS
from .entity_match import EntityMatch, serialise_match
from .graph import EntityGraph

if TYPE_CHECKING:
    from ...model.answer import Json

JsonObject: TypeAlias = "dict[str, Json]"


class ValueFormatter(Protocol):
    """What knows the names of the entities that facts point to."""

    def format_value(self, fact: Fact) -> str:
        """Format the value of a fact for a reader, entities by their names."""


def serialise_entity(
    graph: EntityGraph, entity: Entity, match: EntityMatch | None = None
) -> JsonObject:
    """An entity with the shown value of every property, all its facts, relations and sources."""
    identity: JsonObject = {
        "id": entity.id, "kind": entity.kind, "name": entity.name, "aliases": entity.aliases,
    }  # fmt: skip
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
    """The properties not known at the moment asked about, where one is asked about."""
    return {"unknown_then": graph.list_unknown_at_date(entity)} if graph.base.time_filter else {}


def flatten_entity(graph: EntityGraph, entity: Entity) -> JsonObject:
    """The shown values by key, null or empty where there is none; relations as ids."""
    if entity.id not in graph.plain_values:
        graph.plain_values[entity.id] = _compute_flat_values(graph, entity)
    return graph.plain_values[entity.id]


def _compute_flat_values(graph: EntityGraph, entity: Entity) -> JsonObject:
    values: JsonObject = dict.fromkeys(entity.kind_class.list_flat_keys())
    for name, field in entity.kind_class.properties.items():
        ranked_facts = graph.rank_facts(entity).get(name)
        facts = (
            [fact for fact in ranked_facts.shown_facts if not fact.is_unknown]
            if ranked_facts
            else []
        )
        if isinstance(field, Ref) and field.is_multivalued:
            values[name] = [link.entity_id for link in graph.list_links(entity, name)]
        elif field.is_multivalued:
            rows = [field.to_flat(fact.value) for fact in facts]
            values.update(
                (key, [row[index] for row in rows])
                for index, key in enumerate(field.list_flat_keys())
            )
        elif facts:
            values.update(zip(field.list_flat_keys(), field.to_flat(facts[0].value), strict=True))
    for name in entity.kind_class.collect_relations():
        values[name] = [link.entity_id for link in graph.list_links(entity, name)]
    return values


def serialise_fact(graph: ValueFormatter, fact: Fact, *, is_shown: bool) -> JsonObject:
    """One fact in full."""
    value = fact.value
    return {
        "property": fact.property,
        "value": fact.to_plain(),
        "text": graph.format_value(fact),
        "unit": fact.field.unit or None,
        "numbers": [] if fact.is_unknown else [
            _serialise_quantity(unit, number) for unit, number in fact.field.to_quantities(value).items()
        ],
        "unknown": value.reason if fact.is_unknown else None,
        "as_of": fact.as_of and fact.as_of.text,
        "until": fact.until and fact.until.text,
        "period": fact.period and fact.period.text,
        "share": fact.share and to_plain_quantity(fact.share),
        "certainty": fact.certainty,
        "shown": is_shown,
        "sources": [serialise_citation(citation) for citation in fact.citations],
        "note": fact.note or None,
        "where": serialise_location(fact.location),
        "derived": fact.derivation and serialise_derivation(graph, fact.derivation),
    }  # fmt: skip


def serialise_derivation(graph: ValueFormatter, derivation: Derivation) -> JsonObject:
    """A formula, where it stands, and the facts that it takes."""
    operands = [serialise_fact(graph, fact, is_shown=True) for fact in derivation.operands]
    return {
        "formula": derivation.formula, "citation": derivation.citation or None, "operands": operands,
    }  # fmt: skip


def _serialise_quantity(unit: str, quantity: Quantity) -> JsonObject:
    """A number as it can be computed with; an end that is not stated is null."""
    return {
        "unit": unit or None, "low": quantity.low, "high": quantity.high,
        "approximate": quantity.is_approximate, "low_open": quantity.is_low_open,
        "high_open": quantity.is_high_open,
    }  # fmt: skip


def serialise_citation(citation: Citation) -> JsonObject:
    """A source and the place inside it."""
    return {"id": citation.source, "locator": citation.locator or None}


def serialise_location(location: Location) -> JsonObject:
    """A place in a fact file."""
    return {"path": location.path, "line": location.line, "column": location.column}


def serialise_source(source: Source) -> JsonObject:
    """What is needed to cite a source."""
    return {key: value or None for key, value in source._asdict().items()}


def list_source_ids(facts: Iterable[Fact]) -> list[str]:
    """The sources of these facts, each once, in order of first use."""
    return list(dict.fromkeys(citation.source for fact in facts for citation in fact.citations))


def _iter_linked_entities(graph: EntityGraph, entity: Entity) -> Iterable[JsonObject]:
    """Every entity linked with this one, by the key of the link, with what can be said of it."""
    relations = entity.kind_class.collect_relations()
    reference_keys = [
        key for key, field in entity.kind_class.properties.items() if isinstance(field, Ref)
    ]
    for key in dict.fromkeys((*reference_keys, *relations)):
        for link in graph.list_links(entity, key):
            linked_entity = graph.find_linked_entity(link.entity_id)
            if linked_entity is not None:
                yield {
                    "relation": key, "id": linked_entity.id, "kind": linked_entity.kind, "name": linked_entity.name,
                    **_collect_headline_values(graph, linked_entity),
                    "sources": [serialise_citation(citation) for citation in link.fact.citations],
                }  # fmt: skip


def _collect_headline_values(graph: EntityGraph, linked_entity: Entity) -> JsonObject:
    """The plain values that say in a line what an entity is."""
    values: JsonObject = {}
    for name in KINDS[linked_entity.kind].headline:
        field = KINDS[linked_entity.kind].properties[name]
        values.update(dict.fromkeys(field.list_flat_keys()))
        fact = get_known_fact(graph.rank_facts(linked_entity), name)
        if fact:
            values.update(zip(field.list_flat_keys(), field.to_flat(fact.value), strict=True))
    return values

"""Entities, facts and sources as plain data, the shape of every JSON answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from ..model.facts import Citation, Derivation, Entity, Fact, Source
from ..model.fields import Ref, plain_quantity
from ..model.problem import Where
from ..model.quantity import Quantity
from ..model.schema import KINDS
from .around import Around
from .match import Match, match_object

if TYPE_CHECKING:
    from ..model.table import Json

Object: TypeAlias = "dict[str, Json]"


def entity_object(around: Around, entity: Entity, match: Match | None = None) -> Object:
    """An entity with the shown value of every property, all its facts, relations and sources."""
    head: Object = {
        "id": entity.id, "kind": entity.kind, "name": entity.name, "aliases": entity.aliases,
    }  # fmt: skip
    chosen = around.chosen(entity)
    shown = {id(fact): fact for one in chosen.values() for fact in one.shown}
    facts = (*entity.facts, *(fact for fact in shown.values() if fact.derived))
    return {
        **head,
        **flat(around, entity),
        "disputed": [name for name, one in chosen.items() if one.disputed],
        **_not_then(around, entity),
        "facts": [fact_object(around, fact, shown=id(fact) in shown) for fact in facts],
        "related": list(_related(around, entity)),
        "sources": [source_object(around.source(id_)) for id_ in cited(entity.facts)],
        "match": match_object(match),
    }


def _not_then(around: Around, entity: Entity) -> Object:
    """The properties not known at the moment asked about, where one is asked about."""
    return {"unknown_then": around.unknown_then(entity)} if around.base.then else {}


def flat(around: Around, entity: Entity) -> Object:
    """The shown values by key, null or empty where there is none; relations as ids."""
    if entity.id not in around.flats:
        around.flats[entity.id] = _flat(around, entity)
    return around.flats[entity.id]


def _flat(around: Around, entity: Entity) -> Object:
    found: Object = dict.fromkeys(entity.schema.flat_keys())
    for name, field in entity.schema.properties.items():
        chosen = around.chosen(entity).get(name)
        facts = [fact for fact in chosen.shown if not fact.unknown] if chosen else []
        if isinstance(field, Ref) and field.many:
            found[name] = [link.other for link in around.links(entity, name)]
        elif field.many:
            rows = [field.flat(fact.value) for fact in facts]
            found.update(
                (key, [row[at] for row in rows]) for at, key in enumerate(field.flat_keys())
            )
        elif facts:
            found.update(zip(field.flat_keys(), field.flat(facts[0].value), strict=True))
    for name in entity.schema.relations():
        found[name] = [link.other for link in around.links(entity, name)]
    return found


def fact_object(around: Around, fact: Fact, *, shown: bool) -> Object:
    """One fact in full."""
    value = fact.value
    return {
        "property": fact.property,
        "value": fact.plain(),
        "text": around.text(fact),
        "unit": fact.field.unit or None,
        "numbers": [] if fact.unknown else [
            _number(unit, number) for unit, number in fact.field.quantities(value).items()
        ],
        "unknown": value.reason if fact.unknown else None,
        "as_of": fact.as_of and fact.as_of.text,
        "until": fact.until and fact.until.text,
        "period": fact.period and fact.period.text,
        "share": fact.share and plain_quantity(fact.share),
        "certainty": fact.certainty,
        "shown": shown,
        "sources": [citation_object(citation) for citation in fact.citations],
        "note": fact.note or None,
        "where": where_object(fact.where),
        "derived": fact.derived and derivation_object(around, fact.derived),
    }  # fmt: skip


def derivation_object(around: Around, derived: Derivation) -> Object:
    """A formula, where it stands, and the facts that it takes."""
    operands = [fact_object(around, fact, shown=True) for fact in derived.operands]
    return {
        "formula": derived.formula, "citation": derived.citation or None, "operands": operands,
    }  # fmt: skip


def _number(unit: str, number: Quantity) -> Object:
    """A number as it can be computed with; an end that is not stated is null."""
    return {
        "unit": unit or None, "low": number.low, "high": number.high,
        "approximate": number.approximate, "low_open": number.low_open,
        "high_open": number.high_open,
    }  # fmt: skip


def citation_object(citation: Citation) -> Object:
    """A source and the place inside it."""
    return {"id": citation.source, "locator": citation.locator or None}


def where_object(where: Where) -> Object:
    """A place in a fact file."""
    return {"path": where.path, "line": where.line, "column": where.column}


def source_object(source: Source) -> Object:
    """What is needed to cite a source."""
    return {key: value or None for key, value in source._asdict().items()}


def cited(facts: Iterable[Fact]) -> list[str]:
    """The sources of these facts, each once, in order of first use."""
    return list(dict.fromkeys(c.source for fact in facts for c in fact.citations))


def _related(around: Around, entity: Entity) -> Iterable[Object]:
    """Every entity linked with this one, by the key of the link, with what can be said of it."""
    relations = entity.schema.relations()
    own = [key for key, field in entity.schema.properties.items() if isinstance(field, Ref)]
    for key in dict.fromkeys((*own, *relations)):
        for link in around.links(entity, key):
            other = around.other(link.other)
            if other is not None:
                yield {
                    "relation": key, "id": other.id, "kind": other.kind, "name": other.name,
                    **_headline(around, other),
                    "sources": [citation_object(citation) for citation in link.fact.citations],
                }  # fmt: skip


def _headline(around: Around, other: Entity) -> Object:
    """The plain values that say in a line what an entity is."""
    found: Object = {}
    for name in KINDS[other.kind].headline:
        field = KINDS[other.kind].properties[name]
        chosen = around.chosen(other).get(name)
        found.update(dict.fromkeys(field.flat_keys()))
        if chosen and not chosen.shown[0].unknown:
            found.update(zip(field.flat_keys(), field.flat(chosen.shown[0].value), strict=True))
    return found

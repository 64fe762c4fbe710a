"""Write entities as those of FollowTheMoney, https://followthemoney.tech, and as its statements.

What its model has no class for goes by the nearest one: chips, products and systems are assets,
investments projects, policies documents, other things notes. A relation becomes an entity of its
own, an ownership or employment where it is one, else a link that names its role.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import NamedTuple

from ..model.entity import Entity
from ..model.facts import Fact, SourceRecord, join_citations
from ..showing.formats import encode_text
from ..showing.json_format import render_jsonl
from .export_content import SOURCE_KIND, ExportContent, ExportedRelation
from .export_tables import format_share

DATASET = "chipwatch"
_SCHEMATA = {
    "company": "Company",
    "person": "Person",
    "agency": "PublicBody",
    "investment": "Project",
    "event": "Event",
    "chip": "Asset",
    "product": "Asset",
    "system": "Asset",
    "policy": "Document",
    "source": "Document",
}
_OTHER_SCHEMA = "Note"
_PROPERTIES = {
    "summary": "summary",
    "country": "country",
    "founded": "incorporationDate",
    "announced": "startDate",
    "date": "date",
    "url": "sourceUrl",
    "website": "website",
    "issued": "date",
}
"""Our properties and those of FollowTheMoney that mean the same, where its schema has them."""
_SCHEMA_PROPERTIES = {
    "Company": {"summary", "country", "incorporationDate", "website"},
    "Person": {"summary", "country"},
    "PublicBody": {"summary", "country", "website"},
    "Project": {"summary", "startDate", "amount", "currency"},
    "Event": {"summary", "date", "country"},
    "Asset": {"summary", "country"},
    "Document": {"summary", "date", "country", "sourceUrl"},
    "Note": {"summary", "country"},
}
"""Of these, which a schema has."""
_OWNERSHIP_PROPERTIES = {"owners", "parent"}
"""Relations by which one side owns the other; the owner is what they lead to."""
_OFFICE_PROPERTIES = {"chief_executive", "chair", "president", "executives", "head", "officials"}
"""Relations that lead from a firm or agency to a person who serves it."""
_STATEMENT_COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
"""The columns of its CSV of statements; ``prop_type`` is left to the reader, which knows it."""


class MoneyEntity(NamedTuple):
    """An entity of FollowTheMoney: its properties each have a list of texts."""

    id: str
    schema: str
    properties: Mapping[str, list[str]]


def write_entities(content: ExportContent) -> bytes:
    """Write one entity a line as JSON, as ``ftm`` and ``yente`` read them."""
    return encode_text(render_jsonl([entity._asdict() for entity in iter_entities(content)]))


def write_statements(content: ExportContent) -> bytes:
    """Write one row a value as CSV: who says it stands in ``origin``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect=csv.unix_dialect)
    writer.writerow(_STATEMENT_COLUMNS)
    for entity in iter_entities(content):
        writer.writerow(_build_statement(entity, "id", _compute_entity_checksum(entity)))
        for name, values in entity.properties.items():
            for value in values:
                writer.writerow(_build_statement(entity, name, value))
    return encode_text(buffer.getvalue())


def _build_statement(entity: MoneyEntity, name: str, value: str) -> list[str]:
    key = sha1(f"{DATASET}.{entity.id}.{name}.{value}".encode(), usedforsecurity=False)
    return [
        entity.id,
        entity.id,
        name,
        "",
        entity.schema,
        value,
        DATASET,
        "",
        "",
        "",
        "f",
        "",
        "",
        key.hexdigest(),
    ]


def _compute_entity_checksum(entity: MoneyEntity) -> str:
    """Compute the value of the statement ``id``, which changes when any of the others does."""
    texts = sorted(
        f"{name}={value}" for name, values in entity.properties.items() for value in values
    )
    return sha1("\n".join(texts).encode(), usedforsecurity=False).hexdigest()


def iter_entities(content: ExportContent) -> Iterator[MoneyEntity]:
    """Give the things, what they are linked by, and the sources."""
    for entity in content.entities:
        yield _convert_entity(entity, content.sources)
    for ref in content.linked_entities.values():
        schema = _SCHEMATA.get(ref.kind, _OTHER_SCHEMA)
        yield MoneyEntity(id=ref.id, schema=schema, properties={"name": [ref.name]})
    for relation in content.list_relations():
        yield _convert_relation(relation)


def _convert_entity(entity: Entity, sources: Mapping[str, SourceRecord]) -> MoneyEntity:
    schema = _SCHEMATA.get(entity.kind, _OTHER_SCHEMA)
    properties: dict[str, list[str]] = {"name": [entity.name]}
    if entity.aliases:
        properties["alias"] = list(entity.aliases)
    for ranked_facts in entity.rank_facts().values():
        for fact in ranked_facts.shown_facts:
            for name, text in _convert_fact(fact, schema):
                properties.setdefault(name, []).append(text)
    if schema not in ("Note", "Document") and entity.kind != SOURCE_KIND:
        properties |= _collect_source_urls(entity, sources)
    return MoneyEntity(id=entity.id, schema=schema, properties=properties)


def _convert_fact(fact: Fact, schema: str) -> Iterator[tuple[str, str]]:
    """Give the properties that a fact becomes, if its schema has any."""
    if fact.is_unknown or fact.target_id:
        return
    name = _PROPERTIES.get(fact.property, "")
    if name in _SCHEMA_PROPERTIES[schema]:
        text = fact.field.to_yaml_text(fact.value)
        yield name, text.lower() if name == "country" else text
    if fact.property == "amount" and "amount" in _SCHEMA_PROPERTIES[schema]:
        currency, quantity = next(iter(fact.field.to_quantities(fact.value).items()))
        if quantity.exact_number is not None:
            yield "amount", str(quantity.exact_number)
            yield "currency", currency.lower()


def _collect_source_urls(
    entity: Entity, sources: Mapping[str, SourceRecord]
) -> dict[str, list[str]]:
    """Collect the addresses of the sources that the facts of an entity rest on."""
    urls = {
        sources[citation.source].url
        for fact in entity.facts
        for citation in fact.citations
        if citation.source in sources
    }
    return {"sourceUrl": sorted(filter(None, urls))} if any(urls) else {}


def _convert_relation(relation: ExportedRelation) -> MoneyEntity:
    """Build the entity of a relation: an ownership, an employment, or a link with a role."""
    fact = relation.fact
    dates = {
        "startDate": [fact.as_of.text] if fact.as_of and fact.as_of.text[4:6] != "-Q" else [],
        "endDate": [fact.until.text] if fact.until else [],
        "description": [fact.note] if fact.note else [],
        "recordId": [join_citations(fact.citations) or ""],
    }
    schema, ends = _choose_ends(relation)
    share = format_share(fact)
    texts = {
        **ends,
        **dates,
        "percentage": [share] if share and schema == "Ownership" else [],
        "role": [relation.fact.field.label],
    }
    key = sha1(
        f"{relation.source.id}.{fact.property}.{relation.target.id}.{fact.file_position}".encode(),
        usedforsecurity=False,
    )
    return MoneyEntity(
        id=f"link-{key.hexdigest()}",
        schema=schema,
        properties={name: values for name, values in texts.items() if any(values)},
    )


def _choose_ends(relation: ExportedRelation) -> tuple[str, dict[str, list[str]]]:
    source, target = relation.source, relation.target
    name = relation.fact.property
    owner_kinds = ("company", "person", "agency")
    if name in _OWNERSHIP_PROPERTIES and target.kind in owner_kinds and source.kind == "company":
        return "Ownership", {"owner": [target.id], "asset": [source.id]}
    if name in _OFFICE_PROPERTIES and target.kind == "person":
        return "Employment", {"employee": [target.id], "employer": [source.id]}
    return "UnknownLink", {"subject": [source.id], "object": [target.id]}

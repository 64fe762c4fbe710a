"""Write entities as JSON Lines: one entity a line, with all that a fact file may say of it."""

from collections.abc import Sequence

from ..model.answer import Json
from ..model.entity import Entity
from ..model.facts import Claim, Fact, UnknownValue
from ..showing.formats import encode_text
from ..showing.json_format import render_jsonl
from .export_content import SOURCE_KIND, ExportContent
from .export_tables import format_part_count, format_share

DETAIL_KEYS = ("as_of", "until", "period", "share", "count", "certainty", "note")
"""What a fact says beside its value and its sources, by the keys of fact files."""


def write_json_lines(content: ExportContent) -> bytes:
    """Write a line for each entity; keys are those of fact files, facts are in their long form."""
    source_ids = [entity.id for entity in content.entities if entity.kind == SOURCE_KIND]
    claims = content.base.load_claims(source_ids)
    documents = [build_document(entity, claims.get(entity.id, ())) for entity in content.entities]
    rules_by_policy: dict[str, list[Json]] = {}
    for rule in content.base.load_rule_texts():
        rules_by_policy.setdefault(rule.policy, []).append(rule.tree)
    for document in documents:
        if rules := rules_by_policy.get(str(document["id"])):
            document["rule"] = rules
    return encode_text(render_jsonl(documents))


def build_document(entity: Entity, claims: Sequence[Claim] = ()) -> dict[str, Json]:
    """Build the document of an entity: id, kind, name, aliases, facts in order, claims."""
    document: dict[str, Json] = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "facts": [build_fact_object(fact) for fact in entity.facts],
    }
    if claims:
        document["claims"] = [_build_claim_object(claim) for claim in claims]
    return document


def build_fact_object(fact: Fact) -> dict[str, Json]:
    """Build a fact in its long form, without keys that have no value."""
    stated: dict[str, Json] = (
        {"unknown": fact.value.reason, "looked_in": list(fact.value.looked_in)}
        if isinstance(fact.value, UnknownValue)
        else {"value": fact.field.to_yaml_text(fact.value)}
    )
    details: dict[str, Json] = {
        "as_of": fact.as_of and fact.as_of.text,
        "until": fact.until and fact.until.text,
        "period": fact.period and fact.period.text,
        "share": format_share(fact),
        "count": format_part_count(fact),
        "certainty": fact.certainty,
        "sources": [str(citation) for citation in fact.citations],
        "note": fact.note,
    }
    present = {key: value for key, value in {**stated, **details}.items() if value}
    return {"property": fact.property, **present}


def _build_claim_object(claim: Claim) -> dict[str, Json]:
    sources = [str(citation) for citation in claim.citations]
    texts: dict[str, Json] = {
        "id": claim.id,
        "paragraph": claim.paragraph,
        "says": claim.says,
        "stance": claim.stance,
        "verdict": claim.verdict,
        "why": claim.why,
        "sources": sources,
    }
    return {key: value for key, value in texts.items() if value}

"""Build the schema as JSON Schema, with which editors complete and check fact files."""

from collections.abc import Sequence

from ...model.answer import Answer, Json, Row
from ...model.facts import CERTAINTIES, UNKNOWNS, VERDICTS
from ...model.field_types import Choice, Ref
from ...model.kind import AnyField, Kind
from ...model.schema import KINDS, find_kind
from ...model.table import Table
from ...rules.acts import ACTS

SchemaObject = dict[str, Json]

DRAFT_URL = "http://json-schema.org/draft-07/schema#"
"""The draft of JSON Schema that editors support."""
_SCALAR_SCHEMA: SchemaObject = {"type": ["string", "number", "boolean"]}
_DATE_SCHEMA: SchemaObject = {"type": ["string", "integer"]}


class JsonSchemaAnswer(Answer):
    """What a fact file of a kind, or of any, may hold.

    Raises UnknownNameError.
    """

    def __init__(self, kind: str = "") -> None:
        self.kinds = [find_kind(kind)] if kind else list(KINDS.values())

    def to_data(self) -> SchemaObject:
        """Build the schema of one kind, or of all as alternatives, with the types they use."""
        documents = [_build_document_schema(kind) for kind in self.kinds]
        fields = (field for kind in self.kinds for field in kind.properties.values())
        types: SchemaObject = {
            _format_type_name(field): _build_fact_schema(field) for field in fields
        }
        root_schema: SchemaObject = {"title": "chipwatch fact file", "anyOf": documents}
        if len(documents) == 1:
            root_schema = documents[0]
        return {"$schema": DRAFT_URL, **root_schema, "definitions": types}

    def to_rows(self) -> Sequence[Row]:
        """Build the same as one row."""
        return [self.to_data()]

    def to_tables(self) -> Sequence[Table]:
        """Return no tables: a schema is for programs."""
        return ()


def _build_document_schema(kind: type[Kind]) -> SchemaObject:
    header_schemas: SchemaObject = {
        "id": {"type": "string", "description": "Its id, where the file's name is not."},
        "kind": {"const": kind.name},
        "name": {**_SCALAR_SCHEMA, "description": "What it is called."},
        "aliases": {**_allow_list(_SCALAR_SCHEMA), "description": "What else it is called."},
        "sources": {
            **_CITATION_SCHEMA,
            "description": "Vouch for every fact here that names none.",
        },
    }
    if kind.is_cited:
        header_schemas["claims"] = {"type": "array", "items": _build_claim_schema()}
    if kind.name == "policy":
        header_schemas["rule"] = _allow_list(_RULE_SCHEMA)
    property_schemas = {
        name: _build_property_schema(field) for name, field in kind.properties.items()
    }
    return {
        "title": kind.name,
        "description": kind.meaning,
        "type": "object",
        "additionalProperties": False,
        "required": [] if kind.name == "source" else ["name"],
        "properties": {**header_schemas, **property_schemas},
    }


def _build_property_schema(field: AnyField) -> SchemaObject:
    unit = f" In {field.unit}." if field.unit else ""
    link: SchemaObject = {"$ref": f"#/definitions/{_format_type_name(field)}"}
    return {"description": f"{field.meaning}{unit}", "allOf": [link]}


def _format_type_name(field: AnyField) -> str:
    """Name the definition of a type; a list of choices, or relations that count, are others."""
    distinction = "-".join(field.choices) if isinstance(field, Choice) else ""
    if isinstance(field, Ref) and field.has_counts:
        distinction = "counted"
    return f"{field.type_name}-{distinction}".rstrip("-")


def _build_fact_schema(field: AnyField) -> SchemaObject:
    """Build the schema of a value, a value with its details, or a list of either."""
    value_schema = field.to_json_schema()
    number_schema: SchemaObject = {"type": ["number", "string"]}
    share_schema: SchemaObject = {"share": number_schema} if isinstance(field, Ref) else {}
    if isinstance(field, Ref) and field.has_counts:
        share_schema["count"] = number_schema
    fact_properties: SchemaObject = {
        "value": value_schema,
        "unknown": {"enum": list(UNKNOWNS)},
        "replaces": _allow_list(value_schema),
        "withdrawn": _WITHDRAWAL_SCHEMA,
        "looked_in": _allow_list(_SCALAR_SCHEMA),
        **share_schema,
        "as_of": _DATE_SCHEMA,
        "until": _DATE_SCHEMA,
        "period": _DATE_SCHEMA,
        "certainty": {"enum": list(CERTAINTIES)},
        "sources": _CITATION_SCHEMA,
        "note": _SCALAR_SCHEMA,
    }
    fact_object: SchemaObject = {
        "type": "object",
        "additionalProperties": False,
        "properties": fact_properties,
        "oneOf": [{"required": ["value"]}, {"required": ["unknown"]}],
    }
    return _allow_list(value_schema, fact_object)


def _build_claim_schema() -> SchemaObject:
    text_properties = {
        "id": _SCALAR_SCHEMA,
        "paragraph": _SCALAR_SCHEMA,
        "says": _SCALAR_SCHEMA,
        "why": _SCALAR_SCHEMA,
    }
    claim_properties: SchemaObject = {
        **text_properties,
        "stance": {"enum": ["assessment", "reported"]},
        "verdict": {"enum": list(VERDICTS)},
        "sources": _CITATION_SCHEMA,
    }
    required_keys = ["id", "paragraph", "says"]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required_keys,
        "properties": claim_properties,
    }


def _allow_list(*schemas: SchemaObject) -> SchemaObject:
    list_schema: SchemaObject = {"type": "array", "items": {"anyOf": schemas}}
    return {"anyOf": [*schemas, list_schema]}


_CITATION_SCHEMA = _allow_list(_SCALAR_SCHEMA)
"""Citations: ``source`` or ``source#place``."""
_WITHDRAWAL_SCHEMA: SchemaObject = {
    "type": "object",
    "additionalProperties": False,
    "required": ["reason", "sources"],
    "properties": {"reason": _SCALAR_SCHEMA, "sources": _CITATION_SCHEMA},
}
_RULE_SCHEMA: SchemaObject = {
    "type": "object",
    "required": ["act", "from"],
    "properties": {"act": {"enum": list(ACTS)}, "from": _DATE_SCHEMA, "until": _DATE_SCHEMA},
}
"""The parts of a rule that editors check; the loader reports errors in the rest."""

"""The schema as JSON Schema, with which editors complete and check fact files."""

from collections.abc import Sequence

from ...model.facts import CERTAINTIES, UNKNOWNS, VERDICTS
from ...model.fields import Choice, Ref
from ...model.kind import AnyField, Kind
from ...model.rules import ACTS
from ...model.schema import KINDS, kind_named
from ...model.table import Json, Row, Table

Schema = dict[str, Json]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know."""
_WORDS: Schema = {"type": ["string", "number", "boolean"]}
_DATE: Schema = {"type": ["string", "integer"]}


class JsonSchema:
    """What a fact file of a kind, or of any, may hold; implements Answer.

    Raises UnknownNameError.
    """

    def __init__(self, kind: str = "") -> None:
        self.kinds = [kind_named(kind)] if kind else list(KINDS.values())

    def data(self) -> Schema:
        """The schema of one kind, or of all as alternatives, over the types that they use."""
        documents = [_document(kind) for kind in self.kinds]
        fields = (field for kind in self.kinds for field in kind.properties.values())
        types: Schema = {_type_name(field): _fact(field) for field in fields}
        about: Schema = {"title": "chipwatch fact file", "anyOf": documents}
        if len(documents) == 1:
            about = documents[0]
        return {"$schema": DRAFT, **about, "definitions": types}

    def grid(self) -> Sequence[Row]:
        """The same as one row."""
        return [self.data()]

    def tables(self) -> Sequence[Table]:
        """Nothing: a schema is for programs."""
        return ()

    def talk(self) -> Sequence[str]:
        """Nothing: no name was guessed."""
        return ()


def _document(kind: type[Kind]) -> Schema:
    head: Schema = {
        "id": {"type": "string", "description": "Its id, where the file's name is not."},
        "kind": {"const": kind.name},
        "name": {**_WORDS, "description": "What it is called."},
        "aliases": {**_one_or_many(_WORDS), "description": "What else it is called."},
        "sources": {**_CITED, "description": "Vouch for every fact here that names none."},
    }
    if kind.name == "source":
        head["claims"] = {"type": "array", "items": _claim()}
    if kind.name == "policy":
        head["rule"] = _one_or_many(_RULE)
    facts = {name: _property(field) for name, field in kind.properties.items()}
    return {
        "title": kind.name, "description": kind.meaning, "type": "object",
        "additionalProperties": False, "required": [] if kind.name == "source" else ["name"],
        "properties": {**head, **facts},
    }  # fmt: skip


def _property(field: AnyField) -> Schema:
    unit = f" In {field.unit}." if field.unit else ""
    link: Schema = {"$ref": f"#/definitions/{_type_name(field)}"}
    return {"description": f"{field.meaning}{unit}", "allOf": [link]}


def _type_name(field: AnyField) -> str:
    """What facts of one type are defined under; each list of choices is a type of its own."""
    words = "-".join(field.choices) if isinstance(field, Choice) else ""
    return f"{field.type_name}-{words}".rstrip("-")


def _fact(field: AnyField) -> Schema:
    """A value, a value with what is said of it, or a list of either."""
    value = field.json_type()
    share: Schema = {"share": {"type": ["number", "string"]}} if isinstance(field, Ref) else {}
    said: Schema = {
        "value": value, "unknown": {"enum": list(UNKNOWNS)}, **share, "as_of": _DATE,
        "until": _DATE, "period": _DATE, "certainty": {"enum": list(CERTAINTIES)},
        "sources": _CITED, "note": _WORDS,
    }  # fmt: skip
    full: Schema = {
        "type": "object", "additionalProperties": False, "properties": said,
        "oneOf": [{"required": ["value"]}, {"required": ["unknown"]}],
    }  # fmt: skip
    return _one_or_many(value, full)


def _claim() -> Schema:
    words = {"id": _WORDS, "paragraph": _WORDS, "says": _WORDS, "why": _WORDS}
    said: Schema = {
        **words, "stance": {"enum": ["assessment", "reported"]},
        "verdict": {"enum": list(VERDICTS)}, "sources": _CITED,
    }  # fmt: skip
    needed = ["id", "paragraph", "says"]
    return {
        "type": "object", "additionalProperties": False, "required": needed, "properties": said,
    }  # fmt: skip


def _one_or_many(*forms: Schema) -> Schema:
    listed: Schema = {"type": "array", "items": {"anyOf": forms}}
    return {"anyOf": [*forms, listed]}


_RULE: Schema = {
    "type": "object", "required": ["act", "from"],
    "properties": {"act": {"enum": list(ACTS)}, "from": _DATE, "until": _DATE},
}  # fmt: skip
"""A rule as far as an editor need know it; the reader says what is wrong with the rest."""
_CITED = _one_or_many(_WORDS)
"""Who says so: ``source`` or ``source#place``."""

"""The shapes that most answers have in them: facts, citations, sources, matches of names."""

from ..model.facts import CERTAINTIES, SOURCE_TYPES, UNKNOWNS, VERDICTS
from ..model.schema import KINDS
from .shape_parts import (
    BESIDE_KEYWORD,
    CITATIONS,
    COUNT,
    FLAG,
    JOINED_KEYWORD,
    NUMBER,
    OPTIONAL_NUMBER,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    allow_null,
    allow_one_of,
    build_figure,
    build_list,
    build_record,
    leave_to_detail,
    refer_to,
    set_default,
)

CERTAINTY = set_default(allow_one_of(CERTAINTIES), "reported")
FACT_KEYS: Keys = {
    "property": TEXT,
    "value": leave_to_detail({"type": ["string", "number", "null"]}),
    "text": TEXT,
    "unit": leave_to_detail(OPTIONAL_TEXT),
    "numbers": leave_to_detail(build_list(refer_to("quantity"))),
    "unknown": allow_null(allow_one_of(UNKNOWNS)),
    "as_of": OPTIONAL_TEXT,
    "until": OPTIONAL_TEXT,
    "period": OPTIONAL_TEXT,
    **build_figure("share"),
    "certainty": CERTAINTY,
    "shown": set_default(FLAG, value=True),
    "sources": CITATIONS,
    "note": OPTIONAL_TEXT,
    "where": leave_to_detail(refer_to("place")),
    "derived": allow_null(refer_to("derivation")),
}
"""The keys of every fact in full."""
OPTIONAL_FACT_KEYS: Keys = {"looked_in": TEXTS, **build_figure("count")}
MATCH = allow_null(refer_to("match"))
NOT_DISPUTED = set_default(FLAG, value=False)
ENTITY_KEYS: Keys = {"id": TEXT, "kind": allow_one_of(KINDS), "name": TEXT}
RECEIPT_KEYS: Keys = {"moment": refer_to("moment"), "receipt": refer_to("receipt")}
"""What an object has besides with ``--as-of``, ``--known-by`` and ``--receipt``."""
SOURCES: Shape = {**build_list(refer_to("cited_source")), BESIDE_KEYWORD: True}
"""All sources of an answer."""
FACT_DEFINITIONS: dict[str, Shape] = {
    "citation": {
        **build_record({"id": TEXT, "locator": OPTIONAL_TEXT}),
        JOINED_KEYWORD: "#",
    },
    "place": build_record({"path": TEXT, "line": COUNT, "column": COUNT}),
    "quantity": build_record(
        {
            "unit": OPTIONAL_TEXT,
            "low": OPTIONAL_NUMBER,
            "high": OPTIONAL_NUMBER,
            "approximate": FLAG,
            "low_open": FLAG,
            "high_open": FLAG,
        }
    ),
    "fact": build_record(FACT_KEYS, OPTIONAL_FACT_KEYS),
    "entity_fact": build_record({"entity": TEXT, **FACT_KEYS}, OPTIONAL_FACT_KEYS),
    "derivation": build_record(
        {
            "formula": TEXT,
            "citation": OPTIONAL_TEXT,
            "operands": leave_to_detail(build_list(refer_to("fact"))),
        }
    ),
    "cited_source": build_record(
        {
            "id": TEXT,
            "name": OPTIONAL_TEXT,
            "type": allow_null(allow_one_of(SOURCE_TYPES)),
            "publisher": OPTIONAL_TEXT,
            "published": OPTIONAL_TEXT,
            "url": OPTIONAL_TEXT,
            "origin": OPTIONAL_TEXT,
        }
    ),
    "match": build_record({"query": TEXT, "how": TEXT, "name": TEXT}),
    "moment": build_record({"as_of": OPTIONAL_TEXT, "known_by": OPTIONAL_TEXT}),
    "receipt": build_record(
        {
            "version": TEXT,
            "schema": TEXT,
            "base": TEXT,
            "query": TEXT,
            "as_of": OPTIONAL_TEXT,
            "known_by": OPTIONAL_TEXT,
            "layers": TEXTS,
            "config": OPTIONAL_TEXT,
            "complete": FLAG,
        }
    ),
    "cited_fact": build_record(
        {
            "entity": TEXT,
            "property": TEXT,
            "value": {"type": ["string", "number", "null"]},
            "certainty": CERTAINTY,
            "locators": TEXTS,
            "where": leave_to_detail(refer_to("place")),
        }
    ),
    "claim": build_record(
        {
            "source": TEXT,
            "id": TEXT,
            "paragraph": TEXT,
            "says": TEXT,
            "stance": OPTIONAL_TEXT,
            "verdict": allow_null(allow_one_of(VERDICTS)),
            "why": OPTIONAL_TEXT,
            "sources": CITATIONS,
            "facts": leave_to_detail(build_list(refer_to("cited_fact"))),
        }
    ),
    "spread": build_record(
        {
            "low": OPTIONAL_NUMBER,
            "high": OPTIONAL_NUMBER,
            "unit": OPTIONAL_TEXT,
            "factor": OPTIONAL_NUMBER,
            "days": allow_null({**NUMBER, "type": "integer"}),
        }
    ),
}
"""The shapes that are defined once in a schema and referred to by their names."""

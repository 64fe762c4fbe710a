"""The shapes of what is said of the schema and of fact files."""

from ..model.schema import KINDS
from .fact_shapes import CERTAINTY
from .shape_parts import (
    CITATION_TEXTS,
    COUNT,
    FLAG,
    NUMBER,
    OPTIONAL_NUMBER,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    allow_one_of,
    build_list,
    build_map,
    build_record,
)

KIND_ROW = build_record(
    {"kind": TEXT, "plural": TEXT, "meaning": TEXT, "columns": TEXTS, "properties": TEXTS}
)
_TERM_KEYS: Keys = {
    "kind": allow_one_of(KINDS),
    "property": TEXT,
    "label": TEXT,
    "meaning": TEXT,
    "type": TEXT,
    "unit": OPTIONAL_TEXT,
    "cardinality": TEXT,
    "stated_by": OPTIONAL_TEXT,
}
TERM_ROW = build_record(_TERM_KEYS)
TERM_CARD = build_record(
    {
        **_TERM_KEYS,
        "choices": TEXTS,
        "kinds": TEXTS,
        "inverse": OPTIONAL_TEXT,
        "units": TEXTS,
        "half_life": OPTIONAL_NUMBER,
        "keys": TEXTS,
    }
)
PROBLEM_ROW = build_record(
    {
        "path": TEXT,
        "line": COUNT,
        "column": COUNT,
        "code": TEXT,
        "severity": allow_one_of(("error", "warning", "notice")),
        "message": TEXT,
        "hint": TEXT,
        "text": TEXT,
    }
)
_CODE_KEYS: Keys = {"code": TEXT, "severity": TEXT, "meaning": TEXT, "fix": TEXT}
PROBLEM_CODE_ROW = build_record(_CODE_KEYS)
PROBLEM_CODE_CARD = build_record(
    {
        **_CODE_KEYS,
        "bad_example": TEXT,
        "mended_example": TEXT,
        "problems": build_list(PROBLEM_ROW),
    }
)
AUDIT_ROW = build_record(
    {
        **dict.fromkeys(("chip", "property", "check", "stated", "computed", "detail"), TEXT),
        "certainty": CERTAINTY,
        "note": TEXT,
        "sources": CITATION_TEXTS,
        "place": TEXT,
    }
)
DIFFERENCE_ROW = build_record(
    dict.fromkeys(("change", "id", "kind", "name", "property", "before", "after", "sources"), TEXT)
)

EDIT = build_record(
    {
        "id": TEXT,
        "path": TEXT,
        "line": COUNT,
        "written": FLAG,
        "diff": TEXT,
        "remarks": TEXTS,
    }
)
"""A change of a fact file, written or only shown."""


def build_import_shape() -> Shape:
    """Build the shape of ``import``."""
    row_shape = build_record(
        {
            "row": COUNT,
            "name": TEXT,
            "decision": TEXT,
            "id": OPTIONAL_TEXT,
            "score": NUMBER,
            "candidates": TEXTS,
        }
    )
    problem_shape = build_record({"number": COUNT, "column": TEXT, "message": TEXT})
    keys: Keys = {
        "path": TEXT,
        "folder": TEXT,
        "mapping": TEXT,
        "entities": COUNT,
        "facts": COUNT,
        "files": COUNT,
        "decisions": build_map(COUNT),
        "rows": build_list(row_shape),
        "problems": build_list(problem_shape),
    }
    return build_record(keys)

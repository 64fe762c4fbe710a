"""The shapes of answers about relations: what is linked with a thing, and chains between two."""

from .fact_shapes import CERTAINTY, ENTITY_KEYS, MATCH, RECEIPT_KEYS, SOURCES
from .shape_parts import (
    CITATIONS,
    COUNT,
    FLAG,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    build_figure,
    build_list,
    build_paged_list,
    build_record,
    leave_to_detail,
    refer_to,
    set_default,
)

_STEP_KEYS: Keys = {
    "from": TEXT,
    "from_name": TEXT,
    "relation": TEXT,
    "label": leave_to_detail(TEXT),
    "to": TEXT,
    "to_name": TEXT,
    "to_kind": TEXT,
    "strength": TEXT,
    **build_figure("share"),
    "as_of": OPTIONAL_TEXT,
    "until": OPTIONAL_TEXT,
    "certainty": CERTAINTY,
    "weak": TEXTS,
    "note": OPTIONAL_TEXT,
    "sources": CITATIONS,
    "stated_by": leave_to_detail(TEXT),
    "property": leave_to_detail(TEXT),
    "where": leave_to_detail(refer_to("place")),
}
_COUNT_KEYS: Keys = build_figure("count")
RELATION_DEFINITIONS: dict[str, Shape] = {
    "relation_step": build_record(_STEP_KEYS, {"also": TEXTS, **_COUNT_KEYS}),
    "linked_thing": build_record(
        {**_STEP_KEYS, "through": build_list(refer_to("relation_step")), "via": TEXTS},
        _COUNT_KEYS,
    ),
}


def build_related_shape() -> Shape:
    """Build the shape of ``related``."""
    relation_shape = build_record(
        {
            "relation": TEXT,
            "label": TEXT,
            "step": COUNT,
            "indirect": set_default(FLAG, value=False),
            "strength": TEXT,
            "things": build_paged_list(refer_to("linked_thing")),
        }
    )
    keys: Keys = {
        **ENTITY_KEYS,
        "depth": COUNT,
        "count": COUNT,
        "left_out": COUNT,
        "not_followed": COUNT,
        "complete": FLAG,
        "relations": build_paged_list(relation_shape),
        "sources": SOURCES,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)


def build_path_shape() -> Shape:
    """Build the shape of ``path``."""
    chain_shape = build_record(
        {
            "text": TEXT,
            "length": COUNT,
            "cost": COUNT,
            "steps": build_list(refer_to("relation_step")),
            "alike": build_list(TEXTS),
        }
    )
    keys: Keys = {
        "from": TEXT,
        "from_name": TEXT,
        "to": TEXT,
        "to_name": TEXT,
        "chains": build_paged_list(chain_shape),
        "other_ways": COUNT,
        "complete": FLAG,
        "sources": SOURCES,
        "match": build_list(refer_to("match")),
    }
    return build_record(keys, RECEIPT_KEYS)


def build_exposure_shape() -> Shape:
    """Build the shape of ``exposure``."""
    line_shape = build_record(
        {
            "section": TEXT,
            "label": TEXT,
            "things": build_list(build_record({"id": TEXT, "name": TEXT})),
            "text": TEXT,
            "status": TEXT,
            "since": OPTIONAL_TEXT,
            **build_figure("share"),
            "note": OPTIONAL_TEXT,
            "standing": OPTIONAL_TEXT,
            "policies": TEXTS,
            "sources": CITATIONS,
        }
    )
    chain_shape = build_record(
        {"role": TEXT, "party": TEXT, "steps": build_list(refer_to("relation_step"))}
    )
    keys: Keys = {
        "company": TEXT,
        "name": TEXT,
        "as_of": TEXT,
        "standing": TEXT,
        "lines": build_paged_list(line_shape),
        "chains": build_paged_list(chain_shape),
        "left_out": COUNT,
        "appeared_later": TEXTS,
        "undated": TEXTS,
        "complete": FLAG,
        "rules_checked_to": OPTIONAL_TEXT,
        "disclaimer": TEXT,
        "sources": SOURCES,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)

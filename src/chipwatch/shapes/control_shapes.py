"""The shapes of answers with the rules: verdicts on chips, standing of firms, what-if."""

from ..rules.verdict import (
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
)
from .fact_shapes import CERTAINTY, MATCH, NOT_DISPUTED, RECEIPT_KEYS
from .shape_parts import (
    CITATIONS,
    COUNT,
    FLAG,
    NUMBER,
    OPTIONAL_FLAG,
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
    build_map,
    build_paged_list,
    build_record,
    leave_to_detail,
    refer_to,
)

STATUS = allow_one_of(
    (LICENCE_REQUIRED, NO_LICENCE_REQUIRED, ON_THE_BOOKS, UNKNOWN_STATUS, DISPUTED_STATUS)
)
_RULE_KEYS: Keys = {"rule": TEXT, "paragraph": TEXT}
_POLICY_KEYS: Keys = {"policy": OPTIONAL_TEXT, "policy_note": OPTIONAL_TEXT}
CONTROL_DEFINITIONS: dict[str, Shape] = {
    "finding": build_record(
        {
            **_RULE_KEYS,
            "holds": OPTIONAL_FLAG,
            "reaches": OPTIONAL_FLAG,
            "binds": OPTIONAL_FLAG,
            "doubt": OPTIONAL_TEXT,
            "certainty": CERTAINTY,
            "headroom": OPTIONAL_NUMBER,
            "conditions": leave_to_detail(build_list(refer_to("criterion"))),
            "reasons": build_list(build_record({"property": TEXT, "reason": TEXT})),
            "note": OPTIONAL_TEXT,
        }
    ),
    "criterion": build_record(
        {
            "property": TEXT,
            "bound": TEXT,
            "holds": OPTIONAL_FLAG,
            **dict.fromkeys(("low", "high", "headroom", "headroom_most"), OPTIONAL_NUMBER),
        }
    ),
    "rule": build_record(
        {
            "id": TEXT,
            "name": TEXT,
            "act": TEXT,
            "from": TEXT,
            "until": OPTIONAL_TEXT,
            "citation": OPTIONAL_TEXT,
            "certainty": CERTAINTY,
            "modifies": TEXTS,
            "note": OPTIONAL_TEXT,
            "sources": CITATIONS,
        }
    ),
    "verdict_change": build_record(
        {"from": TEXT, "verdict": STATUS, "class": OPTIONAL_TEXT, **_POLICY_KEYS, "rules": TEXTS}
    ),
    "operand": build_record(
        {
            "value": allow_null({"anyOf": [NUMBER, TEXT]}),
            "low": leave_to_detail(OPTIONAL_NUMBER),
            "high": leave_to_detail(OPTIONAL_NUMBER),
            "facts": build_paged_list(refer_to("entity_fact")),
        },
        {
            "unit": OPTIONAL_TEXT,
            "disputed": NOT_DISPUTED,
            "formula": leave_to_detail(OPTIONAL_TEXT),
            "citation": leave_to_detail(OPTIONAL_TEXT),
            "arithmetic": OPTIONAL_TEXT,
        },
    ),
}


def build_verdict_shape() -> Shape:
    """Build the shape of ``controls`` for one chip or system."""
    exception_shape = build_record({"name": TEXT, "holds": OPTIONAL_FLAG, "note": OPTIONAL_TEXT})
    reason_keys: Keys = {**_RULE_KEYS, "citation": OPTIONAL_TEXT, "sources": CITATIONS}
    exclusion_shape = build_record(
        {**reason_keys, "holds_by_figures": OPTIONAL_FLAG, "excluded_by": TEXT}
    )
    changes = build_list(refer_to("verdict_change"))
    findings = build_list(refer_to("finding"))
    keys: Keys = {
        "chip": TEXT,
        "name": TEXT,
        "item_kind": TEXT,
        "system": OPTIONAL_TEXT,
        "parts": build_list(_build_part_shape()),
        **build_figure("total_tpp"),
        "as_of": TEXT,
        "to": TEXT,
        "end_user": OPTIONAL_TEXT,
        "verdict": STATUS,
        "licence_needed": OPTIONAL_FLAG,
        **dict.fromkeys(("since", "first_appeared", "appeared_later", "class"), OPTIONAL_TEXT),
        "open_classes": TEXTS,
        "excluded": build_list(exclusion_shape),
        "bound_seats": TEXTS,
        "certainty": CERTAINTY,
        "because": build_list(build_record(reason_keys)),
        "reason": OPTIONAL_TEXT,
        "paragraphs": leave_to_detail(build_paged_list(refer_to("finding"))),
        "licence": build_record(
            {"requirement": TEXT, **_POLICY_KEYS, "exceptions": build_list(exception_shape)}
        ),
        "origin": _build_origin_shape(),
        "beside": findings,
        "named_actions": build_list(refer_to("rule")),
        "operands": build_map(refer_to("operand")),
        **dict.fromkeys(("missing", "disputed"), TEXTS),
        "rules": leave_to_detail(build_paged_list(refer_to("rule"))),
        "within": changes,
        "newest_rule": TEXT,
        "before": allow_null(refer_to("verdict_change")),
        "after": allow_null(refer_to("verdict_change")),
        "history": leave_to_detail(build_paged_list(refer_to("verdict_change"))),
        "disclaimer": TEXT,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)


def _build_part_shape() -> Shape:
    return build_record(
        {
            "chip": TEXT,
            "name": TEXT,
            **build_figure("count"),
            "verdict": STATUS,
            "class": OPTIONAL_TEXT,
        }
    )


def _build_origin_shape() -> Shape:
    condition_shape = build_record({"verdict": STATUS, "classes": TEXTS, **_POLICY_KEYS})
    return build_record(
        {
            "from": TEXT,
            "basis": TEXT,
            "made_in": TEXTS,
            "us_content": OPTIONAL_TEXT,
            "us_technology": OPTIONAL_FLAG,
            "subject_to_ear": OPTIONAL_FLAG,
            "paragraphs": build_list(build_record({**_RULE_KEYS, "applies": OPTIONAL_FLAG})),
            "missing": TEXTS,
            "if_subject": allow_null(condition_shape),
        }
    )


def build_party_shape() -> Shape:
    """Build the shape of ``controls --party`` for one firm."""
    link_keys: Keys = {
        **build_figure("share"),
        "as_of": OPTIONAL_TEXT,
        "fact": refer_to("entity_fact"),
    }
    owner_shape = build_record(
        {"company": TEXT, "owner": TEXT, "name": TEXT, "step": COUNT, "listed": FLAG, **link_keys}
    )
    subsidiary_shape = build_record({"company": TEXT, "name": TEXT, "relation": TEXT, **link_keys})
    ownership_shape = build_record(
        {
            "rules": TEXTS,
            "in_force": FLAG,
            "stopped_by": TEXTS,
            "since": OPTIONAL_TEXT,
            "note": OPTIONAL_TEXT,
            "reached": OPTIONAL_FLAG,
            "listed_share_low": OPTIONAL_NUMBER,
            "listed_share_high": OPTIONAL_NUMBER,
            "missing": TEXTS,
        }
    )
    keys: Keys = {
        "party": TEXT,
        "name": TEXT,
        "as_of": TEXT,
        "standing": TEXT,
        "lists": build_list(_build_list_shape()),
        "listings": build_list(_build_listing_shape()),
        "stated": build_list(refer_to("entity_fact")),
        "parents": build_paged_list(owner_shape),
        "subsidiaries": build_paged_list(subsidiary_shape),
        "fifty_per_cent_rule": ownership_shape,
        "disclaimer": TEXT,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)


def _build_list_shape() -> Shape:
    return build_record(
        {
            "list": TEXT,
            "status": TEXT,
            "since": OPTIONAL_TEXT,
            "held_as_of": OPTIONAL_TEXT,
            "footnotes": TEXTS,
            "policy": OPTIONAL_TEXT,
            "policies": TEXTS,
            "sources": CITATIONS,
        }
    )


def _build_listing_shape() -> Shape:
    return build_record(
        {
            "id": TEXT,
            "name": TEXT,
            "from": TEXT,
            "until": OPTIONAL_TEXT,
            "citation": OPTIONAL_TEXT,
            "policy": OPTIONAL_TEXT,
            "sources": CITATIONS,
        }
    )


def build_what_if_shape() -> Shape:
    """Build the shape of ``whatif``."""
    bound_shape = build_record(
        {
            "property": TEXT,
            "paragraph": OPTIONAL_TEXT,
            "from": OPTIONAL_NUMBER,
            "to": OPTIONAL_NUMBER,
        }
    )
    flip_shape = build_record(
        {
            "chip": TEXT,
            "name": TEXT,
            "designers": TEXTS,
            "designers_name": TEXTS,
            "first_appeared": OPTIONAL_TEXT,
            "from_verdict": STATUS,
            "from_class": OPTIONAL_TEXT,
            "from_policy": OPTIONAL_TEXT,
            "to_verdict": STATUS,
            "to_class": OPTIONAL_TEXT,
            "to_policy": OPTIONAL_TEXT,
            "direction": TEXT,
            "headroom": OPTIONAL_NUMBER,
        }
    )
    keys: Keys = {
        "as_of": TEXT,
        "to": TEXT,
        "rule": TEXT,
        "set": build_list(bound_shape),
        "flips": build_paged_list(flip_shape),
        "firms": build_list(build_record({"id": TEXT, "name": TEXT, "chips": TEXTS})),
        "unchanged": COUNT,
        "disclaimer": TEXT,
    }
    return build_record(keys, RECEIPT_KEYS)


_LISTS = ("entity_list", "meu", "uvl", "sdn", "ns_cmic", "section_1260h")
SCREENED_ROW = build_record(
    {
        "query": TEXT,
        **dict.fromkeys(("party", "name"), OPTIONAL_TEXT),
        "match": TEXT,
        "score": NUMBER,
        "standing": TEXT,
        **dict.fromkeys(_LISTS, OPTIONAL_TEXT),
    }
)
MATRIX_ROW: Shape = {
    **build_record({"id": TEXT, "name": TEXT}),
    "additionalProperties": OPTIONAL_TEXT,
}
"""A chip with its verdict and its class under each vintage of the rules."""

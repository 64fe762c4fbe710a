"""The shapes of what is said of things by name: comparisons, the facts behind values, reports."""

from ..asking.answers.fact_value import FACT_VALUE_COLUMN
from .fact_shapes import (
    CERTAINTY,
    ENTITY_KEYS,
    FACT_KEYS,
    MATCH,
    NOT_DISPUTED,
    OPTIONAL_FACT_KEYS,
    RECEIPT_KEYS,
    SOURCES,
)
from .shape_parts import (
    CITATION_TEXTS,
    CITATIONS,
    COUNT,
    FLAG,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    allow_null,
    build_columns,
    build_dates,
    build_figure,
    build_list,
    build_map,
    build_paged_list,
    build_record,
    leave_to_detail,
    refer_to,
)


def build_comparison_shape() -> Shape:
    """Build the shape of ``compare``."""
    entity_shape = build_record({**ENTITY_KEYS, "match": MATCH})
    plain = {"type": ["string", "number", "null"]}
    values: dict[str, Shape] = {"values": build_map({"anyOf": [plain, build_list(plain)]})}
    part_shapes = build_columns("values", FACT_VALUE_COLUMN)
    values |= {key: build_map(part_shapes[key]) for key in part_shapes if key not in values}
    ratios = {key: build_map(shape) for key, shape in build_figure("ratios").items()}
    comparison_shape = build_record(
        {
            "property": TEXT,
            "label": TEXT,
            "unit": OPTIONAL_TEXT,
            **{key: leave_to_detail(shape) for key, shape in values.items()},
            "differs": FLAG,
            "disputed": TEXTS,
            **{
                key: shape if key == "ratios_text" else leave_to_detail(shape)
                for key, shape in ratios.items()
            },
            "ratio_unit": OPTIONAL_TEXT,
            "facts": build_map(build_list(refer_to("fact"))),
        }
    )
    keys: Keys = {
        "entities": build_list(entity_shape),
        "properties": build_paged_list(comparison_shape),
        "sources": SOURCES,
    }
    return build_record(keys, RECEIPT_KEYS)


def build_provenance_shape() -> Shape:
    """Build the shape of ``why``."""
    explained_fact_shape = build_record(
        {**FACT_KEYS, "entity": TEXT, "rival": NOT_DISPUTED, "independent_sources": COUNT},
        OPTIONAL_FACT_KEYS,
    )
    withdrawn_fact_shape = build_record(
        {
            **FACT_KEYS,
            "reason": TEXT,
            "grounds": CITATIONS,
            "withdrawn_in": leave_to_detail(refer_to("place")),
        },
        OPTIONAL_FACT_KEYS,
    )
    property_shape = build_record(
        {
            "property": TEXT,
            "label": TEXT,
            "disputed": NOT_DISPUTED,
            "chosen_by": TEXT,
            "independent_sources": COUNT,
            "spread": allow_null(refer_to("spread")),
            "facts": build_paged_list(explained_fact_shape),
            "withdrawn": build_paged_list(withdrawn_fact_shape),
        }
    )
    keys: Keys = {
        **ENTITY_KEYS,
        "rule": TEXT,
        "properties": build_paged_list(property_shape),
        "sources": SOURCES,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)


def build_report_shape() -> Shape:
    """Build the shape of ``report``."""
    row_shape = build_record(
        {
            "entity": TEXT,
            "property": TEXT,
            **build_columns("value", FACT_VALUE_COLUMN),
            "unit": OPTIONAL_TEXT,
            "unknown": OPTIONAL_TEXT,
            **build_dates("as_of"),
            **build_dates("until"),
            **build_dates("period"),
            **build_figure("share"),
            "certainty": CERTAINTY,
            "shown": FLAG,
            "rival": FLAG,
            "sources": CITATION_TEXTS,
            "note": OPTIONAL_TEXT,
            "path": TEXT,
            "line": COUNT,
        }
    )
    keys: Keys = {**ENTITY_KEYS, "text": TEXT, "facts": build_list(row_shape)}
    return build_record(keys, RECEIPT_KEYS)

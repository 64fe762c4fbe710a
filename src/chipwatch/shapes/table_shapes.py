"""The shapes of the rows of answers about the whole base."""

from ..asking.answers.fact_value import FACT_VALUE_COLUMN
from ..asking.questions.coverage import EMPTY_STATE, SOURCED_STATE, STALE_STATE, WEAK_STATE
from ..model.facts import UNKNOWNS
from ..model.schema import KINDS
from .fact_shapes import CERTAINTY, ENTITY_KEYS, MATCH, NOT_DISPUTED, RECEIPT_KEYS, SOURCES
from .shape_parts import (
    CITATION_TEXTS,
    COUNT,
    FLAG,
    NUMBER,
    OPTIONAL_NUMBER,
    OPTIONAL_TEXT,
    SCALAR,
    TEXT,
    TEXTS,
    Keys,
    Shape,
    allow_null,
    allow_one_of,
    build_columns,
    build_dates,
    build_figure,
    build_list,
    build_map,
    build_paged_list,
    build_record,
    leave_all_to_detail,
    leave_to_detail,
    refer_to,
)


def build_value_keys(key: str) -> dict[str, Shape]:
    """Build the shapes of the value of a fact of any property: of it an assistant gets texts."""
    *numbers, text, name = build_columns(key, FACT_VALUE_COLUMN).items()
    return {**leave_all_to_detail(dict(numbers)), text[0]: text[1], name[0]: name[1]}


SEARCH_ROW = build_record(
    {
        **ENTITY_KEYS,
        "matched": TEXT,
        "text": TEXT,
        "as_of": OPTIONAL_TEXT,
        "source": OPTIONAL_TEXT,
        "missing": OPTIONAL_TEXT,
        "how": TEXT,
        "score": NUMBER,
        "why": leave_to_detail(TEXT),
    }
)
RESOLVED_ROW = build_record(
    {
        "query": TEXT,
        "id": OPTIONAL_TEXT,
        "name": OPTIONAL_TEXT,
        "kind": allow_null(allow_one_of(KINDS)),
        "match": TEXT,
        "score": NUMBER,
        "sure": FLAG,
        "runner_up": OPTIONAL_TEXT,
    }
)
TIMELINE_ROW = build_record(
    {
        **build_dates("date"),
        **ENTITY_KEYS,
        "property": TEXT,
        "first": leave_to_detail(TEXT),
        "last": leave_to_detail(TEXT),
        "certainty": CERTAINTY,
        "lag": OPTIONAL_TEXT,
        "lag_low": leave_to_detail(OPTIONAL_NUMBER),
        "lag_high": leave_to_detail(OPTIONAL_NUMBER),
        "lag_after": OPTIONAL_TEXT,
        "note": OPTIONAL_TEXT,
        "sources": CITATION_TEXTS,
    }
)
CHANGES_ROW = build_record(
    {
        **ENTITY_KEYS,
        "property": TEXT,
        **build_value_keys("value"),
        "unit": OPTIONAL_TEXT,
        "how": TEXT,
        **build_value_keys("before"),
        **build_dates("known"),
        **build_dates("as_of"),
        "certainty": CERTAINTY,
        "note": OPTIONAL_TEXT,
        "sources": CITATION_TEXTS,
    }
)
CONFLICTS_ROW = build_record(
    {
        **ENTITY_KEYS,
        "property": TEXT,
        "values": TEXTS,
        "spread": OPTIONAL_TEXT,
        "factor": leave_to_detail(OPTIONAL_NUMBER),
        "low": leave_to_detail(OPTIONAL_NUMBER),
        "high": leave_to_detail(OPTIONAL_NUMBER),
        "unit": leave_to_detail(OPTIONAL_TEXT),
        "facts": COUNT,
        "independent": COUNT,
        "sources": CITATION_TEXTS,
    }
)
STATISTICS_ROW = build_record(
    {"group": TEXT, "what": TEXT, "count": OPTIONAL_NUMBER, "count_text": TEXT}
)
STALE_FACT_ROW = build_record(
    {
        **ENTITY_KEYS,
        "property": TEXT,
        **build_value_keys("value"),
        "unit": OPTIONAL_TEXT,
        **build_dates("date"),
        "age": COUNT,
        "half_life": COUNT,
        "sources": CITATION_TEXTS,
    }
)

COVERAGE_ROW: Shape = {
    **build_record({"id": TEXT, "name": TEXT, "missing_core": TEXTS}),
    "additionalProperties": allow_one_of(
        (SOURCED_STATE, WEAK_STATE, STALE_STATE, EMPTY_STATE, *UNKNOWNS)
    ),
}
"""A thing of a kind, with how well each property of the kind is known."""
CORE_COVERAGE_ROW = build_record(
    {
        "kind": TEXT,
        **dict.fromkeys(("entities", "values", "known"), COUNT),
        "known_share": OPTIONAL_NUMBER,
        **dict.fromkeys(("not_applicable", "unknown", "not_found", "empty"), COUNT),
    }
)
SQL_ROW = build_map(allow_null(SCALAR))
COLUMNS_HELP_ROW = build_record({"column": TEXT, "label": TEXT})


def build_total_shape() -> Shape:
    """Build the shape of ``total``: its lines have columns by which the sum is broken up."""
    rate_shape = build_record({"year": COUNT, "rate": TEXT, "sources": CITATION_TEXTS})
    rival_shape = build_record({"stated": TEXT, "sources": CITATION_TEXTS})
    addend_shape = build_record(
        {
            "id": TEXT,
            "name": TEXT,
            "year": TEXT,
            "stated": OPTIONAL_TEXT,
            **build_figure("counted"),
            "unit": OPTIONAL_TEXT,
            "how": OPTIONAL_TEXT,
            "rates": leave_to_detail(build_list(rate_shape)),
            "sources": CITATION_TEXTS,
            "disputed": NOT_DISPUTED,
            "rivals": leave_to_detail(build_list(rival_shape)),
        }
    )
    line_keys: Keys = {
        **build_figure("sum"),
        "low": leave_to_detail(OPTIONAL_NUMBER),
        "high": leave_to_detail(OPTIONAL_NUMBER),
        "approximate": FLAG,
        "unit": OPTIONAL_TEXT,
        "count": COUNT,
        "unknown": COUNT,
        "converted": COUNT,
        "disputed": TEXTS,
        "parts": build_paged_list(addend_shape),
    }
    line_shape = {
        **build_record(line_keys, {"stage": TEXT, "cited": TEXTS}),
        "additionalProperties": allow_null(SCALAR),
    }
    nested_shape = build_record({"id": TEXT, "part_of": TEXT})
    keys: Keys = {
        "kind": allow_one_of(KINDS),
        "property": TEXT,
        "currency": OPTIONAL_TEXT,
        "by": TEXTS,
        "rows": build_paged_list(line_shape),
        "inside": build_list(nested_shape),
        "unknown": TEXTS,
        "unconverted": TEXTS,
        "sources": SOURCES,
    }
    return build_record(keys, RECEIPT_KEYS)


DATED_FIGURE_ROW = build_record(
    {
        "property": TEXT,
        "label": TEXT,
        "units": TEXTS,
        "count": COUNT,
        **build_dates("first"),
        **build_dates("last"),
        "command": TEXT,
    }
)


def build_series_shape() -> Shape:
    """Build the shape of ``series``."""
    period_keys: Keys = {**build_dates("period"), "unit": OPTIONAL_TEXT, "subject": OPTIONAL_TEXT}
    point_shape = build_record(
        {
            **period_keys,
            "span": OPTIONAL_TEXT,
            **build_figure("value"),
            "disputed": FLAG,
            **build_figure("growth"),
            "growth_from": OPTIONAL_TEXT,
            "facts": build_list(refer_to("fact")),
        }
    )
    sum_shape = build_record(
        {
            **period_keys,
            "parts": TEXTS,
            **build_figure("total"),
            **build_figure("stated"),
            "difference": OPTIONAL_NUMBER,
        }
    )
    keys: Keys = {
        **ENTITY_KEYS,
        "property": TEXT,
        "label": TEXT,
        "points": build_paged_list(point_shape),
        "sums": build_list(sum_shape),
        "undated": COUNT,
        "sources": SOURCES,
        "match": MATCH,
    }
    return build_record(keys, RECEIPT_KEYS)

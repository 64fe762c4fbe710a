"""The schema of what a tool gives back: that of its command, as short as its answers are."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from ..shapes.output_schemas import (
    REFERENCE_PREFIX,
    collect_definitions,
    list_tool_shapes,
)
from ..shapes.shape_parts import (
    BESIDE_KEYWORD,
    DETAIL_KEYWORD,
    FLAG,
    JOINED_KEYWORD,
    PAGED_KEYWORD,
    SHOWN_KEYWORD,
    TEXT,
    TEXTS,
    Shape,
    build_list,
    build_record,
    refer_to,
)

_LEFT_OUT_KEYWORDS = (PAGED_KEYWORD, SHOWN_KEYWORD, "required", "properties")
_ANY_OBJECT: Shape = {"type": "object"}


def build_result_schema(tool_name: str) -> Shape:
    """Build the schema of what a tool gives back, from that of the output of its command.

    With columns that were chosen, the answer is rows of these.
    """
    shapes = list_tool_shapes(tool_name)
    definitions = collect_definitions([*shapes, refer_to("cited_source")])
    reduced_definitions = {name: reduce_shape(shape) for name, shape in definitions.items()}
    alternatives = [*map(reduce_shape, shapes), build_list(_ANY_OBJECT), _ANY_OBJECT]
    result_shape = build_record(
        {
            "answer": {"anyOf": alternatives},
            "sources": build_list(refer_to("cited_source")),
            "complete": FLAG,
        },
        {"items": TEXT, "next_cursor": TEXT, "remarks": TEXTS},
    )
    return _merge_equal_definitions(result_shape, reduced_definitions)


def reduce_shape(shape: Shape) -> Shape:
    """Reduce a shape as the data of that shape are reduced; further keys are allowed, for detail.

    What may be left out of the data is not required, and a kind is any text: so the shapes of all
    kinds become one.
    """
    if JOINED_KEYWORD in shape or isinstance(shape.get("const"), str):
        return TEXT
    reduced = {
        key: _reduce_value(value) for key, value in shape.items() if key not in _LEFT_OUT_KEYWORDS
    }
    if shape.get("additionalProperties") is False:
        del reduced["additionalProperties"]
    if "properties" in shape:
        reduced["properties"] = {
            key: reduce_shape(value)
            for key, value in shape["properties"].items()
            if not {BESIDE_KEYWORD, DETAIL_KEYWORD} & value.keys()
        }
    return reduced


def _reduce_value(value: object) -> Any:  # noqa: ANN401 - of a keyword, of whatever type
    if isinstance(value, list):
        return [_reduce_value(item) for item in value]
    return reduce_shape(value) if isinstance(value, dict) else value


def _merge_equal_definitions(schema: Shape, definitions: Mapping[str, Shape]) -> Shape:
    """Add definitions to a schema, of those that are equal only the first one."""
    first_names: dict[str, str] = {}
    for name, shape in definitions.items():
        first_names.setdefault(dumps(shape), name)
    new_names = {name: first_names[dumps(shape)] for name, shape in definitions.items()}
    kept = {name: shape for name, shape in definitions.items() if new_names[name] == name}
    merged: Shape = _rename_references({**schema, "$defs": kept}, new_names)
    return merged


def _rename_references(value: object, new_names: Mapping[str, str]) -> Any:  # noqa: ANN401 - as above
    """Rename what is referred to; of alternatives that become equal by it, keep one."""
    if isinstance(value, list):
        renamed = [_rename_references(item, new_names) for item in value]
        return [item for index, item in enumerate(renamed) if item not in renamed[:index]]
    if not isinstance(value, dict):
        return value
    renamed_value = {key: _rename_references(item, new_names) for key, item in value.items()}
    if isinstance(value.get("$ref"), str):
        name = new_names[value["$ref"].removeprefix(REFERENCE_PREFIX)]
        renamed_value["$ref"] = f"{REFERENCE_PREFIX}{name}"
    return renamed_value

"""The parts that the shapes of JSON output are put together from, in the words of JSON Schema.

Keywords of our own say what an assistant is given of an answer, which has little room:
``x-detail`` marks what it gets on request only, ``x-paged`` a list that is cut into pages,
``x-shown`` a list of facts of which it gets those that are shown, ``x-beside`` sources, which it
gets beside the answer, ``x-joined`` an object that it gets as one text.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..model.answer import Json
from ..model.field import ColumnType
from ..model.field_types import DATE_COLUMN
from ..model.numeric_fields import NUMBER_COLUMN
from ..model.part_type import PartType

Shape = dict[str, Any]
"""A JSON Schema, or a part of one; each keyword has a value of a type of its own."""
Keys = Mapping[str, Shape]

DETAIL_KEYWORD, PAGED_KEYWORD, SHOWN_KEYWORD = "x-detail", "x-paged", "x-shown"
BESIDE_KEYWORD, JOINED_KEYWORD = "x-beside", "x-joined"

TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "number"}
SCALAR: Shape = {"type": ["string", "number", "boolean"]}
_PART_SHAPES: Mapping[PartType, Shape] = {
    PartType.NUMBER: NUMBER,
    PartType.DAY: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    PartType.TEXT: TEXT,
    PartType.PLAIN: TEXT,
}


def allow_null(shape: Shape) -> Shape:
    """Build the shape of a value that may be null."""
    value_type = shape.get("type")
    if isinstance(value_type, str) and "enum" not in shape and len(shape) == 1:
        return {"type": [value_type, "null"]}
    return {"anyOf": [shape, {"type": "null"}]}


def allow_one_of(values: Iterable[str]) -> Shape:
    """Build the shape of one word of a list."""
    return {"enum": list(values)}


def set_default(shape: Shape, value: Json) -> Shape:
    """Declare the value that an assistant is not told, since it is the usual one."""
    return {**shape, "default": value}


def leave_to_detail(shape: Shape) -> Shape:
    """Declare that an assistant gets this on request only."""
    return {**shape, DETAIL_KEYWORD: True}


def leave_all_to_detail(shapes: Keys) -> dict[str, Shape]:
    """Declare that an assistant gets all of these on request only."""
    return {key: leave_to_detail(shape) for key, shape in shapes.items()}


def build_record(keys: Keys, optional: Keys | None = None) -> Shape:
    """Build the shape of an object that has these keys, and maybe the optional ones."""
    return {
        "type": "object",
        "properties": {**keys, **(optional or {})},
        "required": list(keys),
        "additionalProperties": False,
    }


def build_map(shape: Shape) -> Shape:
    """Build the shape of an object whose keys are data, such as ids."""
    return {"type": "object", "additionalProperties": shape}


def build_list(shape: Shape) -> Shape:
    """Build the shape of an array."""
    return {"type": "array", "items": shape}


def build_paged_list(shape: Shape) -> Shape:
    """Build the shape of an array that is cut into pages for an assistant."""
    return {**build_list(shape), PAGED_KEYWORD: True}


def build_columns(key: str, column_type: ColumnType) -> dict[str, Shape]:
    """Build the shapes of the flat columns that a column spreads into; each may be null."""
    return {
        part_key: allow_null(_PART_SHAPES[part_type])
        for part_key, part_type in column_type.map_part_types(key).items()
    }


def build_part_shape(part_type: PartType) -> Shape:
    """Build the shape of what a flat column holds where it holds something."""
    return _PART_SHAPES[part_type]


def build_figure(key: str) -> dict[str, Shape]:
    """Build the shapes of a figure, of which an assistant gets the text."""
    *numbers, text = build_columns(key, NUMBER_COLUMN).items()
    return {**leave_all_to_detail(dict(numbers)), text[0]: text[1]}


def build_dates(key: str) -> dict[str, Shape]:
    """Build the shapes of a date, of which an assistant gets the text as it was written."""
    text, *days = build_columns(key, DATE_COLUMN).items()
    return {text[0]: text[1], **leave_all_to_detail(dict(days))}


def refer_to(name: str) -> Shape:
    """Refer to a shape that is defined once."""
    return {"$ref": f"#/$defs/{name}"}


TEXTS = build_list(TEXT)
OPTIONAL_TEXT, OPTIONAL_NUMBER, OPTIONAL_FLAG = map(allow_null, (TEXT, NUMBER, FLAG))
CITATION_TEXTS = build_list(TEXT)
"""Sources with the places in them, as ``id#place``."""
CITATIONS = build_list(refer_to("citation"))

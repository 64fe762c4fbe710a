"""Write JSON and JSON Lines, the same on every screen."""

from json import JSONEncoder
from typing import TYPE_CHECKING

from ..model.control_characters import escape_control_characters

if TYPE_CHECKING:
    from ..model.answer import Json

ONE_LINE_INDENT_LENGTH = 5
"""Length of a line end and its indent from which on objects stand on one line: two levels of two
blanks each are laid out over several lines, deeper ones are not."""
_encode = JSONEncoder(ensure_ascii=False, check_circular=False).encode


def render_json(data: "Json") -> str:
    """Write data as JSON, with a line for each key and for each item of a list of objects."""
    return escape_control_characters(_format_node(data, "\n")) + "\n"


def _format_node(data: "Json", line_end: str) -> str:
    """Lay out objects, and lists of them, over several lines down to two levels.

    Deeper levels stand on one line, written by the encoder in C, which takes a fifth of the time;
    but to start it for each value that is not known takes more than all the others do.
    It is not set up for null and for empty lists, most values of a page: that saves 0.4 ms of it.
    """
    if data is None:
        return "null"
    if isinstance(data, dict):
        return _format_object(data, line_end) if data else "{}"
    if isinstance(data, (list, tuple)):
        if not data:
            return "[]"
        if isinstance(data[0], dict):
            inner_line_end = f"{line_end}  "
            items = [_format_node(item, inner_line_end) for item in data]
            return f"[{inner_line_end}{f',{inner_line_end}'.join(items)}{line_end}]"
    return _encode(data)


def _format_object(data: "dict[str, Json]", line_end: str) -> str:
    if len(line_end) >= ONE_LINE_INDENT_LENGTH:
        return _encode(data)
    inner_line_end = f"{line_end}  "
    pairs = [
        f"{_encode(key)}: {_format_node(value, inner_line_end)}" for key, value in data.items()
    ]
    return f"{{{inner_line_end}{f',{inner_line_end}'.join(pairs)}{line_end}}}"


def render_jsonl(data: "Json") -> str:
    """Write each item of an array, or a single object, as JSON on a line of its own."""
    items = data if isinstance(data, list | tuple) else [data]
    return "".join(escape_control_characters(_encode(item)) + "\n" for item in items)

"""JSON and JSON Lines: UTF-8, the same bytes whatever the screen."""

from json import JSONEncoder
from typing import TYPE_CHECKING

from ..model.text import escaped

if TYPE_CHECKING:
    from ..model.table import Json

DEEPEST = 5
"""Blanks before a line, and its end, from which on objects stand on one line."""
_encode = JSONEncoder(ensure_ascii=False).encode


def json_text(data: "Json") -> str:
    """The data as JSON, with a line for each key and each item of its lists of objects."""
    return escaped(_laid_out(data, "\n")) + "\n"


def _laid_out(data: "Json", end: str) -> str:
    """The data over several lines where it is an object or a list of them, down to two levels.

    What lies deeper stands on one line, which the encoder written in C makes: a fifth of the time.
    """
    inner = f"{end}  "
    between = f",{inner}"
    if isinstance(data, dict) and data and len(end) < DEEPEST:
        pairs = [f"{_encode(key)}: {_laid_out(value, inner)}" for key, value in data.items()]
        return f"{{{inner}{between.join(pairs)}{end}}}"
    if isinstance(data, list | tuple) and data and isinstance(data[0], dict):
        items = [_laid_out(item, inner) for item in data]
        return f"[{inner}{between.join(items)}{end}]"
    return _encode(data)


def jsonl_text(data: "Json") -> str:
    """Each item of an array, or the one object, as JSON on a line of its own."""
    items = data if isinstance(data, list | tuple) else [data]
    return "".join(escaped(_encode(item)) + "\n" for item in items)

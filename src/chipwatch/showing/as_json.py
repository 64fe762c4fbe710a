"""JSON and JSON Lines: UTF-8, the same bytes whatever the screen."""

import json
import re

from ..model.table import Json
from ..model.text import STEERING


def json_text(data: Json) -> str:
    """The data as indented JSON."""
    return _safe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def jsonl_text(data: Json) -> str:
    """Each item of an array, or the one object, as JSON on a line of its own."""
    items = data if isinstance(data, list | tuple) else [data]
    return "".join(_safe(json.dumps(item, ensure_ascii=False)) + "\n" for item in items)


def _safe(text: str) -> str:
    """With steering characters escaped; the encoder itself escapes only the lowest ones."""
    plain = text.isascii() and "\x7f" not in text
    return text if plain else STEERING.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

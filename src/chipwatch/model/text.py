"""Characters that must never reach a terminal: they steer it, or turn text round."""

import re

STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and line ends; Unicode's own line ends; marks of direction; lone
surrogates."""


def safe(text: str) -> str:
    """The text on one line, with every steering character written out."""
    if text.isascii() and text.isprintable():
        return text
    return STEERING.sub(_written, text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

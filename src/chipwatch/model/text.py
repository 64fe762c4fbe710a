"""Characters that must never reach a terminal: they steer it, or turn text round."""

import re

_STEERING = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and line ends; Unicode's own line ends; marks of direction; lone
surrogates. It is compiled when it is first needed, as few texts have any."""


def steering(text: str) -> re.Match[str] | None:
    """The first steering character of a text; none is printable, and nearly every text is."""
    if text.replace("\n", "").isprintable():
        return None
    return re.search(_STEERING, text)


def escaped(text: str) -> str:
    """The text with every steering character written out."""
    return re.sub(_STEERING, _written, text) if steering(text) else text


def safe(text: str) -> str:
    """The text on one line, with every steering character written out."""
    if text.isprintable():
        return text
    return escaped(text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

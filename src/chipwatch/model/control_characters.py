"""Control characters, which must never reach a terminal: commands to it, and marks of direction."""

import re

CONTROL_CHARACTERS = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and line ends; Unicode's own line ends; marks of direction; lone
surrogates. It is compiled when it is first needed, as few texts have any."""

INVISIBLE_CHARACTERS = (
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff]"
)
"""Characters of no width: Unicode's Default_Ignorable_Code_Point and the marks of annotations, but
for variation selectors, which choose between forms of one Chinese character."""


def find_invisible_character(text: str) -> re.Match[str] | None:
    """Find the first character that cannot be seen, which makes two names look the same."""
    return None if text.isascii() else re.search(INVISIBLE_CHARACTERS, text)


def find_control_character(text: str) -> re.Match[str] | None:
    """Find the first control character of a text. Printable text, which nearly all is, has none."""
    if text.replace("\n", "").isprintable():
        return None
    return re.search(CONTROL_CHARACTERS, text)


def escape_control_characters(text: str) -> str:
    """Replace every control character by its escape sequence."""
    return re.sub(CONTROL_CHARACTERS, _escape_match, text) if find_control_character(text) else text


def escape_to_one_line(text: str) -> str:
    """Put a text on one line, and replace every control character by its escape sequence."""
    if text.isprintable():
        return text
    return escape_control_characters(text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


def _escape_match(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

"""The style of fact files: which texts stand in quotes, and what fits on a line.

It is that of the bundled facts: a list of words, or a mapping that holds no other, stands on one
line if it fits; anything else has a line for each part, two blanks further in.
"""

import re

from ..model.control_characters import CONTROL_CHARACTERS, INVISIBLE_CHARACTERS

MAX_LINE_WIDTH = 100
"""Characters of a line up to which lists and mappings stay on it."""
INDENT = "  "
_SIGNS_WITHIN = re.compile(r"""[,:#\[\]{}"\\]""")
"""What makes a text need quotes, as it does in brackets or if a blank follows."""
_SIGNS_AT_BEGINNING = re.compile(r"[-?](?:\s|$)|[&*!|>'%@`~=]|---|\.\.\.")
_WORDS_OF_YAML = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
"""Words that other readers of YAML take for truth values or for nothing."""
_NEEDS_ESCAPE = re.compile(f"[\n\t]|{CONTROL_CHARACTERS}|{INVISIBLE_CHARACTERS}")
"""What no eye tells apart, or no line holds."""
_ESCAPED_IN_QUOTES = re.compile(rf"""[\\"]|{_NEEDS_ESCAPE.pattern}""")
_LAST_SHORT_CODE = 0xFFFF
"""The last character that an escape of four digits can name."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def write_text(text: str) -> str:
    """Write a text on one line: plain where every reader takes it for this text, else in quotes."""
    if not _needs_quotes(text):
        return text
    return f'"{_ESCAPED_IN_QUOTES.sub(_escape, text)}"'


def _needs_quotes(text: str) -> bool:
    return (
        not text
        or text != text.strip()
        or text.lower() in _WORDS_OF_YAML
        or _NEEDS_ESCAPE.search(text) is not None
        or _SIGNS_AT_BEGINNING.match(text) is not None
        or _SIGNS_WITHIN.search(text) is not None
    )


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) <= _LAST_SHORT_CODE else f"\\U{ord(letter):08x}"

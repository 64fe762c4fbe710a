"""What the machine columns of an answer hold."""

from enum import Enum


class PartType(Enum):
    """What one machine column holds, beside nothing; none holds both numbers and texts."""

    NUMBER = "number"
    DAY = "day"
    """A day as a text, such as 2025-02-24."""
    TEXT = "text"
    PLAIN = "plain"
    """Whatever the values are; lists as well."""

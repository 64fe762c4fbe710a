"""The types of the flat columns of an answer."""

from enum import Enum


class PartType(Enum):
    """The type of the values in one flat column of CSV or JSON; any of them may be empty."""

    NUMBER = "number"
    DAY = "day"
    """A day as a text, such as 2025-02-24."""
    TEXT = "text"
    PLAIN = "plain"
    """Whatever the values are; lists as well."""

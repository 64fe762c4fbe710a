"""The classes of advanced chips on the Commerce Control List: how they are written and ordered."""

import re
from collections.abc import Collection

ECCN_PATTERN = re.compile(r"3A090(?:\.[abc](?:\.[12])?)?")
"""A class, or the entry it stands under."""
_ENTRY_PREFIX = "3A090."
_STRONGEST_CLASS = "3A090.a"
"""The class of the most powerful processors; all other classes count as one weaker class."""


def is_paragraph_covered(names: Collection[str], paragraph: str) -> bool:
    """Return whether a paragraph is one of those named, or under one: 3A090.a has 3A090.a.1."""
    return any(paragraph == name or paragraph.startswith(f"{name}.") for name in names)


def get_entry(paragraph: str) -> str:
    """Return the entry of the list that a paragraph stands under: 3A090 for 3A090.a.1."""
    return paragraph.partition(".")[0]


def is_strongest_class(paragraphs: Collection[str]) -> bool:
    """Return whether all of these paragraphs, and there are some, are of the strongest class."""
    return bool(paragraphs) and all(
        is_paragraph_covered((_STRONGEST_CLASS,), paragraph) for paragraph in paragraphs
    )


def shorten_class(paragraph: str) -> str:
    """Shorten a class for a table: ``3A090.a.1`` is ``a.1``."""
    return paragraph.removeprefix(_ENTRY_PREFIX)

"""Words for readers that depend on a number, or on how many things are named."""

from collections.abc import Sequence
from itertools import accumulate

MAX_HINT_LETTERS = 160
"""Letters of a hint that is read at a glance: two lines of a terminal of 80 columns."""
MIN_NAMES_IN_HINT = 3
"""Names that a hint tells at least, or all: ids are shorter, and say more than two names alone."""
SEPARATOR_LETTERS = 4
"""Letters between two names at most: `` or ``."""


def format_count(count: int, singular: str, plural: str = "") -> str:
    """Write a count with its noun, and its verb if one follows: ``1 fact is``, ``1,200 facts are``.

    Without a plural the noun takes an s.
    """
    return f"1 {singular}" if count == 1 else f"{count:,} {plural or singular + 's'}"


def lower_label(label: str) -> str:
    """Write a label within a sentence: ``chief executive``, but ``TPP`` and ``US Entity List``."""
    is_abbreviation = len(label) > 1 and label[1].isupper()
    return label if is_abbreviation else label[:1].lower() + label[1:]


def format_alternatives(names: Sequence[str]) -> str:
    """Write names of which one holds: ``a``, ``a or b``, ``a, b or c``."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def choose_fitting(names: Sequence[str], ids: Sequence[str], other_letters: int) -> Sequence[str]:
    """Choose how a hint names things beside some other letters of it.

    By names where enough of them fit, else by ids; the first that fit, and at least one.
    """
    room = MAX_HINT_LETTERS - other_letters
    name_count = _count_fitting(names, room)
    if name_count >= min(len(names), MIN_NAMES_IN_HINT):
        return names[:name_count]
    return ids[: max(_count_fitting(ids, room), 1)]


def _count_fitting(texts: Sequence[str], room: int) -> int:
    """Count the first texts that fit when they are joined."""
    ends = accumulate(len(text) + SEPARATOR_LETTERS for text in texts)
    return sum(end - SEPARATOR_LETTERS <= room for end in ends)

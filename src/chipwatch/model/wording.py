"""Words for readers that depend on a number, or on how many things are named."""

from collections.abc import Sequence


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

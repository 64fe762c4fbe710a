"""Words for readers that depend on a number."""


def format_count(count: int, singular: str, plural: str = "") -> str:
    """Write a count with its noun, and its verb if one follows: ``1 fact is``, ``1,200 facts are``.

    Without a plural the noun takes an s.
    """
    return f"1 {singular}" if count == 1 else f"{count:,} {plural or singular + 's'}"

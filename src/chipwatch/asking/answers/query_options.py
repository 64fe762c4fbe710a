"""What is asked of an answer besides the question: columns, order, length."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

UNKNOWN_AT_DATE = "not known then"
"""What stands where something is known now, but was not at the moment asked about."""
HELP_REQUEST = ("help",)
"""What is asked for instead of columns to see which there are."""
MAX_NAMES_IN_SENTENCE = 8
"""Things that a sentence names; the others are counted."""


class QueryOptions(NamedTuple):
    """Which columns are wanted (none: the usual ones), by which to sort, and how many rows."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    """A column; with - before it the greatest comes first."""
    limit: int | None = None
    exact: bool = False
    """Whether names are taken as they are, without guessing."""
    where: str = ""
    """A condition in SQL that rows must meet."""
    cite: bool = False
    """Whether the sources of what is shown are numbered and listed."""

    @property
    def has_selection(self) -> bool:
        """Whether rows or columns of a table are chosen."""
        return bool(self.columns or self.sort or self.limit or self.where)


def truncate_items(items: list[T], limit: int | None) -> list[T]:
    """The first so many items."""
    return items if limit is None else items[:limit]


def join_first_names(names: Sequence[str], separator: str = ", ") -> str:
    """The first few of some names, and how many more there are."""
    suffix = (
        f" and {len(names) - MAX_NAMES_IN_SENTENCE} more"
        if len(names) > MAX_NAMES_IN_SENTENCE
        else ""
    )
    return separator.join(names[:MAX_NAMES_IN_SENTENCE]) + suffix


def format_limit_notes(omitted_count: int) -> tuple[str, ...]:
    """What a reader is told where a limit leaves something out."""
    return (f"{omitted_count} more; raise --limit to see them",) if omitted_count else ()

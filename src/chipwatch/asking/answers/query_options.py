"""Options of a query: columns, order and number of rows, conditions, citations."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

UNKNOWN_AT_DATE = "not known then"
"""The text of a value that is known today, but was not at the date of the query."""
HELP_REQUEST = ("help",)
"""The value of ``columns`` that asks for the list of columns."""
MAX_NAMES_IN_SENTENCE = 8
"""How many names a sentence lists; it counts the others."""


class QueryOptions(NamedTuple):
    """Options that shape an answer: columns (none for the default ones), sort, limit and so on."""

    columns: tuple[str, ...] = ()
    table_columns: tuple[str, ...] = ()
    """What a table of the things of a kind shows in place of the default columns."""
    sort: str = ""
    """The column to sort by; with - before it the greatest value comes first."""
    limit: int | None = None
    exact: bool = False
    """Whether names must match exactly, without guessing."""
    where: str = ""
    """A condition in SQL that rows must meet."""
    cite: bool = False
    """Whether the sources of the values are numbered and listed."""

    @property
    def has_selection(self) -> bool:
        """Whether columns, order, limit or a condition are chosen."""
        return bool(self.columns or self.sort or self.limit or self.where)


def truncate_items(items: list[T], limit: int | None) -> list[T]:
    """Return the first items, all without a limit."""
    return items if limit is None else items[:limit]


def join_first_names(names: Sequence[str], separator: str = ", ") -> str:
    """Join the first few names, and say how many more there are."""
    suffix = (
        f" and {len(names) - MAX_NAMES_IN_SENTENCE} more"
        if len(names) > MAX_NAMES_IN_SENTENCE
        else ""
    )
    return separator.join(names[:MAX_NAMES_IN_SENTENCE]) + suffix


def format_limit_notes(omitted_count: int) -> tuple[str, ...]:
    """Format the note that a limit leaves rows out."""
    return (f"{omitted_count} more; raise --limit to see them",) if omitted_count else ()

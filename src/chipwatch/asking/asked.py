"""What is asked of an answer besides the question: columns, order, length."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

NOT_THEN = "not known then"
"""What stands where something is known now, but was not at the moment asked about."""
HELP = ("help",)
"""What is asked for instead of columns to see which there are."""
NAMED = 8
"""Things that a sentence names; the others are counted."""


class Asked(NamedTuple):
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
    def selects(self) -> bool:
        """Whether rows or columns of a table are chosen."""
        return bool(self.columns or self.sort or self.limit or self.where)


def limited(items: list[T], limit: int | None) -> list[T]:
    """The first so many items."""
    return items if limit is None else items[:limit]


def few(names: Sequence[str], between: str = ", ") -> str:
    """The first few of some names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return between.join(names[:NAMED]) + more


def left_out(number: int) -> tuple[str, ...]:
    """What a reader is told where a limit leaves something out."""
    return (f"{number} more; raise --limit to see them",) if number else ()

"""The keyword arguments that methods of the Python interface share: columns, order, rows, names.

Each method declares the group that it takes as ``**selection: Unpack[...]``; a keyword of another
group is a TypeError, in an editor and when it runs.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from .asking.answers.query_options import QueryOptions
from .model.problem import UsageError


class ColumnSelection(TypedDict, total=False):
    """What is chosen of any table."""

    columns: str | Iterable[str]
    """The columns to give; ``"help"`` lists them. A text is split at its commas."""
    sort: str
    """The column to sort by; with - before it, the greatest come first."""
    limit: int | None
    """The most rows to give."""


class TableSelection(ColumnSelection, total=False):
    """What is chosen of an answer that rests on sources."""

    cite: bool
    """Number the sources and list them under the answer."""


class NameSelection(TableSelection, total=False):
    """What is chosen where a question names entities."""

    exact: bool
    """Take names as they are, without guessing."""


class FilterSelection(TableSelection, total=False):
    """What is chosen of the entities of a kind."""

    where: str
    """A condition in SQL that they must meet: ``"tpp >= 4800"``."""


class ListSelection(NameSelection, total=False):
    """What is chosen of the entities of a kind, where names may be given too."""

    where: str
    """A condition in SQL that they must meet: ``"tpp >= 4800"``."""
    table_columns: Iterable[str]
    """What tables show where no columns are chosen; data have all of them."""


class ShipmentSelection(ListSelection, total=False):
    """What is chosen of a shipment that is judged: where to, who gets it, where it comes from."""

    to: str
    """A country; by default China."""
    end_user: str
    """A company."""
    from_: str
    """A country; by default that of the designer, else the United States."""
    made_in: str
    """A country; by default that of the foundry."""
    us_content: str
    """The controlled US content in per cent: ``"12"``."""
    us_technology: str
    """``"yes"`` or ``"no"``: whether it is a direct product of US technology or software."""
    detail: bool
    """Show every paragraph with the room that is left to it."""


class VerdictSelection(TypedDict, total=False):
    """What is chosen of a verdict on named things."""

    exact: bool
    cite: bool


class ChainSelection(VerdictSelection, total=False):
    """What is chosen of the chains between two things."""

    where: str
    """A condition in SQL that each step must meet: ``"certainty = 'confirmed'"``."""


def build_query_options(selection: Mapping[str, Any], declared: type[Any]) -> QueryOptions:
    """Build the options of a question from keywords.

    Raises TypeError for a keyword that the group ``declared`` does not have, and UsageError for a
    limit below 1.
    """
    for name in selection:
        if name not in declared.__annotations__:
            message = f"there is no keyword argument {name!r} here"
            raise TypeError(f"{message}; there are {', '.join(declared.__annotations__)}")
    limit = selection.get("limit")
    if limit is not None and limit < 1:
        raise UsageError(f"the limit is {limit}", "give a number of rows from 1 on, or none")
    return QueryOptions(
        columns=split_names(selection.get("columns") or ()),
        table_columns=tuple(selection.get("table_columns") or ()),
        sort=selection.get("sort") or "",
        limit=limit,
        exact=bool(selection.get("exact")),
        where=selection.get("where") or "",
        cite=bool(selection.get("cite")),
    )


def split_names(names: str | Iterable[str]) -> tuple[str, ...]:
    """Split a text at its commas; take other collections of names as they are."""
    if isinstance(names, str):
        return tuple(name.strip() for name in names.split(",") if name.strip())
    return tuple(names)

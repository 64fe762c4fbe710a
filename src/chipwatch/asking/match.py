"""The entity that a name was taken for, and how it was found."""

from typing import TYPE_CHECKING, NamedTuple

from ..store.base import Brief

if TYPE_CHECKING:
    from ..model.table import Json


class Match(NamedTuple):
    """The entity that a name means, and how it was found."""

    query: str
    entity: Brief
    how: str
    """id, name, alias, pinyin, prefix or fuzzy."""
    text: str
    """The name of it that matched."""


def match_object(match: Match | None) -> "Json":
    """How an entity was found by its name; null where it was not asked for by name."""
    if match is None:
        return None
    return {"query": match.query, "how": match.how, "name": match.text}

"""The entity that a name was taken for, and how it was found."""

from typing import TYPE_CHECKING, NamedTuple

from ...store.records import EntityRef

if TYPE_CHECKING:
    from ...model.answer import Json


class EntityMatch(NamedTuple):
    """The entity that a name means, and how it was found."""

    query: str
    entity: EntityRef
    match_type: str
    """id, name, alias, pinyin, prefix or fuzzy."""
    matched_name: str
    """The name of it that matched."""


def serialise_match(match: EntityMatch | None) -> "Json":
    """How an entity was found by its name; null where it was not asked for by name."""
    if match is None:
        return None
    return {"query": match.query, "how": match.match_type, "name": match.matched_name}

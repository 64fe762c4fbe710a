"""The match of a name: the entity it was taken for, and how it was found."""

from typing import TYPE_CHECKING, NamedTuple

from ...store.records import EntityRef

if TYPE_CHECKING:
    from ...model.answer import Json


class EntityMatch(NamedTuple):
    """The entity that a name refers to, and how it was found."""

    query: str
    entity: EntityRef
    match_type: str
    """id, name, alias, pinyin, prefix, fuzzy or word."""
    matched_name: str
    """The name of the entity that matched."""


def serialise_match(match: EntityMatch | None) -> "Json":
    """Serialise how an entity was found by name; null where it was not looked up by name."""
    if match is None:
        return None
    return {"query": match.query, "how": match.match_type, "name": match.matched_name}

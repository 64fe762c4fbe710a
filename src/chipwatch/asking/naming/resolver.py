"""Which entity a name means: id, name or alias, pinyin, prefix, and only then a likeness."""

from collections.abc import Iterable, Sequence

from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from .exact import LookupResult, drop_repeated_entities, find_exact


def list_guess_remarks(matches: Iterable[EntityMatch]) -> list[str]:
    """Which entities were taken for names that are not quite theirs."""
    return [
        f'showing {match.entity.name} for "{match.query}"'
        for match in matches
        if match.match_type in ("prefix", "fuzzy")
    ]


def resolve(base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False) -> EntityMatch:
    """The entity that a name means, of one kind if one is given.

    Raises AmbiguousError or NotFoundError, with the best candidates.
    """
    result = find_by_name(base, name, kind, exact=exact)
    if result.is_sure:
        return EntityMatch(
            name, result.entries[0].entity, result.match_type, result.entries[0].text
        )
    from .resolution_errors import build_ambiguous_error, build_not_found_error

    if result.match_type in ("none", "fuzzy"):
        raise build_not_found_error(base, name, kind)
    raise build_ambiguous_error(name, result.entries)


def resolve_distinct(
    base: KnowledgeBase, names: Sequence[str], kind: str = "", *, exact: bool = False
) -> list[EntityMatch]:
    """The entities that several names mean, each once."""
    return drop_repeated_entities(resolve(base, name, kind, exact=exact) for name in names)


def find_by_name(
    base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False
) -> LookupResult:
    """What a name may mean, by the first of the ways in which it means anything."""
    result = find_exact(base, name, kind)
    if result:
        return result
    from .candidates import guess_entries
    from .variants import find_by_variant

    return find_by_variant(base, name, kind) or (
        LookupResult() if exact else guess_entries(base, name, kind)
    )

"""Resolve a name to the entity it means, trying the strictest way first.

In order: id or name, name in other wording, prefix, similarity; for pages, also words that no other
entity has in its names. The first way that finds anything
decides, so a guess never competes with an exact name.
"""

from collections.abc import Iterable, Sequence

from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from .exact import MATCH_TYPES, LookupResult, drop_repeated_entities, find_exact


def list_guess_remarks(matches: Iterable[EntityMatch]) -> list[str]:
    """Write a remark for each name that was guessed: ``showing Baidu for "badu"``."""
    return [
        f'showing {match.entity.name} for "{match.query}"'
        for match in matches
        if match.match_type in ("prefix", "fuzzy", "word")
    ]


def resolve(
    base: KnowledgeBase,
    name: str,
    kind: str = "",
    *,
    exact: bool = False,
    takes_words: bool = False,
) -> EntityMatch:
    """Return the entity that a name means, of one kind if one is given.

    With ``takes_words``, words that only one entity has in its names are enough, unless exact.
    Raises AmbiguousError or NotFoundError, with the best candidates.
    """
    result = find_by_name(base, name, kind, exact=exact)
    if result.match_type not in MATCH_TYPES:
        _refuse_what_is_left_out(base, name, kind)
    if takes_words and not exact and not result.is_sure:
        from .unique_words import find_by_unique_words

        result = find_by_unique_words(base, name, kind) or result
    if result.is_sure:
        entry = result.entries[0]
        return EntityMatch(name, entry.entity, result.match_type, entry.text)
    from .resolution_errors import build_ambiguous_error, build_not_found_error

    if result.match_type in ("none", "fuzzy"):
        raise build_not_found_error(base, name, kind)
    raise build_ambiguous_error(name, result.entries)


def _refuse_what_is_left_out(base: KnowledgeBase, name: str, kind: str) -> None:
    """Raise NotFoundError for the id of what is left out, for which no other thing may stand in."""
    from .resolution_errors import find_left_out_error

    if error := find_left_out_error(base, name, kind):
        raise error


def resolve_distinct(
    base: KnowledgeBase,
    names: Sequence[str],
    kind: str = "",
    *,
    exact: bool = False,
    takes_words: bool = False,
) -> list[EntityMatch]:
    """Resolve several names, and keep each entity once."""
    return drop_repeated_entities(
        resolve(base, name, kind, exact=exact, takes_words=takes_words) for name in names
    )


def find_by_name(
    base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False
) -> LookupResult:
    """Find what a name may mean, by the first way that finds anything; without guesses if exact."""
    result = find_exact(base, name, kind)
    if result:
        return result
    # Similarity needs rapidfuzz, which takes longer to load than an exact lookup takes in all.
    from .candidates import guess_entries
    from .variants import find_by_variant

    return find_by_variant(base, name, kind) or (
        LookupResult() if exact else guess_entries(base, name, kind)
    )

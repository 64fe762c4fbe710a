"""Which entity a name means: id, name or alias, pinyin, prefix, and only then a likeness."""

from collections.abc import Iterable, Sequence

from ...store.base import KnowledgeBase
from ..match import Match
from .lookup import Found, exactly, once


def talk(matches: Iterable[Match]) -> list[str]:
    """Which entities were taken for names that are not quite theirs."""
    return [
        f'showing {match.entity.name} for "{match.query}"'
        for match in matches
        if match.how in ("prefix", "fuzzy")
    ]


def resolve(base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False) -> Match:
    """The entity that a name means, of one kind if one is given.

    Raises AmbiguousError or NotFoundError, with the best candidates.
    """
    found = find(base, name, kind, exact=exact)
    if found.sure:
        return Match(name, found.named[0].entity, found.how, found.named[0].text)
    from .refuse import ambiguous, not_found

    if found.how in ("none", "fuzzy"):
        raise not_found(base, name, kind)
    raise ambiguous(name, found.named)


def resolve_all(
    base: KnowledgeBase, names: Sequence[str], kind: str = "", *, exact: bool = False
) -> list[Match]:
    """The entities that several names mean, each once."""
    return once(resolve(base, name, kind, exact=exact) for name in names)


def find(base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False) -> Found:
    """What a name may mean, by the first of the ways in which it means anything."""
    found = exactly(base, name, kind)
    if found:
        return found
    from .form import by_form
    from .guess import guess

    return by_form(base, name, kind) or (Found() if exact else guess(base, name, kind))

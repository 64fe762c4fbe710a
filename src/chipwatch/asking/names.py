"""Which entity a name means: id, name or alias, pinyin, beginning, and only then a likeness."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.naming import company_key, generic, has_han, key
from ..model.problem import AmbiguousError, NotFoundError
from ..store.base import Brief, KnowledgeBase, Named

WAYS = ("id", "name", "alias", "pinyin")
SHORTEST_BEGINNING = 3
MOST_CANDIDATES = 5
_FETCHED = 500


class Match(NamedTuple):
    """The entity that a name means, and how it was found."""

    query: str
    entity: Brief
    how: str
    """id, name, alias, pinyin, beginning or fuzzy."""
    text: str
    """The name of it that matched."""


def talk(matches: Iterable[Match]) -> list[str]:
    """Which entities were taken for names that are not quite theirs."""
    return [
        f'showing {match.entity.name} for "{match.query}"'
        for match in matches
        if match.how in ("beginning", "fuzzy")
    ]


def resolve(base: KnowledgeBase, name: str, kind: str = "", *, exact: bool = False) -> Match:
    """The entity that a name means, of one kind if one is given.

    Raises AmbiguousError or NotFoundError, with the best candidates.
    """
    found = _by_id(base, name, kind) or _by_name(base, name, kind)
    if found is None and not exact:
        found = _by_beginning(base, name, kind) or _by_likeness(base, name, kind)
    if found is None:
        raise _not_found(base, name, kind)
    return found


def resolve_all(
    base: KnowledgeBase, names: Sequence[str], kind: str = "", *, exact: bool = False
) -> list[Match]:
    """The entities that several names mean, each once."""
    first: dict[str, Match] = {}
    for name in names:
        match = resolve(base, name, kind, exact=exact)
        first.setdefault(match.entity.id, match)
    return list(first.values())


def candidates(base: KnowledgeBase, name: str, kind: str = "") -> list[Named]:
    """The entities whose names are most like a name, the best first, each once.

    None for a generic name: what is like it is so by chance.
    """
    from .fuzzy import ranked

    word = "" if generic(name) else key(name)
    if not word:
        return []
    near = base.beginning(word, _FETCHED, kind) + base.like(word, len(word) + 1, _FETCHED, kind)
    return _once(ranked(word, near))[:MOST_CANDIDATES]


def _by_id(base: KnowledgeBase, name: str, kind: str) -> Match | None:
    brief = base.briefs([name]).get(name)
    if brief is None or kind not in ("", brief.kind):
        return None
    return Match(name, brief, "id", name)


def _by_name(base: KnowledgeBase, name: str, kind: str) -> Match | None:
    for word in dict.fromkeys((key(name), company_key(name))):
        named = _of_kind(base.named(word), kind) if word else []
        for way in WAYS:
            same = _once(one for one in named if one.how == way)
            if same:
                return _only(name, same, way)
    return None


def _by_beginning(base: KnowledgeBase, name: str, kind: str) -> Match | None:
    word = key(name)
    if len(word) < (2 if has_han(word) else SHORTEST_BEGINNING) or generic(name):
        return None
    named = _of_kind(base.beginning(word, _FETCHED, kind), kind)
    whole = [one for one in named if not _splits_number(word, one.key)]
    return _only(name, _once(whole), "beginning") if whole else None


def _by_likeness(base: KnowledgeBase, name: str, kind: str) -> Match | None:
    from .fuzzy import sure, trigrams_needed

    if generic(name):
        return None
    for word in dict.fromkeys((key(name), company_key(name))):
        near = base.like(word, trigrams_needed(word), _FETCHED, kind)
        best = _once(_of_kind(sure(word, near), kind))
        if len(best) == 1:
            return Match(name, best[0].entity, "fuzzy", best[0].text)
    return None


def _only(name: str, named: Sequence[Named], how: str) -> Match:
    """The one entity that is meant; raises AmbiguousError where there are several."""
    if len(named) == 1:
        return Match(name, named[0].entity, how, named[0].text)
    few = [one.entity for one in named[:MOST_CANDIDATES]]
    more = ", …" if len(named) > len(few) else ""
    listed = ", ".join(f"{brief.id} ({brief.kind})" for brief in few) + more
    hint = f"use an id: {listed}"
    raise AmbiguousError(f'"{name}" can mean {len(named)} things', hint, _as_data(few))


def _not_found(base: KnowledgeBase, name: str, kind: str) -> NotFoundError:
    what = kind or "entity"
    message = f'no {what} is called "{name}"'
    for lost in base.broken():
        if key(lost.id) == key(name) and kind in ("", lost.kind):
            message = f"{lost.id} is left out: {lost.path} has problems"
            return NotFoundError(
                message, "chipwatch check, with the same --data if any, shows them"
            )
    elsewhere = _elsewhere(base, name, kind)
    if elsewhere:
        hint = f"{elsewhere.name} is a {elsewhere.kind}: chipwatch {elsewhere.kind} {elsewhere.id}"
        return NotFoundError(message, hint, _as_data([elsewhere]))
    near = [one.entity for one in candidates(base, name, kind)]
    hint = _suggestion(near) if near else _next_step(name, kind)
    return NotFoundError(message, hint, _as_data(near))


def _suggestion(near: Sequence[Brief]) -> str:
    *others, last = (f"{brief.name} ({brief.id})" for brief in near)
    return f"did you mean {', '.join(others)}{' or ' * bool(others)}{last}?"


def _next_step(name: str, kind: str) -> str:
    listing = f"chipwatch {kind} lists them" if kind else "chipwatch stats says what there is"
    return f"{listing}; chipwatch search {name} looks everywhere" if key(name) else listing


def _elsewhere(base: KnowledgeBase, name: str, kind: str) -> Brief | None:
    """The entity of another kind that is called exactly this."""
    if not kind:
        return None
    try:
        found = _by_id(base, name, "") or _by_name(base, name, "")
    except AmbiguousError:
        return None
    return found.entity if found else None


def _of_kind(named: Iterable[Named], kind: str) -> list[Named]:
    """The names of one kind; of any, those of sources only where nothing else is called so."""
    found = [one for one in named if kind in ("", one.entity.kind)]
    things = [one for one in found if one.entity.kind != "source"]
    return found if kind else things or found


def _once(named: Iterable[Named]) -> list[Named]:
    """Each entity once, by its first name in the list."""
    first: dict[str, Named] = {}
    for one in named:
        first.setdefault(one.entity.id, one)
    return list(first.values())


def _splits_number(word: str, longer: str) -> bool:
    """Whether a beginning ends within a number: H10 does not mean H100."""
    return len(longer) > len(word) and word[-1].isdigit() and longer[len(word)].isdigit()


def _as_data(briefs: Iterable[Brief]) -> list[dict[str, str]]:
    return [brief._asdict() for brief in briefs]

"""Names as the base has them: an id, or a key that compares equal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ...model.naming import key
from ...store.base import Brief, KnowledgeBase, Named

WAYS = ("id", "name", "alias", "pinyin")
"""How a name may be one of the base's own, the plainest first."""
_BY_SOUND = 0.95
"""The score of a name that is spelt as it sounds, as several may sound alike."""
_LESS = 0.02
"""What a name that is found by a part of it, or a code, scores less."""


if TYPE_CHECKING:

    class Meaning(Protocol):
        """What means an entity: a name, a match, a hit."""

        @property
        def entity(self) -> Brief:
            """The entity meant."""


M = TypeVar("M", bound="Meaning")


class Found(NamedTuple):
    """What a name may mean, and whether it surely means the first of it."""

    how: str = "none"
    """id, name, alias, pinyin, prefix, fuzzy or none."""
    named: Sequence[Named] = ()
    """Names that it may stand for, each of another entity, the likeliest first."""
    score: float = 0.0
    sure: bool = False


def exactly(base: KnowledgeBase, name: str, kind: str = "") -> Found | None:
    """By id, or by a name in other spelling; of one kind if one is given."""
    brief = base.briefs([name]).get(name)
    if brief and kind in ("", brief.kind):
        return Found("id", [Named(brief, name, key(name), "id")], 1.0, sure=True)
    return by_key(base, key(base.plain(name)), kind)


def by_key(base: KnowledgeBase, word: str, kind: str = "") -> Found | None:
    """By a key: names as written before parts of names, ids before names, these before pinyin.

    A publication is meant only where nothing else is: many are called after what they are about.
    """
    named = [one for one in base.named(word) if kind in ("", one.entity.kind)] if word else []
    if not named:
        return None
    named.sort(key=lambda one: (*_plainness(one), one.entity.id))
    best = _plainness(named[0])
    rivals = once(one for one in named if _plainness(one) == best)
    score = (_BY_SOUND if named[0].how == "pinyin" else 1.0) - _LESS * named[0].grade
    return Found(named[0].how, without_sources(named), round(score, 2), len(rivals) == 1)


def once(meanings: Iterable[M]) -> list[M]:
    """Each entity once, by the first that means it."""
    first: dict[str, M] = {}
    for one in meanings:
        first.setdefault(one.entity.id, one)
    return list(first.values())


def without_sources(named: Iterable[Named]) -> list[Named]:
    """Each entity once, and no publication behind anything else."""
    each = once(named)
    return [one for one in each if is_source(one) <= is_source(each[0])]


def is_source(one: Named) -> bool:
    """Whether it is the name of a publication."""
    return one.entity.kind == "source"


def _plainness(one: Named) -> tuple[bool, int, int]:
    return is_source(one), one.grade, WAYS.index(one.how)

"""What a name may mean that the base does not have: by its beginning, or its likeness."""

from collections.abc import Sequence

from ...model.codes import fixed
from ...model.common import GENERIC, company_key, company_words, generic, left_off
from ...model.naming import has_han, key, words
from ...store.base import KnowledgeBase, Named
from .form import by_place, by_scan
from .fuzzy import ALIKE, LONGEST, SURE, Likeness, Typed, sure
from .lookup import Found, is_source, once, without_sources
from .slips import needed

SHORTEST_PREFIX = 3
BEGUN, MORE = 0.8, 0.15
"""The score of a beginning, to which MORE comes for how much of the name it is."""
SHORTEST_STEM = 5
"""Letters of a word from which the rest of it may be left off."""
STEM = 0.7
"""Share of a name that a beginning within a word must be of it."""
MOST_CANDIDATES = 5
_FETCHED = 500
_LIKE, _FEW = 250, 40
"""Names looked at that share trigrams, and that share a beginning or a word."""
_TELLING = 3
"""Words, of those that few names share, by which a name of several words is looked for."""
_NOTHING, _STEM, _NAME = 0, 1, 2
"""What the beginning of a name is: anything, nearly a word, or all of it that says something."""


def guess(base: KnowledgeBase, name: str, kind: str = "") -> Found:
    """By what was added to it, a beginning, a likeness; of two unsure, the beginning says more."""
    if not key(name) or len(key(name)) > LONGEST or generic(name):
        return Found()
    known = by_place(base, name, kind) or by_scan(base, name, kind)
    if known:
        return known
    begun = by_prefix(base, name, kind)
    if begun.sure:
        return begun
    alike = by_likeness(base, name, kind)
    return begun if begun.named and not alike.sure else alike


def by_prefix(base: KnowledgeBase, name: str, kind: str) -> Found:
    """By a beginning that several names have, or that surely stands for one."""
    word = key(base.plain(name))
    if len(word) < (2 if has_han(word) else SHORTEST_PREFIX):
        return Found()
    begun = base.beginning(word, _FETCHED, kind)
    begun = [one for one in begun if not _splits_number(word, one.key)]
    begun = [one for one in begun if not is_source(one)] or begun
    begun.sort(key=lambda one: -_stands_for(word, one, kind))
    named = once(begun)
    if not named:
        return Found()
    levels = [_stands_for(word, one, kind) for one in named]
    alone = len(named) == 1 or (levels[0] == _NAME and levels[1] < _NAME)
    if alone and levels[0]:
        return Found("prefix", named, begun_score(word, named[0]), sure=True)
    return Found("prefix", named, ALIKE) if len(named) > 1 else Found()


def begun_score(word: str, one: Named) -> float:
    """The score of a name by its beginning."""
    return round(BEGUN + MORE * len(word) / len(one.key), 2)


def by_likeness(base: KnowledgeBase, name: str, kind: str = "", least: float = SURE) -> Found:
    """By the number of slips to the names that are most like it, surely from some score on."""
    alike = [one for one in ranked(base, name, kind) if one.score >= ALIKE]
    if not alike:
        return Found()
    named = without_sources(one.named for one in alike)[:MOST_CANDIDATES]
    best = sure(alike, least)
    meant = best is not None and not _rightly_spelt(base, name, best.named)
    return Found("fuzzy", named, alike[0].score, meant)


def _rightly_spelt(base: KnowledgeBase, name: str, best: Named) -> bool:
    """Whether a word that should be a slip is, as it stands, a word in the name of another.

    In the title of a publication it says nothing where another word of the name is right.
    """
    typed, meant = set(company_words(base.plain(name), base.forms())), set(words(best.text))
    return any(
        held.entity.id != best.entity.id
        and other in words(held.text)
        and not (is_source(held) and typed & meant)
        for other in typed - meant
        for held in base.holding(other, _FETCHED)
    )


def ranked(base: KnowledgeBase, name: str, kind: str = "") -> list[Likeness]:
    """The entities whose names are most like a name, the best first, each once."""
    plain, forms = base.plain(name), base.forms()
    word, parts = company_key(plain, forms), company_words(plain, forms)
    tried = [Typed(parts, word)]
    if word != key(plain):
        tried.append(Typed(words(plain), key(plain)))
    near, held = _near(base, word, kind), _held(base, parts, kind)
    best: dict[str, Likeness] = {}
    for typed in tried:
        for one in typed.rank(near, held):
            known = best.setdefault(one.named.entity.id, one)
            if one.order() < known.order():
                best[one.named.entity.id] = one
    return sorted(best.values(), key=Likeness.order)


def candidates(base: KnowledgeBase, name: str, kind: str = "") -> list[Named]:
    """The entities that a name which means none may have meant, the best first.

    None for a generic name: what is like it is so by chance.
    """
    word = key(base.plain(name))
    if generic(name) or len(word) > LONGEST:
        return []
    alike = [one.named for one in ranked(base, name, kind) if one.score >= ALIKE]
    whole = [one for one in base.holding(word, _FEW, kind) if word in words(one.text)]
    whole = [one for one in whole if not is_source(one)]
    return once([*whole, *alike, *base.beginning(word, _FETCHED, kind)])[:MOST_CANDIDATES]


def _near(base: KnowledgeBase, word: str, kind: str) -> list[Named]:
    """The names that slips may lead to, and those that go on from a word."""
    near = base.like(word, needed(word), _LIKE, kind)
    return near + base.beginning(word, _FEW, kind)


def _held(base: KnowledgeBase, parts: Sequence[str], kind: str) -> list[Named]:
    """The names that have one of the longest words of a name in them, if it has several."""
    telling = sorted({part for part in parts if part not in GENERIC}, key=lambda one: -len(one))
    few = telling[:_TELLING] if len(parts) > 1 else []
    return [one for part in few for one in base.holding(part, _FEW, kind)]


def _stands_for(word: str, one: Named, kind: str) -> int:
    """How surely nothing else is meant by the beginning of a name, as the rest of it says little.

    What says little is a word such as Technology, or the end of a word that is nearly all there.
    """
    parts = words(one.text)
    if one.how == "pinyin" or not "".join(parts).startswith(one.key):
        return _NOTHING
    if not has_han(one.key) and len(word) < len(parts[0]):
        long = len(word) >= max(SHORTEST_STEM, STEM * len(parts[0]))
        stem = long and len(word) not in fixed(parts[:1]) and left_off(parts[1:], kind)
        return _STEM if stem else _NOTHING
    at, last = 0, ""
    while at < len(word):
        last = parts.pop(0)
        at += len(last)
    cut = one.key[len(word) : at]  # a word that is cut short may be one of those left off: Tech
    rest = [cut if has_han(cut) else last, *parts] if cut else parts
    return _NAME if left_off(rest, kind) else _NOTHING


def _splits_number(word: str, longer: str) -> bool:
    """Whether a beginning ends within a number: H10 does not mean H100."""
    return len(longer) > len(word) and word[-1].isdigit() and longer[len(word)].isdigit()

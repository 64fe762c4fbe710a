"""Search over names, aliases, facts and notes, saying what matched."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.facts import Fact
from ..model.naming import holds, key
from ..model.problem import NotFoundError
from ..model.table import Answer, Cell
from ..store.base import Brief, KnowledgeBase, Named
from .asked import HELP, Asked
from .fuzzy import alike_texts, ranked, sure
from .select import Head, Rows, columns_help

_ALL = -1
"""What SQLite takes for no limit: a search that left hits out unsaid would be believed."""
_ALIKE = 500
"""Names looked at for likeness."""
ALIKE_ENOUGH = 0.75
"""Share of letters in common from which a name is taken to be what was searched for."""


class Hit(NamedTuple):
    """An entity that was found, and the words of it that matched."""

    entity: Brief
    matched: str
    """id, name, alias, pinyin, the property whose value matched, or note."""
    text: str
    how: str
    """exact, beginning, contained or fuzzy."""


def search(base: KnowledgeBase, text: str, asked: Asked) -> Answer:
    """Everything that a text is found in, the nearest first; raises NotFoundError.

    Names come before facts; slips of typing are forgiven only where nothing matches as it stands.
    """
    if asked.columns == HELP:
        return columns_help(_HEADS)
    word = key(text)
    hits = [*_in_names(base, word, exact=asked.exact), *_in_facts(base, text)] if word else []
    if not hits and word and not asked.exact:
        hits = _alike(base, text)
    if not hits:
        hint = "try one word, a Chinese name, or a ticker; chipwatch stats says what there is"
        raise NotFoundError(f'nothing matches "{text}"', hint)
    hits = _once(hits)
    title = f'{len(hits)} found for "{text}"'
    usual = ("name", "kind", "matched", "text")
    return Rows(title, _HEADS, hits, usual, asked)


_HEADS: list[Head[Hit]] = [
    Head("id", "Id", lambda hit: hit.entity.id),
    Head("kind", "Kind", lambda hit: hit.entity.kind),
    Head("name", "Name", lambda hit: hit.entity.name, lambda hit: Cell(hit.entity.name, "name")),
    Head("matched", "Matched", lambda hit: hit.matched),
    Head("text", "Text", lambda hit: hit.text),
    Head("how", "How", lambda hit: hit.how),
]


def _in_names(base: KnowledgeBase, word: str, *, exact: bool) -> list[Hit]:
    """Hits in names: equal, beginning with the word, holding it, then near enough to be meant."""
    found = [_hit(one, "exact") for one in base.named(word)]
    found += [_hit(one, "beginning") for one in _whole(word, base.beginning(word, _ALL))]
    found += [_hit(one, "contained") for one in _whole(word, base.holding(word, _ALL))]
    if not found and not exact:
        near = sure(word, base.like(word, len(word) + 1, _ALIKE))
        found = [_hit(one, "fuzzy") for one in near]
    return found


def _whole(word: str, named: Iterable[Named]) -> list[Named]:
    """The names in which the word does not begin or end within a number: no H20 in March 2025."""
    return [one for one in named if holds(one.key, word)]


def _in_facts(base: KnowledgeBase, text: str) -> list[Hit]:
    facts = base.mentioning(text.split())
    return _fact_hits(base, facts, "contained")


def _alike(base: KnowledgeBase, text: str) -> list[Hit]:
    """Hits whose words are the words asked for but for slips; the most alike names last."""
    found = _fact_hits(base, alike_texts(text, base.facts()), "fuzzy")
    word = key(text)
    near = ranked(word, base.like(word, len(word) + 1, _ALIKE), least=ALIKE_ENOUGH)
    return found + [_hit(one, "fuzzy") for one in near]


def _fact_hits(base: KnowledgeBase, facts: Iterable[Fact], how: str) -> list[Hit]:
    found = list(facts)
    briefs = base.briefs(sorted({fact.entity for fact in found}))
    return [
        Hit(briefs[fact.entity], fact.property, _said(fact), how)
        for fact in found
        if fact.entity in briefs
    ]


def _said(fact: Fact) -> str:
    return f"{fact.text()} ({fact.note})" if fact.note else fact.text()


def _hit(named: Named, how: str) -> Hit:
    return Hit(named.entity, named.how, named.text, how)


def _once(hits: Sequence[Hit]) -> list[Hit]:
    """Each entity once, by its best hit."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.entity.id, hit)
    return list(first.values())

"""Search over names, aliases, facts and notes, with what matched, and why."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.facts import Citation, Fact
from ...model.naming import holds, key
from ...model.problem import NotFoundError
from ...model.table import Answer, Cell, Column
from ...store.base import Brief, KnowledgeBase, Named
from ..asked import HELP, Asked
from ..cite import records
from ..select import ABOUT, Head, Rows, columns_help
from .form import by_form, by_place, by_scan
from .fuzzy import LONGEST, SURE, alike_texts
from .guess import BEGUN, MORE, ranked
from .lookup import Found, once
from .names import find

_ALL = -1
"""What SQLite takes for no limit: a search that left hits out unsaid would be believed."""
ALIKE_ENOUGH = 0.65
"""The likeness from which a name is taken to be what was searched for."""
_NEARLY = 0.1
"""How much less than the best a name may be alike."""
_CONTAINED, _FUZZY, _VALUE, _NOTE = 0.6, 0.75, 0.5, 0.4
"""The scores of hits of each sort, to which up to MORE comes for how much of the text they are."""

_SAME_FORM = (
    "the same key without what says that it is a company or a chip, or the same ticker, or the"
    " same model of that maker"
)
_SAME_BUT = "the same key without a place, or with letters for digits that look like them"


class Hit(NamedTuple):
    """An entity that was found, and the words of it that matched."""

    entity: Brief
    matched: str
    """id, name, alias, pinyin, the property whose value matched, or note."""
    text: str
    how: str
    """exact, prefix, contained or fuzzy."""
    score: float
    why: str
    """The features that the score is made of."""
    citations: tuple[Citation, ...] = ()
    """What a value or note that matched rests on."""


def search(base: KnowledgeBase, text: str, asked: Asked, *, explain: bool = False) -> Answer:
    """Everything that a text is found in, the nearest first; raises NotFoundError.

    Names come before facts; slips of typing are forgiven only where nothing matches as it stands.
    """
    if asked.columns == HELP:
        return columns_help(_HEADS)
    word = key(base.plain(text))
    hits = [*_in_names(base, text, word, exact=asked.exact), *_in_facts(base, text)] if word else []
    if not hits and word and not asked.exact:
        hits = _alike(base, text)
    there = _then(base, hits)
    if hits and not there and base.then:
        raise NotFoundError(f'nothing matches "{text}" {base.then.moment}', "ask for a later date")
    hits = there
    if not hits:
        hint = "try one word, a Chinese name, or a ticker; chipwatch stats says what there is"
        raise NotFoundError(f'nothing matches "{text}"', hint)
    meant = _meant(base, text, exact=asked.exact)
    hits.sort(key=lambda hit: (-hit.score, hit.entity.id != meant, hit.entity.kind == "source"))
    hits = once(hits)
    title = f'{len(hits)} found for "{text}"'
    usual = ("name", "kind", "matched", "text", *(("how", "score", "why") if explain else ()))
    cited = records(base, (one for hit in hits for one in hit.citations)) if asked.cite else {}
    return Rows(title, _HEADS, hits, usual, asked, source=cited.__getitem__)


_HEADS: list[Head[Hit]] = [
    *ABOUT,
    Head("matched", "Matched", lambda hit: hit.matched),
    Head("text", "Text", lambda hit: hit.text, cited=lambda hit: hit.citations),
    Head("how", "How", lambda hit: hit.how),
    Head("score", "Score", lambda hit: hit.score, lambda hit: Cell(f"{hit.score:.2f}"),
         column=Column("Score", numeric=True)),
    Head("why", "Why", lambda hit: hit.why),
]  # fmt: skip


def _in_names(base: KnowledgeBase, text: str, word: str, *, exact: bool) -> list[Hit]:
    """Hits in names: equal, beginning with the word, holding it, then near enough to be meant."""
    found = [_hit(one, "exact", 1.0, "the same key") for one in base.named(word)]
    form = None if found else by_form(base, text)
    found += _by_form(form, "exact", _SAME_FORM) if form else []
    for how, named, least in (("prefix", base.beginning(word, _ALL), BEGUN),
                              ("contained", base.holding(word, _ALL), _CONTAINED)):  # fmt: skip
        found += [_part(one, word, how, least) for one in _whole(word, named)]
    if not found and not exact:
        legal = by_place(base, text) or by_scan(base, text)
        found = _by_form(legal, "fuzzy", _SAME_BUT) if legal else []
        found += [hit for hit in _near(base, text) if hit.score >= SURE]
    return found


def _then(base: KnowledgeBase, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of which anything held, or was known, at the moment asked about."""
    if base.then is None:
        return list(hits)
    ids = dict.fromkeys(hit.entity.id for hit in hits)
    there = {entity.id for entity in base.entities(list(ids)) if entity.facts}
    return [hit for hit in hits if hit.entity.id in there]


def _meant(base: KnowledgeBase, text: str, *, exact: bool) -> str:
    """The entity that the text surely names, if it does: of hits that score alike it is first."""
    found = find(base, text, exact=exact)
    return found.named[0].entity.id if found.sure else ""


def _by_form(found: Found, how: str, why: str) -> list[Hit]:
    return [_hit(one, how, found.score, why) for one in found.named]


def _part(one: Named, word: str, how: str, least: float) -> Hit:
    covered = len(word) / len(one.key)
    return _hit(one, how, least + MORE * covered, f"{covered:.0%} of the letters of the name")


def _whole(word: str, named: Iterable[Named]) -> list[Named]:
    """The names in which the word does not begin or end within a number: no H20 in March 2025."""
    return [one for one in named if holds(one.key, word)]


def _in_facts(base: KnowledgeBase, text: str) -> list[Hit]:
    facts = base.mentioning(text.split())
    return _fact_hits(base, facts, text, "contained")


def _alike(base: KnowledgeBase, text: str) -> list[Hit]:
    """Hits whose words are the words asked for but for slips."""
    found = _fact_hits(base, alike_texts(text, base.facts()), text, "fuzzy")
    return found + _near(base, text)


def _near(base: KnowledgeBase, text: str) -> list[Hit]:
    if len(key(text)) > LONGEST:
        return []
    alike = ranked(base, text)
    least = max(ALIKE_ENOUGH, alike[0].score - _NEARLY) if alike else 0
    near = [one for one in alike if one.score >= least]
    return [_hit(one.named, "fuzzy", one.score * _FUZZY, one.why()) for one in near]


def _fact_hits(base: KnowledgeBase, facts: Iterable[Fact], text: str, how: str) -> list[Hit]:
    found = list(facts)
    briefs = base.briefs(sorted({fact.entity for fact in found}))
    return [
        _fact_hit(briefs[fact.entity], fact, text, how) for fact in found if fact.entity in briefs
    ]


def _fact_hit(brief: Brief, fact: Fact, text: str, how: str) -> Hit:
    """A hit in a value, or less weighty in its note, the more of it the words are the higher."""
    said = f"{fact.text()} ({fact.note})" if fact.note else fact.text()
    value = fact.text().casefold()
    in_value = how == "fuzzy" or all(word in value for word in text.casefold().split())
    covered = min(len(text) / max(len(said), 1), 1.0)
    score = (_VALUE if in_value else _NOTE) + MORE * covered
    score *= _FUZZY if how == "fuzzy" else 1
    why = f"{covered:.0%} of the letters of the {'value' if in_value else 'value and its note'}"
    return Hit(brief, fact.property, said, how, round(score, 4), why, fact.citations)


def _hit(named: Named, how: str, score: float, why: str) -> Hit:
    return Hit(named.entity, named.how, named.text, how, round(score, 4), why)

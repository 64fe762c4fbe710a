"""Names of the base with something said beside them: a form, a ticker, a maker, a place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...model.common import chip_key, company_key, company_words, elsewhere
from ...model.naming import has_han, key, words
from ...model.tickers import ticker_key
from ...store.base import WHOLE, KnowledgeBase, Named
from .lookup import Found, by_key

_MADE = {"chip": ("designer", "group"), "product": ("developer",)}
"""By whom what is called after its maker is made."""
_MAKER_WORDS = 3
"""Words that the name of a maker may have."""
_AT_HOME = ("CN", "HK", "MO")
"""Where a firm is whose name may begin with a place in China."""
_PLACED = 0.9
"""The score of a firm whose legal name has a place before its name."""
_MISREAD = {"0": ("o",), "1": ("l", "i"), "5": ("s",), "rn": ("m",), "cl": ("d",), "vv": ("w",)}
"""What a scanner reads for letters that look like it."""
_SCANNED = re.compile(r"(?<=[a-z])[015](?=[a-z])|rn|cl|vv")
_SHORTEST = 5
"""Letters of a word that is told although one of them is misread; in a shorter one a digit is that
of a model number, and letters that look alike make another word."""


def by_form(base: KnowledgeBase, name: str, kind: str = "") -> Found | None:
    """By a ticker, a name without what says that it is a company or a chip, or maker and model."""
    plain = base.plain(name)
    found = by_key(base, ticker_key(name), kind)
    found = found or by_key(base, company_key(plain, base.forms()), kind)
    if not found and kind in ("", "chip"):
        found = by_key(base, chip_key(plain), "chip")
    return found or _by_maker(base, plain, kind)


def by_place(base: KnowledgeBase, name: str, kind: str = "") -> Found | None:
    """By the legal name of a Chinese firm: a place, the name that the base has, what it does.

    ``Beijing Biren Technology Development Co., Ltd.`` → Biren Technology. One word alone is not
    enough of a name for that, as many firms may share it, unless it is in Chinese.
    """
    if kind not in ("", "company"):
        return None
    for part in elsewhere(base.plain(name), base.forms()):
        found = by_key(base, key(part), "company")
        if found and found.sure and _tells(found.named[0]) and _at_home(base, found.named[0]):
            return Found("fuzzy", found.named, _PLACED, sure=True)
    return None


def by_scan(base: KnowledgeBase, name: str, kind: str = "") -> Found | None:
    """By a name in which something stands that looks like a letter of it: Cambric0n, Broadcorn."""
    for spelt in _unscanned(words(base.plain(name))):
        found = by_key(base, spelt, kind)
        if found and found.sure:
            return Found("fuzzy", found.named, round(1 - 1 / len(spelt), 4), sure=True)
    return None


def _by_maker(base: KnowledgeBase, plain: str, kind: str) -> Found | None:
    """By a maker's name before a name of what it makes: Nvidia HGX H20."""
    parts = words(plain)
    for count in range(1, min(_MAKER_WORDS, len(parts) - 1) + 1):
        makers = {one.entity.id for one in base.named("".join(parts[:count]))
                  if one.entity.kind == "company"}  # fmt: skip
        made = [found for each in _MADE if makers and kind in ("", each)
                if (found := by_key(base, "".join(parts[count:]), each))]  # fmt: skip
        for found in made:
            if found.sure and makers & set(_makers(base, found.named[0])):
                return found
    return None


def _makers(base: KnowledgeBase, one: Named) -> Iterable[str]:
    """The companies that make an entity, and their parents."""
    properties = _MADE[one.entity.kind]
    makers = _targets(base, [one.entity.id], properties)
    return [*makers, *_targets(base, makers, ("parent",))]


def _targets(base: KnowledgeBase, ids: Sequence[str], properties: Sequence[str]) -> list[str]:
    return [str(fact.value) for entity in base.entities(ids, properties) for fact in entity.facts]


def _tells(one: Named) -> bool:
    """Whether a name says enough to be known by it with a place before it."""
    return one.grade == WHOLE and (has_han(one.text) or len(company_words(one.text)) > 1)


def _at_home(base: KnowledgeBase, one: Named) -> bool:
    return any(country in _AT_HOME for country in _targets(base, [one.entity.id], ("country",)))


def _unscanned(parts: Sequence[str]) -> Iterator[str]:
    """The key of these words with one letter read as what it looks like, in each way to do so."""
    joined = "".join(parts)
    start = 0
    for word in parts:
        single = sum(map(str.isdigit, word)) <= 1  # several digits are a number
        for found in _SCANNED.finditer(word) if single and len(word) >= _SHORTEST else ():
            before, after = joined[: start + found.start()], joined[start + found.end() :]
            yield from (before + letter + after for letter in _MISREAD[found[0]])
        start += len(word)

"""What is asked of a base: its own names typed wrongly, in other forms, and names that it lacks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pydoc_data.topics import topics
from random import Random
from typing import NamedTuple
from zlib import crc32

from opencc import OpenCC
from slips import misspelt, open_letters, other_codes

from chipwatch.asking.naming.form import by_form
from chipwatch.asking.naming.lookup import exactly
from chipwatch.model.naming import has_han, key
from chipwatch.model.schema import KINDS
from chipwatch.model.tickers import ticker
from chipwatch.store.base import KnowledgeBase
from chipwatch.store.pinyin import initials, readings

FEWEST = 5
"""Letters, outside of model numbers, that a name must have to be typed wrongly."""
VARIANTS = 3
"""How often each name is typed wrongly."""
FORMS = (
    "Co., Ltd.", "Inc.", "Ltd", "Limited", "GmbH", "B.V.", "Corp.", "Holdings Ltd.", "S.A.", "K.K.",
    "Pte. Ltd.", "LLC", "AG", "S.p.A.", "Sdn Bhd", "Oy", "A.S.", "Company Limited", "Sp. z o.o.",
)  # fmt: skip
HAN_FORMS = ("有限公司", "股份有限公司", "集团", "有限責任公司")
TICKERS = {
    "hk": ("{0:0>4}.HK", "{0}.HK", "HKEX:{0:0>4}", "{0:0>4} HK", "{0:0>5}.hk", "HKG:{0:0>4}"),
    "sh": ("{0}.SS", "{0}.SH", "SSE:{0}", "SHA:{0}", "{0}"),
    "sz": ("{0:0>6}.SZ", "SZSE:{0:0>6}", "SHE:{0:0>6}", "{0:0>6}"),
    "us": ("{0}", "NASDAQ:{0}", "{0}.O", "{0} US", "nyse:{0}"),
    "kr": ("{0:0>6}.KS", "KRX:{0:0>6}", "{0:0>6}"),
    "tw": ("{0}.TW", "TWSE:{0}", "{0}"),
    "jp": ("{0}.T", "TYO:{0}", "{0}"),
}  # fmt: skip
"""How tickers are written, by exchange."""
ACCENTS = str.maketrans("aeiou", "äéíôü")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_TRADITIONAL, _SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")


class Known(NamedTuple):
    """An entity and all its names."""

    id: str
    kind: str
    names: tuple[str, ...]


class Question(NamedTuple):
    """What is typed, and the entities that are meant; none where the base does not have it."""

    typed: str
    meant: frozenset[str]
    held: bool
    """Whether it is held out from tuning."""


Maker = Callable[[Random, Known, str], Iterable[str]]
"""Ways of writing a name of an entity."""


def entities_of(base: KnowledgeBase) -> list[Known]:
    """Every entity of a base but sources, whose names are titles."""
    return [
        Known(one.id, one.kind, tuple(dict.fromkeys((one.name, *one.aliases))))
        for kind in KINDS
        if kind != "source"
        for one in base.of_kind(kind)
    ]


def slips(base: KnowledgeBase, known: Sequence[Known]) -> dict[str, list[Question]]:
    """Every name of five letters or more with one slip, and with two."""
    return {
        "one slip": _asked(base, known, _wrong(1), "1"),
        "two slips": _asked(base, known, _wrong(2), "2"),
    }


def forms(base: KnowledgeBase, known: Sequence[Known]) -> dict[str, list[Question]]:
    """Names in the other script, as they sound, as tickers, and with forms of companies."""
    makers: dict[str, Maker] = {
        "other script": _scripts, "pinyin": _sounds, "initials": _initials, "tickers": _tickers,
        "company forms": _companies, "case, width, accents": _spellings,
        "one slip and a form": _both,
    }  # fmt: skip
    return {what: _asked(base, known, maker, what) for what, maker in makers.items()}


def absent(
    base: KnowledgeBase, names: Iterable[str], meant: frozenset[str] = frozenset()
) -> list[Question]:
    """Names that a base does not have, in whatever spelling."""
    return [
        Question(name, meant, held_out(name))
        for name in dict.fromkeys(names)
        if not owners(base, name)
    ]


def codes(known: Sequence[Known]) -> list[str]:
    """Every name that has a model number with others instead."""
    return [
        other for one in known for name in one.names for other in other_codes(_random(name), name)
    ]


def crossed(known: Sequence[Known]) -> list[str]:
    """Words of two firms or people in one name, and the last words of names alone."""
    names = [
        name.split(" ")
        for one in known
        if one.kind in ("company", "person")
        for name in one.names
        if name.isascii() and " " in name
    ]
    random = _random("crossed")
    made = []
    for parts in names:
        other = random.choice(names)
        made += [[*parts[:-1], other[-1]], [other[0], *parts[1:]], parts[-1:]]
    return [" ".join(parts) for parts in made]


def ordinary() -> list[str]:
    """Words of plain English, from the help texts that come with Python."""
    return sorted(set(re.findall(r"\b[a-z]{4,}\b", " ".join(topics.values()))))


def owners(base: KnowledgeBase, name: str) -> frozenset[str]:
    """The entities that have exactly this name, in whatever spelling."""
    found = exactly(base, name) or by_form(base, name)
    return frozenset(one.entity.id for one in found.named) if found else frozenset()


def held_out(name: str) -> bool:
    """Whether what is asked of a name is held out, the same each time."""
    return crc32(key(name).encode()) % 2 == 1


def _asked(base: KnowledgeBase, known: Sequence[Known], maker: Maker, what: str) -> list[Question]:
    """What a maker makes of all names, but for what is exactly a name of another entity."""
    made = []
    for one in known:
        for name in one.names:
            meant = owners(base, name) | {one.id}
            for typed in maker(_random(f"{what} {name}"), one, name):
                others = owners(base, typed) - meant
                made += [] if others else [Question(typed, meant, held_out(name))]
    return made


def _random(seed: str) -> Random:
    """The same choices for a name each time."""
    return Random(seed)  # noqa: S311 - wrong names need no secrets


def _wrong(number: int) -> Maker:
    """Types names with so many slips."""

    def wrong(random: Random, one: Known, name: str) -> Iterator[str]:
        del one
        if _slippery(name):
            yield from filter(None, (misspelt(random, name, number) for _ in range(VARIANTS)))

    return wrong


def _slippery(name: str) -> bool:
    """Whether a name can be typed wrongly and still be meant: long enough, and no ticker."""
    return len(list(open_letters(name))) >= FEWEST and not has_han(name) and not ticker(name)


def _scripts(_: Random, one: Known, name: str) -> Iterable[str]:
    del one
    if not has_han(name):
        return ()
    return sorted({_TRADITIONAL.convert(name), _SIMPLIFIED.convert(name)} - {name})


def _sounds(_: Random, one: Known, name: str) -> Iterator[str]:
    del one
    if has_han(name):
        sounds = [(readings(letter) or [letter])[0] for letter in _SIMPLIFIED.convert(name)]
        yield "".join(sounds)
        yield " ".join(sounds).title()


def _initials(_: Random, one: Known, name: str) -> Iterable[str]:
    del one
    return filter(None, [initials(_SIMPLIFIED.convert(name))])


def _tickers(_: Random, one: Known, name: str) -> Iterator[str]:
    found = ticker(name) if one.kind == "company" else None
    if found:
        styles = TICKERS.get(found.exchange, ())
        yield from (style.format(found.code.upper()) for style in styles)


def _companies(random: Random, one: Known, name: str) -> Iterator[str]:
    if one.kind != "company" or any(map(str.isdigit, name)) or ticker(name):
        return
    yield name + (random.choice(HAN_FORMS) if has_han(name) else f" {random.choice(FORMS)}")


def _spellings(random: Random, one: Known, name: str) -> Iterator[str]:
    del one
    yield name.upper()
    yield name.replace(" ", "-")
    yield name.replace(" ", "")
    yield name.translate(WIDE)
    at = random.randrange(len(name))
    yield name[:at] + name[at:].translate(ACCENTS)


def _both(random: Random, one: Known, name: str) -> Iterator[str]:
    if one.kind == "company" and _slippery(name):
        wrong = misspelt(random, name, 1)
        yield f"{wrong or name} {random.choice(FORMS)}"

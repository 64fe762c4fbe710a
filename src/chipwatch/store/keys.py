"""Every key that an entity can be found under, worked out when a base is built."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model.codes import short_names
from ..model.common import company_key
from ..model.facts import Entity
from ..model.naming import has_han, key, words
from ..model.tickers import bare_codes, ticker_key
from .base import CODE, PART, WHOLE
from .pinyin import initials, readings

_NUMBERED = ("chip", "product")
"""Kinds whose names may be a maker's name and a model."""
_ASIDE = re.compile(r"(.+?)\s*[(（]\s*(?:(formerly|fka|ex)\s+)?(.+?)\s*[)）]\s*", re.IGNORECASE)


class Way(NamedTuple):
    """How an entity is found under a key: the name that says so, and what part of it the key is."""

    text: str
    how: str
    grade: int


class Keys:
    """Finds the keys of entities, knowing the characters and company forms of the base."""

    def __init__(self, plain: Mapping[str, str], forms: Container[str]) -> None:
        self._plain = str.maketrans(dict(plain))
        self._forms = forms

    def rows(self, entity: Entity) -> Iterator[tuple[str, str, str, str, str, int]]:
        """A row for each key, with the plainest way in which it is a key of this entity."""
        found: dict[str, Way] = {}
        for each, way in self._ways(entity):
            if each and each not in found:
                found[each] = way
        for each, way in found.items():
            yield each, entity.id, entity.kind, *way

    def _ways(self, entity: Entity) -> Iterator[tuple[str, Way]]:
        """The keys as written before those of parts, and these before codes and initials."""
        names = [("name", entity.name), *(("alias", alias) for alias in entity.aliases)]
        for how, text in [("id", entity.id), *names]:
            yield from self._written(entity.kind, text, how)
        for _, text in names:
            for said in self._said(entity.kind, text):
                yield from ((key(spelt), Way(text, "pinyin", WHOLE)) for spelt in readings(said))
        for how, text in names:
            yield from self._parts(entity.kind, text, how)

    def _written(self, kind: str, text: str, how: str) -> Iterator[tuple[str, Way]]:
        way = Way(text, how, WHOLE)
        plain = self._spelt(text)
        yield key(plain), way
        if kind == "company":
            yield company_key(plain, self._forms), way

    def _parts(self, kind: str, text: str, how: str) -> Iterator[tuple[str, Way]]:
        """What the name is called in part: its former name, its model, its code, its initials."""
        for part in _aside(text):
            yield from ((each, Way(text, how, PART)) for each, _ in self._written(kind, part, how))
        if kind in _NUMBERED:
            for model in short_names(words(self._spelt(text))):
                yield model, Way(text, how, PART)
        if kind == "company":
            for code in (ticker_key(text), *bare_codes(text)):
                yield code, Way(text, how, CODE)
        for said in self._said(kind, text):
            yield initials(said), Way(text, "pinyin", CODE)

    def _spelt(self, text: str) -> str:
        """The name with simplified characters for traditional ones."""
        return text if text.isascii() else text.translate(self._plain)

    def _said(self, kind: str, text: str) -> Iterable[str]:
        """A Chinese name as it is said, in full and without what says that it is a company."""
        if not has_han(text):
            return ()
        plain = self._spelt(text)
        return (plain, company_key(plain, self._forms)) if kind == "company" else (plain,)


def _aside(text: str) -> Iterable[str]:
    """The two names of a name with a former one, or one in another script, in brackets."""
    found = _ASIDE.fullmatch(text)
    if not found:
        return ()
    name, former, other = found.groups()
    return (name, other) if former or has_han(name) is not has_han(other) else ()

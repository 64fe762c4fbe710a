"""Compute every key that an entity can be found under, when a base is built.

Keys that a lookup makes too, such as a name without its legal form, come from the rules in
``store/name_rules``, which ``asking/naming/variants`` applies to what was typed.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ..model.company_words import build_company_key
from ..model.entity import Entity
from ..model.normalise import has_han, normalise_name
from .name_rules import NAME_RULES, NameRule
from .pinyin import build_initials, list_readings
from .records import NAME_CODE, NAME_PART, WHOLE_NAME

_BRACKETED_NAME = re.compile(
    r"(.+?)\s*[(（]\s*(?:(formerly|fka|ex)\s+)?(.+?)\s*[)）]\s*", re.IGNORECASE
)


class KeySource(NamedTuple):
    """Where a key of an entity comes from: the name, its type, and what part of it the key is."""

    text: str
    how: str
    grade: int


class IndexRules(NamedTuple):
    """The rules for the names of a kind that are stored."""

    of_whole_names: tuple[NameRule, ...]
    of_parts: tuple[NameRule, ...]


@cache
def _list_rules(kind: str) -> IndexRules:
    """List the rules for a kind, once in a process."""
    rules = [rule for rule in NAME_RULES if kind in rule.indexed_kinds]
    return IndexRules(
        of_whole_names=tuple(rule for rule in rules if rule.grade == WHOLE_NAME),
        of_parts=tuple(rule for rule in rules if rule.grade != WHOLE_NAME),
    )


class NameKeyBuilder:
    """Finds the keys of entities, knowing the characters and company forms of the base."""

    def __init__(self, simplified: Mapping[str, str], forms: Container[str]) -> None:
        self._simplified = str.maketrans(dict(simplified))
        self._forms = forms

    def build_rows(self, entity: Entity) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Build a row for each key, with the plainest way in which it is a key of this entity."""
        sources_by_key: dict[str, KeySource] = {}
        for name_key, key_source in self._iter_keys(entity):
            if name_key and name_key not in sources_by_key:
                sources_by_key[name_key] = key_source
        for name_key, key_source in sources_by_key.items():
            yield name_key, entity.id, entity.kind, *key_source

    def _iter_keys(self, entity: Entity) -> Iterator[tuple[str, KeySource]]:
        """Give the keys as written, then those of parts, then codes and initials."""
        names = [("name", entity.name), *(("alias", alias) for alias in entity.aliases)]
        for how, text in [("id", entity.id), *names]:
            key_source = KeySource(text, how, WHOLE_NAME)
            for name_key in self._iter_written_keys(entity.kind, text):
                yield name_key, key_source
        for _, text in names:
            for spoken_name in self._list_spoken_names(entity.kind, text):
                for reading in list_readings(spoken_name):
                    yield normalise_name(reading), KeySource(text, "pinyin", WHOLE_NAME)
        for how, text in names:
            yield from self._iter_partial_keys(entity.kind, text, how)

    def _iter_written_keys(self, kind: str, text: str) -> Iterator[str]:
        simplified = self._convert_to_simplified(text)
        yield normalise_name(simplified)
        for rule in _list_rules(kind).of_whole_names:
            yield from rule.build_keys(simplified, self._forms)

    def _iter_partial_keys(self, kind: str, text: str, how: str) -> Iterator[tuple[str, KeySource]]:
        """Give the keys of parts of a name: its former name, model, code and initials."""
        for partial_name in _split_bracketed_name(text):
            for name_key in self._iter_written_keys(kind, partial_name):
                yield name_key, KeySource(text, how, NAME_PART)
        simplified = self._convert_to_simplified(text)
        for rule in _list_rules(kind).of_parts:
            for name_key in rule.build_keys(simplified, self._forms):
                yield name_key, KeySource(text, how, rule.grade)
        for spoken_name in self._list_spoken_names(kind, text):
            yield build_initials(spoken_name), KeySource(text, "pinyin", NAME_CODE)

    def _convert_to_simplified(self, text: str) -> str:
        """Convert traditional characters of a name to simplified ones."""
        return text if text.isascii() else text.translate(self._simplified)

    def _list_spoken_names(self, kind: str, text: str) -> Iterable[str]:
        """List a Chinese name as it is spoken, in full and without its company form."""
        if not has_han(text):
            return ()
        simplified = self._convert_to_simplified(text)
        return (
            (simplified, build_company_key(simplified, self._forms))
            if kind == "company"
            else (simplified,)
        )


def _split_bracketed_name(text: str) -> Iterable[str]:
    """Split a name that has a former one, or one in another script, in brackets."""
    name_match = text.endswith((")", "）")) and _BRACKETED_NAME.fullmatch(text)
    if not name_match:
        return ()
    first_name, former, second_name = name_match.groups()
    return (
        (first_name, second_name)
        if former or has_han(first_name) is not has_han(second_name)
        else ()
    )

"""The words of a search: each with the other ways to write it, and none that says nothing.

A word stands for its forms (the index has stems), its British and American spelling, a country and
its people, a number with its unit in either notation. Words such as ``who`` and ``the`` are left
out, unless there are no others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product, takewhile
from typing import NamedTuple

from ...model.kind import AnyField
from ...model.normalise import fold_letters, has_han, split_words
from ...store.knowledge_base import KnowledgeBase
from ...store.passage_text import split_chinese
from .query_synonyms import STOP_WORDS, SYNONYMS_BY_WORD, UNITS

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+")
_EDGES = re.compile(r"^[^\w]+|[^\w%]+$")
_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBER_WITH_UNIT = re.compile(r"(\d[\d,.]*)([a-z]{1,6}|%)")
_SPELT_IS = re.compile(r"(?<=[a-z]{3})([iy])([sz])(e|ed|es|ing|ation|ations)$")
_ENDINGS = ("s", "es", "ed", "ing")
_MIN_STEM_LETTERS = 2
_DIGITS_WITH_COMMA = range(4, 31)
"""The digits of numbers that are looked for with commas too; no figure has more."""
_MAX_SPLIT_LETTERS = 200
"""Letters of Chinese in one that are split into parts; a question has fewer."""
MAX_SEARCH_WORDS = 24
"""The most words of a text that are looked for; a question has fewer."""


class QueryWord(NamedTuple):
    """A word of a search, and the texts of which any counts as that word."""

    text: str
    variants: tuple[str, ...]
    """The plainest first."""

    @property
    def expression(self) -> str:
        """The expression of FTS5 that matches any of the variants."""
        return _build_expression(self.variants)

    @property
    def plain_expression(self) -> str:
        """The expression of FTS5 that matches the plainest variant."""
        return _build_expression(self.variants[:1])

    @property
    def other_expression(self) -> str:
        """The expression of FTS5 that matches the other variants; empty if there are none."""
        return _build_expression(self.variants[1:])


def parse_query_words(base: KnowledgeBase, text: str) -> list[QueryWord]:
    """Split a text into the words that are looked for; without stop words, unless all are."""
    words = list(_join_compounds(_join_units(_split_text(base.simplify_name(text)))))
    telling_words = [word for word in words if word not in STOP_WORDS]
    distinct_words = list(dict.fromkeys(telling_words or words))[:MAX_SEARCH_WORDS]
    query_words = [
        QueryWord(word, tuple(dict.fromkeys(_iter_variants(word)))) for word in distinct_words
    ]
    segments = (segment for word in query_words for segment in _segment_chinese(base, word))
    return list(islice(segments, MAX_SEARCH_WORDS))


def build_phrase_expression(first: QueryWord, second: QueryWord) -> str:
    """Build the expression of FTS5 that matches two words side by side, in any variants."""
    pairs = product(first.variants, second.variants)
    return _build_expression([phrase for pair in pairs for phrase in _iter_phrases(*pair)])


def _iter_phrases(first: str, second: str) -> Iterator[str]:
    """Join two words with a space, and Chinese ones without it too."""
    yield f"{first} {second}"
    if has_han(first[-1:]) and has_han(second[:1]):
        yield f"{first}{second}"


def is_property_named(field: AnyField, words: Iterable[QueryWord]) -> bool:
    """Tell whether a word of a search, or a synonym, is one of the words of a property."""
    property_words = {*split_words(field.label), *field.name.split("_")}
    variants = {variant for word in words for variant in word.variants}
    return any({variant, variant.removesuffix("s")} & property_words for variant in variants)


def _build_expression(variants: Sequence[str]) -> str:
    return " OR ".join(f'"{split_chinese(variant)}"' for variant in variants)


def _split_text(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(fold_letters(text).replace("\0", " ")):
        word = _EDGES.sub("", token.replace('"', " ").strip())
        if word == "%" or any(letter.isalnum() for letter in word):
            yield word


def _join_units(words: Iterable[str]) -> Iterator[str]:
    """Join a number and the unit after it: ``5`` ``nm`` → ``5 nm``."""
    number = ""
    for word in words:
        if number and word in UNITS:
            yield f"{number} {word}"
            number = ""
            continue
        if number:
            yield number
        number = word if _NUMBER.fullmatch(word) else ""
        if not number:
            yield word
    if number:
        yield number


def _join_compounds(words: Iterable[str]) -> Iterator[str]:
    """Join two words that are one thing in the table: ``data`` ``centers`` → ``data center``."""
    previous_word = ""
    for word in words:
        compound = f"{previous_word} {word}".removesuffix("s")
        if previous_word and compound in SYNONYMS_BY_WORD:
            yield compound
            previous_word = ""
        else:
            if previous_word:
                yield previous_word
            previous_word = word
    if previous_word:
        yield previous_word


def _iter_variants(word: str) -> Iterator[str]:
    """Give the ways in which a word may stand in the base."""
    number, _, unit = word.partition(" ")
    glued_match = _NUMBER_WITH_UNIT.fullmatch(word)
    if glued_match:
        number, unit = glued_match.groups()
    if unit and _NUMBER.fullmatch(number):
        yield word
        for other_unit in SYNONYMS_BY_WORD.get(unit, (unit,)):
            yield f"{number} {other_unit}"
            yield f"{number}{other_unit}"
        return
    yield word
    if "&" in word:
        yield word.replace("&", "")
    for stem in _iter_stems(word):
        yield from SYNONYMS_BY_WORD.get(stem, ())
    if word.isdecimal() and len(word) in _DIGITS_WITH_COMMA:
        yield f"{int(word):,}"
    spelt_match = _SPELT_IS.search(word)
    if spelt_match:
        other_letter = "s" if spelt_match[2] == "z" else "z"
        yield word[: spelt_match.start(2)] + other_letter + word[spelt_match.end(2) :]


def _iter_stems(word: str) -> Iterator[str]:
    """Give the forms under which a word may stand in the table: decided, decid, decide."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + _MIN_STEM_LETTERS:
            stem = word.removesuffix(ending)
            yield stem
            yield f"{stem}e"


def _segment_chinese(base: KnowledgeBase, word: QueryWord) -> Sequence[QueryWord]:
    """Split Chinese that the base does not have in one into the longest parts that it has.

    ``华为昇腾`` → 华为, 昇腾. What it has nowhere is kept as a part of its own.
    """
    if not has_han(word.text) or base.has_passage(word.expression):
        return [word]
    segments, unknown_letters = list[QueryWord](), ""
    remaining_text = word.text[:_MAX_SPLIT_LETTERS]
    while remaining_text:
        known_text = _find_known_beginning(base, remaining_text)
        if known_text and unknown_letters:
            segments.append(QueryWord(unknown_letters, (unknown_letters,)))
            unknown_letters = ""
        if known_text:
            segments.append(QueryWord(known_text, tuple(_iter_variants(known_text))))
        unknown_letters += "" if known_text else remaining_text[0]
        remaining_text = remaining_text[len(known_text or remaining_text[0]) :]
    unknown_letters += word.text[_MAX_SPLIT_LETTERS:]
    return [
        *segments,
        *([QueryWord(unknown_letters, (unknown_letters,))] if unknown_letters else []),
    ]


def _find_known_beginning(base: KnowledgeBase, text: str) -> str:
    """Find the longest beginning, of two letters at least, that the base has or that has synonyms.

    What no passage has, none has with more letters behind it.
    """
    beginnings = [text[:end] for end in range(2, len(text) + 1)]
    in_base = takewhile(lambda words: base.has_passage(_build_expression((words,))), beginnings)
    with_synonyms = (beginning for beginning in beginnings if beginning in SYNONYMS_BY_WORD)
    return max((*in_base, *with_synonyms), key=len, default="")

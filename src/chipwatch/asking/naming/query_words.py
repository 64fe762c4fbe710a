"""The words of a search: each with the other ways to write it, and none that says nothing.

A word stands for its forms (the index has stems), its British and American spelling, a country and
its people, a number with its unit in either notation. Words such as ``who`` and ``the`` are left
out, unless there are no others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.normalise import fold_letters, has_han
from ...store.knowledge_base import KnowledgeBase
from ...store.passage_text import split_chinese

# fmt: off
_STOP_WORDS = frozenset(
    ("a", "about", "after", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
     "did", "do", "does", "for", "from", "had", "has", "have", "how", "in", "into", "is", "it",
     "its", "make", "makes", "many", "much", "of", "on", "or", "s", "that", "the", "their",
     "there", "they", "this",
     "to", "versus", "vs", "was", "were", "what", "when", "where", "which", "who", "whom", "whose",
     "why", "will", "with", "without")
)
"""Words that say nothing of what is looked for."""
_SYNONYMS = (
    ("china", "chinese", "prc"),
    ("us", "usa", "american", "america", "united states"),
    ("uk", "british", "britain", "united kingdom"),
    ("netherlands", "dutch"), ("taiwan", "taiwanese"), ("japan", "japanese"),
    ("korea", "korean"), ("europe", "european"), ("germany", "german"), ("russia", "russian"),
    ("france", "french"), ("india", "indian"), ("malaysia", "malaysian"),
    ("centre", "center"), ("licence", "license", "licensing"), ("grey", "gray"),
    ("programme", "program"), ("labour", "labor"), ("favour", "favor"), ("behaviour", "behavior"),
    ("defence", "defense"), ("aluminium", "aluminum"), ("fibre", "fiber"), ("cheque", "check"),
    ("modelling", "modeling"), ("labelled", "labeled"), ("cancelled", "canceled"),
    ("data centre", "data center", "datacentre", "datacenter"),
    ("ceo", "chief executive"), ("founder", "founded"), ("rescinded", "rescission"),
    ("yuan", "cny", "rmb", "renminbi"), ("dollar", "dollars", "usd"),
    ("billion", "bn"), ("million", "m"), ("trillion", "tn"), ("percent", "per cent", "%"),
    ("nanometre", "nanometer", "nm"), ("watts", "w"),
    ("energy", "power", "electricity"), ("fine", "penalty"),
    ("gpu", "chip", "accelerator", "processor"),
)
"""Words and units that are the same to a search."""
# fmt: on
_SYNONYMS_BY_WORD = {word: group for group in _SYNONYMS for word in group}
_UNITS = frozenset(
    ("%", "percent", "bn", "billion", "m", "million", "tn", "trillion", "nm", "nanometre",
     "nanometer", "gb", "tb", "w", "watts", "kw", "mw", "gw", "tops", "tflops", "yuan", "dollars")
)  # fmt: skip
"""Units that belong to the number before them."""
_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+")
_EDGES = re.compile(r"^[^\w]+|[^\w%]+$")
_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBER_WITH_UNIT = re.compile(r"(\d[\d,.]*)([a-z]{1,6}|%)")
_SPELT_IS = re.compile(r"(?<=[a-z]{3})([iy])([sz])(e|ed|es|ing|ation|ations)$")
_MAX_DIGITS_WITHOUT_COMMA = 3
MAX_SEARCH_WORDS = 24
"""The most words of a text that are looked for; a question has fewer."""


class QueryWord(NamedTuple):
    """A word of a search, and the texts of which any counts as that word."""

    text: str
    variants: tuple[str, ...]

    @property
    def expression(self) -> str:
        """The expression of FTS5 that matches any of the variants."""
        return " OR ".join(f'"{split_chinese(variant)}"' for variant in self.variants)


def parse_query_words(base: KnowledgeBase, text: str) -> list[QueryWord]:
    """Split a text into the words that are looked for; without stop words, unless all are."""
    words = list(_join_compounds(_join_units(_split_text(base.simplify_name(text)))))
    telling_words = [word for word in words if word not in _STOP_WORDS]
    distinct_words = list(dict.fromkeys(telling_words or words))[:MAX_SEARCH_WORDS]
    query_words = [
        QueryWord(word, tuple(dict.fromkeys(_iter_variants(word)))) for word in distinct_words
    ]
    return [part for word in query_words for part in _segment_chinese(base, word)]


def _split_text(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(fold_letters(text)):
        word = _EDGES.sub("", token.replace('"', " ").strip())
        if word == "%" or any(letter.isalnum() for letter in word):
            yield word


def _join_units(words: Iterable[str]) -> Iterator[str]:
    """Join a number and the unit after it: ``5`` ``nm`` → ``5 nm``."""
    number = ""
    for word in words:
        if number and word in _UNITS:
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
        if previous_word and compound in _SYNONYMS_BY_WORD:
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
        for other_unit in _SYNONYMS_BY_WORD.get(unit, (unit,)):
            yield f"{number} {other_unit}"
            yield f"{number}{other_unit}"
        return
    yield from _SYNONYMS_BY_WORD.get(word, (word,))
    if word.isdecimal() and len(word) > _MAX_DIGITS_WITHOUT_COMMA:
        yield f"{int(word):,}"
    if word.endswith("s"):
        yield from _SYNONYMS_BY_WORD.get(word[:-1], ())
    spelt_match = _SPELT_IS.search(word)
    if spelt_match:
        other_letter = "s" if spelt_match[2] == "z" else "z"
        yield word[: spelt_match.start(2)] + other_letter + word[spelt_match.end(2) :]


def _segment_chinese(base: KnowledgeBase, word: QueryWord) -> Sequence[QueryWord]:
    """Split Chinese that the base does not have in one into the longest parts that it has.

    ``华为昇腾`` → 华为, 昇腾. What it has nowhere is kept as a part of its own.
    """
    if not has_han(word.text) or base.has_passage(word.expression):
        return [word]
    parts, unknown_letters, rest = list[QueryWord](), "", word.text
    while rest:
        part = next(
            (rest[:end] for end in range(len(rest), 1, -1) if _is_known(base, rest[:end])), ""
        )
        if part and unknown_letters:
            parts.append(QueryWord(unknown_letters, (unknown_letters,)))
            unknown_letters = ""
        if part:
            parts.append(QueryWord(part, (part,)))
        unknown_letters += "" if part else rest[0]
        rest = rest[len(part or rest[0]) :]
    return [*parts, *([QueryWord(unknown_letters, (unknown_letters,))] if unknown_letters else [])]


def _is_known(base: KnowledgeBase, text: str) -> bool:
    return base.has_passage(QueryWord(text, (text,)).expression)

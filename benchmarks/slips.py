"""How names are typed wrongly: as people misspell words, by any one letter, and as other models.

The typos that people make are those of ``typo_counts.csv``, which ``misspellings.py`` derives from
words that no rule was made from. One is put into a word of a name where the same letters stand
between the same neighbours.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from chipwatch.asking.naming.letter_typos import LetterTypo
from misspellings import COUNTS_PATH, LETTERS, parse_typos

MIN_WORD_LETTERS = 4
"""Letters of the words that are typed wrongly."""
MAX_DRAWS = 400
"""Typos drawn until one fits into a name."""
_LATIN_WORD = re.compile(r"(?<![\w-])[A-Za-z]{4,}(?![\w-])")
_NUMERAL = re.compile("[IVX]+")


class TypoCorpus(NamedTuple):
    """The typos of a corpus, and how often each was made, added up."""

    typos: Sequence[Sequence[LetterTypo]]
    cumulative_counts: Sequence[int]

    def draw(self, random: Random) -> Sequence[LetterTypo]:
        """Draw what was done to a word, as often as it was."""
        return random.choices(self.typos, cum_weights=self.cumulative_counts)[0]


@cache
def load_corpora(path: Path = COUNTS_PATH) -> dict[str, TypoCorpus]:
    """Load the typos of each corpus."""
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    corpora = {}
    for corpus in dict.fromkeys(row["corpus"] for row in rows):
        corpus_rows = [row for row in rows if row["corpus"] == corpus]
        counts = accumulate(int(row["count"]) for row in corpus_rows)
        typos = [parse_typos(row["typos"]) for row in corpus_rows]
        corpora[corpus] = TypoCorpus(typos, list(counts))
    return corpora


def misspell_name(random: Random, name: str, corpus: TypoCorpus) -> str:
    """Make the typos of one misspelt word in a word of a name; empty if none fits."""
    words = list_open_words(name)
    for _ in range(MAX_DRAWS if words else 0):
        word = random.choice(words)
        misspelt_word = _put_typos(random, word[0], corpus.draw(random))
        if misspelt_word and misspelt_word.lower() != word[0].lower():
            return name[: word.start()] + misspelt_word + name[word.end() :]
    return ""


def list_open_words(name: str) -> list[re.Match[str]]:
    """List the words of a name that may be typed wrongly: of letters, no model, no numeral."""
    return [word for word in _LATIN_WORD.finditer(name) if not _NUMERAL.fullmatch(word[0])]


def _put_typos(random: Random, word: str, typos: Sequence[LetterTypo]) -> str:
    """Put typos into a word, each at a place with its letters; empty if one has no place."""
    for typo in typos:
        places = list(_iter_places(word, typo))
        if not places:
            return ""
        start = random.choice(places)
        word = replace_letters(word, start, len(typo.right), typo.typed)
    return word


def _iter_places(word: str, typo: LetterTypo) -> Iterator[int]:
    """Give the positions where a typo may be made: its letters between its neighbours."""
    fenced_word = f"^{word.lower()}$"
    pattern = f"{typo.before}{typo.right}{typo.after}"
    return (
        position
        for position in range(len(fenced_word))
        if fenced_word.startswith(pattern, position)
    )


def edit_any_letter(random: Random, name: str, kind: str) -> str:
    """Make one edit of a kind at any letter of any word but a model number; empty if none."""
    positions = [position for word in list_open_words(name) for position in range(*word.span())]
    if not positions:
        return ""
    return _EDITS[kind](random, name, random.choice(positions))


def _change(random: Random, name: str, position: int) -> str:
    other_letters = LETTERS.replace(name[position].lower(), "")
    return replace_letters(name, position, 1, random.choice(other_letters))


def _add(random: Random, name: str, position: int) -> str:
    return name[: position + 1] + random.choice(LETTERS) + name[position + 1 :]


def _leave_out(_: Random, name: str, position: int) -> str:
    return name[:position] + name[position + 1 :]


def _exchange(_: Random, name: str, position: int) -> str:
    pair = name[position : position + 2]
    is_possible = len(pair) > 1 and pair.isalpha() and pair[0].lower() != pair[1].lower()
    return name[:position] + pair[::-1] + name[position + 2 :] if is_possible else ""


_EDITS: dict[str, Callable[[Random, str, int], str]] = {
    "another letter": _change,
    "letter added": _add,
    "letter left out": _leave_out,
    "letters exchanged": _exchange,
}
EDIT_KINDS = tuple(_EDITS)
"""Everything that can be done to one letter, each done as often."""


def iter_changed_codes(random: Random, name: str) -> Iterator[str]:
    """Change, add or leave out a digit of a model number, or a letter after it."""
    digit_positions = [position for position, letter in enumerate(name) if letter.isdigit()]
    if not digit_positions:
        return
    position = random.choice(digit_positions)
    yield replace_letters(
        name, position, 1, random.choice("0123456789".replace(name[position], ""))
    )
    yield name[:position] + random.choice("0123456789") + name[position:]
    if len(digit_positions) > 1:
        yield _leave_out(random, name, position)
    end = digit_positions[-1] + 1
    next_letter = name[end : end + 1]
    yield name[:end] + random.choice("ABCDEPSX") + name[end + next_letter.isalpha() :]
    if next_letter.isalpha() and not name[end + 1 : end + 2].isalpha():
        yield name[:end] + name[end + 1 :]


def replace_letters(name: str, position: int, length: int, replacement: str) -> str:
    """Replace letters of a name, with a capital where the first of them is one."""
    is_upper = name[position : position + 1].isupper()
    return (
        name[:position]
        + (replacement.capitalize() if is_upper else replacement)
        + name[position + length :]
    )

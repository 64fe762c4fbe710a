"""Decide whether two names differ only by plausible typos: ``badu`` is Baidu, H100 is not H200.

A typo is a letter left out, added or changed, or two neighbouring letters exchanged (the operations
of the optimal string alignment distance, OSA). Names are compared as keys: lower-case letters and
digits without spaces, ``Moore Threads`` → ``moorethreads``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA, Editop, Levenshtein, Opcode

from ...model.model_numbers import MAX_SHORT_WORD_LETTERS, find_fixed_positions, list_numbers
from .scores import (
    MAX_TRIGRAMS_SPOILT_BY_TYPO,
    MAX_TYPOS,
    MIN_LETTERS_FOR_ONE_TYPO,
    MIN_LETTERS_FOR_TWO_TYPOS,
)

_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SIMILAR_VOWELS = ("ae", "ei", "iy", "ou")
_SIMILAR_CONSONANTS = ("ck", "cs", "sz", "xs", "qc", "vw", "fp", "gj", "jz", "mn", "rl")
_SIMILAR_SHAPES = ("li", "ec", "hb", "nu", "tf", "gq", "lt", "ij", "uv")
_CONFUSABLE_PAIRS = (
    *(row[index : index + 2] for row in _KEYBOARD_ROWS for index in range(len(row) - 1)),
    *_SIMILAR_VOWELS,
    *_SIMILAR_CONSONANTS,
    *_SIMILAR_SHAPES,
)
_CONFUSABLE_LETTERS = frozenset((*_CONFUSABLE_PAIRS, *(pair[::-1] for pair in _CONFUSABLE_PAIRS)))
"""Pairs of letters that are easily typed, heard or read for one another, in both orders."""
_SILENT_LETTERS = frozenset("hgkcse")
"""Letters often written where none is heard: zh for z, ng for n, ck for k."""


class AlignedName(NamedTuple):
    """A key, with the positions in it where words begin and where a letter must be right.

    ``Ascend 910B`` has the key ``ascend910b``, words that begin at 0 and 6, and fixed positions 6
    to 9: another letter or digit there makes it another model.
    """

    key: str
    name_words: Sequence[str]
    word_starts: frozenset[int]
    fixed_positions: frozenset[int]

    @classmethod
    def from_words(cls, name_words: Sequence[str], key: str) -> "AlignedName":
        """Align a key with the words it is made of; take it for one word if it is not in them.

        The key may be that of all the words or of some: ``baidu`` in ``baidu inc``.
        """
        key_start = "".join(name_words).find(key)
        if key_start < 0:
            name_words, key_start = [key], 0
        starts = {word_end - key_start for word_end in accumulate(map(len, name_words), initial=0)}
        all_fixed_positions = {
            position - key_start for position in find_fixed_positions(name_words)
        }
        key_positions = frozenset(range(len(key)))
        return cls(
            key=key,
            name_words=name_words,
            word_starts=frozenset(starts & key_positions | {0}),
            fixed_positions=frozenset(all_fixed_positions & key_positions),
        )


class Edit(NamedTuple):
    """One letter deleted from the query, inserted into it, or replaced, with both positions."""

    tag: str
    query_position: int
    name_position: int


def is_explained_by_typos(query: AlignedName, name: AlignedName) -> bool:
    """Tell whether typos alone can lie between what was typed and a name.

    They cannot where there are too many, where one falls in a model number or at an end of a short
    name (Meta is no misspelt MetaX), where a letter is replaced by one that nobody confuses with it
    (Macron is no misspelt Micron), or where a single word has more than a word may have.
    """
    if not is_within_typo_limit(query.key, name.key):
        return False
    is_short = max(len(query.key), len(name.key)) <= MIN_LETTERS_FOR_ONE_TYPO
    if is_short and _get_end_letters(query.key) != _get_end_letters(name.key):
        return False
    if any(_is_forbidden_edit(edit, query, name) for edit in _iter_edits(query.key, name.key)):
        return False
    if _has_implausible_letter(query.key, name.key):
        return False
    if len(query.name_words) == len(name.name_words) and _has_only_close_words(
        zip(query.name_words, name.name_words, strict=True)
    ):
        return True
    return _has_only_close_words(_align_words(query.key, name))


def is_within_typo_limit(query_word: str, name_word: str) -> bool:
    """Tell whether two words differ by no more typos than words of their lengths may have."""
    if abs(len(query_word) - len(name_word)) > MAX_TYPOS:
        return False  # each typo adds one letter at most; comparing huge words would take seconds
    return bool(
        OSA.distance(query_word, name_word, score_cutoff=MAX_TYPOS)
        <= _count_allowed_typos(query_word, name_word)
    )


def count_needed_trigrams(word: str) -> int:
    """Count the rarest trigrams to look up so that no name within the allowed typos is missed.

    A typo spoils at most four trigrams, so of one more than all typos can spoil at least one is
    also in the name: five for a word with one typo, nine for a word with two.
    """
    # A name may be one letter longer than the word typed, and have two typos where that has one.
    max_typos = 2 if len(word) + 1 >= MIN_LETTERS_FOR_TWO_TYPOS else 1
    return MAX_TRIGRAMS_SPOILT_BY_TYPO * max_typos + 1


def _count_allowed_typos(first_word: str, second_word: str) -> int:
    shorter, longer = sorted((len(first_word), len(second_word)))
    if shorter + 1 >= MIN_LETTERS_FOR_TWO_TYPOS and longer >= MIN_LETTERS_FOR_TWO_TYPOS:
        return MAX_TYPOS
    return 1 if longer >= MIN_LETTERS_FOR_ONE_TYPO else 0


def _get_end_letters(key: str) -> str:
    return key[:1] + key[-1:]


def _has_implausible_letter(query_key: str, name_key: str) -> bool:
    """Tell whether a letter is changed or added that no finger, ear or eye takes for another.

    ``macron`` for Micron (a for i) and ``omicron`` are other words; ``nicron`` (n for m) is a typo.
    A letter may always be left out, typed twice, or exchanged with its neighbour.
    """
    if len(query_key) == len(name_key):
        return _has_implausible_change(query_key, name_key)
    if len(query_key) == len(name_key) + 1 and OSA.distance(query_key, name_key) == 1:
        return _is_implausible_addition(query_key, name_key)
    return False


def _has_implausible_change(query_key: str, name_key: str) -> bool:
    """Tell whether a letter of two equally long keys is changed to one not confused with it."""
    pairs = [
        query_letter + name_letter
        for query_letter, name_letter in zip(query_key, name_key, strict=True)
        if query_letter != name_letter
    ]
    is_exchange = pairs[::-1] == [pair[::-1] for pair in pairs]
    if is_exchange or len(pairs) > MAX_TYPOS:
        return False
    return any(pair not in _CONFUSABLE_LETTERS for pair in pairs)


def _is_implausible_addition(query_key: str, name_key: str) -> bool:
    """Tell whether the letter that only the query has is neither silent nor like a neighbour."""
    position = next(
        position for position, letter in enumerate([*name_key, ""]) if query_key[position] != letter
    )
    added_letter = query_key[position]
    neighbours = query_key[max(position - 1, 0) : position] + query_key[position + 1 : position + 2]
    is_like_neighbour = any(
        added_letter == neighbour or added_letter + neighbour in _CONFUSABLE_LETTERS
        for neighbour in neighbours
    )
    return not is_like_neighbour and added_letter not in _SILENT_LETTERS


def _iter_edits(query_key: str, name_key: str) -> Iterator[Edit]:
    """List the edits that turn a query into a name, aligned from the left and from the right.

    Where a letter stands twice, either may be the extra one, so both alignments are judged:
    ``910bb`` for ``910b`` has its extra b at position 3 or 4.
    """
    for operation in Levenshtein.editops(query_key, name_key):
        yield Edit(operation.tag, operation.src_pos, operation.dest_pos)
    for operation in Levenshtein.editops(query_key[::-1], name_key[::-1]):
        yield _reverse_edit(operation, len(query_key), len(name_key))


def _reverse_edit(operation: Editop, query_length: int, name_length: int) -> Edit:
    """Convert an edit between reversed keys to one between the keys themselves.

    An inserted letter has no letter in the query; its position there is the gap it falls into.
    """
    return Edit(
        tag=operation.tag,
        query_position=query_length - operation.src_pos - (operation.tag != "insert"),
        name_position=name_length - operation.dest_pos - (operation.tag != "delete"),
    )


def _is_forbidden_edit(edit: Edit, query: AlignedName, name: AlignedName) -> bool:
    """Tell whether an edit changes a letter that must be right, or the word it stands in.

    ``ascemd 910b`` is Ascend 910B, but 910C is another model, as is 910B with a letter behind it.
    """
    if edit.tag == "delete":
        return edit.query_position in query.fixed_positions or _is_joined_to_fixed_letter(
            query, edit.query_position, shorter=name, gap=edit.name_position
        )
    if edit.tag == "insert":
        start = max(edit.query_position - MAX_SHORT_WORD_LETTERS, 0)
        nearby_text = query.key[start : edit.query_position + MAX_SHORT_WORD_LETTERS]
        return edit.name_position in name.fixed_positions or (
            bool(list_numbers(nearby_text))
            and _is_joined_to_fixed_letter(
                name, edit.name_position, shorter=query, gap=edit.query_position
            )
        )
    return (
        edit.query_position in query.fixed_positions or edit.name_position in name.fixed_positions
    )


def _is_joined_to_fixed_letter(
    longer: AlignedName, position: int, *, shorter: AlignedName, gap: int
) -> bool:
    """Tell whether a letter that only one name has adjoins a fixed letter within the same word."""
    joins_previous = gap - 1 in shorter.fixed_positions and position not in longer.word_starts
    return joins_previous or (
        gap in shorter.fixed_positions and position + 1 not in longer.word_starts
    )


def _align_words(query_key: str, name: AlignedName) -> Iterator[tuple[str, str]]:
    """Pair each word of a name with the letters typed for it, wherever the query has spaces.

    ``moo rethreads`` and Moore Threads give (moore, moore) and (threads, threads).
    """
    word_cuts = [*sorted(name.word_starts), len(name.key)]
    edit_blocks = Levenshtein.opcodes(query_key, name.key)
    query_positions = [
        0,
        *(_find_query_position(edit_blocks, cut) for cut in word_cuts[1:-1]),
        len(query_key),
    ]
    for query_start, query_end, cut, cut_end in zip(
        query_positions, query_positions[1:], word_cuts, word_cuts[1:], strict=False
    ):
        yield query_key[query_start:query_end], name.key[cut:cut_end]


def _find_query_position(edit_blocks: Iterable[Opcode], cut: int) -> int:
    """Find the position in the query that corresponds to a position in the name."""
    for block in edit_blocks:
        if block.dest_start <= cut <= block.dest_end and block.tag != "delete":
            return min(block.src_start + cut - block.dest_start, block.src_end)
    return 0


def _has_only_close_words(pairs: Iterable[tuple[str, str]]) -> bool:
    """Tell whether no word has more typos than a word of its length may have."""
    return all(is_within_typo_limit(query_word, name_word) for query_word, name_word in pairs)

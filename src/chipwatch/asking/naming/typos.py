"""Decide whether two names differ only by plausible typos: ``badu`` is Baidu, H100 is not H200.

A typo is a letter left out, added or changed, or two neighbouring letters exchanged (the operations
of the optimal string alignment distance, OSA). Names are compared as keys: lower-case letters and
digits without spaces, ``Moore Threads`` → ``moorethreads``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA, Editop, Levenshtein, Opcode

from ...model.company_word_lists import COMPANY_FORMS, GENERIC_WORDS
from ...model.model_numbers import MAX_SHORT_WORD_LETTERS, find_fixed_positions, list_numbers
from .letter_typos import UNEXPLAINED, WeighedTypo, weigh_typos
from .scores import (
    LETTERS_FOR_COMPANY_FORM,
    LETTERS_FOR_TYPO_WEIGHT,
    MAX_COMMON_LETTERS,
    MAX_TRIGRAMS_SPOILT_BY_TYPO,
    MAX_TYPOS,
    MIN_LETTERS_FOR_ONE_TYPO,
    MIN_LETTERS_FOR_TWO_TYPOS,
    MIN_LETTERS_OF_SHORT_WORD,
)

_NUMERAL_LETTERS = "ivx"
_COMMON_WORDS = GENERIC_WORDS | COMPANY_FORMS


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


def is_explained_by_typos(
    query: AlignedName, name: AlignedName, *, has_company_form: bool = False
) -> bool:
    """Tell whether typos alone can lie between what was typed and a name.

    They cannot where there are too many, where one falls in a model number or at an end of a short
    name (Meta is no misspelt MetaX), where a single word has more than a word may have, or where
    the letters that are right are too few for typos so odd: Douban is no misspelt Doubao. A name
    that was typed with its company form is more likely that of another firm.
    """
    if not is_within_typo_limit(query.key, name.key):
        return False
    is_short = max(len(query.key), len(name.key)) <= MIN_LETTERS_FOR_ONE_TYPO
    if is_short and _get_end_letters(query.key) != _get_end_letters(name.key):
        return False
    if any(_is_forbidden_edit(edit, query, name) for edit in _iter_edits(query.key, name.key)):
        return False
    word_pairs = _pair_words(query, name)
    typos = _list_typos(word_pairs)
    total_weight = sum(typo.weight for typo in typos)
    if total_weight not in LETTERS_FOR_TYPO_WEIGHT:
        return False
    needed_letters = LETTERS_FOR_TYPO_WEIGHT[total_weight]
    if has_company_form and not all(typo.is_mechanical for typo in typos):
        needed_letters += LETTERS_FOR_COMPANY_FORM
    return _count_telling_letters(word_pairs) >= needed_letters


def _count_telling_letters(word_pairs: Iterable[tuple[str, str]]) -> int:
    """Count the letters that tell which name is meant; common words add a few, however many."""
    telling_count = common_count = 0
    for query_word, word in word_pairs:
        if word in _COMMON_WORDS:
            common_count += len(word)
        else:
            telling_count += max(len(query_word), len(word))
    return telling_count + min(common_count, MAX_COMMON_LETTERS)


def _pair_words(query: AlignedName, name: AlignedName) -> list[tuple[str, str]]:
    """Pair what was typed with each word of a name: as it is spaced, or else by its letters."""
    if len(query.name_words) == len(name.name_words):
        pairs = list(zip(query.name_words, name.name_words, strict=True))
        if any(query_word == word for query_word, word in pairs) or all(
            is_within_typo_limit(*pair) for pair in pairs
        ):
            return pairs
    return list(_align_words(query.key, name))


def _list_typos(word_pairs: Sequence[tuple[str, str]]) -> list[WeighedTypo]:
    """List the typos of all words, with one that nothing explains if a word has too many."""
    typos: list[WeighedTypo] = []
    for query_word, word in word_pairs:
        if query_word != word:
            word_typos = weigh_typos(word, query_word, is_only_word=len(word_pairs) == 1)
            if len(word_typos) > _count_allowed_in_word(query_word, word, word_typos, word_pairs):
                return [UNEXPLAINED]
            typos += word_typos
    return typos


def _count_allowed_in_word(
    query_word: str, word: str, typos: Sequence[WeighedTypo], all_words: Sequence[object]
) -> int:
    """Count the typos that a word of a name may have: two in a long one, if people make both.

    A short word may have one if the name has others.
    """
    if len(word) >= MIN_LETTERS_FOR_TWO_TYPOS and all(typo.is_usual for typo in typos):
        return MAX_TYPOS
    min_letters = MIN_LETTERS_OF_SHORT_WORD if len(all_words) > 1 else MIN_LETTERS_FOR_ONE_TYPO
    return 1 if max(len(query_word), len(word)) >= min_letters else 0


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
        if _is_doubled_letter(query, edit.query_position):
            return False
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


def _is_doubled_letter(query: AlignedName, position: int) -> bool:
    """Tell whether a letter of a long word stands twice: ``trainiumm3``, but not ``910bb``.

    Letters that numerals are written with may count.
    """
    letter = query.key[position]
    start = max(start for start in query.word_starts if start <= position)
    run = re.compile(r"[^\W\d]*").match(query.key, start)
    return (
        letter.isalpha()
        and letter not in _NUMERAL_LETTERS
        and run is not None
        and run.end() > position
        and run.end() - start > MAX_SHORT_WORD_LETTERS
        and letter
        in (query.key[max(position - 1, start) : position], query.key[position + 1 : position + 2])
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

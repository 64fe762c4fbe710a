"""What slips of typing explain between two names, and what only another name does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA, Editop, Levenshtein, Opcode

from ...model.model_numbers import MAX_SHORT_WORD_LETTERS, find_fixed_positions, list_numbers

MIN_LETTERS_FOR_ONE_TYPO, MIN_LETTERS_FOR_TWO_TYPOS = 5, 8
"""Letters that a name must have for one slip, or for two, to leave no doubt which one is meant."""
MAX_TYPOS = 2
_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SIMILAR_SOUNDS = (
    "ae",
    "ei",
    "iy",
    "ou",
    "ck",
    "cs",
    "sz",
    "xs",
    "qc",
    "vw",
    "fp",
    "gj",
    "jz",
    "mn",
    "rl",
)
_SIMILAR_SHAPES = ("li", "ec", "hb", "nu", "tf", "gq", "lt", "ij", "uv")
_CONFUSABLE_PAIRS = (
    *(row[index : index + 2] for row in _KEYBOARD_ROWS for index in range(len(row) - 1)),
    *_SIMILAR_SOUNDS,
    *_SIMILAR_SHAPES,
)
_CONFUSABLE_LETTERS = frozenset((*_CONFUSABLE_PAIRS, *(pair[::-1] for pair in _CONFUSABLE_PAIRS)))
"""Letters that are typed, heard or read for one another."""
_SILENT_LETTERS = frozenset("hgkcse")
"""Letters that are written where none is heard: zh for z, ng for n, ck for k."""


class AlignedName(NamedTuple):
    """A name as it is compared: its key, and where words begin in it and letters must be right."""

    key: str
    name_words: Sequence[str]
    word_starts: frozenset[int]
    fixed_positions: frozenset[int]

    @classmethod
    def from_words(cls, name_words: Sequence[str], key: str) -> "AlignedName":
        """The key of all these words, or of a part of them; one word where it is neither."""
        key_start = "".join(name_words).find(key)
        if key_start < 0:
            name_words, key_start = [key], 0
        starts = {word_end - key_start for word_end in accumulate(map(len, name_words), initial=0)}
        all_fixed_positions = {
            position - key_start for position in find_fixed_positions(name_words)
        }
        key_positions = frozenset(range(len(key)))
        return cls(
            key,
            name_words,
            frozenset(starts & key_positions | {0}),
            frozenset(all_fixed_positions & key_positions),
        )


def is_explained_by_typos(query: AlignedName, name: AlignedName) -> bool:
    """Whether slips can be all that lies between: few, and none where one letter is too many.

    A slip is a letter left out, added, changed, or two exchanged; never in a model number, nor at
    the ends of a short name, as Meta is no misspelt MetaX.
    """
    if not is_within_typo_limit(query.key, name.key):
        return False
    if max(len(query.key), len(name.key)) <= MIN_LETTERS_FOR_ONE_TYPO and _get_end_letters(
        query.key
    ) != _get_end_letters(name.key):
        return False
    if any(_is_forbidden_edit(edit, query, name) for edit in _iter_edits(query.key, name.key)):
        return False
    if _is_other_word(query.key, name.key):
        return False
    if len(query.name_words) == len(name.name_words) and _has_only_close_words(
        zip(query.name_words, name.name_words, strict=True)
    ):
        return True
    return _has_only_close_words(_align_words(query.key, name))


def _is_other_word(query_key: str, name_key: str) -> bool:
    """Whether letters stand for others that no finger, ear or eye takes them for.

    Macron is no misspelt Micron, nor Omicron; a letter may always be left out or exchanged with the
    next, or typed twice.
    """
    if len(query_key) == len(name_key):
        changed_positions = [
            position
            for position in range(len(name_key))
            if query_key[position] != name_key[position]
        ]
        is_swap = len(changed_positions) == 2 and query_key[changed_positions[0]] + query_key[
            changed_positions[1]
        ] == (name_key[changed_positions[1]] + name_key[changed_positions[0]])
        has_few_changes = 0 < len(changed_positions) <= MAX_TYPOS and not is_swap
        return has_few_changes and any(
            query_key[position] + name_key[position] not in _CONFUSABLE_LETTERS
            for position in changed_positions
        )
    if len(query_key) == len(name_key) + 1 and OSA.distance(query_key, name_key) == 1:
        position = next(
            position
            for position, letter in enumerate([*name_key, ""])
            if query_key[position] != letter
        )
        neighbours = (
            query_key[max(position - 1, 0) : position] + query_key[position + 1 : position + 2]
        )
        return not any(
            query_key[position] + neighbour in _CONFUSABLE_LETTERS
            or query_key[position] == neighbour
            for neighbour in neighbours
        ) and (query_key[position] not in _SILENT_LETTERS)
    return False


def is_within_typo_limit(query_word: str, name_word: str) -> bool:
    """Whether there are no more slips between two words than words of their lengths may have."""
    return bool(
        OSA.distance(query_word, name_word, score_cutoff=MAX_TYPOS)
        <= _count_allowed_typos(query_word, name_word)
    )


def count_needed_trigrams(word: str) -> int:
    """How many trigrams of a word, one more than its slips can spoil, find all names that near."""
    return 4 * (2 if len(word) + 1 >= MIN_LETTERS_FOR_TWO_TYPOS else 1) + 1


def _count_allowed_typos(first_word: str, second_word: str) -> int:
    shorter, longer = sorted((len(first_word), len(second_word)))
    if shorter + 1 >= MIN_LETTERS_FOR_TWO_TYPOS and longer >= MIN_LETTERS_FOR_TWO_TYPOS:
        return MAX_TYPOS
    return 1 if longer >= MIN_LETTERS_FOR_ONE_TYPO else 0


def _get_end_letters(key: str) -> str:
    return key[:1] + key[-1:]


def _iter_edits(query_key: str, name_key: str) -> Iterator[tuple[str, int, int]]:
    """What is changed, and at which places of both.

    Where a letter stands twice, either may be the one too many: so from both ends.
    """
    for edit in Levenshtein.editops(query_key, name_key):
        yield edit.tag, edit.src_pos, edit.dest_pos
    for edit in Levenshtein.editops(query_key[::-1], name_key[::-1]):
        yield edit.tag, *_get_forward_positions(edit, len(query_key), len(name_key))


def _get_forward_positions(edit: Editop, query_length: int, name_length: int) -> tuple[int, int]:
    """The places of an edit of what is written backwards; what is not there is between two."""
    query_position = query_length - edit.src_pos - (edit.tag != "insert")
    return query_position, name_length - edit.dest_pos - (edit.tag != "delete")


def _is_forbidden_edit(edit: tuple[str, int, int], query: AlignedName, name: AlignedName) -> bool:
    """Whether an edit changes a letter that must be right, or the word that it stands in."""
    tag, query_position, name_position = edit
    if tag == "delete":
        return query_position in query.fixed_positions or _is_joined_to_fixed_letter(
            query, query_position, name, name_position
        )
    if tag == "insert":
        nearby_digits = list_numbers(
            query.key[
                max(query_position - MAX_SHORT_WORD_LETTERS, 0) : query_position
                + MAX_SHORT_WORD_LETTERS
            ]
        )
        return name_position in name.fixed_positions or (
            bool(nearby_digits)
            and _is_joined_to_fixed_letter(name, name_position, query, query_position)
        )
    return query_position in query.fixed_positions or name_position in name.fixed_positions


def _is_joined_to_fixed_letter(
    longer: AlignedName, position: int, shorter: AlignedName, gap: int
) -> bool:
    """Whether a letter that only one has stands beside what must be right, in one word with it."""
    joins_previous = gap - 1 in shorter.fixed_positions and position not in longer.word_starts
    return joins_previous or (
        gap in shorter.fixed_positions and position + 1 not in longer.word_starts
    )


def _align_words(query_key: str, name: AlignedName) -> Iterator[tuple[str, str]]:
    """Each word of a name with what was typed for it, wherever the spaces are."""
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
    """Where in what was typed the place of a cut in a name is."""
    for block in edit_blocks:
        if block.dest_start <= cut <= block.dest_end and block.tag != "delete":
            return min(block.src_start + cut - block.dest_start, block.src_end)
    return 0


def _has_only_close_words(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether no word of a name has more slips than a word of its length may have."""
    return all(is_within_typo_limit(query_word, name_word) for query_word, name_word in pairs)

"""What slips of typing explain between two names, and what only another name does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import OSA, Editop, Levenshtein, Opcode

from ...model.codes import SHORT, digits, fixed

ONE_SLIP, TWO_SLIPS = 5, 8
"""Letters that a name must have for one slip, or for two, to leave no doubt which one is meant."""
MOST = 2
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("ae", "ei", "iy", "ou", "ck", "cs", "sz", "xs", "qc", "vw", "fp", "gj", "jz", "mn", "rl")
_SHAPES = ("li", "ec", "hb", "nu", "tf", "gq", "lt", "ij", "uv")
_PAIRS = (*(row[at : at + 2] for row in _ROWS for at in range(len(row) - 1)), *_SOUNDS, *_SHAPES)
_ALIKE = frozenset((*_PAIRS, *(pair[::-1] for pair in _PAIRS)))
"""Letters that are typed, heard or read for one another."""
_ADDED = frozenset("hgkcse")
"""Letters that are written where none is heard: zh for z, ng for n, ck for k."""


class Spelt(NamedTuple):
    """A name as it is compared: its key, and where words begin in it and letters must be right."""

    key: str
    parts: Sequence[str]
    starts: frozenset[int]
    fixed: frozenset[int]

    @classmethod
    def of(cls, parts: Sequence[str], key: str) -> "Spelt":
        """The key of all these words, or of a part of them; one word where it is neither."""
        at = "".join(parts).find(key)
        if at < 0:
            parts, at = [key], 0
        starts = {end - at for end in accumulate(map(len, parts), initial=0)}
        held = {place - at for place in fixed(parts)}
        whole = frozenset(range(len(key)))
        return cls(key, parts, frozenset(starts & whole | {0}), frozenset(held & whole))


def explained(typed: Spelt, name: Spelt) -> bool:
    """Whether slips can be all that lies between: few, and none where one letter is too many.

    A slip is a letter left out, added, changed, or two exchanged; never in a model number, nor at
    the ends of a short name, as Meta is no misspelt MetaX.
    """
    if not near(typed.key, name.key):
        return False
    if max(len(typed.key), len(name.key)) <= ONE_SLIP and _ends(typed.key) != _ends(name.key):
        return False
    if any(_touches(edit, typed, name) for edit in _edits(typed.key, name.key)):
        return False
    if _another_word(typed.key, name.key):
        return False
    if len(typed.parts) == len(name.parts) and _all_near(zip(typed.parts, name.parts, strict=True)):
        return True
    return _all_near(_aligned(typed.key, name))


def _another_word(typed: str, name: str) -> bool:
    """Whether letters stand for others that no finger, ear or eye takes them for.

    Macron is no misspelt Micron, nor Omicron; a letter may always be left out or exchanged with the
    next, or typed twice.
    """
    if len(typed) == len(name):
        apart = [at for at in range(len(name)) if typed[at] != name[at]]
        swapped = len(apart) == 2 and typed[apart[0]] + typed[apart[1]] == (  # noqa: PLR2004
            name[apart[1]] + name[apart[0]]
        )
        few = 0 < len(apart) <= MOST and not swapped
        return few and any(typed[at] + name[at] not in _ALIKE for at in apart)
    if len(typed) == len(name) + 1 and OSA.distance(typed, name) == 1:
        at = next(at for at, letter in enumerate([*name, ""]) if typed[at] != letter)
        beside = typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
        return not any(typed[at] + one in _ALIKE or typed[at] == one for one in beside) and (
            typed[at] not in _ADDED
        )
    return False


def near(typed: str, word: str) -> bool:
    """Whether there are no more slips between two words than words of their lengths may have."""
    return bool(OSA.distance(typed, word, score_cutoff=MOST) <= _allowed(typed, word))


def needed(word: str) -> int:
    """How many trigrams of a word, one more than its slips can spoil, find all names that near."""
    return 4 * (2 if len(word) + 1 >= TWO_SLIPS else 1) + 1


def _allowed(word: str, other: str) -> int:
    shorter, longer = sorted((len(word), len(other)))
    if shorter + 1 >= TWO_SLIPS and longer >= TWO_SLIPS:
        return MOST
    return 1 if longer >= ONE_SLIP else 0


def _ends(key: str) -> str:
    return key[:1] + key[-1:]


def _edits(typed: str, key: str) -> Iterator[tuple[str, int, int]]:
    """What is changed, and at which places of both.

    Where a letter stands twice, either may be the one too many: so from both ends.
    """
    for edit in Levenshtein.editops(typed, key):
        yield edit.tag, edit.src_pos, edit.dest_pos
    for edit in Levenshtein.editops(typed[::-1], key[::-1]):
        yield edit.tag, *_from_the_end(edit, len(typed), len(key))


def _from_the_end(edit: Editop, typed: int, key: int) -> tuple[int, int]:
    """The places of an edit of what is written backwards; what is not there is between two."""
    here = typed - edit.src_pos - (edit.tag != "insert")
    return here, key - edit.dest_pos - (edit.tag != "delete")


def _touches(edit: tuple[str, int, int], typed: Spelt, name: Spelt) -> bool:
    """Whether an edit changes a letter that must be right, or the word that it stands in."""
    tag, here, there = edit
    if tag == "delete":
        return here in typed.fixed or _joins(typed, here, name, there)
    if tag == "insert":
        number = digits(typed.key[max(here - SHORT, 0) : here + SHORT])
        return there in name.fixed or (bool(number) and _joins(name, there, typed, here))
    return here in typed.fixed or there in name.fixed


def _joins(longer: Spelt, at: int, shorter: Spelt, gap: int) -> bool:
    """Whether a letter that only one has stands beside what must be right, in one word with it."""
    before = gap - 1 in shorter.fixed and at not in longer.starts
    return before or (gap in shorter.fixed and at + 1 not in longer.starts)


def _aligned(typed: str, name: Spelt) -> Iterator[tuple[str, str]]:
    """Each word of a name with what was typed for it, wherever the spaces are."""
    cuts = [*sorted(name.starts), len(name.key)]
    blocks = Levenshtein.opcodes(typed, name.key)
    places = [0, *(_place(blocks, cut) for cut in cuts[1:-1]), len(typed)]
    for here, end, cut, next_cut in zip(places, places[1:], cuts, cuts[1:], strict=False):
        yield typed[here:end], name.key[cut:next_cut]


def _place(blocks: Iterable[Opcode], cut: int) -> int:
    """Where in what was typed the place of a cut in a name is."""
    for block in blocks:
        if block.dest_start <= cut <= block.dest_end and block.tag != "delete":
            return min(block.src_start + cut - block.dest_start, block.src_end)
    return 0


def _all_near(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether no word of a name has more slips than a word of its length may have."""
    return all(near(typed, word) for typed, word in pairs)

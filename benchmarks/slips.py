"""How people get names wrong: slips of keys, ears and scanners, and names that are only near."""

import re
from collections.abc import Callable, Iterator
from random import Random

KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUND_SUBSTITUTIONS = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("c", "k"), ("k", "c"), ("zh", "z"), ("z", "zh"),
    ("sh", "s"), ("ch", "c"), ("ng", "n"), ("n", "ng"), ("x", "sh"), ("q", "ch"), ("ei", "ie"),
    ("ie", "ei"), ("ou", "u"), ("y", "i"), ("i", "y"), ("s", "z"), ("z", "s"), ("x", "ks"),
    ("v", "w"), ("w", "v"), ("ao", "au"), ("ea", "ee"), ("e", "a"), ("o", "u"), ("ts", "c"),
)  # fmt: skip
"""What is written for what is heard."""
SCAN_SUBSTITUTIONS = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("l", "i"),
    ("i", "l"), ("o", "0"), ("l", "1"), ("e", "c"), ("c", "e"), ("h", "b"), ("n", "u"), ("u", "n"),
    ("ri", "n"), ("t", "f"), ("f", "t"), ("g", "q"),
)  # fmt: skip
"""What a scanner reads for what is printed."""

LATIN_LETTER = re.compile("[A-Za-z]")
NUMERAL = re.compile(r"\W*([IVX]+|[A-Z])\W*")
"""A numeral or a letter that stands as a word of its own is a model's number too."""

SlipFunction = Callable[[Random, str, int], str]
"""Makes one slip at a letter of a name; gives the name unchanged where it cannot."""


def hit_adjacent_key(random: Random, name: str, position: int) -> str:
    """Hit the key beside the right one."""
    for row in KEYBOARD_ROWS:
        column = row.find(name[position].lower())
        if column >= 0:
            return replace_letters(
                name, position, 1, random.choice(row[max(column - 1, 0) : column + 2])
            )
    return name


def double_letter(_: Random, name: str, position: int) -> str:
    """Double a letter."""
    return name[: position + 1] + name[position:]


def drop_letter(_: Random, name: str, position: int) -> str:
    """Leave a letter out."""
    return name[:position] + name[position + 1 :]


def swap_letters(_: Random, name: str, position: int) -> str:
    """Two letters exchanged."""
    pair = name[position : position + 2]
    return name[:position] + pair[::-1] + name[position + 2 :] if pair.isalpha() else name


def write_as_heard(random: Random, name: str, position: int) -> str:
    """As it sounds."""
    return apply_substitution(random, SOUND_SUBSTITUTIONS, name, position)


def misread_scan(random: Random, name: str, position: int) -> str:
    """As it looks."""
    return apply_substitution(random, SCAN_SUBSTITUTIONS, name, position)


def drop_space(_: Random, name: str, position: int) -> str:
    """Lose the next space."""
    space = name.find(" ", position)
    return name[:space] + name[space + 1 :] if space > 0 else name


SLIPS: tuple[SlipFunction, ...] = (
    hit_adjacent_key,
    double_letter,
    drop_letter,
    swap_letters,
    write_as_heard,
    misread_scan,
    drop_space,
)


def misspell_name(random: Random, name: str, slip_count: int) -> str:
    """Make so many slips in a name, none in a model number; empty if there is no room for them."""
    for _ in range(slip_count):
        changed = next(iter_misspellings(random, name), "")
        if not changed:
            return ""
        name = changed
    return name


def iter_misspellings(random: Random, name: str) -> Iterator[str]:
    """Names one slip away, at random."""
    positions = list(list_open_positions(name))
    for _ in range(20 if positions else 0):
        changed = random.choice(SLIPS)(random, name, random.choice(positions))
        if changed.lower() != name.lower():
            yield changed


def list_open_positions(name: str) -> Iterator[int]:
    """List the places where a slip may be: letters of words that have no digit in them."""
    start = 0
    for word in name.split(" "):
        if not any(map(str.isdigit, word)) and not NUMERAL.fullmatch(word):
            yield from (
                start + position
                for position, letter in enumerate(word)
                if LATIN_LETTER.match(letter)
            )
        start += len(word) + 1


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
        yield drop_letter(random, name, position)
    end = digit_positions[-1] + 1
    next_letter = name[end : end + 1]
    yield name[:end] + random.choice("ABCDEPSX") + name[end + next_letter.isalpha() :]
    if next_letter.isalpha() and not name[end + 1 : end + 2].isalpha():
        yield name[:end] + name[end + 1 :]


def apply_substitution(
    random: Random, pairs: tuple[tuple[str, str], ...], name: str, position: int
) -> str:
    fitting_pairs = [pair for pair in pairs if name[position:].lower().startswith(pair[0])]
    if not fitting_pairs:
        return name
    old, new = random.choice(fitting_pairs)
    return replace_letters(name, position, len(old), new)


def replace_letters(name: str, position: int, length: int, replacement: str) -> str:
    is_upper = name[position].isupper()
    return (
        name[:position]
        + (replacement.capitalize() if is_upper else replacement)
        + name[position + length :]
    )

"""How people get names wrong: slips of keys, ears and scanners, and names that are only near."""

import re
from collections.abc import Callable, Iterator
from random import Random

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("c", "k"), ("k", "c"), ("zh", "z"), ("z", "zh"),
    ("sh", "s"), ("ch", "c"), ("ng", "n"), ("n", "ng"), ("x", "sh"), ("q", "ch"), ("ei", "ie"),
    ("ie", "ei"), ("ou", "u"), ("y", "i"), ("i", "y"), ("s", "z"), ("z", "s"), ("x", "ks"),
    ("v", "w"), ("w", "v"), ("ao", "au"), ("ea", "ee"), ("e", "a"), ("o", "u"), ("ts", "c"),
)  # fmt: skip
"""What is written for what is heard."""
SCANS = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("l", "i"),
    ("i", "l"), ("o", "0"), ("l", "1"), ("e", "c"), ("c", "e"), ("h", "b"), ("n", "u"), ("u", "n"),
    ("ri", "n"), ("t", "f"), ("f", "t"), ("g", "q"),
)  # fmt: skip
"""What a scanner reads for what is printed."""

PLAIN = re.compile("[A-Za-z]")
NUMERAL = re.compile(r"\W*([IVX]+|[A-Z])\W*")
"""A numeral or a letter that stands as a word of its own is a model's number too."""

Slip = Callable[[Random, str, int], str]
"""Makes one slip at a letter of a name; gives the name unchanged where it cannot."""


def adjacent(random: Random, name: str, at: int) -> str:
    """The key beside the right one."""
    for row in ROWS:
        place = row.find(name[at].lower())
        if place >= 0:
            return _replaced(name, at, 1, random.choice(row[max(place - 1, 0) : place + 2]))
    return name


def doubled(_: Random, name: str, at: int) -> str:
    """A letter twice."""
    return name[: at + 1] + name[at:]


def dropped(_: Random, name: str, at: int) -> str:
    """A letter left out."""
    return name[:at] + name[at + 1 :]


def swapped(_: Random, name: str, at: int) -> str:
    """Two letters exchanged."""
    pair = name[at : at + 2]
    return name[:at] + pair[::-1] + name[at + 2 :] if pair.isalpha() else name


def heard(random: Random, name: str, at: int) -> str:
    """As it sounds."""
    return _one_of(random, SOUNDS, name, at)


def scanned(random: Random, name: str, at: int) -> str:
    """As it looks."""
    return _one_of(random, SCANS, name, at)


def unspaced(_: Random, name: str, at: int) -> str:
    """The next space lost."""
    space = name.find(" ", at)
    return name[:space] + name[space + 1 :] if space > 0 else name


SLIPS: tuple[Slip, ...] = (adjacent, doubled, dropped, swapped, heard, scanned, unspaced)


def misspelt(random: Random, name: str, slips: int) -> str:
    """The name with so many slips, none in a model number; empty if there is no room for them."""
    for _ in range(slips):
        changed = next(_tries(random, name), "")
        if not changed:
            return ""
        name = changed
    return name


def _tries(random: Random, name: str) -> Iterator[str]:
    """Names one slip away, at random."""
    letters = list(open_letters(name))
    for _ in range(20 if letters else 0):
        changed = random.choice(SLIPS)(random, name, random.choice(letters))
        if changed.lower() != name.lower():
            yield changed


def open_letters(name: str) -> Iterator[int]:
    """The places of a name where a slip may be: letters of words that have no digit in them."""
    start = 0
    for word in name.split(" "):
        if not any(map(str.isdigit, word)) and not NUMERAL.fullmatch(word):
            yield from (start + at for at, letter in enumerate(word) if PLAIN.match(letter))
        start += len(word) + 1


def other_codes(random: Random, name: str) -> Iterator[str]:
    """The name with a digit, or a letter after it, of a model number changed, added or left out."""
    digits = [at for at, letter in enumerate(name) if letter.isdigit()]
    if not digits:
        return
    at = random.choice(digits)
    yield _replaced(name, at, 1, random.choice("0123456789".replace(name[at], "")))
    yield name[:at] + random.choice("0123456789") + name[at:]
    if len(digits) > 1:
        yield dropped(random, name, at)
    end = digits[-1] + 1
    after = name[end : end + 1]
    yield name[:end] + random.choice("ABCDEPSX") + name[end + after.isalpha() :]
    if after.isalpha() and not name[end + 1 : end + 2].isalpha():
        yield name[:end] + name[end + 1 :]


def _one_of(random: Random, pairs: tuple[tuple[str, str], ...], name: str, at: int) -> str:
    fitting = [pair for pair in pairs if name[at:].lower().startswith(pair[0])]
    if not fitting:
        return name
    old, new = random.choice(fitting)
    return _replaced(name, at, len(old), new)


def _replaced(name: str, at: int, length: int, new: str) -> str:
    upper = name[at].isupper()
    return name[:at] + (new.capitalize() if upper else new) + name[at + length :]

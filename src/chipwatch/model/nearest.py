"""The names nearest to a mistyped one, for remedies; small lists only, standard library only."""

from collections.abc import Iterable

_LONG = 3
"""Letters from which being part of a name says something."""


def nearest(word: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names most like ``word``, best first; a name that contains it counts as near.

    Where names differ from it in nothing but case, they alone are near.
    """
    from difflib import get_close_matches

    by_lower: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_lower.setdefault(name.lower(), []).append(name)
    lower = word.lower()
    if lower in by_lower:
        return by_lower[lower]
    close = get_close_matches(lower, by_lower, n=most, cutoff=0.6)
    long = len(lower) >= _LONG
    inside = [name for name in by_lower if long and lower in name and name not in close]
    return [name for near in (*close, *inside) for name in by_lower[near]][:most]


def did_you_mean(word: str, names: Iterable[str], otherwise: str) -> str:
    """A remedy: the nearest names, or ``otherwise`` where none is near."""
    near = nearest(word, names)
    return f"did you mean {' or '.join(near)}?" if near else otherwise

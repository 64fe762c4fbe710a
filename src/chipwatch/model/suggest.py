"""Suggestions for mistyped words out of short lists, such as the properties of a kind."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from .problem import UnknownNameError

Member = TypeVar("Member", bound=StrEnum)

_MIN_LETTERS_TO_MATCH_INSIDE = 3
"""The length from which a word that is part of a name is taken to mean it."""

COMMON_WORDS = {
    "ceo": ("chief_executive",),
    "boss": ("chief_executive", "leads"),
    "head": ("chief_executive",),
    "chairman": ("chair",),
    "hq": ("headquarters",),
    "city": ("headquarters",),
    "url": ("website", "url"),
    "homepage": ("website",),
    "web": ("website",),
    "notes": ("note", "summary"),
    "remark": ("note", "summary"),
    "comment": ("note", "summary"),
    "description": ("summary", "note"),
    "sales": ("revenue",),
    "turnover": ("revenue",),
    "staff": ("employees",),
    "headcount": ("employees",),
    "workers": ("employees",),
    "owner": ("parent", "owners"),
    "maker": ("designer", "developer", "foundry"),
    "vendor": ("designer", "developer"),
    "company": ("designer", "developer"),
    "year": ("released", "founded"),
    "date": ("released", "announced", "effective"),
    "launched": ("released", "announced"),
    "power": ("tdp",),
    "watts": ("tdp",),
    "node": ("process_node", "process"),
    "nm": ("process_node", "process"),
    "ram": ("memory_capacity",),
    "vram": ("memory_capacity",),
    "memory": ("memory_capacity",),
    "hbm": ("memory_capacity", "memory_type"),
    "bandwidth": ("memory_bandwidth", "interconnect_bandwidth"),
    "tflops": ("fp16_dense", "tpp"),
    "flops": ("fp16_dense", "tpp"),
    "performance": ("tpp", "performance_density"),
    "density": ("performance_density",),
    "cost": ("price", "amount"),
    "capex": ("amount",),
    "money": ("amount",),
    "sanctions": ("entity_list", "restricted_by"),
    "sanctioned": ("entity_list", "restricted_by"),
    "law": ("instrument",),
}
"""Everyday words, and what properties and keys are called that mean it: our choice."""


_LEAST_SIMILARITY = 0.6
"""How alike two words have to be to count as near, between 0 and 1, as difflib measures it."""


def find_nearest_names(
    word: str, names: Iterable[str], limit: int = 3, least_similarity: float = _LEAST_SIMILARITY
) -> list[str]:
    """Find the names nearest to a word, best first; a name that contains it counts as near.

    Where names differ from it in nothing but case, they alone are near; what an everyday word means
    comes before names that look like it.
    """
    from difflib import get_close_matches

    by_lower: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_lower.setdefault(name.lower(), []).append(name)
    lower = word.lower()
    if lower in by_lower:
        return by_lower[lower]
    meant_names = [name for name in COMMON_WORDS.get(lower, ()) if name in by_lower]
    similar_names = get_close_matches(lower, by_lower, n=limit, cutoff=least_similarity)
    close_names = meant_names or similar_names
    is_long = len(lower) >= _MIN_LETTERS_TO_MATCH_INSIDE
    containing_names = [
        name for name in by_lower if is_long and lower in name and name not in close_names
    ]
    return [
        name for lower_name in (*close_names, *containing_names) for name in by_lower[lower_name]
    ][:limit]


def suggest_nearest(word: str, names: Iterable[str], fallback: str) -> str:
    """Suggest the nearest names, or return the fallback if none is near."""
    nearest_names = find_nearest_names(word, names)
    return f"did you mean {' or '.join(nearest_names)}?" if nearest_names else fallback


def find_member(members: type[Member], name: str, what: str) -> Member:
    """Find a member of an enumeration by its name; raises UnknownNameError, with what is near."""
    names = tuple(members)
    if name not in names:
        hint = suggest_nearest(name, names, f"the {what}s are {', '.join(names)}")
        raise UnknownNameError(f"there is no {what} {name!r}", hint, names)
    return members(name)

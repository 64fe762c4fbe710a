"""The command lines that would have answered, had a name not meant several things."""

from collections.abc import Sequence

from ..model.problem import AmbiguousError, ChipwatchError
from ..model.shell_words import join_words


def list_candidate_commands(error: ChipwatchError, words: Sequence[str]) -> list[str]:
    """List the command line once for each thing that a name can mean, with its id in its place.

    None for another error, or where the name does not stand in the words of the command line.
    """
    place = _find_words(words, error.name) if isinstance(error, AmbiguousError) else None
    if place is None:
        return []
    start, end = place
    return [
        join_words(("chipwatch", *words[:start], candidate["id"], *words[end:]))
        for candidate in error.candidates
        if isinstance(candidate, dict)
    ]


def _find_words(words: Sequence[str], name: str) -> tuple[int, int] | None:
    """Find where a name begins and ends, which may be several words."""
    longest = name.count(" ") + 1
    places = (
        (start, start + length) for start in range(len(words)) for length in range(1, longest + 1)
    )
    return next(((start, end) for start, end in places if " ".join(words[start:end]) == name), None)

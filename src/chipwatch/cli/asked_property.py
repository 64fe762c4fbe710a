"""What a line without a command asks of what: a name and a property, in the words people type."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.dates import Date
from ..model.problem import ChipwatchError, FieldError
from ..model.property_names import find_property
from ..model.schema import KINDS

if TYPE_CHECKING:
    from ..api import Base

# fmt: off
QUESTION_WORDS = frozenset((
    "who", "whose", "what", "when", "where", "which", "how", "is", "are", "was", "were", "does",
    "do", "did", "has", "have", "can", "could", "will", "would", "should",
))
"""What only questions begin with; ``why`` is a command."""
_FILLERS = QUESTION_WORDS | {"the", "a", "an", "of", "in", "for", "much", "many", "its"}
"""Words between a name and a property that name neither."""
PROPERTY_BY_VERB = {
    ("who", "owns"): "owners", ("who", "founded"): "founders", ("who", "designed"): "designer",
    ("who", "designs"): "designer", ("who", "leads"): "chief executive",
    ("who", "runs"): "chief executive", ("where", "based"): "headquarters",
    ("where", "headquartered"): "headquarters", ("how", "costs"): "price", ("how", "cost"): "price",
}
# fmt: on
"""The property that a verb of a question stands for, by the word that the question begins with."""


class AskedProperty(NamedTuple):
    """A name, and a property of it that is asked for."""

    name: str
    property: str
    is_figure_by_periods: bool
    """Whether it is a figure of which those of parts of a year make up the whole."""


def find_asked_property(base: "Base", words: Sequence[str]) -> AskedProperty | None:
    """Find the name and the property that words have, in either order, a period aside.

    None where they have no name, or the thing no such property; one that is not known of it is.
    """
    pieces = " ".join(words).rstrip("?").split()
    while len(pieces) > 1 and _is_period(pieces[-1]):
        pieces.pop()
    splits = dict.fromkeys(_iter_splits(pieces))
    return next(filter(None, (_read_split(base, *split) for split in splits)), None)


def _iter_splits(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the ways to split words into a name and a property: as they are, then as a question."""
    yield from _split_behind_name(pieces)
    asked_pieces = list(_iter_asked_pieces(pieces))
    yield from _split_behind_name(asked_pieces)
    yield from ((name, property_name) for property_name, name in _split_behind_name(asked_pieces))


def _split_behind_name(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    for length in range(len(pieces) - 1, 0, -1):
        yield " ".join(pieces[:length]), " ".join(pieces[length:])


def _iter_asked_pieces(pieces: Sequence[str]) -> Iterator[str]:
    """Give the words of a question but for fillers, a property in place of a verb."""
    first_word = pieces[0].lower() if pieces else ""
    for piece in pieces:
        if property_name := PROPERTY_BY_VERB.get((first_word, piece.lower())):
            yield property_name
        elif piece.lower() not in _FILLERS:
            yield piece


def _read_split(base: "Base", name: str, property_name: str) -> AskedProperty | None:
    """Read a name and a property; None where they are none."""
    try:
        kind = base.resolve(name, exact=True).entity.kind
    except ChipwatchError:
        return None
    field = find_property(KINDS[kind], property_name)
    if field is None and not _is_known(base, name, property_name):
        return None
    is_figure = field is not None and field.adds_up_over_time
    return AskedProperty(name=name, property=property_name, is_figure_by_periods=is_figure)


def _is_known(base: "Base", name: str, property_name: str) -> bool:
    """Tell whether a relation is known of a thing that other pages state."""
    try:
        base.why(name, property_name, exact=True)
    except ChipwatchError:
        return False
    return True


def _is_period(word: str) -> bool:
    try:
        Date.parse_period(word.upper())
    except FieldError:
        return False
    return True

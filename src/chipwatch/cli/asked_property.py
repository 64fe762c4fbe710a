"""What a line without a command asks of what: a name and a property, in the words people type."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.dates import Date
from ..model.kind import Kind
from ..model.problem import AmbiguousError, ChipwatchError, FieldError
from ..model.property_names import find_property
from ..model.schema import KINDS
from .question_words import (
    AUXILIARIES,
    CHINESE_BEGINNINGS,
    CHINESE_ENDS,
    FILLERS,
    PROPERTIES_BY_NOUN,
    PROPERTY_BY_CHINESE,
    PROPERTY_BY_SUBJECT_VERB,
    PROPERTY_BY_VERB,
    QUESTION_MARKS,
    QUESTION_WORDS,
    SUBJECT_WORDS,
)

if TYPE_CHECKING:
    from ..api import Base

_POSSESSIVE = re.compile("['’]s$")
_CHINESE_PERIOD = r"\d{4}年(?:第?[一二三四1-4]季度|[上下]半年)?"
_AROUND_CHINESE_NAME = re.compile(
    rf"^(?:{'|'.join(CHINESE_BEGINNINGS)}|\s)+"
    rf"|(?:{'|'.join(CHINESE_ENDS)}|{_CHINESE_PERIOD}|\s)+$"
)
"""What stands around a name in a Chinese question."""


class AskedProperty(NamedTuple):
    """A name, and what is asked for of it."""

    name: str
    properties: Sequence[str]
    """One property as it was typed, or the keys of several that answer together."""
    is_figure_by_periods: bool
    """Whether it is one figure of which those of parts of a year make up the whole."""


def find_asked_property(base: "Base", words: Sequence[str]) -> AskedProperty | None:
    """Find the name and the property that words have, in either order, a period aside.

    None where they have no name, or the thing no such property; one that is not known of it is.
    Raises AmbiguousError where several things of the name have it.
    """
    text = " ".join(words).rstrip(QUESTION_MARKS)
    pieces = text.split()
    while len(pieces) > 1 and _is_period(pieces[-1]):
        pieces.pop()
    splits = dict.fromkeys((*_iter_splits(pieces), *_iter_chinese_splits(text)))
    ambiguous_errors = []
    for name, property_name in splits:
        try:
            if asked := _read_split(base, name, property_name):
                return asked
        except AmbiguousError as error:
            ambiguous_errors.append(error)
    if ambiguous_errors:
        raise ambiguous_errors[0]
    return None


def leave_out_fillers(words: Sequence[str]) -> str:
    """Leave the fillers out of a question, as the rest may be a name; empty of anything else."""
    pieces = " ".join(words).rstrip(QUESTION_MARKS).split()
    if not pieces or pieces[0].lower() not in QUESTION_WORDS:
        return ""
    return " ".join(piece for piece in pieces if piece.lower() not in FILLERS)


def _iter_splits(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the ways to split words into a name and a property: as they are, then as a question."""
    yield from _split_behind_name(pieces)
    if len(pieces) < 2 or _asks_what_a_thing_does(pieces):  # noqa: PLR2004 - a name and a property
        return
    asked_pieces = list(_iter_asked_pieces(pieces))
    yield from _split_behind_name(asked_pieces)
    for property_name, name in _split_behind_name(asked_pieces):
        if not _is_passive(property_name) or property_name == asked_pieces[0]:
            yield name, property_name


def _split_behind_name(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    for length in range(len(pieces) - 1, 0, -1):
        yield " ".join(pieces[:length]), " ".join(pieces[length:])


def _asks_what_a_thing_does(pieces: Sequence[str]) -> bool:
    """Tell whether the name acts, as in ``what has Huawei founded``, which no property answers."""
    first_word, second_word = (piece.lower() for piece in pieces[:2])
    return first_word in SUBJECT_WORDS and second_word in AUXILIARIES


def _is_passive(property_name: str) -> bool:
    """Tell whether words before a name make it the one who acts: ``rescinded by the rule``."""
    return property_name.lower().endswith(" by")


def _iter_asked_pieces(pieces: Sequence[str]) -> Iterator[str]:
    """Give the words of a question but for fillers, a property in place of a verb."""
    first_word = pieces[0].lower()
    for position, piece in enumerate(pieces):
        word = piece.lower()
        is_behind_subject = position == 1 and first_word in SUBJECT_WORDS
        subject_property = PROPERTY_BY_SUBJECT_VERB.get(word) if is_behind_subject else None
        if property_name := subject_property or PROPERTY_BY_VERB.get((first_word, word)):
            yield property_name
        elif word not in FILLERS:
            yield _POSSESSIVE.sub("", piece)


def _iter_chinese_splits(text: str) -> Iterator[tuple[str, str]]:
    """Give the ways to split a Chinese question, the longest word for a property first."""
    for word in sorted(PROPERTY_BY_CHINESE, key=len, reverse=True):
        before, separator, behind = text.partition(word)
        sides = [_AROUND_CHINESE_NAME.sub("", side) for side in (before, behind)]
        if separator and any(sides) and not all(sides):
            yield "".join(sides), PROPERTY_BY_CHINESE[word]


def _read_split(base: "Base", name: str, property_name: str) -> AskedProperty | None:
    """Read a name and a property; None where they are none, AmbiguousError if it is of several."""
    try:
        kind = KINDS[base.resolve(name, exact=True).entity.kind]
    except AmbiguousError as error:
        kinds = {KINDS[ref["kind"]] for ref in error.candidates if not isinstance(ref, str)}
        if all(find_property(kind, property_name) for kind in kinds):
            raise
        return None
    except ChipwatchError:
        return None
    if keys := _list_known_keys(base, name, kind, property_name):
        return AskedProperty(name=name, properties=keys, is_figure_by_periods=False)
    field = find_property(kind, property_name)
    if field is None and not _is_known(base, name, property_name):
        return None
    is_figure = field is not None and field.adds_up_over_time
    return AskedProperty(name=name, properties=[property_name], is_figure_by_periods=is_figure)


def _list_known_keys(base: "Base", name: str, kind: type[Kind], noun: str) -> list[str]:
    """List the properties that answer to a noun together, of those known of a thing."""
    keys = kind.collect_labels().keys() & PROPERTIES_BY_NOUN.get(noun.lower(), ())
    return [key for key in kind.collect_labels() if key in keys and _is_known(base, name, key)]


def _is_known(base: "Base", name: str, property_name: str) -> bool:
    """Tell whether a property is known of a thing, be it that other pages state it."""
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

"""Problems found in fact files, and the errors that end a command."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

EXIT_ANSWERED, EXIT_NOTHING, EXIT_MISUSED, EXIT_INTERRUPTED = 0, 1, 2, 130
"""Exit codes: an answer; nothing, ambiguous or problems found; wrong usage; Ctrl-C."""


PROBLEM_CODES = {
    "bad-certainty": "certainty is none of confirmed, reported, estimated, disputed, assessment",
    "bad-choice": "the value is not one of the words that its property allows",
    "bad-condition": "a condition of a rule is empty, or tests what has no bounds",
    "bad-country": "the value is not the two-letter ISO 3166 code of a country",
    "bad-date": "the value is not a date, or not in the calendar",
    "bad-destination": "a destination of a rule is neither a country code nor a country group",
    "bad-id": "an id is not lower-case letters, digits, dots and hyphens",
    "bad-number": "the value is not a number",
    "bad-range": "a range runs backwards, mixes units, or is also a bound",
    "bad-unknown": "the reason for an unknown is none of undisclosed, redacted, not-applicable",
    "bad-url": "the value is not an http or https address",
    "control-character": "the file holds a character that steers terminals or text direction",
    "duplicate-id": "an id or a claim id is used twice in one layer, or for two kinds",
    "duplicate-key": "a key stands twice in one mapping",
    "empty-value": "a key has no value",
    "missing-name": "the entity has no name",
    "missing-value": "a fact written as a mapping has neither value nor unknown",
    "negative-number": "the value is below zero, where the property never is",
    "no-source": "a fact has no source",
    "not-a-mapping": "the document is not a mapping of keys to values",
    "not-utf8": "the file is not UTF-8",
    "too-deep": "the file is nested deeper than any fact file needs",
    "too-large": "the file is larger than any fact file needs",
    "unknown-claim": "a fact cites a place that its source's list of claims does not have",
    "unknown-currency": "the currency of an amount is missing or not known",
    "unknown-entity": "the value is not the id of any entity",
    "unknown-key": "a fact, claim or unknown has a key that means nothing there",
    "unknown-kind": "neither the folder nor the key kind names a kind",
    "unknown-property": "the kind of this entity has no such property",
    "unknown-source": "the source of a fact is not the id of any source",
    "unknown-unit": "the unit does not measure this property",
    "unreadable": "the file cannot be opened",
    "until-before-as-of": "a fact stops being true before it starts",
    "wrong-kind": "the value is an entity of a kind that the property does not point to",
    "wrong-type": "a mapping, list or plain value stands where another is expected",
    "yaml-alias": "the file uses YAML anchors, aliases or tags",
    "yaml-syntax": "the file is not YAML",
}
"""Every code that a problem can have, with what it means."""


class Location(NamedTuple):
    """A place in a fact file: path as the user would type it, line and column from 1."""

    path: str
    line: int
    column: int


class Problem(NamedTuple):
    """One thing wrong in one place of a fact file, with what to do about it."""

    location: Location
    code: str
    message: str
    hint: str
    text: str = ""
    """The user's own line, as it stands in the file."""


class RejectedEntity(NamedTuple):
    """An entity that is left out because its file has problems."""

    id: str
    kind: str
    path: str


class FieldError(Exception):
    """An error of a field that cannot read a value; the reader adds the place."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


Candidate = str | dict[str, str]
"""A name that may have been meant: a word, or an entity with id, kind and name."""


class ChipwatchError(Exception):
    """An error that ends a command: a sentence, the next step, the exit code."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = EXIT_MISUSED

    def __init__(self, message: str, hint: str = "", candidates: Sequence[Candidate] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.candidates = message, hint, list(candidates)

    def to_data(self) -> dict[str, dict[str, str | list[Candidate]]]:
        """Return the error for JSON: ``{"error": {code, message, hint, candidates}}``."""
        details: dict[str, str | list[Candidate]] = {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "candidates": self.candidates,
        }
        return {"error": details}


class NotFoundError(ChipwatchError):
    """No entity is meant by this name, or none surely enough."""

    code = "not-found"
    exit_code = EXIT_NOTHING


class AmbiguousError(ChipwatchError):
    """Several entities are meant by this name equally well."""

    code = "ambiguous"
    exit_code = EXIT_NOTHING


class NothingInCommonError(ChipwatchError):
    """The entities to compare share no property that either has a value for."""

    code = "nothing-in-common"
    exit_code = EXIT_NOTHING


class UnknownNameError(ChipwatchError):
    """A kind, property, column or format that does not exist."""

    code = "unknown-name"


class UsageError(ChipwatchError):
    """The command line does not fit together."""

    code = "usage"


class UnreadableBaseError(ChipwatchError):
    """A folder of facts that is not there or cannot be read at all."""

    code = "unreadable-base"

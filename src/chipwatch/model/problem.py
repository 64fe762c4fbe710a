"""Problems found in fact files, and the errors that end a command."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

ANSWERED, NOTHING, MISUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: an answer; nothing, ambiguous or problems found; wrong usage; Ctrl-C."""


class Where(NamedTuple):
    """A place in a fact file: path as the user would type it, line and column from 1."""

    path: str
    line: int
    column: int


class Problem(NamedTuple):
    """One thing wrong in one place of a fact file, with what to do about it."""

    where: Where
    code: str
    message: str
    hint: str
    text: str = ""
    """The user's own line, as it stands in the file."""


class Misread(Exception):  # noqa: N818 - the reader's word for a value that cannot be read
    """Raised by a field that cannot read a value; becomes a Problem where the place is known."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class ChipwatchError(Exception):
    """An error that ends a command: a sentence, the next step, the exit code."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = MISUSED

    def __init__(self, message: str, hint: str = "", candidates: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.candidates = message, hint, list(candidates)

    def as_data(self) -> dict[str, object]:
        """The error as it stands in JSON: ``{"error": {code, message, hint, candidates}}``."""
        keys = ("code", "message", "hint", "candidates")
        return {"error": {key: getattr(self, key) for key in keys}}


class NotFoundError(ChipwatchError):
    """No entity is meant by this name, or none surely enough."""

    code = "not-found"
    exit_code = NOTHING


class AmbiguousError(ChipwatchError):
    """Several entities are meant by this name equally well."""

    code = "ambiguous"
    exit_code = NOTHING


class NothingInCommonError(ChipwatchError):
    """The entities to compare share no property that either has a value for."""

    code = "nothing-in-common"
    exit_code = NOTHING


class UnknownNameError(ChipwatchError):
    """A kind, property, column or format that does not exist."""

    code = "unknown-name"


class UsageError(ChipwatchError):
    """The command line does not fit together."""

    code = "usage"


class UnreadableBaseError(ChipwatchError):
    """A folder of facts that is not there or cannot be read at all."""

    code = "unreadable-base"

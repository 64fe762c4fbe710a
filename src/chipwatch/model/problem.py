"""Problems found in fact files, and the errors that end a command."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from .problem_code import ProblemCode

EXIT_ANSWERED, EXIT_NOTHING, EXIT_MISUSED, EXIT_INTERRUPTED = 0, 1, 2, 130
"""Exit codes: an answer; nothing, ambiguous or problems found; wrong usage; Ctrl-C."""


class Location(NamedTuple):
    """A place in a fact file: path as the user would type it, line and column from 1."""

    path: str
    line: int
    column: int


class Problem(NamedTuple):
    """One thing wrong in one place of a fact file, with what to do about it."""

    location: Location
    code: ProblemCode
    message: str
    hint: str
    text: str = ""
    """The user's own line, as it stands in the file."""
    missing_id: str = ""
    """The id that no layer has, of a problem about one."""


class RejectedEntity(NamedTuple):
    """An entity that is left out because its file has problems."""

    id: str
    kind: str
    path: str


class FieldError(Exception):
    """An error of a field that cannot read a value; the reader adds the place."""

    def __init__(self, code: ProblemCode, message: str, hint: str) -> None:
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
    """No entity is meant by this name, or none surely enough; or a listing has no rows."""

    code = "not-found"
    exit_code = EXIT_NOTHING
    empty_answer: Any = None
    """The answer of a listing without rows, which scripts get beside the error."""
    near_names: Sequence[str] = ()
    """The names that are like the one asked for, as a hint writes them, the nearest first."""


class AmbiguousError(ChipwatchError):
    """Several entities are meant by this name equally well."""

    code = "ambiguous"
    exit_code = EXIT_NOTHING
    name: str = ""
    """The name as it was asked for."""


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


class BadConfigurationError(ChipwatchError):
    """A configuration file that cannot be read, or says what none can say."""

    code = "bad-configuration"


class ClosedBaseError(ChipwatchError):
    """A base is asked after it was closed."""

    code = "closed-base"

"""Errors as an assistant reads them: in the names of its arguments, with few candidates."""

import re
from typing import TYPE_CHECKING

from ..model.problem import ChipwatchError

if TYPE_CHECKING:
    from ..model.answer import Json

MAX_CANDIDATES = 30
"""Candidates of an error; a wrong column has four hundred, and its hint names the nearest."""
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*)")


def build_error_data(error: ChipwatchError) -> "dict[str, Json]":
    """Build the object of an error: code, message, hint and candidates."""
    return {
        "error": {
            "code": error.code,
            "message": name_arguments(error.message),
            "hint": name_arguments(error.hint),
            "candidates": error.candidates[:MAX_CANDIDATES],
        }
    }


def name_arguments(text: str) -> str:
    """Write the options of a command, such as ``--known-by``, as the arguments of its tool."""
    return _OPTION.sub(lambda match: match[1].replace("-", "_"), text)

"""A tool of an assistant: a question of the command line with its arguments as JSON."""

from collections.abc import Callable, Mapping, Sequence
from json import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.problem import ChipwatchError

if TYPE_CHECKING:
    from ..api import Base
    from ..model.answer import Answer

Arguments = Mapping[str, Any]
DETAIL_ARGUMENT, CURSOR_ARGUMENT = "detail", "cursor"
"""The arguments that every tool has beside those of its command."""
MAX_ARGUMENT_BYTES = 50_000
"""Bytes of JSON that the arguments of a call may have; the longest query of use has fewer."""
MAX_MESSAGE_LETTERS = 300
MAX_ARGUMENT_ITEMS = 200
"""Names or conditions that one argument may list."""


class BadArgumentsError(ChipwatchError):
    """Arguments that the schema of a tool does not allow."""

    code = "bad-arguments"


class ReceivedAnswer(NamedTuple):
    """An answer of a command, and what the command line would say of it on standard error."""

    answer: "Answer"
    remarks: Sequence[str]


class AssistantTool(NamedTuple):
    """A tool as it is declared: what it does, what it takes, and what runs it."""

    name: str
    description: str
    input_schema: dict[str, Any]
    ask: "Callable[[Base, Arguments], ReceivedAnswer]"
    """Asks a base; raises ChipwatchError."""


def build_input_schema(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    """Build the schema of the arguments of a tool: its own, and those of every tool."""
    return {
        "type": "object",
        "properties": {
            **properties,
            DETAIL_ARGUMENT: {
                "type": "boolean",
                "description": "Everything that is known: all facts, numbers, files. Long.",
            },
            CURSOR_ARGUMENT: {
                "type": "string",
                "description": "The next_cursor of an answer, to go on: all else as before.",
            },
        },
        "required": list(required),
        "additionalProperties": False,
    }


def check_arguments(tool: AssistantTool, arguments: Arguments) -> Arguments:
    """Check arguments by the schema of a tool, and return them with ``3.0`` as the integer 3.

    Raises BadArgumentsError with the first problem.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    if len(dumps(arguments)) > MAX_ARGUMENT_BYTES:
        message = f"the arguments are longer than {MAX_ARGUMENT_BYTES:,} bytes"
        raise BadArgumentsError(message, "ask in several calls")
    error = best_match(Draft202012Validator(tool.input_schema).iter_errors(arguments))
    if error is None:
        return {name: _make_integer(value) for name, value in arguments.items()}
    place = ".".join(map(str, error.absolute_path))
    hint = f"{tool.name} takes {', '.join(tool.input_schema['properties'])}"
    message = _shorten_message(error.message)
    raise BadArgumentsError(f"{place}: {message}" if place else message, hint)


def _make_integer(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Make an integer of a number without a fraction, which JSON Schema takes for one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shorten_message(message: str) -> str:
    """Leave out the middle of a message that repeats a long argument."""
    if len(message) <= MAX_MESSAGE_LETTERS:
        return message
    half = MAX_MESSAGE_LETTERS // 2
    return f"{message[:half]} … {message[-half:]}"

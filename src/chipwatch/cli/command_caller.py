"""A program that calls commands in place of a person, such as the server for assistants."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..api import Base
    from ..model.answer import Answer


class CommandCaller(NamedTuple):
    """A program that calls a command: the base that it has opened, and what takes the answer."""

    base: "Base"
    receive: "Callable[[Answer, Sequence[str]], None]"
    """Takes the answer and the remarks on it, in place of the standard streams."""

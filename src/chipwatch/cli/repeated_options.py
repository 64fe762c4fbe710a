"""Refuse an option that is given twice where only one value can be meant."""

from collections.abc import Sequence
from typing import Any

from ..model.problem import UsageError

LIST_OPTIONS = ("--columns", "--properties", "--sort", "--by", "--kind")
"""The options whose value is a list with commas."""


def refuse_repeated_options(command: Any, words: Sequence[str]) -> None:  # noqa: ANN401 - Typer's
    """Raise UsageError where a command line gives an option twice that takes one value.

    The last one would win without a word. Flags may be repeated, and options that take several.
    """
    parameters = {name: parameter for parameter in command.params for name in parameter.opts}
    values: dict[str, str] = {}
    remaining_words = iter(words)
    for word in remaining_words:
        if word == "--":
            return
        option, equals_sign, value = word.partition("=")
        parameter = parameters.get(option) if option.startswith("-") else None
        if parameter is None or parameter.is_flag:
            continue
        if not equals_sign:
            value = next(remaining_words, "")
        if parameter.multiple:
            continue
        if parameter.name in values:
            raise _build_repetition_error(option, values[parameter.name], value)
        values[parameter.name] = value


def _build_repetition_error(option: str, first_value: str, second_value: str) -> UsageError:
    hint = (
        f"write {option} {first_value},{second_value}"
        if option in LIST_OPTIONS
        else "give it once, or ask twice"
    )
    return UsageError(f"{option} is given twice: {first_value} and {second_value}", hint)

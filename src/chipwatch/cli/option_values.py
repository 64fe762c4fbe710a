"""Refuse what Typer takes of a command line and should not: values, and words too many."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..model.problem import UsageError
from ..model.shell_words import join_words

LIST_OPTIONS = ("--columns", "--properties", "--sort", "--by", "--kind")
"""The options whose value is a list with commas."""
TOPIC_OPTION = "--about"
"""The option that names what a command is about which asks the whole base if it is not given."""


class OptionValue(NamedTuple):
    """An option as it stands in a command line, with the value that it is given."""

    option: str
    parameter: Any
    """What Typer knows of the option."""
    value: str


def check_option_values(command: Any, words: Sequence[str]) -> None:  # noqa: ANN401 - Typer's
    """Raise UsageError for a value that is empty, and for a second one of an option that takes one.

    A script gives an empty value of a variable that is unset. Of two values the last would win
    without a word. Flags may be repeated, and options that take several values.
    """
    values: dict[str, str] = {}
    for option, parameter, value in _iter_option_values(command, words):
        if not value:
            raise UsageError(f"{option} is given no value", "give one, or leave the option out")
        if parameter.multiple:
            continue
        if parameter.name in values:
            raise _build_repetition_error(option, values[parameter.name], value)
        values[parameter.name] = value


def check_extra_words(context: Any, words: Sequence[str]) -> None:  # noqa: ANN401 - Typer's
    """Raise UsageError for words that no argument of the command takes.

    Where the command can be about something, the words are most likely that.
    """
    extra_words = context.args
    if not extra_words:
        return
    hint = f"run {context.command_path} --help to see how it is used"
    if any(parameter.param_type_name == "argument" for parameter in context.command.params):
        hint = f"put quotes around a name of several words, or {hint}"
    takes_topic = any(TOPIC_OPTION in parameter.opts for parameter in context.command.params)
    if takes_topic and not any(word.startswith(TOPIC_OPTION) for word in words):
        other_words = [word for word in words if word not in extra_words]
        hint = f"run {join_words(['chipwatch', *other_words, TOPIC_OPTION, ' '.join(extra_words)])}"
    label = "unexpected argument" if len(extra_words) == 1 else "unexpected arguments"
    raise UsageError(f"{label}: {join_words(extra_words)}", hint)


def _iter_option_values(command: Any, words: Sequence[str]) -> Iterator[OptionValue]:  # noqa: ANN401 - Typer's
    """Give the options of a command line that take a value, up to a ``--``."""
    parameters = {name: parameter for parameter in command.params for name in parameter.opts}
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
        yield OptionValue(option=option, parameter=parameter, value=value)


def _build_repetition_error(option: str, first_value: str, second_value: str) -> UsageError:
    hint = (
        f"write {option} {first_value},{second_value}"
        if option in LIST_OPTIONS
        else "give it once, or ask twice"
    )
    return UsageError(f"{option} is given twice: {first_value} and {second_value}", hint)

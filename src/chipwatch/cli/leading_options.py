"""Options before the command, and the ``--`` that ends them."""

from collections.abc import Sequence

from ..model.problem import UsageError
from ..model.shell_words import join_words
from .catalogue import find_command
from .shared_options import is_flag, is_shared_option

BARE_NAME_COMMAND = "show"
"""The command that a bare name stands for."""
END_OF_OPTIONS = "--"


def move_leading_options(words: Sequence[str]) -> list[str]:
    """Move options before the command behind it: ``--json company baidu``.

    A ``--`` ends them: the command follows, or else names, of which none is an option. Words that
    begin with an option of ``chipwatch`` itself, or with an unknown one, stay as they are. Raises
    UsageError where no command follows.
    """
    options: list[str] = []
    remaining_words = [*words]
    while remaining_words and is_shared_option(remaining_words[0]):
        length = measure_option(remaining_words[0])
        options, remaining_words = [*options, *remaining_words[:length]], remaining_words[length:]
    is_ended = remaining_words[:1] == [END_OF_OPTIONS]
    following_words = remaining_words[is_ended:]
    if options and not following_words:
        hint = f"run a command with it, such as chipwatch company {join_words(options)}"
        raise UsageError(f"{options[0]} is an option of a command, and there is none", hint)
    if is_ended and _have_names_like_options(following_words):
        return [BARE_NAME_COMMAND, *options, END_OF_OPTIONS, *following_words]
    following_words = following_words or remaining_words
    return [*following_words[:1], *options, *following_words[1:]]


def measure_option(option: str) -> int:
    """Count the words of an option, with its value."""
    return 1 if "=" in option or is_flag(option) else 2


def _have_names_like_options(words: Sequence[str]) -> bool:
    """Tell whether words are names, not a command and its options, and any begins with a hyphen."""
    return any(word.startswith("-") for word in words) and find_command(words[0]) is None

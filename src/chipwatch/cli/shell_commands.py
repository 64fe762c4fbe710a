"""The command that sets up completion in a shell."""

from typing import Annotated

import typer

from .command_spec import SHELL_PANEL, CommandSpec
from .output import emit
from .shell_completion import build_script, complete_shells


def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", autocompletion=complete_shells)],
    *,
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell looks.")
    ] = False,
) -> None:
    """Print the completion script of a shell, or install it."""
    emit(build_script(shell, install=install))


COMMANDS = (
    CommandSpec(
        name="completion",
        help="Completion of commands and names in your shell.",
        panel=SHELL_PANEL,
        examples=(
            "chipwatch completion bash --install",
            "chipwatch completion zsh --install",
            "chipwatch completion fish > ~/.config/fish/completions/chipwatch.fish",
        ),
        options=(),
        function=completion,
    ),
)

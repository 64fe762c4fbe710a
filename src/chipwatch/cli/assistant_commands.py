"""The command that serves assistants."""

import sys

from ..model.data_frame import MissingLibraryError
from .command_spec import SHELL_PANEL, CollectCommands, CommandFunction, CommandSpec
from .options import CommandOptions
from .output import print_message


def build_commands(collect_commands: CollectCommands) -> tuple[CommandSpec, ...]:
    """Build the command that serves the tools of a catalogue."""
    return (
        CommandSpec(
            name="mcp",
            help="Tools for an AI assistant, which starts this itself.",
            panel=SHELL_PANEL,
            examples=("chipwatch mcp", "chipwatch mcp --data bundled --data my-facts"),
            options=("data",),
            function=_make_mcp_command(collect_commands),
        ),
    )


def _make_mcp_command(collect_commands: CollectCommands) -> CommandFunction:
    def mcp(*, options: CommandOptions) -> None:
        """Serve tools to an assistant over stdin and stdout, until stdin ends.

        Raises MissingLibraryError, and UnreadableBaseError before anything is served.
        """
        try:
            from ..doors.mcp_server import serve
        except ModuleNotFoundError as error:
            raise MissingLibraryError.build(
                "mcp", "a server for assistants needs", "mcp"
            ) from error
        from gc import enable

        from ..api import open as open_base
        from .assistant_tools import collect_tools

        enable()  # a command lives too briefly to need the collector of garbage, a server does not
        with open_base(*options.layers) as base:
            base.list_rejected_ids()  # puts the kinds in force that the base declares
        if sys.stdin is not None and sys.stdin.isatty():
            print_message("an assistant starts this and speaks with it: chipwatch help assistants")
        serve(collect_tools(collect_commands().values()), options.layers)

    return mcp

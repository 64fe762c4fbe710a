"""The command ``chipwatch`` itself: lists every command by name and help, and builds only one."""

import os
from collections.abc import Iterator
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..version import __version__
from .catalogue import collect_commands, find_command
from .command_spec import HELP_SETTINGS, PROGRAM_HELP, build_command
from .environment import COMPLETION_VARIABLE
from .options import JSON_OPTION


class LazyCommands(dict[str, TyperCommand]):
    """Every command by name, each built when it is first asked for."""

    def __missing__(self, name: str) -> TyperCommand:
        """Build the command; raises KeyError where there is none of this name."""
        spec = find_command(name)
        if spec is None:
            raise KeyError(name)
        return self.setdefault(name, build_command(spec))

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as dict.get
        """Give the command of this name, built now; the default where there is none."""
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> Any:  # noqa: ANN401 - those of the catalogue stand for its own
        """Give the names of all commands, built or not."""
        return collect_commands().keys()

    def __iter__(self) -> Iterator[str]:
        """Give the names of all commands, built or not."""
        return iter(collect_commands())


class CommandGroup(TyperGroup):
    """Lists the commands of the catalogue, without building them."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own settings
        super().__init__(**settings)
        self.commands = cast("Any", LazyCommands())

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002 - Typer's
        """List every command, in the order of help."""
        return list(self.commands)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401, ARG002 - Typer's
        """Write the commands under the headings of their panels."""
        specs = collect_commands().values()
        for panel in dict.fromkeys(spec.panel for spec in specs):
            with formatter.section(panel):
                formatter.write_dl(
                    [(spec.name, spec.help) for spec in specs if spec.panel == panel]
                )


def build_command_group() -> TyperGroup:
    """Build the command line, ready to be called."""
    if COMPLETION_VARIABLE in os.environ:
        from .shell_completion import register_shells

        register_shells()
    app = typer.Typer(
        cls=CommandGroup,
        help=PROGRAM_HELP,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=dict(HELP_SETTINGS),
    )
    app.callback()(_handle_global_options)
    return cast("TyperGroup", get_command(app))


def _print_version(ctx: typer.Context, value: bool) -> None:  # noqa: FBT001 - Typer's callback
    if value:
        from .output import emit

        emit(
            _describe_version_as_json() if JSON_OPTION in ctx.obj else f"chipwatch {__version__}\n"
        )
        raise typer.Exit


def _describe_version_as_json() -> str:
    from ..api import open as open_base
    from ..showing.json_format import render_json

    return render_json(open_base().describe_version())


def _handle_global_options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    json: Annotated[
        bool,
        typer.Option(JSON_OPTION, help="With --version: with schema, date of the facts, checksum."),
    ] = False,
) -> None:
    """Declare the options of ``chipwatch`` itself."""

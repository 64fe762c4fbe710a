"""The command ``chipwatch`` itself: knows every command by name and help, and builds only one."""

import os
from collections.abc import Iterator
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..version import __version__
from . import lazy_commands as _lazy_commands  # noqa: F401 - importing it fills the registry
from .registry import REGISTRY, build_command
from .shell_completion import COMPLETION_VARIABLE, register_shells

HELP_TEXT = """Who builds AI chips and models in the US-China contest, what they invest, which policies
bind them: every fact with its source.

\b
Examples:
  chipwatch company baidu
  chipwatch compare tencent alibaba
  chipwatch why china-chip-imports growth
  chipwatch company alibaba --json
"""


class LazyCommands(dict[str, TyperCommand]):
    """Every command by name, each built when it is first asked for."""

    def __missing__(self, name: str) -> TyperCommand:
        """Build the command."""
        self[name] = build_command(REGISTRY[name])
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The command of this name, built now; the default where there is none."""
        return self[name] if name in REGISTRY else default

    def keys(self) -> Any:
        """The names of all commands, built or not."""
        return REGISTRY.keys()

    def __iter__(self) -> Iterator[str]:
        """The names of all commands, built or not."""
        return iter(REGISTRY)


class CommandGroup(TyperGroup):
    """Lists commands from the registry, without building them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast("Any", LazyCommands())

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Every command, in the order of help."""
        return list(REGISTRY)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The commands by what they are for."""
        panels = dict.fromkeys(entry.panel for entry in REGISTRY.values())
        for panel in panels:
            entries = [entry for entry in REGISTRY.values() if entry.panel == panel]
            with formatter.section(panel):
                formatter.write_dl([(entry.name, entry.help) for entry in entries])


def build_command_group() -> TyperGroup:
    """The command line, ready to be called."""
    if COMPLETION_VARIABLE in os.environ:
        register_shells()
    app = typer.Typer(
        cls=CommandGroup, help=HELP_TEXT, add_completion=False, rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback()(_handle_global_options)
    return cast("TyperGroup", get_command(app))


def _print_version(value: bool) -> None:
    if value:
        from .output import emit

        emit(f"chipwatch {__version__}\n")
        raise typer.Exit


def _handle_global_options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of ``chipwatch`` itself."""

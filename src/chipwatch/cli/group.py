"""The command ``chipwatch`` itself: knows every command by name and help, and builds only one."""

import os
from collections.abc import Iterator
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..version import __version__
from . import commands as _commands  # noqa: F401 - importing them fills the registry
from . import later as _later  # noqa: F401 - as above; commands and later in the order of help
from .complete import COMPLETING, know_shells
from .registry import REGISTRY, built

ABOUT = """Who builds AI chips and models in the US-China contest, what they invest, which policies
bind them: every fact with its source.

\b
Examples:
  chipwatch company baidu
  chipwatch compare tencent alibaba
  chipwatch why china-chip-imports growth
  chipwatch company alibaba --json
"""


class Commands(dict[str, TyperCommand]):
    """Every command by name, each built when it is first asked for."""

    def __missing__(self, name: str) -> TyperCommand:
        """Build the command."""
        self[name] = built(REGISTRY[name])
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as dict.get
        """The command of this name, built now; the default where there is none."""
        return self[name] if name in REGISTRY else default

    def keys(self) -> Any:  # noqa: ANN401 - the keys of the registry stand for its own
        """The names of all commands, built or not."""
        return REGISTRY.keys()

    def __iter__(self) -> Iterator[str]:
        """The names of all commands, built or not."""
        return iter(REGISTRY)


class Group(TyperGroup):
    """Lists commands from the registry, without building them."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own settings
        super().__init__(**settings)
        self.commands = cast("Any", Commands())

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """Every command, in the order of help."""
        return list(REGISTRY)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401, ARG002
        """The commands by what they are for."""
        panels = dict.fromkeys(entry.panel for entry in REGISTRY.values())
        for panel in panels:
            entries = [entry for entry in REGISTRY.values() if entry.panel == panel]
            with formatter.section(panel):
                formatter.write_dl([(entry.name, entry.help) for entry in entries])


def group() -> TyperGroup:
    """The command line, ready to be called."""
    if COMPLETING in os.environ:
        know_shells()
    app = typer.Typer(
        cls=Group, help=ABOUT, add_completion=False, rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback()(_start)
    return cast("TyperGroup", get_command(app))


def _print_version(value: bool) -> None:  # noqa: FBT001 - Typer's callback
    if value:
        from .streams import emit

        emit(f"chipwatch {__version__}\n")
        raise typer.Exit


def _start(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of ``chipwatch`` itself."""

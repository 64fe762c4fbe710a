"""The command of each kind, made from the schema: its entities in a table, or the pages of some."""

from typing import Annotated

import typer

from ..model.kind import Kind
from ..model.schema import KINDS
from ..showing.formats import BIBLIOGRAPHY_FORMATS
from .command_spec import LOOKUP_PANEL, CommandFunction, CommandSpec
from .kind_lookup import show_kind
from .options import CommandOptions
from .shared_options import NAME_QUERY_OPTIONS


def _make_kind_command(kind: str) -> CommandFunction:
    """Make the function that runs the command of a kind."""

    def complete_names(ctx: typer.Context, incomplete: str) -> list[str]:
        from .shell_completion import complete_names_of_kind

        return complete_names_of_kind(ctx, kind, incomplete)

    def show_or_list(
        names: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="[NAME]...",
                autocompletion=complete_names,
                help="Names, ids or aliases; none lists them all.",
                show_default=False,
            ),
        ] = None,
        *,
        options: CommandOptions,
    ) -> int:
        return show_kind(kind, names or (), options)

    return show_or_list


def _list_examples(kind: type[Kind]) -> tuple[str, ...]:
    command = f"chipwatch {kind.name}"
    words = (f'"{name}"' if " " in name else name for name in kind.example_names)
    return (command, *(f"{command} {word}" for word in words), f"{command} --format csv")


def build_commands() -> tuple[CommandSpec, ...]:
    """Build the commands of the kinds in force."""
    return tuple(map(_build_command, KINDS.values()))


def find_command(name: str) -> CommandSpec | None:
    """Build the command of one kind alone; None where there is no kind of that name."""
    return _build_command(KINDS[name]) if name in KINDS else None


def _build_command(kind: type[Kind]) -> CommandSpec:
    return CommandSpec(
        name=kind.name,
        help=kind.command_help,
        panel=LOOKUP_PANEL,
        examples=_list_examples(kind),
        options=("where", *NAME_QUERY_OPTIONS, "facts"),
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=_make_kind_command(kind.name),
    )

"""The command that makes a folder for facts of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from ..model.problem import UsageError
from ..model.shell_words import quote_word
from ..model.wording import format_count
from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .environment import CONFIGURATION_FILE_NAME, has_layers_in_environment
from .output import print_message


def init(
    directory: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to make, or one with room for it.")
    ],
    *,
    editor: Annotated[
        bool,
        typer.Option(
            "--editor", help="Only write anew what editors need, after a change of schema.yaml."
        ),
    ] = False,
) -> None:
    """Make a folder for facts of one's own."""
    from ..keeping.starter_folder import make_starter_folder, write_editor_files

    if editor:
        _use_kinds_of_folder(Path(directory))
        paths = write_editor_files(directory)
        print_message(f"{directory}: {format_count(len(paths), 'file', 'files')} for editors")
        return
    paths = make_starter_folder(directory)
    print_message(f"{directory}: {format_count(len(paths), 'file', 'files')}, with an example")
    go_there = "" if Path(directory).resolve() == Path.cwd() else f"cd {quote_word(directory)} && "
    print_message(f"next: {go_there}chipwatch check")
    if has_layers_in_environment():
        print_message(f"CHIPWATCH_DATA is set and goes before {CONFIGURATION_FILE_NAME}: unset it")


def _use_kinds_of_folder(folder: Path) -> None:
    """Put the kinds in force that the configuration of a folder leads to; raises UsageError."""
    from ..reading.configuration import read_configuration
    from ..store.snapshot import use_kinds_of

    path = folder / CONFIGURATION_FILE_NAME
    if not path.exists():
        hint = f"chipwatch init {quote_word(str(folder))} makes one"
        raise UsageError(f"there is no {path}", hint)
    use_kinds_of(read_configuration(path).layers)


COMMANDS = (
    CommandSpec(
        name="init",
        help="A folder for facts of your own, ready for Git and your editor.",
        panel=OWN_FACTS_PANEL,
        examples=("chipwatch init my-facts", "chipwatch init --editor my-facts"),
        options=(),
        function=init,
    ),
)

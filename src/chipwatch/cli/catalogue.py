"""The catalogue of commands, in the order of help.

Each module of commands ends with its own ``COMMANDS``: to add a command, write its function there
and its entry beside it; for a new question also a method of ``api.Base`` and its module in
``asking/``. Modules are loaded one after another until the command is found, so that
no more is loaded than the command that is called needs.
"""

from collections.abc import Iterator

from .command_spec import CommandSpec

TWO_WORD_COMMANDS = frozenset(("source add",))
"""The commands whose second word makes them another than the first alone."""

Commands = tuple[CommandSpec, ...]


def find_command(name: str) -> CommandSpec | None:
    """Find a command by its name; None where there is none. Of the kinds, only that is built."""
    from .kind_commands import find_command as find_kind_command

    other_commands = (spec for spec in _iter_commands_beside_kinds() if spec.name == name)
    return find_kind_command(name) or next(other_commands, None)


def iter_commands() -> Iterator[CommandSpec]:
    """Give every command in the order of help, loading each module when it is reached."""
    from .kind_commands import build_commands

    yield from build_commands()
    yield from _iter_commands_beside_kinds()


def _iter_commands_beside_kinds() -> Iterator[CommandSpec]:
    for load_commands in COMMAND_LOADERS:
        yield from load_commands()


def collect_commands() -> dict[str, CommandSpec]:
    """Collect every command by its name, in the order of help."""
    return {spec.name: spec for spec in iter_commands()}


def _load_lookup_commands() -> Commands:
    from .lookup_commands import COMMANDS

    return COMMANDS


def _load_control_commands() -> Commands:
    from .control_commands import COMMANDS

    return COMMANDS


def _load_analysis_commands() -> Commands:
    from .analysis_commands import COMMANDS

    return COMMANDS


def _load_chart_commands() -> Commands:
    from .chart_commands import COMMANDS

    return COMMANDS


def _load_relation_commands() -> Commands:
    from .relation_commands import COMMANDS

    return COMMANDS


def _load_own_facts_commands() -> Commands:
    from .own_facts_commands import COMMANDS

    return COMMANDS


def _load_site_commands() -> Commands:
    from .site_commands import COMMANDS

    return COMMANDS


def _load_schema_commands() -> Commands:
    from .schema_commands import COMMANDS

    return COMMANDS


def _load_check_command() -> Commands:
    from .check_command import COMMANDS

    return COMMANDS


def _load_writing_commands() -> Commands:
    from .writing_commands import COMMANDS

    return COMMANDS


def _load_starter_commands() -> Commands:
    from .starter_commands import COMMANDS

    return COMMANDS


def _load_assistant_commands() -> Commands:
    from .assistant_commands import build_commands

    return build_commands(collect_commands)


def _load_shell_commands() -> Commands:
    from .shell_commands import COMMANDS

    return COMMANDS


def _load_help_command() -> Commands:
    from .help_command import build_commands

    return build_commands(collect_commands)


COMMAND_LOADERS = (
    _load_lookup_commands,
    _load_control_commands,
    _load_relation_commands,
    _load_analysis_commands,
    _load_chart_commands,
    _load_schema_commands,
    _load_check_command,
    _load_starter_commands,
    _load_writing_commands,
    _load_own_facts_commands,
    _load_site_commands,
    _load_assistant_commands,
    _load_shell_commands,
    _load_help_command,
)
"""What loads each module of commands, apart from those of kinds; one of plain imports, so that a
search finds them."""

"""The command line as a whole: every command listed, and only the one that is called built."""

import json
import re
import subprocess
import sys

import pytest

from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.command_group import LazyCommands, build_command_group
from conftest import Run

COMMANDS = collect_commands()
PRINT_WHAT_IS_LOADED = """
import json, sys
from chipwatch.cli import command_group, command_spec
built = []
build_command = command_spec.build_command
def record(spec):
    built.append(spec.name)
    return build_command(spec)
command_group.build_command = command_spec.build_command = record
from chipwatch.cli.main import main
main(sys.argv[1:])
modules = [name.rpartition(".")[2] for name in sys.modules if name.endswith("_commands")]
print(json.dumps([built, modules]), file=sys.stderr)
"""


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    lines = [line for line in run("--help").out.splitlines() if line[:2] == "  "]
    pairs = [tuple(re.split(r"\s{2,}", line.strip(), maxsplit=1)) for line in lines]
    assert [pair for pair in pairs if pair[0] in COMMANDS] == [
        (spec.name, spec.help) for spec in COMMANDS.values()
    ]


def test_help_groups_the_commands(run: Run) -> None:
    lines = run("--help").out.splitlines()
    assert [line for line in lines if line.endswith(":") and line[0] != " "] == [
        "Options:",
        "Look up:",
        "Ask:",
        "The schema:",
        "Your own facts:",
        "Shell and manual:",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_built_command_is_what_the_list_says_it_is(name: str) -> None:
    command = LazyCommands()[name]
    assert (command.name, str(command.help).split("\n")[0]) == (name, COMMANDS[name].help)


@pytest.mark.slow
def test_completion_offers_the_commands_of_the_list() -> None:
    group = build_command_group()
    context = group.make_context("chipwatch", [], resilient_parsing=True)
    assert [item.value for item in group.shell_complete(context, "")] == list(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "built", "modules"),
    [
        (["company", "baidu"], [], []),  # which needs no Typer
        (["company", "baidu", "--limit", "1"], ["company"], ["kind_commands"]),
        (["show", "baidu"], ["show"], ["kind_commands", "lookup_commands"]),
        (["--version"], [], []),
    ],
)
def test_only_the_command_that_is_called_is_built_and_no_module_after_it_loaded(
    arguments: list[str], built: list[str], modules: list[str]
) -> None:
    assert list_loaded(arguments) == [built, modules]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["zzzz"]])
def test_no_command_is_built_where_none_is_called(arguments: list[str]) -> None:
    assert list_loaded(arguments)[0] == []


def list_loaded(arguments: list[str]) -> list[list[str]]:
    """List the commands built and the modules of commands loaded by a command line."""
    command = [sys.executable, "-c", PRINT_WHAT_IS_LOADED, *arguments]
    completed = subprocess.run(command, capture_output=True, check=True)
    report: list[list[str]] = json.loads(completed.stderr.splitlines()[-1])
    return report


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_examples(run: Run, name: str, option: str) -> None:
    result = run(name, option)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Usage: chipwatch {name} ")
    assert "\n  Examples:\n    chipwatch " in result.out


@pytest.mark.parametrize("name", ["nothing", "", "COMPANY", "company "])
def test_what_is_no_command_is_refused(run: Run, name: str) -> None:
    assert run(name).code == 2

"""The command line as a whole: every command listed, and only the one that is called built."""

import json
import subprocess
import sys

import pytest

from chipwatch.cli.command_group import LazyCommands, build_command_group
from chipwatch.cli.registry import REGISTRY
from conftest import Run

BUILT = """
import json, sys
from chipwatch.cli import command_group, registry
made = []
real = registry.build_command
command_group.build_command = registry.build_command = lambda entry: made.append(entry.name) or real(entry)
from chipwatch.cli.main import main
main(sys.argv[1:])
print(json.dumps(made), file=sys.stderr)
"""


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    shown = run("--help").out
    listed = [tuple(line.split(maxsplit=1)) for line in shown.splitlines() if line[:2] == "  "]
    assert [pair for pair in listed if pair[0] in REGISTRY] == [
        (entry.name, entry.help) for entry in REGISTRY.values()
    ]


def test_help_groups_the_commands(run: Run) -> None:
    lines = run("--help").out.splitlines()
    assert [line for line in lines if line.endswith(":") and line[0] != " "] == [
        "Options:",
        "Look up:",
        "Ask:",
        "The schema:",
        "Facts and shell:",
    ]


def test_a_built_command_is_what_the_list_says_it_is() -> None:
    commands = LazyCommands()
    built = {name: commands[name] for name in REGISTRY}
    assert {name: command.name for name, command in built.items()} == {n: n for n in REGISTRY}
    assert {name: str(command.help).split("\n")[0] for name, command in built.items()} == {
        name: entry.help for name, entry in REGISTRY.items()
    }


def test_completion_offers_the_commands_of_the_list() -> None:
    whole = build_command_group()
    found = whole.shell_complete(whole.make_context("chipwatch", [], resilient_parsing=True), "")
    assert [item.value for item in found] == list(REGISTRY)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "built"),
    [
        (["company", "baidu"], ["company"]),
        (["stats"], ["stats"]),
        (["--help"], []),
        (["--version"], []),
        (["zzzz"], []),
    ],
)
def test_only_the_command_that_is_called_is_built(arguments: list[str], built: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILT, *arguments], capture_output=True, check=True
    )
    assert json.loads(done.stderr.splitlines()[-1]) == built


@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_examples(run: Run, name: str, option: str) -> None:
    shown = run(name, option)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"Usage: chipwatch {name} ")
    assert "\n  Examples:\n    chipwatch " in shown.out


@pytest.mark.parametrize("name", ["nothing", "", "COMPANY", "company "])
def test_what_is_no_command_is_refused(run: Run, name: str) -> None:
    assert run(name).code == 2

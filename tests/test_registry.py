"""The registry: a command with its own arguments and the shared options, built when called."""

from typing import Annotated

import pytest
import typer

import chipwatch.cli.lazy_commands  # noqa: F401 - importing it fills the registry
from chipwatch.cli.options import NAME_QUERY_OPTIONS, OUTPUT_OPTIONS, CommandOptions
from chipwatch.cli.registry import REGISTRY, CommandSpec, build_command
from chipwatch.showing.formats import COMMON_FORMATS, Format
from conftest import Run


def test_a_command_is_handed_its_arguments_and_the_options_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CHIPWATCH_DATA")
    seen: list[tuple[str, CommandOptions]] = []

    def run(name: Annotated[str, typer.Argument()], *, options: CommandOptions) -> int:
        seen.append((name, options))
        return 7

    command = build_command(
        CommandSpec("x", "Help.", "Panel", ("chipwatch x",), OUTPUT_OPTIONS, lambda: run)
    )
    assert command.main(["acme", "--format", "csv"], standalone_mode=False) == 7
    assert seen == [("acme", CommandOptions(output_format=Format.CSV))]


def test_options_of_its_own_stand_before_the_shared_ones() -> None:
    compare = build_command(REGISTRY["compare"])
    names = [parameter.name for parameter in compare.params]
    assert names[: names.index("format")] == ["names", "properties", "only_differences"]
    assert names[names.index("format") :] == list(NAME_QUERY_OPTIONS)


def test_a_shared_option_means_the_same_in_every_command() -> None:
    declared = {
        (name, str(declaration))
        for entry in REGISTRY.values()
        for name, declaration in entry.shared.items()
        if name != "format"
    }
    assert len(declared) == len({name for name, _ in declared})


def test_every_command_has_the_formats_of_every_answer(run: Run) -> None:
    forms = "|".join(COMMON_FORMATS)
    named = [name for name, entry in REGISTRY.items() if "format" in entry.shared]
    helps = {name: "".join(run(name, "--help").out.split()) for name in named}
    assert [name for name in named if f"--format<{forms}" not in helps[name]] == []


def test_every_command_that_reads_a_base_can_be_told_which() -> None:
    without = [name for name, entry in REGISTRY.items() if "data" not in entry.shared]
    assert without == ["explain", "completion"]


def test_examples_name_the_command() -> None:
    wrong = [
        example
        for entry in REGISTRY.values()
        for example in entry.examples
        if not example.startswith(f"chipwatch {entry.name}")
    ]
    assert wrong == []

"""A command as it is built: its own arguments, then the shared options, handed on as one value."""

from typing import Annotated

import pytest
import typer

from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.command_spec import CommandSpec, build_command
from chipwatch.cli.options import CommandOptions
from chipwatch.cli.shared_options import NAME_QUERY_OPTIONS, OUTPUT_OPTIONS, SHARED_OPTIONS
from chipwatch.showing.formats import COMMON_FORMATS, Format
from conftest import ROOT, Run

COMMANDS = collect_commands()


def test_a_command_is_handed_its_arguments_and_the_options_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CHIPWATCH_DATA")
    calls: list[tuple[str, CommandOptions]] = []

    def record(name: Annotated[str, typer.Argument()], *, options: CommandOptions) -> int:
        calls.append((name, options))
        return 7

    spec = CommandSpec(
        name="x",
        help="Help.",
        panel="Panel",
        examples=("chipwatch x",),
        options=OUTPUT_OPTIONS,
        function=record,
    )
    assert build_command(spec).main(["acme", "--format", "csv"], standalone_mode=False) == 7
    assert calls == [("acme", CommandOptions(output_format=Format.CSV))]


def test_options_of_its_own_stand_before_the_shared_ones() -> None:
    why = build_command(COMMANDS["why"])
    names = [parameter.name for parameter in why.params]
    assert names[: names.index("format")] == ["name", "property_"]
    assert names[names.index("format") :] == [*NAME_QUERY_OPTIONS, "facts"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_shared_options_of_a_command_are_declared(name: str) -> None:
    assert set(COMMANDS[name].options) <= {"format", *SHARED_OPTIONS}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name, spec in COMMANDS.items() if "format" in spec.options]
)
def test_every_command_has_the_formats_of_every_answer(run: Run, name: str) -> None:
    help_text = "".join(run(name, "--help").out.split())
    assert f"--format<{'|'.join(COMMON_FORMATS)}" in help_text


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_plain_words_not_in_those_of_the_library(run: Run, name: str) -> None:
    help_text = run(name, "--help").out
    assert [text for text in ("x>=", "int range", "{", "[default: (") if text in help_text] == []


def test_every_command_that_reads_a_base_can_be_told_which() -> None:
    without = [name for name, spec in COMMANDS.items() if "data" not in spec.options]
    assert without == ["init", "diff", "completion", "help"]


def test_no_command_loses_the_exit_code_of_its_answer() -> None:
    sources = sorted((ROOT / "src" / "chipwatch" / "cli").glob("*_commands.py"))
    lines = [line.strip() for source in sources for line in source.read_text().splitlines()]
    answers = [line for line in lines if ".show(" in line]
    assert len(answers) > 15
    assert [line for line in answers if not line.startswith(("return ", "code = "))] == []

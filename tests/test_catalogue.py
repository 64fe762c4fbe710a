"""The catalogue: every command once, in the order of help, with examples of its own."""

from chipwatch.cli.catalogue import collect_commands, find_command, iter_commands
from chipwatch.model.schema import KINDS


def test_every_name_is_that_of_one_command() -> None:
    names = [spec.name for spec in iter_commands()]
    assert sorted(names) == sorted(set(names))
    assert names == list(collect_commands())


def test_the_kinds_come_first_and_each_has_a_command() -> None:
    assert list(collect_commands())[: len(KINDS)] == list(KINDS)


def test_what_help_says_of_a_kind_stands_in_its_class() -> None:
    commands = collect_commands()
    assert {name: commands[name].help for name in KINDS} == {
        name: kind.command_help for name, kind in KINDS.items()
    }


def test_a_command_is_found_by_its_whole_name() -> None:
    company = find_command("company")
    assert company
    assert company.examples == (
        "chipwatch company",
        "chipwatch company baidu",
        "chipwatch company 百度",
        "chipwatch company --format csv",
    )
    assert find_command("compan") is None
    assert find_command("") is None


def test_examples_name_the_command() -> None:
    wrong = [
        example
        for spec in iter_commands()
        for example in spec.examples
        if not example.startswith(f"chipwatch {spec.name}")
    ]
    assert wrong == []

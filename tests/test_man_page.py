"""The manual page: every command and document in it, and nothing that troff would misread."""

import re
import shutil
import subprocess

import pytest

from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.man_page import build_man_page, convert_markdown
from conftest import Run

MACROS = (".TH", ".SH", ".SS", ".B", ".PP", ".IP", ".EX", ".EE")


@pytest.mark.slow
def test_the_command_help_writes_the_page(run: Run) -> None:
    assert run("help", "--man") == (0, build_man_page(collect_commands().values()), "")


@pytest.mark.slow
def test_every_command_has_a_section() -> None:
    sections = re.findall(r"^\.SS (.*)$", build_man_page(collect_commands().values()), re.MULTILINE)
    assert sections[: len(collect_commands())] == list(collect_commands())


@pytest.mark.slow
def test_the_documents_follow_the_commands() -> None:
    chapters = re.findall(r"^\.SH (.*)$", build_man_page(collect_commands().values()), re.MULTILINE)
    assert chapters[:4] == ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS"]
    assert {"Export controls", "Fact files", "Problems"} < set(chapters)
    assert "Reference" not in chapters


@pytest.mark.slow
def test_no_line_is_taken_for_a_macro_that_is_none() -> None:
    lines = [
        line
        for line in build_man_page(collect_commands().values()).splitlines()
        if line.startswith((".", "'"))
    ]
    assert [line for line in lines if line.split()[0] not in MACROS] == []


@pytest.mark.parametrize(
    ("markdown", "troff"),
    [
        ("# Title", [".SH Title"]),
        ("## Part-time", [r".SS Part\-time"]),
        ("One line\nand another", ["One line", "and another"]),
        ("One\n\nTwo", ["One", ".PP", "Two"]),
        ("- first\n- second", [r".IP \(bu 2", "first", r".IP \(bu 2", "second"]),
        (".dot and 'quote", [r"\&.dot and 'quote"]),
        (r"a\b", [r"a\eb"]),
        ("a `code-word` and **bold** word", [r"a \fBcode\-word\fR and \fBbold\fR word"]),
        ("see [the rules](https://example.org/x_y)", ["see the rules"]),
        ("```sh\n.x -y `z`\n\n# no\n```\nend", [".EX", r"\&.x \-y `z`", "", "# no", ".EE", "end"]),
        ("| a | b-c |", [".EX", r"| a | b\-c |", ".EE"]),
    ],
)
def test_markdown_becomes_troff(markdown: str, troff: list[str]) -> None:
    assert list(convert_markdown(markdown)) == troff


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff")
def test_groff_has_no_warning() -> None:
    command = [str(shutil.which("groff")), "-man", "-Tutf8", "-Kutf8", "-ww"]
    completed = subprocess.run(
        command,
        input=build_man_page(collect_commands().values()).encode(),
        capture_output=True,
        check=True,
    )
    assert completed.stderr == b""
    assert "百度" in completed.stdout.decode()

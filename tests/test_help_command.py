"""The command help: documents by topic, the help of commands, and what is neither."""

import re

import pytest

from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.documents import collect_documents
from conftest import ROOT, Run

TOPICS = [path.stem for path in sorted((ROOT / "docs").glob("*.md"))]


def test_without_a_topic_every_document_is_listed_with_its_title(run: Run) -> None:
    result = run("help")
    lines = [line.split(maxsplit=1) for line in result.out.splitlines() if line[:2] == "  "]
    titles = [
        (ROOT / "docs" / f"{topic}.md").read_text(encoding="utf-8").split("\n")[0][2:]
        for topic in TOPICS
    ]
    assert (result.code, result.err) == (0, "")
    assert lines == [list(pair) for pair in zip(TOPICS, titles, strict=True)]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_document_is_shown_whole_without_what_is_for_its_writers(run: Run, topic: str) -> None:
    result = run("help", topic)
    document = (ROOT / "docs" / f"{topic}.md").read_text(encoding="utf-8")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == document.splitlines()[0]
    headings = [line for line in document.splitlines() if line.startswith("#")]
    assert [line for line in result.out.splitlines() if line.startswith("#")] == headings
    assert "<!--" not in result.out
    assert re.search(r"\]\([\w-]+\.md", result.out) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", collect_commands())
def test_the_help_of_a_command_is_what_the_command_shows(run: Run, name: str) -> None:
    assert run("help", name) == run(name, "--help")


def test_no_document_goes_by_the_name_of_a_command() -> None:
    assert collect_documents().keys() & collect_commands().keys() == set()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("help", "querys"), "there is no help on 'querys'\ndid you mean queries?\n"),
        (
            ("help", "zzzz"),
            "there is no help on 'zzzz'\nrun chipwatch help to list the documents\n",
        ),
        (
            ("help", "tour", "--man"),
            "--man writes the whole manual page\nleave out the topic, or --man\n",
        ),
    ],
)
def test_what_there_is_no_help_on_is_refused(
    run: Run, arguments: tuple[str, ...], error: str
) -> None:
    assert run(*arguments) == (2, "", f"error: {error}")

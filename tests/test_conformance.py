"""Three doors, one answer: command line, Python and tool say the same to every question of people.

On the frozen base, which lacks some of what was asked about, the errors are the same too; on the
facts that come with the package every question has an answer.
"""

import json
import shlex
from collections.abc import Mapping
from typing import Any

import pytest

import chipwatch
from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.first_words import read_bare_words
from chipwatch.doors.tool_errors import name_arguments
from chipwatch.model.problem import ChipwatchError
from chipwatch.model.schema import KINDS
from chipwatch.reading.layers import BUNDLED
from conftest import BASE, Run
from posed_questions import POSED_QUESTIONS, PosedQuestion
from test_public_questions import TOPICS, Question, read_questions
from test_tool_results import drop_empty
from tool_calls import call, call_for_pages, join_pages

pytestmark = [pytest.mark.once, pytest.mark.slow]

QUESTIONS = [
    pytest.param(question, id=f"{topic}: {question['question'][:60]}")
    for topic in TOPICS
    for question in read_questions(topic)
]
TOOLS_BY_COMMAND = {
    "compare": "names",
    "controls": "names",
    "show": "names",
    "why": "name",
    "search": "text",
}
"""The argument of a tool that takes the names of its command."""


def read_options(words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Read the names and the options of a command line; each option has a value."""
    names, options = list[str](), dict[str, Any]()
    remaining_words = iter(words)
    for word in remaining_words:
        if word.startswith("--"):
            options[word[2:].replace("-", "_")] = next(remaining_words)
        else:
            names.append(word)
    return names, options


def read_command(line: list[str], layer: str) -> list[str]:
    """Read the command of a line with its words; of bare words, what they are read as, if any."""
    if line[0] in collect_commands():
        return line
    try:
        bare_line = read_bare_words([*line, f"--data={layer}"])
    except ChipwatchError:
        return [""]
    return [bare_line.command, *bare_line.words[:-1]]


def build_tool_call(command: str, words: list[str]) -> tuple[str, dict[str, Any]]:
    """Build the call of a tool that asks what a command line asks."""
    names, options = read_options(words)
    if command in KINDS and names:
        return "entity", {"names": names, "kind": command, **options}
    if command in KINDS:
        return "list", {"kind": command, **options, "where": [options["where"]]}
    if command == "total":
        where = {"where": [options["where"]]} if "where" in options else {}
        return "total", {"kind": names[0], **options, **where}
    if command in ("why", "series"):
        return command, {"name": names[0], **({"property": names[1]} if names[1:] else {})}
    argument = TOOLS_BY_COMMAND.get(command)
    tool = "entity" if command == "show" else command
    return tool, {**({argument: names} if argument else {}), **options}


def ask_in_python(base: chipwatch.Base, command: str, words: list[str]) -> Any:  # noqa: ANN401 - JSON
    """Ask in Python what a command line asks."""
    names, options = read_options(words)
    dates = {key: options.pop(key) for key in ("as_of", "known_by") if key in options}
    base = base.at(**dates) if dates else base
    if "from" in options:
        options["from_"] = options.pop("from")
    if command in KINDS and not names:
        return base.listing(command, **options).to_data()
    if command in (*KINDS, "show"):
        return base.page(*names, kind="" if command == "show" else command).to_data()
    if command == "timeline" and "kind" in options:
        options["kinds"] = options.pop("kind")
    if command == "search":
        names = [" ".join(names)]
    return getattr(base, command)(*names, **options).to_data()


def check_question(question: Question, run: Run, layer: str) -> bool:
    """Check that the three doors agree on a question; tell whether it has an answer."""
    _, *line = shlex.split(question["command"])
    printed = run(*line, "--json", "--data", layer)
    command, *words = read_command(line, layer)
    if not command:
        return printed.code == 0
    tool, arguments = build_tool_call(command, words)
    in_python: Any = None
    with chipwatch.open(layer) as base:
        try:
            in_python = json.loads(json.dumps(ask_in_python(base, command, words)))
        except ChipwatchError as error:
            in_python = error
    if isinstance(in_python, ChipwatchError):
        result: Any = call(tool, arguments, layer).data
        codes = {json.loads(printed.err)["error"]["code"], result["error"]["code"]}
        assert codes == {in_python.code}
        return False
    by_command = json.loads(printed.out)
    is_same_in_python = in_python == by_command
    assert is_same_in_python
    by_tool = ask_tool(tool, arguments, layer)
    if tool == "list":
        by_tool = [{key: row[key] for key in row if key != "cited"} for row in by_tool]
    is_same_by_tool = by_tool == drop_empty(by_command)
    assert is_same_by_tool
    return True


def ask_tool(tool: str, arguments: Mapping[str, Any], layer: str) -> Any:  # noqa: ANN401 - JSON
    """Ask a tool for all pages of an answer in detail, as the JSON of the command has them."""
    pages = call_for_pages(tool, {**arguments, "detail": True}, layer)
    return drop_empty(json.loads(json.dumps(join_pages(pages))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_three_doors_say_the_same_on_the_frozen_base(question: Question, run: Run) -> None:
    check_question(question, run, str(BASE))


@pytest.mark.data
@pytest.mark.parametrize("question", QUESTIONS)
def test_three_doors_say_the_same_of_the_bundled_facts(question: Question, run: Run) -> None:
    assert check_question(question, run, BUNDLED)


@pytest.mark.parametrize(
    "question", POSED_QUESTIONS, ids=[shlex.join(each.command) for each in POSED_QUESTIONS]
)
def test_three_doors_say_the_same_of_rules_relations_sums_and_mistakes(
    question: PosedQuestion, run: Run
) -> None:
    printed = run(*question.command, "--json", "--data", BASE)
    with chipwatch.open(str(BASE)) as base:
        base_then = base.at(**question.moment) if question.moment else base
        try:
            answer = getattr(base_then, question.method)(*question.names, **question.options)
        except ChipwatchError as error:
            check_errors(question, error, json.loads(printed.err)["error"])
            return
        in_python = json.loads(json.dumps(answer.to_data()))
    assert (printed.code, question.error_code) == (0, "")
    by_command = json.loads(printed.out)
    is_same_in_python = in_python == by_command
    assert is_same_in_python
    if question.call:
        is_same_by_tool = ask_tool(*question.call, str(BASE)) == drop_empty(by_command)
        assert is_same_by_tool


def check_errors(
    question: PosedQuestion, error: ChipwatchError, printed_error: Mapping[str, Any]
) -> None:
    """Check that the three doors give one error: its code, its message and whom it may mean."""
    assert error.code == printed_error["code"] == question.error_code
    assert name_arguments(printed_error["message"]) == name_arguments(error.message)
    if question.call:
        result: Any = call(*question.call, str(BASE)).data["error"]
        assert result["code"] == error.code
        assert result["message"] == name_arguments(error.message)
        assert result["candidates"] == error.candidates[: len(result["candidates"])]

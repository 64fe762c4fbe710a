"""Questions that people asked in public, put to the facts that come with the package."""

import shlex
from typing import TypedDict

import pytest
import yaml

from chipwatch.reading.layers import BUNDLED
from conftest import ROOT, Run

pytestmark = pytest.mark.data

FOLDER = ROOT / "tests" / "questions"
TOPICS = (
    "chips", "chips_3", "chips_4", "controls", "firms", "firms_2", "firms_3", "law_4", "money",
    "money_4", "models_hardware_3", "policy_2", "policy_3", "supply", "time",
)  # fmt: skip


class Question(TypedDict):
    """One question, as it stands in a file of ``tests/questions``."""

    question: str
    asked: str
    """The page or forum on which somebody asked it."""
    command: str
    """What a first-time user would type."""
    holds: list[list[str]]
    """Texts that stand on one line of the JSON answer: a figure, its period and its source."""


def read_questions(topic: str) -> list[Question]:
    """Read the questions of a file, in its order."""
    text = (FOLDER / f"{topic}.yaml").read_text(encoding="utf-8")
    questions: list[Question] = yaml.safe_load(text)
    return questions


def find_missing(answer: str, wanted: list[list[str]]) -> list[list[str]]:
    """Return the groups of texts that no line of the answer holds together."""
    lines = answer.splitlines()
    return [group for group in wanted if not any(all(t in line for t in group) for line in lines)]


def list_cases() -> list[object]:
    """Return a parameter for every question, named by its topic and text."""
    return [
        pytest.param(question, id=f"{topic}: {question['question'][:60]}")
        for topic in TOPICS
        for question in read_questions(topic)
    ]


@pytest.mark.parametrize("question", list_cases())
def test_the_answer_holds_figure_period_and_source(
    question: Question, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIPWATCH_DATA", BUNDLED)
    program, *arguments = shlex.split(question["command"])
    answer = run(*arguments, "--json")
    assert program == "chipwatch"
    assert answer.code == 0, answer.err
    assert find_missing(answer.out, question["holds"]) == []


def test_no_question_stands_twice_and_every_file_is_read() -> None:
    texts = [question["question"] for topic in TOPICS for question in read_questions(topic)]
    assert len(texts) == len(set(texts))
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(TOPICS)


def test_a_group_is_missing_unless_one_line_holds_all_its_texts() -> None:
    answer = "58.9 m CNY, 2025-H1, prospectus\n1.6 bn CNY, 2024"
    assert find_missing(answer, [["58.9 m", "2025-H1"], ["58.9 m", "2024"]]) == [["58.9 m", "2024"]]

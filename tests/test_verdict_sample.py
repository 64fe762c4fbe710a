"""The verdicts that are argued in writing are those that the bundled base gives."""

import json
import re
from typing import NamedTuple

import pytest

from conftest import ROOT, Run

pytestmark = pytest.mark.data

CASE = re.compile(r"`chipwatch (?P<command>controls [^`]+)` → (?P<verdict>[^\n]+)\.\n")
TEXT = (ROOT / "benchmarks" / "verdict_sample.md").read_text(encoding="utf-8")


class Case(NamedTuple):
    """A command, and what is argued to follow from it."""

    command: str
    status: str
    class_name: str
    rest: tuple[str, ...]
    """The licence policy and the exceptions, as far as there are any."""


def read_cases() -> list[Case]:
    """Read the cases; each has its command and its verdict on one line."""
    cases = []
    for match in CASE.finditer(TEXT):
        status, class_name, *rest = match["verdict"].split(", ")
        cases.append(Case(match["command"], status, class_name, tuple(rest)))
    return cases


CASES = read_cases()


def test_thirty_verdicts_are_argued_each_about_another_chip() -> None:
    assert len({case.command.split()[1] for case in CASES}) == len(CASES) == 30


@pytest.mark.parametrize("case", CASES, ids=[case.command.split()[1] for case in CASES])
def test_the_verdict_is_the_one_argued(run: Run, case: Case) -> None:
    result = run(*case.command.split(), "--json", "--data", "bundled")
    answer = json.loads(result.out)
    licence = answer["licence"]
    policies = [licence["policy"]] if licence["policy"] else []
    exceptions = [exception["name"] for exception in licence["exceptions"]]
    assert (answer["verdict"], answer["class"] or "no class", (*policies, *exceptions)) == (
        case.status, case.class_name, case.rest,
    )  # fmt: skip

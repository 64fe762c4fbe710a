"""Cases of export control law, each with the text it rests on, against the facts of the base."""

import csv
import json
import re
import shlex
from typing import Any, NamedTuple

import pytest

from conftest import ROOT, Result, Run

pytestmark = [pytest.mark.data, pytest.mark.slow]

CASE_FILE = ROOT / "tests" / "data" / "control_cases.csv"
LAST_DAY = "2026-11-29"
"""The day of the cases that name none."""
NOT_MET = {
    "K036": "15 CFR 746.8 is stricter: a policy of denial, with certain limited exceptions",
}
"""What the base answers otherwise, with the text that speaks against the expectation."""
OPERATORS = re.compile(r"^(\w+)(\^=|!\^=|!~|!=|=|~)(.*)$")


class Case(NamedTuple):
    """One question, and what has to hold of its answer."""

    id: str
    command: str
    expected: str


def read_cases() -> list[Case]:
    with CASE_FILE.open(encoding="utf-8", newline="") as file:
        return [Case(row["id"], row["command"], row["expected"]) for row in csv.DictReader(file)]


CASES = read_cases()


def collect_values(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The values that cases name, by their names there."""
    if "party" in answer:
        listings = answer["listings"]
        return {
            "standing": answer["standing"],
            "listed_from": " ".join(entry["from"] for entry in listings),
            "listing_policy": " ".join(entry["policy"] or "" for entry in listings),
            "in_force": str(answer["fifty_per_cent_rule"]["in_force"]).lower(),
        }
    licence = answer["licence"]
    choice, note = licence["policy"], licence["policy_note"] or ""
    return {
        "verdict": answer["verdict"],
        "class": answer["class"] or "none",
        "policy": note if choice in (None, "unknown") else choice,
        "exceptions": " ".join(entry["name"] for entry in licence["exceptions"]),
        "named": " ".join(entry["id"] for entry in answer["named_actions"]),
        "beside": " ".join(entry["paragraph"] for entry in answer["beside"]),
        "all": json.dumps(answer, ensure_ascii=False),
    }


def is_met(part: str, values: dict[str, Any], result: Result) -> bool:
    """Whether one part of an expectation holds."""
    if part.startswith("exit "):
        return result.code == int(part.removeprefix("exit "))
    if part.startswith("output lacks "):
        return part.removeprefix("output lacks ") not in result.out + result.err
    if part.startswith("output has "):
        return part.removeprefix("output has ") in result.out + result.err
    match = OPERATORS.match(part)
    assert match, part
    name, operator, expected = match.groups()
    value = str(values[name])
    held = {
        "=": value == expected,
        "!=": value != expected,
        "~": expected in value,
        "!~": expected not in value,
        "^=": value.startswith(expected),
    }
    return held[operator]


def list_unmet(run: Run, case: Case) -> list[str]:
    words = shlex.split(case.command)
    dated = words if "--as-of" in words else [*words, "--as-of", LAST_DAY]
    result = run(*dated, "--json", "--data", "bundled")
    values = collect_values(json.loads(result.out)) if result.out.startswith("{") else {}
    return [part for part in case.expected.split("; ") if not is_met(part, values, result)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_is_decided_as_the_text_has_it(run: Run, case: Case) -> None:
    unmet = list_unmet(run, case)
    assert bool(unmet) is (case.id in NOT_MET), unmet

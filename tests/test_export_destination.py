"""Destinations: countries by name or code, and what is none."""

import json

import pytest

from conftest import Facts, Run
from export_rules import BASE, ask_controls


def test_a_country_that_nobody_knows_is_an_error_in_json_too(facts: Facts, run: Run) -> None:
    result = run("controls", "x1", "--to", "Vietnm", "--json", "--data", facts(BASE))
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"] == {
        "code": "unknown-name", "message": "there is no country 'Vietnm'",
        "hint": "did you mean Vietnam?", "candidates": ["Vietnam"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("to", "message", "hint"),
    [
        ("Crimea", "Crimea has an embargo of its own", "15 CFR 746.6"),
        ("DNR", "Donetsk has an embargo of its own", "15 CFR 746.6"),
        ("Lugansk", "Luhansk has an embargo of its own", "15 CFR 746.6"),
        ("Xinjiang", "Xinjiang is a part of China", "--to CN"),
        ("新疆", "新疆 is a part of China", "--to CN"),
        ("EU", "EU is several countries", "name one"),
        ("D:5", "D:5 is several countries", "name one of its countries: AF, IR"),
        ("D 5", "D 5 is several countries", "name one of its countries: AF, IR"),
        ("Congo", "Congo may be one of several countries", "(CD) or Republic of the Congo (CG)"),
        ("Korea", "Korea may be one of several countries", "(KR) or North Korea (KP)"),
        ("Moscow", "Moscow is a part of Russia", "--to RU"),
        ("台北", "台北 is a part of Taiwan", "--to TW"),
        ("BRICS", "BRICS is several countries", "name one"),
        ("a5", "a5 is several countries", "name one of its countries"),
    ],
)
def test_what_is_no_country_is_asked_back_and_never_taken_for_one(
    facts: Facts, run: Run, to: str, message: str, hint: str
) -> None:
    groups = (
        "name: Groups\nsources: [gazette]\nrule: {act: groups, from: 2020-01-01,"
        " groups: [{name: 'D:5', members: [IR, AF]}]}\n"
    )
    base = facts({**BASE, "policy/groups.yaml": groups})
    result = run("controls", "x1", "--to", to, "--data", base)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert hint in result.err
    assert "did you mean" not in result.err


@pytest.mark.parametrize("to", ["JP", "jpn", "japan", "Japan", "日本"])
def test_a_destination_is_given_by_name_or_code(facts: Facts, run: Run, to: str) -> None:
    assert ask_controls(facts, run, "x1", "--to", to)["to"] == "JP"

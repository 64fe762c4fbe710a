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


@pytest.mark.parametrize("to", ["JP", "jpn", "japan", "Japan"])
def test_a_destination_is_given_by_name_or_code(facts: Facts, run: Run, to: str) -> None:
    assert ask_controls(facts, run, "x1", "--to", to)["to"] == "JP"

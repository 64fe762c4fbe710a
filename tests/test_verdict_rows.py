"""Verdicts on named chips as rows of which columns, order and limit are chosen."""

import json

import pytest

from conftest import Facts, Run
from export_rules import BASE

DAY = ("--as-of", "2025-01-01")


def test_columns_and_their_order_are_chosen(facts: Facts, run: Run) -> None:
    options = ("--columns", "name,class", "--sort", "-name", "--limit", "1", "--format", "csv")
    result = run("controls", "x1", "x2", *DAY, *options, "--data", facts(BASE))
    assert result.out.splitlines()[:2] == ["name,class", "X2,3A090.a.1"]


def test_json_is_an_array_of_the_columns_chosen(facts: Facts, run: Run) -> None:
    result = run(
        "controls", "x2", *DAY, "--columns", "chip,policy", "--json", "--data", facts(BASE)
    )
    assert json.loads(result.out) == [{"chip": "x2", "policy": "presumption of denial"}]


def test_a_specified_chip_has_the_same_columns(facts: Facts, run: Run) -> None:
    options = ("--spec", "int8_dense=600", "--columns", "verdict", "--format", "csv")
    result = run("controls", *options, *DAY, "--data", facts(BASE))
    assert result.out.splitlines()[1] == "licence-required"


def test_a_limit_alone_keeps_all_columns(facts: Facts, run: Run) -> None:
    options = ("--limit", "1", "--format", "csv", "--data", facts(BASE))
    heading, row = run("controls", "x1", "x2", *DAY, *options).out.splitlines()[:2]
    assert (heading.split(",")[0], row.split(",")[0]) == ("chip", "x1")


@pytest.mark.parametrize("option", ["--columns", "--sort"])
def test_a_column_that_does_not_exist_is_refused(facts: Facts, run: Run, option: str) -> None:
    result = run("controls", "x1", *DAY, option, "clas", "--data", facts(BASE))
    assert (result.code, "there is no column" in result.err) == (2, True)

"""A derived value is the same wherever it is asked for: show, sql, compare and controls."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from chipwatch.cli.main import main
from chipwatch.model.derived_values import collect_formulas
from chipwatch.model.interval_arithmetic import round_number
from chipwatch.model.schema import Chip
from conftest import BASE

pytestmark = [pytest.mark.once, pytest.mark.slow]

FORMULAS = collect_formulas(Chip)
CHIP_IDS = sorted(path.stem for path in (BASE / "chip").glob("*.yaml"))
DAY = "2026-11-29"
"""A day on which all facts of the frozen base hold."""
Range = tuple[float | None, float | None]
Answers = dict[tuple[str, str], Any]


class AllAnswers(NamedTuple):
    """What each command answers, by chip and property; ranges, or values as JSON has them."""

    derived_ranges: Answers
    shown_values: Answers
    shown_ranges: Answers
    sql_ranges: Answers
    compared_values: Answers
    controls_ranges: Answers


Ask = Callable[..., Any]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def ask_json(*arguments: str) -> Any:  # noqa: ANN401 - parsed JSON
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask_json


@pytest.fixture
def answers(ask: Ask) -> AllAnswers:
    pages = ask("show", *CHIP_IDS)
    columns = ", ".join(f"{name}_low, {name}_high" for name in FORMULAS)
    return AllAnswers(
        derived_ranges=_collect_derived_ranges(pages),
        shown_values={(page["id"], name): page[name] for page in pages for name in FORMULAS},
        shown_ranges={
            (page["id"], name): (page[f"{name}_low"], page[f"{name}_high"])
            for page in pages
            for name in FORMULAS
        },
        sql_ranges={
            (row["id"], name): (row[f"{name}_low"], row[f"{name}_high"])
            for row in ask("sql", f"SELECT id, {columns} FROM chip")  # noqa: S608 - our own names
            for name in FORMULAS
        },
        compared_values=_collect_compared_values(
            ask("compare", *CHIP_IDS, "--properties", ",".join(FORMULAS))
        ),
        controls_ranges={
            (verdict["chip"], name): tuple(
                end if end is None else round_number(end, FORMULAS[name].digits)
                for end in (operand["low"], operand["high"])
            )
            for verdict in ask("controls", *CHIP_IDS, "--as-of", DAY)
            for name, operand in verdict["operands"].items()
            if name in FORMULAS and operand["arithmetic"]
        },
    )


def _collect_derived_ranges(pages: Any) -> Answers:  # noqa: ANN401 - parsed JSON
    return {
        (page["id"], fact["property"]): (fact["numbers"][0]["low"], fact["numbers"][0]["high"])
        for page in pages
        for fact in page["facts"]
        if fact["derived"] and fact["shown"]
    }


def _collect_compared_values(comparison: Any) -> Answers:  # noqa: ANN401 - parsed JSON
    return {
        (chip_id, row["property"]): value
        for row in comparison["properties"]
        for chip_id, value in row["values"].items()
    }


def test_the_base_has_derived_values_of_every_formula(answers: AllAnswers) -> None:
    names = {name for _, name in answers.derived_ranges}
    assert names == FORMULAS.keys() - NOT_IN_BASE
    assert {name for _, name in answers.controls_ranges} >= {
        "tpp",
        "performance_density",
        "total_bandwidth",
    }


NOT_IN_BASE = {"memory_bandwidth_density"}
"""Formulas of things that the frozen base has none of: memory packages."""


def test_sql_agrees_with_show(answers: AllAnswers) -> None:
    derived = answers.derived_ranges
    assert {key: answers.sql_ranges[key] for key in derived} == derived


def test_sql_has_nothing_that_show_lacks(answers: AllAnswers) -> None:
    assert answers.sql_ranges == answers.shown_ranges


def test_compare_agrees_with_show(answers: AllAnswers) -> None:
    compared = answers.compared_values
    assert compared == {key: answers.shown_values[key] for key in compared}
    assert {name for _, name in compared} >= {name for _, name in answers.derived_ranges}


def test_controls_agree_with_show(answers: AllAnswers) -> None:
    controls = answers.controls_ranges
    assert controls == {key: answers.derived_ranges.get(key) for key in controls}


@pytest.mark.parametrize(
    "chip_id", ["zhenwu-ppu", "enflame-l600", "metax-c550", "nvidia-rtx-pro-6000d"]
)
def test_a_chip_with_nothing_but_bandwidths_has_them_added(
    answers: AllAnswers, chip_id: str
) -> None:
    low, _ = answers.sql_ranges[chip_id, "total_bandwidth"]
    assert low
    assert (chip_id, "total_bandwidth") in answers.controls_ranges

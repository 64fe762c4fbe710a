"""The clock: whatever depends on the day of today follows it."""

import json

import pytest

from chipwatch.model import clock
from chipwatch.model.dates import Date
from conftest import Run


@pytest.mark.parametrize("today", ["2023-01-10", "2025-05-01"])
def test_controls_are_calculated_for_the_day_of_the_clock(
    monkeypatch: pytest.MonkeyPatch, run: Run, today: str
) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse(today))
    assert json.loads(run("controls", "h20", "--json").out)["as_of"] == today


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("controls h20", "1 May 2025"),
        ("controls --limit 1", "2025-05-01"),
        ("controls --party huawei", "2025-05-01"),
        ("whatif --set tpp=3000", "2025-05-01"),
        ("exposure huawei", "2025-05-01"),
        ("stats --stale --limit 1", "2025-05-01"),
    ],
)
def test_an_answer_of_today_says_which_day_that_is(
    monkeypatch: pytest.MonkeyPatch, run: Run, line: str, day: str
) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2025-05-01"))
    assert day in run(*line.split()).out.partition("\n")[0]


@pytest.mark.slow
def test_facts_grow_stale_with_the_clock(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    ages = []
    for today in ("2027-01-01", "2027-01-31"):
        monkeypatch.setattr(clock, "get_today", lambda day=today: Date.parse(day))
        rows = json.loads(run("stats", "--stale", "--json").out)
        ages.append({(row["id"], row["property"], row["value"]): row["age"] for row in rows})
    assert ages[0]
    assert {key: ages[1][key] - age for key, age in ages[0].items()} == dict.fromkeys(ages[0], 30)

"""Dates in order: what is interleaved, how precise, with what lag, and how it is drawn."""

import json
from pathlib import Path

import pytest

import chipwatch
from chipwatch.asking.questions.scope import Scope
from chipwatch.model.dates import Date
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\nfounded: 1999\n",
    "chip/a100.yaml": "name: A100\nsources: [gazette]\ndesigner: acme\nreleased: 2020-05\n",
    "chip/a800.yaml": (
        "name: A800\nsources: [gazette]\ndesigner: acme\nderived_from: a100\ntarget_market: China\n"
        "announced: {value: 2022-11-08, note: to the press}\nreleased: 2022-Q4\n"
    ),
    "chip/h20.yaml": (
        "name: H20\nsources: [gazette]\nderived_from: a100\ntarget_market: China\n"
        "released: 2024-02\n"
    ),
    "policy/rule.yaml": (
        "name: October rule\nsources: [gazette]\nannounced: 2022-10-07\neffective: 2022-10-21\n"
        "restricts: a100\n"
    ),
    "policy/second.yaml": (
        "name: Second rule\nsources: [gazette]\nannounced: 2023-10\nrestricts: a100\n"
    ),
    "investment/plan.yaml": (
        "name: Plan\nsources: [gazette]\ninvestors: acme\nannounced: 2021\n"
    ),
    "event/fair.yaml": "name: Fair\nsources: [gazette]\ndate: 2023-03-26\n",
}  # fmt: skip


def _steps(run: Run, folder: Path, *options: str) -> list[tuple[str, str, str]]:
    entries = json.loads(run("timeline", "--json", "--data", folder, *options).out)
    return [(entry["date"], entry["id"], entry["property"]) for entry in entries]


def test_policies_releases_investments_and_events_are_interleaved(run: Run, facts: Facts) -> None:
    assert _steps(run, facts(FILES)) == [
        ("2020-05", "a100", "released"),
        ("2021", "plan", "announced"),
        ("2022-Q4", "a800", "released"),
        ("2022-10-07", "rule", "announced"),
        ("2022-10-21", "rule", "effective"),
        ("2022-11-08", "a800", "announced"),
        ("2023-03-26", "fair", "date"),
        ("2023-10", "second", "announced"),
        ("2024-02", "h20", "released"),
    ]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        pytest.param(("--kind", "event,investments"), ["plan", "fair"], id="kinds"),
        pytest.param(("--since", "2023-10-15"), ["second", "h20"], id="since-within-a-month"),
        pytest.param(("--until", "2021-06"), ["a100", "plan"], id="until-within-a-year"),
        pytest.param(("--since", "2023", "--until", "2023-06"), ["fair"], id="both"),
        pytest.param(
            ("--about", "acme", "--since", "2022-11"), ["a800", "a800", "second"], id="about"
        ),
        pytest.param(("--about", "acme", "--kind", "company"), ["acme"], id="about-one-kind"),
        pytest.param(("--as-of", "2022", "--since", "2022-10-08"), ["a800", "rule", "a800"],
                     id="as-of"),
    ],
)  # fmt: skip
def test_what_is_in_scope(run: Run, facts: Facts, options: tuple[str, ...], ids: list[str]) -> None:
    assert [id_ for _, id_, _ in _steps(run, facts(FILES), *options)] == ids


def test_a_lag_is_as_precise_as_its_dates(run: Run, facts: Facts) -> None:
    entries = json.loads(run("timeline", "--json", "--data", facts(FILES)).out)
    lags = {
        entry["id"]: (entry["lag"], entry["lag_low"], entry["lag_high"], entry["lag_after"])
        for entry in entries
        if entry["lag"]
    }
    assert lags == {
        "a800": ("32 days after October rule", 32, 32, "rule"),
        "h20": ("93–151 days after Second rule", 93, 151, "second"),
    }


def test_a_timeline_in_a_pipe(run: Run, facts: Facts, golden: Golden) -> None:
    golden(GOLDEN / "timeline.txt", run("timeline", "--cite", "--data", facts(FILES)).out)


def test_a_terminal_gets_an_axis_where_it_cuts_no_name(facts: Facts, golden: Golden) -> None:
    answer = chipwatch.open(str(facts(FILES))).timeline()
    screen = Screen(is_terminal=True, width=120)
    golden(GOLDEN / "timeline.terminal", render(answer, Format.TABLE, screen))
    narrow = render(answer, Format.TABLE, screen._replace(width=60))
    assert "●" not in narrow
    assert "Released: A100" in narrow


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--since", "2030"), 1, "no dates are known since 2030\nwiden --since and --until"),
        (("--since", "2025", "--until", "2024"), 2, "--until 2024 is before --since 2025\n"),
        (("--since", "2025-02-30"), 2, "--since: '2025-02-30' is not in the calendar\n"),
        (("--kind", "chpi"), 2, "there is no kind 'chpi'\ndid you mean chip?"),
        (("--about", "zzzz"), 1, 'no entity is called "zzzz"'),
        (("--columns", "zzz"), 2, "there is no column 'zzz'"),
    ],
)
def test_what_is_refused(
    run: Run, facts: Facts, options: tuple[str, ...], code: int, message: str
) -> None:
    answer = run("timeline", *options, "--data", facts(FILES))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"error: {message}")


def test_a_scope_takes_a_date_that_may_fall_into_it() -> None:
    scope = Scope(since=Date.parse("2025-03"), until=Date.parse("2025-06"))
    spans = {
        day: scope.may_contain(Date.parse(day)) for day in ("2025", "2025-02", "2025-06", "2025-Q3")
    }
    assert spans == {"2025": True, "2025-02": False, "2025-06": True, "2025-Q3": False}

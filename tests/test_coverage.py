"""How well a kind is known, and what is past its half-life."""

import json

import pytest

from chipwatch.model.schema import KINDS
from conftest import Facts, Run

FILES = {
    "source/old.yaml": "name: Old\ntype: news\npublished: 2020-01\n",
    "company/acme.yaml": (
        "name: Acme\nsources: [gazette]\ncountry: CN\n"
        "legal_name: {value: Acme Ltd, as_of: 2020}\n"
        "employees: {value: 100, as_of: 2023-06}\n"
        "headquarters: {value: Here, certainty: estimated}\n"
        "chief_executive: {unknown: undisclosed}\n"
        "revenue: {value: 1 bn USD, sources: [old]}\n"
        "founded: [1999, {value: 2001}]\n"
    ),
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\nemployees: {value: 7, as_of: 2025}\n",
}
COLUMNS = "country,legal_name,employees,headquarters,chief_executive,revenue,founded,plan"


def test_each_property_of_each_thing_has_a_standing(run: Run, facts: Facts) -> None:
    options = ("--columns", COLUMNS, "--as-of", "2025-06-01", "--json", "--data", facts(FILES))
    assert json.loads(run("stats", "--coverage", "company", *options).out) == [
        {
            "country": "sourced",
            "legal_name": "sourced",
            "employees": "stale",
            "headquarters": "weak",
            "chief_executive": "undisclosed",
            "revenue": "stale",
            "founded": "weak",
            "plan": "empty",
        },
    ]


def test_standings_are_counted(run: Run, facts: Facts) -> None:
    answer = run("stats", "--coverage", "companies", "--as-of", "2025", "--data", facts(FILES))
    count = 2 * len(KINDS["company"].properties)
    assert f"of {count:,} values over all properties: 3 sourced, 2 stale, 2 weak, " in answer.out
    assert answer.out.splitlines()[0] == "Coverage of companies – as of 2025"


def test_what_is_past_its_half_life_is_listed_the_stalest_first(run: Run, facts: Facts) -> None:
    options = ("--as-of", "2025-06-01", "--json", "--data", facts(FILES))
    rows = json.loads(run("stats", "--stale", *options).out)
    assert [(row["property"], row["date"], row["age"], row["half_life"]) for row in rows] == [
        ("revenue", "2020-01", 1948, 12),
        ("employees", "2023-06", 702, 12),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--coverage", "chpi"), 2, "there is no kind 'chpi'"),
        (("--coverage", "chip"), 1, "the base has no chips"),
        (("--coverage", "chip", "--stale"), 2, "--coverage and --stale are two questions"),
        (("--stale", "--as-of", "1990"), 1, "no fact is past its half-life"),
        (("--coverage", "company", "--columns", "zzz"), 2, "there is no column 'zzz'"),
    ],
)
def test_what_is_refused(
    run: Run, facts: Facts, arguments: tuple[str, ...], code: int, message: str
) -> None:
    answer = run("stats", *arguments, "--data", facts(FILES))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"error: {message}")


@pytest.mark.parametrize("kind", KINDS)
def test_half_lives_are_of_properties_that_there_are(kind: str) -> None:
    declared = [name for name, _ in KINDS[kind].half_lives]
    assert [name for name in declared if name not in KINDS[kind].properties] == []
    assert len(set(declared)) == len(declared)


def test_what_stays_as_it_is_has_no_half_life() -> None:
    company = KINDS["company"]
    assert (company.find_half_life("founded"), company.find_half_life("employees")) == (None, 12)
    assert company.find_half_life("legal_name") == 60

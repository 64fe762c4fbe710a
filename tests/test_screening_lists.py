"""The standing of a firm on each list: listed since when, not listed as of when, or not held."""

import json
from typing import Any

import pytest

from conftest import Facts, Run
from export_rules import BASE, LISTING

OLD_LIST = """
name: Old 1260H
sources: [gazette]
screening_list: 1260h
lists: [{value: acme, as_of: 2024-01-31}, {value: other, as_of: 2024-01-31}]
"""
NEW_LIST = """
name: New 1260H
sources: [gazette]
screening_list: 1260h
held_as_of: 2025-06-08
lists: [{value: acme, as_of: 2025-06-08}]
"""
STATE = """
name: CMIC
sources: [gazette]
screening_list: ns-cmic
held_as_of: 2025-07-31
lists: {value: child, as_of: 2025-07-31}
"""
LISTS = {
    **BASE,
    "policy/old.yaml": OLD_LIST,
    "policy/new.yaml": NEW_LIST,
    "policy/state.yaml": STATE,
}


def ask_lists(facts: Facts, run: Run, files: dict[str, str], party: str, day: str) -> Any:  # noqa: ANN401 - JSON
    result = run("controls", "--party", party, "--as-of", day, "--json", "--data", facts(files))
    assert result.code == 0, result.err
    return {entry["list"]: entry for entry in json.loads(result.out)["lists"]}


@pytest.mark.parametrize(
    ("party", "day", "list_name", "expected"),
    [
        pytest.param("acme", "2023-04-30", "Entity List", ("not-held", None), id="before"),
        pytest.param("acme", "2023-05-01", "Entity List", ("listed", "2023-05-01"), id="from"),
        pytest.param("other", "2025-01-01", "1260H", ("listed", "2024-01-31"), id="first-list"),
        pytest.param("other", "2025-06-08", "1260H", ("not-listed", None), id="taken-off"),
        pytest.param("acme", "2025-06-08", "1260H", ("listed", "2024-01-31"), id="stays"),
        pytest.param("child", "2025-06-07", "1260H", ("not-held", None), id="not-held-yet"),
        pytest.param("child", "2025-08-01", "NS-CMIC", ("listed", "2025-07-31"), id="state"),
        pytest.param("acme", "2025-08-01", "SDN", ("not-held", None), id="never-held"),
    ],
)
def test_a_list_names_a_firm_or_not_as_of_a_day(  # noqa: PLR0913, PLR0917 - what is expected
    facts: Facts,
    run: Run,
    party: str,
    day: str,
    list_name: str,
    expected: tuple[str, str | None],
) -> None:
    entry = ask_lists(facts, run, LISTS, party, day)[list_name]
    assert (entry["status"], entry["since"]) == expected


def test_a_revised_entry_stands_since_its_first_listing(facts: Facts, run: Run) -> None:
    first = LISTING.replace("from: 2023-05-01", "from: 2020-12-18\n  until: 2023-05-01")
    entry = ask_lists(facts, run, {**BASE, "policy/first.yaml": first}, "acme", "2025-01-01")
    assert entry["Entity List"]["since"] == "2020-12-18"
    gap = first.replace("until: 2023-05-01", "until: 2022-01-01")
    entry = ask_lists(facts, run, {**BASE, "policy/first.yaml": gap}, "acme", "2025-01-01")
    assert entry["Entity List"]["since"] == "2023-05-01"


def test_the_card_has_a_line_for_each_list(facts: Facts, run: Run) -> None:
    options = ("--party", "child", "--as-of", "2025-08-01", "--data", facts(LISTS))
    lines = [" ".join(line.split()) for line in run("controls", *options).out.splitlines()]
    assert "Entity List not held" in lines
    assert "NS-CMIC listed as of 2025-07-31 [1]" in lines
    assert "1260H not listed on 2025-06-08 [1]" in lines
    assert any("on NS-CMIC, which asks for none" in line for line in lines)

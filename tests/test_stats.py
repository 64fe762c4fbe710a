"""What the base holds, in numbers."""

import csv
import io
import json
from pathlib import Path

from conftest import Facts, Run


def test_everything_is_counted(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    country: CN
    plan: [{value: Grow, certainty: estimated}, {value: Rest, certainty: disputed}]
    employees: {value: 10, as_of: 2024, sources: ["gazette#p1", other]}
    revenue: {value: 5 USD, period: 2024-Q3, sources: [other, copy]}
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    founded: {unknown: undisclosed}
    # source/other.yaml
    type: filing
    # source/copy.yaml
    type: filing
    origin: other
    # chip/broken.yaml
    name: Broken
    tdp: 1
    bogus: 2
    """
    columns = ("--columns", "group,what,count_text")
    answer = run("stats", *columns, "--format", "csv", "--data", folder)
    counts = {
        (group, what): count
        for group, what, count in list(csv.reader(io.StringIO(answer.out)))[1:]
        if count != "0"
    }
    assert counts == {
        ("total", "entities"): "5",
        ("total", "facts"): "11",
        ("total", "problems"): "2",
        ("total", "entities left out"): "1",
        ("entities", "companies"): "2",
        ("entities", "sources"): "3",
        ("facts", "confirmed"): "5",
        ("facts", "reported"): "4",
        ("facts", "estimated"): "1",
        ("facts", "disputed"): "1",
        ("facts", "unknown"): "1",
        ("sources", "filing"): "2",
        ("sources", "news"): "1",
        ("support", "facts with a source, %"): "100.0",
        ("support", "facts with a place in the source, %"): "20.0",
        ("support", "numbers"): "2",
        ("support", "numbers with two independent sources, %"): "50.0",
        ("support", "newest source is of"): "2025-01",
        ("support", "newest fact, forecasts apart, is as of"): "2024",
    }


def test_an_empty_base_holds_nothing(run: Run, tmp_path: Path) -> None:
    answer = run("stats", "--json", "--data", tmp_path)
    assert answer.code == 0
    assert {row["count"] for row in json.loads(answer.out)} == {0}


def test_the_newest_days_are_no_numbers_no_forecasts_and_not_of_what_is_unknown(
    run: Run, facts: Facts
) -> None:
    file = (
        "name: Acme\nsources: [gazette]\nemployees: {value: 10, as_of: 2024-05}\n"
        "plan: {value: A chip, as_of: 2099-12}\n"
        "capex: {unknown: not-found, as_of: 2024-06, looked_in: [its reports]}\n"
    )
    answer = run("stats", "--json", "--data", facts({"company/acme.yaml": file}))
    days = [row for row in json.loads(answer.out) if row["what"].startswith("newest")]
    assert [(row["what"], row["count"], row["count_text"]) for row in days] == [
        ("newest source is of", None, "2025-01"),
        ("newest fact, forecasts apart, is as of", None, "2024-05"),
    ]


def test_counts_stand_under_one_another(run: Run, facts: Facts) -> None:
    answer = run("stats", "--limit", "2", "--data", facts({})).out.splitlines()
    assert answer == [
        "What the base holds",
        "Group  What      Count",
        "total  entities      1",
        "total  facts         2",
        "31 more; raise --limit to see them",
    ]


def test_counts_can_be_sorted(run: Run, facts: Facts) -> None:
    options = ("--sort", "-count", "--limit", "1", "--columns", "what,count", "--format", "csv")
    assert run("stats", *options, "--data", facts({})).out == "what,count,count_text\nfacts,2,2\n"


def test_help_lists_the_columns(run: Run) -> None:
    assert run("stats", "--columns", "help", "--format", "csv").out == (
        "column,label\ngroup,Group\nwhat,What\ncount,Count\ncount_text,Count text\n"
    )

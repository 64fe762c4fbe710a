"""What sources disagree on, how far apart they are, and that every view marks it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from chipwatch.asking.answers.spread import Spread, compute_spread
from conftest import Facts, Golden, Run
from made import DrawnFact, build_entity

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "source/copy.yaml": "name: Copy\ntype: news\norigin: gazette\n",
    "source/filing.yaml": "name: Filing\ntype: filing\npublished: 2025-02\n",
    "chip/x1.yaml": (
        "name: X1\nsources: [gazette]\n"
        "tdp:\n"
        "  - {value: 300, sources: [gazette]}\n"
        "  - {value: 450, sources: ['filing#t3']}\n"
        "  - {value: 300, sources: [copy]}\n"
        "released: [2024-01-01, {value: 2024-01-31, sources: [filing]}]\n"
        "memory_type: [HBM2, {value: HBM3, sources: [filing]}]\n"
        "price:\n"
        "  - {value: 100 USD, as_of: 2023}\n"
        "  - {value: 400 USD, as_of: 2023, sources: [filing]}\n"
        "  - {value: 90 USD, as_of: 2024}\n"
        "die_area: {value: 800, certainty: disputed}\n"
        "sram: [1, {value: ~1.02}]\n"
    ),
}


def test_the_widest_apart_come_first(run: Run, facts: Facts) -> None:
    conflicts = json.loads(run("conflicts", "--json", "--data", facts(FILES)).out)
    assert [
        (conflict["property"], conflict["spread"], conflict["independent"])
        for conflict in conflicts
    ] == [
        ("price", "4× (100–400 USD)", 2),
        ("tdp", "1.5× (300–450 W)", 2),
        ("released", "30 days", 2),
        ("memory_type", None, 2),
        ("die_area", None, 1),
    ]


def test_conflicts_in_a_pipe(run: Run, facts: Facts, golden: Golden) -> None:
    golden(GOLDEN / "conflicts.txt", run("conflicts", "--cite", "--data", facts(FILES)).out)


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--kind", "chip"), 0), (("--about", "x1"), 0), (("--kind", "company"), 1)],
)
def test_what_is_in_scope(run: Run, facts: Facts, options: tuple[str, ...], code: int) -> None:
    assert run("conflicts", *options, "--data", facts(FILES)).code == code


@pytest.mark.slow
def test_a_disputed_value_is_marked_in_every_view(run: Run, facts: Facts) -> None:
    files = {**FILES, "chip/x2.yaml": "name: X2\nsources: [gazette]\ntdp: 300\n"}
    folder = ("--data", facts(files))
    page = json.loads(run("chip", "x1", "--json", *folder).out)
    assert page["disputed"] == ["released", "memory_type", "die_area", "tdp"]
    listed = csv.DictReader(io.StringIO(run("chip", "--format", "csv", *folder).out))
    assert [row["disputed"] for row in listed][1] == ""
    (line,) = re.findall("^  TDP .*", run("chip", "x1", *folder).out, re.MULTILINE)
    assert line.split() == ["TDP", "450", "W", "+2", "disputed", "[1]"]
    assert "disputed" in run("chip", "--columns", "name,tdp", *folder).out
    assert "disputed" in run("compare", "x1", "x2", *folder).out
    question = "SELECT DISTINCT property FROM fact WHERE disputed ORDER BY property"
    assert run("sql", question, "--format", "csv", *folder).out.split()[1:] == [
        "die_area", "memory_type", "released", "tdp",
    ]  # fmt: skip


def test_why_says_what_decided_how_far_apart_and_on_how_many_sources(
    run: Run, facts: Facts, golden: Golden
) -> None:
    folder = facts(FILES)
    answer = run("why", "x1", "tdp", "--data", folder).out.replace(str(folder), "DIR")
    golden(GOLDEN / "why_conflict.txt", answer)
    (tdp,) = json.loads(run("why", "x1", "tdp", "--json", "--data", folder).out)["properties"]
    assert (tdp["chosen_by"], tdp["independent_sources"]) == ("certainty", 2)
    assert tdp["spread"] == {"low": 300, "high": 450, "unit": "W", "factor": 1.5, "days": None}


def test_nothing_disputed_is_nothing_found(run: Run, facts: Facts) -> None:
    answer = run("conflicts", "--data", facts({"chip/x.yaml": "name: X\n"}))
    assert (answer.code, answer.err.split("\n")[0]) == (1, "error: no facts are at odds")


@pytest.mark.parametrize(
    ("property_", "values", "spread"),
    [
        pytest.param("tdp", ("300", "450"), Spread(300, 450, "W"), id="numbers"),
        pytest.param("tdp", ("300..400", "350"), Spread(300, 400, "W"), id="range"),
        pytest.param("tdp", (">300", "350"), Spread(300, 350, "W"), id="bound"),
        pytest.param("tdp", ("300", "300"), None, id="equal"),
        pytest.param("price", ("1 USD", "8 CNY"), None, id="no-currency-in-common"),
        pytest.param("price", ("8 CNY (1 USD)", "2 USD"), Spread(1, 2, "USD"), id="in-common"),
        pytest.param("price", ("0 USD", "2 USD"), Spread(0, 2, "USD"), id="from-nothing"),
        pytest.param("memory_type", ("HBM2", "HBM3"), None, id="words"),
    ],
)
def test_how_far_values_lie_apart(
    property_: str, values: tuple[str, ...], spread: Spread | None
) -> None:
    stated = [DrawnFact(property_, value, None, None, "reported", ()) for value in values]
    assert compute_spread(build_entity("x", "chip", stated, []).facts) == spread
    assert Spread(0, 2, "USD").factor is None

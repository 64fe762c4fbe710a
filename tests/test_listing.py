"""Listings of a kind: columns, order, and what stands in each cell."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from chipwatch.model.facts import Fact
from chipwatch.model.schema import KINDS
from chipwatch.store import rows as store_rows
from conftest import Facts, Result, Run

CHIPS = {
    "company/acme.yaml": "name: Acme\n",
    "company/zeta.yaml": "name: Zeta\n",
    "chip/a.yaml": "name: Ayee\nsources: [gazette]\ndesigner: zeta\ntdp: 700\nreleased: 2024\n",
    "chip/b.yaml": "name: Bee\nsources: [gazette]\ndesigner: acme\ntdp: 300..400\n",
    "chip/c.yaml": "name: Cee\nsources: [gazette]\ntdp: {unknown: redacted}\nreleased: 2024-03\n",
    "chip/d.yaml": "name: Dee\nsources: [gazette]\nreleased: 2023-12-01\n",
    "chip/e.yaml": "name: eel\nsources: [gazette]\ntdp: '>1000'\n",
}


def rows(result: Result) -> list[list[str]]:
    return list(csv.reader(io.StringIO(result.out)))[1:]


def test_a_listing_shows_values_with_their_units_and_doubts(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    designer: acme
    process_node: 7
    fp16_dense:
      - {value: 300, as_of: 2024}
      - {value: 400, as_of: 2024}
    # chip/x2.yaml
    name: X2
    sources: [gazette]
    process_node: {unknown: undisclosed}
    memory_bandwidth: 4.8 TB/s
    """
    columns = "name,designer,process_node,memory_bandwidth,fp16_dense"
    assert run("chip", "--columns", columns, "--data", folder).out.splitlines() == [
        "2 chips",
        "Name  Designer  Process node  Memory bandwidth                FP16 dense",
        "X1    Acme              7 nm                    300 TFLOPS – disputed +1",
        "X2               undisclosed        4,800 GB/s",
    ]


def test_the_usual_columns_are_those_of_the_schema(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    # policy/rule.yaml
    name: Rule
    sources: [gazette]
    restricts: [x1]
    # policy/law.yaml
    name: Law
    sources: [gazette]
    restricts: [x1]
    """
    heading, row = run("chip", "--data", folder).out.splitlines()[1:]
    assert heading.split("  ") == [
        "Name", "Designer", "Released", "Process node", "TPP", "Memory", "Memory bandwidth",
        "FP16 dense", "Restricted by",
    ]  # fmt: skip
    assert row.split() == ["X1", "Law;", "Rule"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("name", ["a", "b", "c", "d", "e"], id="text-whatever-its-case"),
        pytest.param("-name", ["e", "d", "c", "b", "a"], id="text-backwards"),
        pytest.param("tdp", ["b", "a", "e", "c", "d"], id="numbers-then-unknowns"),
        pytest.param("-tdp", ["e", "a", "b", "c", "d"], id="greatest-first-unknowns-still-last"),
        pytest.param("released", ["d", "a", "c", "b", "e"], id="dates"),
        pytest.param("designer", ["b", "a", "c", "d", "e"], id="relations-by-name"),
    ],
)
def test_a_listing_is_sorted_by_what_the_values_mean(
    run: Run, facts: Facts, sort: str, order: list[str]
) -> None:
    options = ("--sort", sort, "--columns", "id", "--format", "csv")
    result = run("chip", *options, "--data", facts(CHIPS))
    assert [row[0] for row in rows(result)] == order


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("amount", ["C", "B", "E", "A", "D"], id="least-first"),
        pytest.param("-amount", ["B", "C", "A", "E", "D"], id="greatest-first"),
    ],
)
def test_amounts_in_dollars_are_sorted_before_those_in_other_currencies(
    run: Run, folder: Path, sort: str, order: list[str]
) -> None:
    """
    # investment/a.yaml
    name: A
    sources: [gazette]
    amount: 900 bn CNY
    # investment/b.yaml
    name: B
    sources: [gazette]
    amount: 380 bn CNY (52.7 bn USD)
    # investment/c.yaml
    name: C
    sources: [gazette]
    amount: 1 bn USD
    # investment/d.yaml
    name: D
    # investment/e.yaml
    name: E
    sources: [gazette]
    amount: 5 bn CNY
    """
    result = run("investment", "--sort", sort, "--columns", "name", "--format", "csv",
                "--data", folder)  # fmt: skip
    assert [row[0] for row in rows(result)] == order


def test_a_limit_says_how_many_it_leaves_out(run: Run, facts: Facts) -> None:
    result = run("chip", "--columns", "name", "--limit", "2", "--data", facts(CHIPS))
    assert result.out.splitlines() == [
        "5 chips",
        "Name",
        "Ayee",
        "Bee",
        "3 more; raise --limit to see them",
    ]


def test_a_limit_of_as_many_as_there_are_leaves_out_none(run: Run, facts: Facts) -> None:
    result = run("chip", "--columns", "name", "--limit", "5", "--data", facts(CHIPS))
    assert result.out.splitlines()[-1] == "eel"


@pytest.mark.parametrize("shape", ["--json", "--cite", "--facts=none", "--format=csv"])
@pytest.mark.parametrize("limit", ["1", "2", "4", "5", "9"])
def test_a_limit_gives_the_first_rows_of_the_whole(
    limit: str, shape: str, run: Run, facts: Facts
) -> None:
    form = ("--json", shape) if shape == "--facts=none" else (shape,)
    command = ("chip", "--limit", limit, *form, "--data", facts(CHIPS))
    assert run(*command) == run(*command, "--sort", "name")


def test_a_limit_reads_the_facts_of_its_rows_alone(
    run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse, parsed = store_rows.parse_fact, list[str]()

    def note(row: store_rows.Row) -> Fact:
        fact = parse(row)
        parsed.append(f"{fact.entity}.{fact.property}")
        return fact

    monkeypatch.setattr(store_rows, "parse_fact", note)
    run("chip", "--limit", "2", "--columns", "name,tdp", "--data", facts(CHIPS))
    assert parsed == ["a.designer", "a.tdp", "a.released", "b.designer", "b.tdp"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_column_listed_by_help_can_be_chosen(run: Run, kind: str) -> None:
    names = [row[0] for row in rows(run(kind, "--columns", "help", "--format", "csv"))]
    result = run(kind, "--columns", ",".join(names), "--json")
    assert result.code == 0
    assert list(json.loads(result.out)[0]) == names


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_csv_without_columns_has_every_column_but_the_countries_of_linked_ones(
    run: Run, kind: str
) -> None:
    names = [row[0] for row in rows(run(kind, "--columns", "help", "--format", "csv"))]
    header = run(kind, "--format", "csv").out.splitlines()[0].split(",")
    forms = re.compile(r"(.+)_country")
    offered = [name for name in names if name not in header]
    assert header == names[: len(header)]
    assert [name for name in offered if forms.fullmatch(name) is None] == []


def test_a_kind_of_which_there_is_none_says_so(run: Run, facts: Facts) -> None:
    assert run("chip", "--data", facts({})) == (
        1,
        "",
        "error: the base has no chips\nrun chipwatch stats to see what the base holds\n",
    )


def test_an_unknown_column_to_sort_by_is_refused(run: Run, facts: Facts) -> None:
    result = run("chip", "--sort", "-power", "--data", facts(CHIPS))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: there is no column 'power'\n")


def test_a_sort_says_that_periods_are_unlike(run: Run, facts: Facts) -> None:
    folder = facts({
        "company/a.yaml": "name: A\nsources: [gazette]\nrevenue: {value: 9 USD, period: 2024}\n",
        "company/b.yaml": "name: B\nsources: [gazette]\nrevenue: {value: 8 USD, period: 2025-Q1}\n",
    })  # fmt: skip
    result = run("company", "--sort", "revenue", "--columns", "name", "--data", folder)
    assert result.err == "sorted by revenue: figures of unlike periods stand beside one another\n"


@pytest.mark.slow
def test_columns_of_sql_are_columns_of_a_listing(run: Run, facts: Facts) -> None:
    files = {
        "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
        "chip/x1.yaml": (
            "name: X1\nsources: [gazette]\ndesigner: acme\nreleased: 2023-Q2\n"
            "memory_capacity: 64..96 GB\n"
        ),
    }
    columns = "Name,designer_name,designer_country,released_first,memory_capacity_low"
    words = ("--columns", columns, "--format", "csv", "--data", facts(files))
    expected = (
        "name,designer_name,designer_country,released_first,memory_capacity_low\n"
        "X1,Acme,CN,2023-04-01,64\n"
    )
    assert run("chip", *words).out == expected
    assert run("chip", "x1", *words).out == expected
    assert "designer_country" not in run("chip", "--format", "csv").out


@pytest.mark.slow
def test_a_listing_is_in_the_order_of_its_names_whatever_their_case(run: Run, facts: Facts) -> None:
    files = {
        f"company/{name.lower()}.yaml": f"name: {name}\nsources: [gazette]\n"
        for name in ("ZTE", "Alibaba", "AMD", "acme")
    }
    words = ("company", "--columns", "name", "--format", "csv", "--data", facts(files))
    assert run(*words).out == "name\nacme\nAlibaba\nAMD\nZTE\n"
    assert run(*words, "--sort", "name") == run(*words)


UNDATED_CHIPS = {
    "chip/old.yaml": "name: Old\nsources: [gazette]\nreleased: 2020\ntdp: 1\n",
    "chip/late.yaml": "name: Late\nsources: [gazette]\nreleased: 2024\ntdp: 1\n",
    "chip/told.yaml": "name: Told\nsources: [gazette]\ntdp: {value: 1, as_of: 2021}\n",
    "chip/dateless.yaml": "name: Dateless\nsources: [gazette]\ntdp: 1\n",
    "company/acme.yaml": "name: Acme\nsources: [gazette]\nuses_chips: [dateless, old]\nrole: x\n",
}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("chip",), id="listing"),
        pytest.param(("chip", "dateless"), id="page"),
        pytest.param(("related", "acme"), id="relations"),
    ],
)
def test_what_may_have_appeared_after_the_day_is_named(
    facts: Facts, run: Run, arguments: tuple[str, ...]
) -> None:
    folder = facts(UNDATED_CHIPS)
    result = run(*arguments, "--as-of", "2022", "--data", folder)
    assert result.code == 0
    assert "Dateless may have appeared after 2022, as no day is known" in result.err
    assert "Late" not in result.out
    assert "may have appeared" not in run(*arguments, "--data", folder).err


def test_a_figure_keeps_its_period_in_rows(facts: Facts, run: Run) -> None:
    acme = """name: Acme
sources: [gazette]
revenue:
  - {value: 5 bn USD, period: 2025-Q1}
  - {value: 6 bn USD, period: 2025-Q2}
market_capitalization: {value: 90 bn USD, as_of: 2025-08-01}
employees: {unknown: undisclosed}
"""
    folder = facts({"company/acme.yaml": acme})
    columns = "revenue_as_of,market_capitalization_as_of,employees_as_of"
    options = ("--columns", columns, "--data", folder)
    assert json.loads(run("company", *options, "--json").out) == [
        dict(zip(columns.split(","), ("2025-Q2", "2025-08-01", None), strict=True))
    ]
    whole = run("company", "--columns", "revenue", "--data", folder, "--format", "csv").out
    assert whole.splitlines()[1].endswith(",USD,2025-Q2")
    assert "6 bn USD – 2025-Q2" in run("company", "--columns", "revenue", "--data", folder).out
    condition = "revenue_as_of = '2025-Q2'"
    assert run("company", "--where", condition, "--data", folder).code == 0

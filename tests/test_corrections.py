"""A later layer replaces or withdraws what an earlier one states; ``why`` keeps it."""

import json
from typing import TYPE_CHECKING

import pytest

from conftest import Facts, Run

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = {
    "1/company/acme.yaml": (
        "name: Acme\nsources: [gazette]\n"
        "employees:\n  - {value: 4000, as_of: 2024}\n  - {value: 3000, as_of: 2023}\n"
        "country: US\n"
    ),
}
REPORT = {"2/source/report.yaml": "name: Report\ntype: filing\npublished: 2025-01\n"}


def _get_layers(facts: Facts, lines: str) -> tuple[str, ...]:
    later = {"2/company/acme.yaml": f"name: Acme\n{lines}"}
    root: Path = facts(EARLIER | REPORT | later)
    names = ("source", "1", "2")
    return tuple(part for name in names for part in ("--data", str(root / name)))


def _explain(run: Run, layers: tuple[str, ...], name: str) -> dict[str, list[dict[str, object]]]:
    (provenance,) = json.loads(run("why", "acme", name, "--json", *layers).out)["properties"]
    return dict(provenance)


def test_a_fact_takes_the_place_of_an_earlier_one(run: Run, facts: Facts) -> None:
    lines = "employees: {value: 4100, as_of: 2024, replaces: 4000, sources: [report]}\n"
    layers = _get_layers(facts, lines)
    page = json.loads(run("company", "acme", "--json", *layers).out)
    assert [fact["value"] for fact in page["facts"] if fact["property"] == "employees"] == [
        3000,
        4100,
    ]
    assert (page["employees"], page["disputed"]) == (4100, [])
    provenance = _explain(run, layers, "employees")
    assert [
        (fact["value"], fact["certainty"], fact["reason"], fact["grounds"])
        for fact in provenance["withdrawn"]
    ] == [(4000, "reported", "replaced by 4,100", [{"id": "report", "locator": None}])]


def test_a_fact_is_withdrawn_with_a_reason_and_sources(run: Run, facts: Facts) -> None:
    withdrawal = "withdrawn: {reason: it counts guests, sources: [report#p3]}"
    layers = _get_layers(facts, f"employees: {{value: 4000, {withdrawal}}}\n")
    assert json.loads(run("company", "acme", "--json", *layers).out)["employees"] == 3000
    answer = run("why", "acme", "employees", *layers)
    assert "  ×  4,000 – withdrawn" in answer.out
    assert "     it counts guests" in answer.out
    assert "× was replaced or withdrawn by a later layer" in answer.out
    assert "Report. 2025-01. (filing) report" in answer.out


def test_what_is_wholly_withdrawn_is_still_explained(run: Run, facts: Facts) -> None:
    withdrawal = "withdrawn: {reason: it moved, sources: [report]}"
    layers = _get_layers(facts, f"country: {{value: US, {withdrawal}}}\n")
    assert json.loads(run("company", "acme", "--json", *layers).out)["country"] is None
    provenance = _explain(run, layers, "country")
    assert (provenance["facts"], len(provenance["withdrawn"])) == ([], 1)


def test_only_the_fact_of_the_date_given_is_withdrawn(run: Run, facts: Facts) -> None:
    withdrawal = "withdrawn: {reason: a slip, sources: [report]}"
    layers = _get_layers(facts, f"employees: {{value: 4000, as_of: 2022, {withdrawal}}}\n")
    answer = run("check", *layers)
    assert "error[nothing-corrected] no earlier layer says employees: 4000" in answer.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "employees: {value: 1, replaces: 5000, sources: [report]}",
            "it says 4000 or 3000",
        ),
        (
            "revenue: {value: 1 USD, replaces: 2 USD, sources: [report]}",
            "nothing is said of acme there",
        ),
        (
            "employees: {value: 4000, withdrawn: {reason: a slip}}",
            "error[no-source] what is withdrawn needs a reason and sources",
        ),
        (
            "employees: {value: 4000, withdrawn: yes}",
            "error[wrong-type] withdrawn takes a reason and sources",
        ),
        (
            "employees: {value: 4000, withdrawn: {reason: a, sources: [report], who: me}}",
            "error[unknown-key]",
        ),
        (
            "employees: {value: 1, replaces: many, sources: [report]}",
            "error[bad-number]",
        ),
    ],
)
def test_a_correction_that_corrects_nothing_is_a_problem(
    run: Run, facts: Facts, line: str, message: str
) -> None:
    answer = run("check", *_get_layers(facts, f"{line}\n"))
    assert (answer.code, message in answer.out) == (1, True), answer.out


def test_a_report_is_ready_to_be_sent(run: Run, facts: Facts) -> None:
    base = facts({"company/acme.yaml": EARLIER["1/company/acme.yaml"]})
    path = f"{base.as_posix()}/company/acme.yaml"
    assert run("report", "acme", "employees", "--data", base).out == (
        "Correction: Acme (company acme)\n"
        "\n"
        "Employees (employees) says now:\n"
        "→ 4,000; 2024; reported\n"
        f"    {path}, line 4\n"
        "    gazette, Gazette, 2025-01\n"
        "  3,000; 2023; reported\n"
        f"    {path}, line 5\n"
        "    gazette, Gazette, 2025-01\n"
        "\n"
        "What should it say? (value, unit, day or period)\n"
        "  …\n"
        "\n"
        "Who says so? (title, publisher, day, address, and the place in it)\n"
        "  …\n"
        "\n"
        "Written by chipwatch 0.1.0.\n"
    )
    assert run("report", "acme", "zzz", "--data", base).code == 2


def test_a_report_has_no_options_that_would_do_nothing(run: Run) -> None:
    result = run("report", "baidu", "employees", "--cite")
    assert (result.code, result.out) == (2, "")

"""Many names screened at once: a row each, and a name that is not sure is never called unlisted."""

from pathlib import Path

import pytest

from conftest import Facts, Run
from test_screening_lists import LISTS

ACME_ROW = (
    "Acme,acme,Acme,id,1.0,listed,listed since 2023-05-01,not held,not held,not held,"
    "not listed on 2025-07-31,listed since 2024-01-31"
)
DAY = ("--as-of", "2025-08-01")


def test_each_name_has_a_row(facts: Facts, run: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Acme\n\nNo such firm\nAcme\n", encoding="utf-8")
    options = ("--file", str(names), *DAY, "--format", "csv", "--data", facts(LISTS))
    result = run("controls", *options)
    assert result.out.splitlines() == [
        "query,party,name,match,score,standing,entity_list,meu,uvl,sdn,ns_cmic,section_1260h",
        ACME_ROW,
        "No such firm,,,none,0.0,which firm is meant is not sure,,,,,,",
        ACME_ROW,
    ]
    assert "No match is not clearance" in result.err


def test_the_option_may_be_repeated(facts: Facts, run: Run) -> None:
    options = ("--party", "acme", "--party", "child", *DAY, "--format", "csv")
    result = run("controls", *options, "--data", facts(LISTS))
    assert [line.split(",")[1] for line in result.out.splitlines()[1:]] == ["acme", "child"]


@pytest.mark.parametrize("options", [("x1",), ("--to", "CN"), ("--spec", "tpp=1")])
def test_names_of_firms_stand_alone(facts: Facts, run: Run, options: tuple[str, ...]) -> None:
    result = run("controls", "--party", "acme", "--party", "child", *options, "--data",
                 facts(LISTS))  # fmt: skip
    assert (result.code, result.err.splitlines()[0]) == (
        2, "error: --party asks about a firm alone",
    )  # fmt: skip

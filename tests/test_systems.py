"""Systems: the chips in them, each with how many there are."""

import json

from chipwatch.model.schema import System
from conftest import Facts, Run

CHIP = "name: Acme One\nsources: [gazette]\n"
SYSTEM = "name: Acme Box\nsources: [gazette]\nmaker: acme\nform: server\n"
COMPANY = "name: Acme\nsources: [gazette]\n"


def _make(facts: Facts, chips: str) -> str:
    files = {"chip/one.yaml": CHIP, "company/acme.yaml": COMPANY}
    return str(facts({**files, "system/box.yaml": f"{SYSTEM}chips: {chips}\n"}))


def test_chips_have_their_number(run: Run, facts: Facts) -> None:
    data = _make(facts, "{value: one, count: 8}")
    fact = json.loads(run("system", "box", "--json", "--data", data).out)["facts"][-1]
    numbers = ("count", "count_low", "count_high", "count_text")
    assert [fact[key] for key in ("property", "value", *numbers)] == [
        "chips", "one", 8, 8, 8, "8",
    ]  # fmt: skip
    assert "Chips  Acme One – × 8" in run("system", "box", "--data", data).out
    assert "Acme Box – server; × 8" in run("chip", "one", "--data", data).out


def test_a_number_may_be_a_range_or_unsaid(run: Run, facts: Facts) -> None:
    for chips, text in (("{value: one, count: 256..512}", "256..512"), ("one", None)):
        answer = run("system", "box", "--json", "--data", _make(facts, chips)).out
        assert json.loads(answer)["facts"][-1]["count_text"] == text


def test_a_number_stands_in_the_table_of_facts(run: Run, facts: Facts) -> None:
    data = _make(facts, "{value: one, count: 8}")
    query = "SELECT text, part_count FROM fact WHERE property = 'chips'"
    assert run("sql", query, "--format", "csv", "--data", data).out == "text,part_count\none,8\n"


def test_only_parts_have_a_number(run: Run, facts: Facts) -> None:
    data = facts({"company/acme.yaml": f"{COMPANY}suppliers: {{value: acme, count: 2}}\n"})
    answer = run("check", "--data", data)
    assert (answer.code, "a fact has no key 'count'" in answer.out) == (1, True)


def test_every_form_is_one_that_a_system_can_have() -> None:
    assert System.form.choices == ("card", "board", "server", "rack", "supernode", "supercomputer")

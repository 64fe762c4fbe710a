"""Chips by rule vintages: columns, cells, and what selects from them."""

import json

import pytest

from conftest import Facts, Run
from export_rules import BASE, LETTER, ask_controls


def test_the_matrix_has_a_column_for_each_vintage(facts: Facts, run: Run) -> None:
    result = run("controls", "--as-of", "2026", "--data", facts(BASE)).out.splitlines()
    assert [line.split() for line in result[1:6]] == [
        ["Name", "2024-01", "2025-04"],
        ["X1", "–", "letter"],
        ["X2", "a.1", "a.1"],
        ["X3", "a.1/b.1", "a.1/b.1"],
        ["X4", "?", "?"],
    ]


IN_PARTS = """
name: Letter in parts
sources: [gazette]
rule:
  act: letter
  from: 2024-08-26
  until: 2025-03-01
  destinations: [CN]
  paragraphs:
    - {name: first, from: 2024-08-26, when: {chip: x1}}
    - {name: of a month of its own, from: 2024-09-01, when: {chip: x4}}
    - {name: of the same month, from: 2024-09-02, when: {chip: [x1, x4]}}
    - {name: of the day of a rule, from: 2025-01-01, when: {chip: x4}}
    - {name: after the end, from: 2025-03-01, when: {chip: x4}}
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-08-31", [("rule", "2024-01"), ("parts", "2024-08")]),
        ("2024-09-01", [("rule", "2024-01"), ("parts", "2024-08"),
                        ("parts_2024-09-01", "2024-09")]),
        ("2025-03-31", [("rule", "2024-01"), ("parts", "2024-08"),
                        ("parts_2024-09-01", "2024-09-01"), ("parts_2024-09-02", "2024-09-02"),
                        ("later", "2025-01")]),
    ],
)  # fmt: skip
def test_a_paragraph_that_begins_later_is_a_vintage(
    facts: Facts, run: Run, day: str, expected: list[tuple[str, str]]
) -> None:
    later = LETTER.replace("2025-04-09", "2025-01-01").replace("[late]", "[gazette]")
    folder = facts({**BASE, "policy/parts.yaml": IN_PARTS, "policy/later.yaml": later})
    result = run("controls", "--columns", "help", "--as-of", day, "--json", "--data", folder)
    columns = [(entry["column"], entry["label"]) for entry in json.loads(result.out)]
    assert [entry for entry in columns[3:] if not entry[0].endswith("_class")] == expected


TWO_RULES = """
name: Two letters
sources: [gazette]
rule:
  - act: letter
    from: 2024-08-26
    until: 2024-12-01
    destinations: [CN]
    paragraphs: [{name: first, when: {chip: x1}}]
  - act: letter
    from: 2025-02-01
    destinations: [CN]
    paragraphs: [{name: second, when: {chip: [x1, x4]}}]
"""


def test_a_later_rule_of_one_policy_is_a_vintage_of_its_own(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "policy/two.yaml": TWO_RULES})
    result = run("controls", "--as-of", "2025-03-01", "--data", folder).out.splitlines()
    assert [line.split() for line in result[1:6]] == [
        ["Name", "2024-01", "2024-08", "2025-02"],
        ["X1", "–", "letter", "letter"],
        ["X2", "a.1", "a.1", "a.1"],
        ["X3", "a.1/b.1", "a.1/b.1", "a.1/b.1"],
        ["X4", "?", "?", "letter"],
    ]


def test_the_matrix_shows_what_a_later_paragraph_controls(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "policy/parts.yaml": IN_PARTS})
    result = run("controls", "--as-of", "2024-12", "--data", folder).out.splitlines()
    assert [line.split() for line in result[1:6]] == [
        ["Name", "2024-01", "2024-08", "2024-09-01"],
        ["X1", "–", "letter", "letter"],
        ["X2", "a.1", "a.1", "a.1"],
        ["X3", "a.1/b.1", "a.1/b.1", "a.1/b.1"],
        ["X4", "?", "?", "letter"],
    ]


def test_the_matrix_as_json(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "--as-of", "2026")
    assert answer[1] == {
        "id": "x2", "name": "X2", "first_appeared": None,
        "rule": "licence-required", "rule_class": "3A090.a.1",
        "letter": "licence-required", "letter_class": "3A090.a.1",
    }  # fmt: skip


@pytest.mark.slow
def test_a_condition_selects_the_chips_of_the_matrix(facts: Facts, run: Run) -> None:
    options = ("--where", "tpp >= 2400", "--sort", "-name", "--columns", "name,rule", "--json")
    result = run("controls", *options, "--as-of", "2026", "--data", facts(BASE))
    assert json.loads(result.out) == [
        {"name": "X3", "rule": "licence-required"}, {"name": "X2", "rule": "licence-required"},
    ]  # fmt: skip
    assert "no tpp is known of 1 chip, " in result.err


def test_the_matrix_counts_chips_that_were_not_there_yet_or_may_not(facts: Facts, run: Run) -> None:
    dated = {
        "chip/x1.yaml": f"{BASE['chip/x1.yaml']}released: 2024-08\n",
        "chip/x2.yaml": f"{BASE['chip/x2.yaml']}announced: 2023-02\n",
    }
    folder = facts({**BASE, **dated})
    note = "judged as if all had been there on the day: 1 first appeared later; 2 may have"
    assert note in run("controls", "--as-of", "2024-05", "--data", folder).out
    newest = run("controls", "--as-of", "2026", "--data", folder).out
    assert "as if all had been there" not in newest
    rows = json.loads(run("controls", "--as-of", "2024-05", "--data", folder, "--json").out)
    assert [row["first_appeared"] for row in rows] == ["2024-08", "2023-02", None, None]


def test_the_matrix_is_cut_and_says_so(facts: Facts, run: Run) -> None:
    result = run("controls", "--limit", "1", "--as-of", "2026", "--data", facts(BASE)).out
    assert result.splitlines()[0] == "4 chips to China – as of 2026"
    assert result.splitlines()[3] == "3 more; raise --limit to see them"


def test_the_columns_of_the_matrix_are_listed(facts: Facts, run: Run) -> None:
    result = run("controls", "--columns", "help", "--json", "--data", facts(BASE))
    assert [entry["column"] for entry in json.loads(result.out)] == [
        "id", "name", "first_appeared", "rule", "rule_class", "letter", "letter_class",
    ]  # fmt: skip


def test_a_day_before_all_rules_leaves_the_matrix_open(facts: Facts, run: Run) -> None:
    result = run("controls", "--as-of", "1999", "--data", facts(BASE)).out
    assert "no rule that the base knows was in force then; the first begins on 2024-01-01" in result


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            ["x1", "--where", "tpp > 1"],
            2,
            "--where chooses from all chips",
            id="name",
        ),
        pytest.param(
            ["--spec", "tpp=1", "--where", "tpp > 1"],
            2,
            "--where chooses from all chips",
            id="spec",
        ),
        pytest.param(
            ["--party", "acme", "--sort", "name"],
            2,
            "--where, --columns, --sort and --limit choose from all chips",
            id="party",
        ),
        pytest.param(
            ["x1", "--party", "acme"], 2, "--party asks about a firm alone", id="chip-and-firm"
        ),
        pytest.param(["--where", "tpp > 9e9"], 1, "no chip meets 'tpp > 9e9'", id="none-meets"),
        pytest.param(["--where", "tp > 1"], 2, "there is no column 'tp'", id="no-such-column"),
        pytest.param(["--columns", "x"], 2, "there is no column 'x'", id="no-such-vintage"),
    ],
)
def test_what_cannot_be_selected_is_refused(
    facts: Facts, run: Run, arguments: list[str], code: int, message: str
) -> None:
    result = run("controls", *arguments, "--data", facts(BASE))
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"error: {message}")


@pytest.mark.slow
def test_an_error_for_a_script_is_json_alone(facts: Facts, run: Run) -> None:
    result = run("controls", "--where", "tpp > 1e9", "--json", "--data", facts(BASE))
    assert (result.code, list(json.loads(result.err))) == (1, ["error"])


def test_the_matrix_and_the_listing_of_a_day_count_undated_chips_alike(
    facts: Facts, run: Run
) -> None:
    start = "sources: [gazette]\nname: "
    chips = {
        "chip/told.yaml": f"{start}Told\nstatus: {{value: in use, as_of: 2023-02}}\n",
        "chip/open.yaml": f"{start}Open\ntdp: 300\n",
        "chip/late.yaml": f"{start}Late\nstatus: {{value: planned, as_of: 2025-03}}\n",
    }
    folder = facts({**BASE, **chips})
    note = "judged as if all had been there on the day: 1 first appeared later; 4 may have"
    assert note in run("controls", "--as-of", "2024-05", "--data", folder).out
    listing = run("chip", "--as-of", "2024-05", "--columns", "id", "--data", folder)
    assert listing.out.splitlines()[2:] == ["open", "told", "x1", "x2", "x3", "x4"]
    assert "4 chips may have appeared after 2024-05, as no day is known" in listing.err
    for name, sentence in (("late", "all that is dated of it is of a later day"),
                           ("open", "no day is known on which it was announced")):  # fmt: skip
        assert sentence in run("controls", name, "--as-of", "2024-05", "--data", folder).out

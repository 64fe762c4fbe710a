"""The command: its JSON, its card, destinations, buyers, and input that cannot be calculated."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"

RULE = """
name: Test rule
sources: [gazette]
citation: 1 FR 1
rule:
  act: control
  from: 2024-01-01
  destinations: [CN]
  headquarters: [CN]
  licences: [{destinations: [CN], policy: presumption of denial}]
  paragraphs:
    - {name: 3A090.a.1, when: {tpp: ">=4800"}}
    - {name: 3A090.b.1, when: {tpp: [">=2400", "<4800"], performance_density: ">=1.6"}}
"""
LETTER = """
name: Test letter
sources: [late]
rule:
  act: letter
  from: 2025-04-09
  destinations: [CN]
  paragraphs: [{name: letter, when: {chip: x1}}]
"""
LISTING = """
name: Test list
sources: [gazette]
citation: 2 FR 2
rule:
  act: listing
  from: 2023-05-01
  destinations: [worldwide]
  licences: [{destinations: [worldwide], policy: presumption of denial}]
  paragraphs: [{name: list, when: {party: acme}}]
"""
BASE = {
    "chip/x1.yaml": "name: X1\nsources: [gazette]\nint8_dense: {value: 296, as_of: 2023}\n"
    "die_area: 814\n",
    "chip/x2.yaml": "name: X2\nsources: [gazette]\nint8_dense: 1979\n",
    "chip/x3.yaml": "name: X3\nsources: [gazette]\nfp16_dense: [280, 320]\ndie_area: 100\n",
    "chip/x4.yaml": "name: X4\n",
    "source/late.yaml": "name: Late\ntype: news\npublished: 2025-06-01\n",
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
    "company/other.yaml": "name: Other\nsources: [gazette]\ncountry: SG\n",
    "company/child.yaml": "name: Child\nsources: [gazette]\ncountry: SG\n"
    "parent: {value: acme, share: 60 %}\n",
    "policy/rule.yaml": RULE,
    "policy/letter.yaml": LETTER,
    "policy/list.yaml": LISTING,
}
KEYS = [
    "chip", "name", "as_of", "to", "end_user", "verdict", "class", "certainty", "reason",
    "paragraphs", "licence", "beside", "named_actions", "operands", "missing", "disputed", "rules",
    "before", "after", "history", "disclaimer", "match",
]  # fmt: skip


def _asked(facts: Facts, run: Run, *arguments: str) -> Any:
    shown = run("controls", *arguments, "--json", "--data", facts(BASE))
    assert shown.code == 0, shown.err
    return json.loads(shown.out)


def test_json_has_exactly_these_keys(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x1", "--as-of", "2025-01-01")
    assert list(found) == KEYS
    assert list(found["paragraphs"][0]) == [
        "rule", "paragraph", "holds", "reaches", "certainty", "headroom", "conditions", "reasons",
        "note",
    ]  # fmt: skip
    assert list(found["licence"]) == ["requirement", "policy", "exceptions"]
    assert list(found["operands"]["tpp"]) == [
        "value", "low", "high", "unit", "disputed", "formula", "citation", "arithmetic", "facts",
    ]  # fmt: skip


def test_a_verdict_shows_its_arithmetic_and_sources(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x1", "--as-of", "2025-01-01")
    assert (found["verdict"], found["class"], found["to"]) == ("not-controlled", None, "CN")
    tpp = found["operands"]["tpp"]
    assert (tpp["value"], tpp["low"], tpp["high"]) == (2368, 2368, 2368)
    assert (tpp["arithmetic"], tpp["facts"][0]["sources"]) == (
        "296 TOPS × 8 bits", [{"id": "gazette", "locator": None}],
    )  # fmt: skip
    paragraphs = {one["paragraph"]: one for one in found["paragraphs"]}
    assert (paragraphs["3A090.a.1"]["holds"], paragraphs["3A090.a.1"]["headroom"]) == (False, 50.67)
    assert paragraphs["3A090.b.1"]["headroom"] == 1.33
    assert [rule["citation"] for rule in found["rules"]] == ["1 FR 1"]
    assert found["disclaimer"].startswith("No match is not clearance")


def test_what_comes_before_and_after_is_told(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x1", "--as-of", "2025-01-01")
    assert found["before"] is None
    assert (found["after"]["verdict"], found["after"]["from"]) == ("controlled", "2025-04-09")
    assert found["after"]["rules"] == ["letter"]


def test_a_letter_controls_what_it_names(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x1", "--as-of", "2025-05-01")
    assert (found["verdict"], found["class"]) == ("controlled", None)
    assert [action["id"] for action in found["named_actions"]] == ["letter"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["x2"], ("controlled", "3A090.a.1"), id="controlled"),
        pytest.param(["x2", "--to", "jp"], ("not-controlled", "3A090.a.1"), id="not-there"),
        pytest.param(["x3"], ("controlled", None), id="disputed-but-controlled-either-way"),
        pytest.param(["x4"], ("unknown", None), id="unknown"),
        pytest.param(
            ["x2", "--to", "JP", "--end-user", "other"], ("not-controlled", "3A090.a.1"), id="buyer"
        ),
        pytest.param(
            ["x2", "--to", "JP", "--end-user", "child"], ("controlled", "3A090.a.1"), id="parent"
        ),
        pytest.param(["x1", "--end-user", "acme"], ("controlled", None), id="listed-buyer"),
    ],
)
def test_verdicts(
    facts: Facts, run: Run, arguments: list[str], expected: tuple[str, str | None]
) -> None:
    found = _asked(facts, run, *arguments, "--as-of", "2025-01-01")
    assert (found["verdict"], found["class"]) == expected


def test_figures_at_odds_that_decide_are_named(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "chip/x3.yaml": "name: X3\nsources: [gazette]\nfp16_dense: [280, 320]\n"
                    "die_area: 9000\n"})  # fmt: skip
    shown = run("controls", "x3", "--as-of", "2025-01-01", "--json", "--data", folder)
    found = json.loads(shown.out)
    assert (found["verdict"], found["disputed"], found["missing"]) == ("disputed", ["tpp"], [])
    assert found["reason"] == "tpp: disputed"
    assert [fact["text"] for fact in found["operands"]["tpp"]["facts"]] == [
        "280 TFLOPS", "320 TFLOPS",
    ]  # fmt: skip
    lines = run("controls", "x3", "--as-of", "2025-01-01", "--data", folder).out.splitlines()
    assert [" ".join(line.split()) for line in lines[4:7]] == [
        "TPP 4,480–5,120 – 280–320 TFLOPS × 16 bits; disputed [1]",
        "FP16 dense: 280 TFLOPS [1]",
        "FP16 dense: 320 TFLOPS [1]",
    ]


@pytest.mark.parametrize("day", ["1999-01-01", "2023-12-31"])
def test_before_the_first_rule_nothing_is_claimed(facts: Facts, run: Run, day: str) -> None:
    found = _asked(facts, run, "x2", "--as-of", day)
    assert (found["verdict"], found["reason"]) == (
        "unknown",
        "no rule that the base knows was in force then; the first begins on 2024-01-01",
    )
    shown = run("controls", "x2", "--as-of", day, "--data", facts(BASE)).out.splitlines()
    assert shown[2].split() == ["Class", "cannot", "be", "told"]


def test_what_is_missing_is_named(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x4", "--as-of", "2025-01-01")
    assert found["missing"] == ["fp16_dense", "int8_dense", "die_area"]


def test_several_chips_are_an_array(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "x1", "x2")
    assert [one["chip"] for one in found] == ["x1", "x2"]


def test_figures_stated_later_count_where_none_were_stated_by_then(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "chip/x1.yaml": "name: X1\nsources: [gazette]\n"
                    "int8_dense: [{value: 296, as_of: 2024}, {value: 700, as_of: 2026}]\n"
                    "die_area: {value: 814, as_of: 2026}\n"})  # fmt: skip
    shown = run("controls", "x1", "--as-of", "2025-01-01", "--json", "--data", folder)
    operands = json.loads(shown.out)["operands"]
    assert (operands["tpp"]["value"], operands["performance_density"]["value"]) == (
        2368, 2.90909090909,
    )  # fmt: skip


def test_the_card_says_it_in_words(facts: Facts, run: Run) -> None:
    shown = run("controls", "x1", "--as-of", "2025-01-01", "--data", facts(BASE)).out
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[:3] == [
        "X1 to China on 2025-01-01: not controlled",
        "Licence none of these rules requires a licence",
        "Class under no paragraph of the list",
    ]
    assert "TPP 2,368 – 296 TOPS × 8 bits; as of 2023 [1]" in lines
    assert "Test rule (1 FR 1; from 2024-01-01)" in lines
    assert "3A090.a.1 does not hold – TPP ≥4,800 ✗ +50.7 % [1]" in lines
    assert "After controlled, from 2025-04-09 – Test letter" in lines
    assert any(line.startswith("No match is not clearance") for line in lines)


def test_csv_has_a_row_for_each_chip(facts: Facts, run: Run) -> None:
    shown = run("controls", "x1", "x2", "--as-of", "2025-01-01", "--format", "csv",
                "--data", facts(BASE))  # fmt: skip
    assert [line.split(",")[:5] for line in shown.out.splitlines()[1:]] == [
        ["x1", "X1", "2025-01-01", "CN", "not-controlled"],
        ["x2", "X2", "2025-01-01", "CN", "controlled"],
    ]


def test_a_chip_that_does_not_exist_yet(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "--spec", "int8_dense=600", "--as-of", "2025-01-01")
    assert (found["chip"], found["verdict"], found["class"], found["match"]) == (
        "specified", "controlled", "3A090.a.1", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--spec", "tops=600"], "a chip has no figure 'tops'", id="precision"),
        pytest.param(["--spec", "die_area=-1"], "die_area: -1 is below zero", id="negative"),
        pytest.param(["--spec", "die_area=0"], "die_area cannot be 0", id="zero"),
        pytest.param(
            ["--spec", "die_area=8 W"], "die_area: 'W' is not a unit of this property", id="unit"
        ),
        pytest.param(
            ["--spec", "die_area=814 kg"], "die_area: 'kg' is not a unit of this", id="weight"
        ),
        pytest.param(
            ["--spec", "interconnect=900 GB"],
            "interconnect_bandwidth: 'GB' is not a unit of this property",
            id="size-for-speed",
        ),
        pytest.param(["--spec", "int7_dense=1"], "a chip has no figure 'int7_dense'", id="bits"),
        pytest.param(
            ["--spec", "die_area=-5..10"],
            "die_area: -5 to 10 reaches below zero",
            id="from-below-0",
        ),
        pytest.param(["--spec", "int8_dense=nan"], "int8_dense: 'nan' is not a number", id="nan"),
        pytest.param(["--spec", "int8_dense"], "'int8_dense' says no value", id="no-value"),
        pytest.param(
            ["--spec", "datacentre=maybe"], "datacentre: 'maybe' is not a choice here", id="choice"
        ),
        pytest.param(["--spec", "fp=1"], "a chip has no figure 'fp'", id="several"),
        pytest.param(["x1", "--spec", "tpp=1"], "--spec describes a chip of its own", id="both"),
        pytest.param(["x1", "--to", "Atlantis"], "there is no country 'Atlantis'", id="country"),
        pytest.param(["x1", "--to", "ZZ"], "there is no country 'ZZ'", id="country-code"),
        pytest.param(["--to", "ZZ"], "there is no country 'ZZ'", id="country-of-all"),
        pytest.param(
            ["x1", "--to", "usa"], "what stays in the United States is not exported", id="at-home"
        ),
        pytest.param(["x1", "--as-of", "soon"], "--as-of: 'soon' is not a date", id="date"),
    ],
)
def test_what_cannot_be_calculated_is_refused(
    facts: Facts, run: Run, arguments: list[str], message: str
) -> None:
    shown = run("controls", *arguments, "--data", facts(BASE))
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        pytest.param(
            ["--spec", "int7_dense=1"], "did you mean int8_dense or int4_dense or int16_dense?",
            id="bits",
        ),
        pytest.param(
            ["--spec", "tops=600"],
            "say at which precision: int8_dense, fp8_dense, fp16_dense, bf16_dense …",
            id="no-precision",
        ),
        pytest.param(
            ["--spec", "interconnect=900 GB"], "did you mean Gbps or GB/s or Gb/s?", id="unit"
        ),
        pytest.param(["--spec", "die_area=0"], "write it above 0, in mm²", id="area"),
        pytest.param(["--spec", "datacentre=maybe"], "choose one of yes, no", id="choice"),
    ],
)  # fmt: skip
def test_what_is_refused_has_a_remedy(
    facts: Facts, run: Run, arguments: list[str], hint: str
) -> None:
    shown = run("controls", *arguments, "--data", facts(BASE))
    assert shown.err.splitlines()[1:] == [hint]


def test_bare_figures_are_in_the_unit_of_the_schema(facts: Facts, run: Run) -> None:
    given = ("--spec", "int8_dense=296", "--spec", "die_area=814", "--spec", "interconnect=900")
    folder = facts({**BASE, "policy/rule.yaml": RULE.replace(
        'when: {tpp: ">=4800"}', 'when: {tpp: ">=4800", interconnect_bandwidth: ">=600"}'
    )})  # fmt: skip
    shown = run("controls", *given, "--as-of", "2025-01-01", "--json", "--data", folder)
    operand = json.loads(shown.out)["operands"]["interconnect_bandwidth"]
    assert (operand["value"], operand["unit"]) == (900, "GB/s")


@pytest.mark.parametrize(("word", "verdict"), [("no", "not-controlled"), ("yes", "controlled")])
def test_what_a_chip_is_made_for_can_be_specified(
    facts: Facts, run: Run, word: str, verdict: str
) -> None:
    only = RULE.replace('when: {tpp: ">=4800"}', 'when: {tpp: ">=4800", datacentre: "yes"}')
    folder = facts({**BASE, "policy/rule.yaml": only})
    given = ("--spec", "int8_dense=700", "--spec", f"datacentre={word}", "--as-of", "2025-01-01")
    shown = run("controls", *given, "--json", "--data", folder)
    assert json.loads(shown.out)["verdict"] == verdict


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param(
            ["--party", "nosuch"],
            ['error: no company is called "nosuch"',
             "chipwatch company lists them; chipwatch search nosuch looks everywhere"],
            id="party",
        ),
        pytest.param(
            ["x1", "--end-user", "nosuch"],
            ['error: no company is called "nosuch"',
             "chipwatch company lists them; chipwatch search nosuch looks everywhere"],
            id="buyer",
        ),
        pytest.param(
            ["--party", "x1"],
            ['error: no company is called "x1"', "X1 is a chip: chipwatch chip x1"],
            id="chip-for-a-firm",
        ),
        pytest.param(
            ["acme"],
            ['error: no chip is called "acme"', ("Acme is a company: chipwatch company acme; "
             "for the firm: chipwatch controls --party acme")],
            id="firm-for-a-chip",
        ),
        pytest.param(
            ["x2", "bolt"],
            ['error: "bolt" can mean 2 things', ("use an id: b1 (chip), b2 (chip); "
             "for the firm: chipwatch controls --party bolt")],
            id="firm-that-chips-are-called-after",
        ),
    ],
)  # fmt: skip
def test_names_of_something_else_are_refused(
    facts: Facts, run: Run, arguments: list[str], lines: list[str]
) -> None:
    more = {f"chip/b{n}.yaml": f"name: Bolt {n}0\nsources: [gazette]\n" for n in (1, 2)}
    folder = facts({**BASE, **more, "company/bolt.yaml": "name: Bolt\nsources: [gazette]\n"})
    shown = run("controls", *arguments, "--data", folder)
    assert (shown.code, shown.out, shown.err.splitlines()) == (1, "", lines)


def test_a_country_that_nobody_knows_is_an_error_in_json_too(facts: Facts, run: Run) -> None:
    shown = run("controls", "x1", "--to", "Vietnm", "--json", "--data", facts(BASE))
    assert (shown.code, shown.out) == (2, "")
    assert json.loads(shown.err)["error"] == {
        "code": "unknown-name", "message": "there is no country 'Vietnm'",
        "hint": "did you mean Vietnam?", "candidates": ["Vietnam"],
    }  # fmt: skip


@pytest.mark.parametrize("to", ["JP", "jpn", "japan", "Japan"])
def test_a_destination_is_given_by_name_or_code(facts: Facts, run: Run, to: str) -> None:
    assert _asked(facts, run, "x1", "--to", to)["to"] == "JP"


def test_a_base_without_rules_says_so(facts: Facts, run: Run) -> None:
    shown = run("controls", "x1", "--data", facts({"chip/x1.yaml": "name: X1\n"}))
    assert (shown.code, shown.err.splitlines()[0]) == (
        1, "error: the base has no rules to calculate with",
    )  # fmt: skip


def test_the_matrix_has_a_column_for_each_vintage(facts: Facts, run: Run) -> None:
    shown = run("controls", "--as-of", "2026", "--data", facts(BASE)).out.splitlines()
    assert [line.split() for line in shown[1:6]] == [
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
    shown = run("controls", "--columns", "help", "--as-of", day, "--json", "--data", folder)
    columns = [(one["column"], one["label"]) for one in json.loads(shown.out)]
    assert [one for one in columns[2:] if not one[0].endswith("_class")] == expected


def test_the_matrix_shows_what_a_later_paragraph_controls(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "policy/parts.yaml": IN_PARTS})
    shown = run("controls", "--as-of", "2024-12", "--data", folder).out.splitlines()
    assert [line.split() for line in shown[1:6]] == [
        ["Name", "2024-01", "2024-08", "2024-09-01"],
        ["X1", "–", "letter", "letter"],
        ["X2", "a.1", "a.1", "a.1"],
        ["X3", "a.1/b.1", "a.1/b.1", "a.1/b.1"],
        ["X4", "?", "?", "letter"],
    ]


def test_the_matrix_as_json(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "--as-of", "2026")
    assert found[1] == {
        "id": "x2", "name": "X2", "rule": "controlled", "rule_class": "3A090.a.1",
        "letter": "controlled", "letter_class": "3A090.a.1",
    }  # fmt: skip


def test_a_condition_selects_the_chips_of_the_matrix(facts: Facts, run: Run) -> None:
    given = ("--where", "tpp >= 2400", "--sort", "-name", "--columns", "name,rule", "--json")
    shown = run("controls", *given, "--as-of", "2026", "--data", facts(BASE))
    assert json.loads(shown.out) == [
        {"name": "X3", "rule": "controlled"}, {"name": "X2", "rule": "controlled"},
    ]  # fmt: skip
    assert shown.err.startswith("no tpp can be tested: 1 ")


def test_the_matrix_is_cut_and_says_so(facts: Facts, run: Run) -> None:
    shown = run("controls", "--limit", "1", "--as-of", "2026", "--data", facts(BASE)).out
    assert shown.splitlines()[0] == "4 chips to China – as of 2026"
    assert shown.splitlines()[3] == "3 more; raise --limit to see them"


def test_the_columns_of_the_matrix_are_listed(facts: Facts, run: Run) -> None:
    shown = run("controls", "--columns", "help", "--json", "--data", facts(BASE))
    assert [one["column"] for one in json.loads(shown.out)] == [
        "id", "name", "rule", "rule_class", "letter", "letter_class",
    ]  # fmt: skip


def test_a_day_before_all_rules_leaves_the_matrix_open(facts: Facts, run: Run) -> None:
    shown = run("controls", "--as-of", "1999", "--data", facts(BASE)).out
    assert "no rule that the base knows was in force then; the first begins on 2024-01-01" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            ["x1", "--where", "tpp > 1"],
            2,
            "--where, --columns, --sort and --limit choose from all chips",
            id="name",
        ),
        pytest.param(
            ["--spec", "tpp=1", "--limit", "1"],
            2,
            "--where, --columns, --sort and --limit choose from all chips",
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
    shown = run("controls", *arguments, "--data", facts(BASE))
    assert (shown.code, shown.out) == (code, "")
    assert shown.err.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("known_by", "expected"),
    [
        pytest.param("2025-05-31", ("not-controlled", ["rule"]), id="before-the-letter-was-known"),
        pytest.param("2025-06-01", ("controlled", ["rule", "letter"]), id="once-it-was"),
    ],
)
def test_only_rules_that_had_been_published_count(
    facts: Facts, run: Run, known_by: str, expected: tuple[str, list[str]]
) -> None:
    found = _asked(facts, run, "x1", "--as-of", "2026-01-01", "--known-by", known_by)
    assert (found["verdict"], [rule["id"] for rule in found["rules"]]) == expected
    assert found["moment"] == {"as_of": "2026-01-01", "known_by": known_by}


def test_figures_that_had_not_been_published_are_missing(facts: Facts, run: Run) -> None:
    late = "name: X1\nsources: [late]\nint8_dense: 296\ndie_area: 814\n"
    folder = facts({**BASE, "chip/x1.yaml": late})
    day = ("--as-of", "2026-01-01", "--known-by", "2025-03")
    found = json.loads(run("controls", "x1", *day, "--json", "--data", folder).out)
    assert (found["verdict"], found["missing"]) == (
        "unknown", ["fp16_dense", "int8_dense", "die_area"],
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [["x1"], [], ["--party", "acme"]])
def test_before_any_rule_was_known_nothing_is_told(
    facts: Facts, run: Run, arguments: list[str]
) -> None:
    shown = run("controls", *arguments, "--known-by", "2024", "--data", facts(BASE))
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith("error: no rule of the base was known by 2024: what was")


def test_a_list_known_before_any_rule_about_chips_says_nothing_of_chips(
    facts: Facts, run: Run
) -> None:
    rule = RULE.replace("[gazette]", "[late]")
    folder = facts({**BASE, "policy/rule.yaml": rule})
    shown = run("controls", "x2", "--known-by", "2025-03", "--json", "--data", folder)
    found = json.loads(shown.out)
    assert (found["verdict"], found["reason"]) == ("unknown", "no rule about chips is known")


def test_an_end_is_known_ahead_where_all_that_is_cited_had_appeared(facts: Facts, run: Run) -> None:
    ended = LETTER.replace("from: 2025-04-09", "from: 2025-04-09\n  until: 2025-12-01")
    verdicts = []
    for sources in ("[gazette]", "[gazette, late]"):
        folder = facts({**BASE, "policy/letter.yaml": ended.replace("[late]", sources)})
        day = ("--as-of", "2026-01-01", "--known-by", "2025-04")
        shown = run("controls", "x1", *day, "--json", "--data", folder)
        verdicts.append(json.loads(shown.out)["verdict"])
    assert verdicts == ["not-controlled", "controlled"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("known", ("x1", "--known-by", "2025-05"), id="known-by"),
        pytest.param("cite", ("x1", "--cite", "--format", "markdown"), id="footnotes"),
        pytest.param("matrix", ("--cite", "--format", "markdown"), id="matrix"),
        pytest.param("party", ("--party", "acme", "--cite", "--format", "markdown"), id="party"),
    ],
)
def test_answers_in_full(
    facts: Facts, run: Run, golden: Golden, name: str, arguments: tuple[str, ...]
) -> None:
    shown = run("controls", *arguments, "--as-of", "2026-01-01", "--data", facts(BASE))
    golden(GOLDEN / f"controls_{name}.txt", shown.out.replace(str(facts(BASE)), "DIR"))


def test_a_receipt_has_the_day_that_was_taken(facts: Facts, run: Run) -> None:
    today = date.today().isoformat()
    one = _asked(facts, run, "x1", "--receipt")
    several = _asked(facts, run, "x1", "x2", "--receipt", "--known-by", "2025-06")
    assert one["receipt"]["as_of"] == one["as_of"] == today
    assert list(several) == ["answer", "receipt"]
    assert (several["receipt"]["as_of"], several["receipt"]["known_by"]) == (today, "2025-06")


BESIDE = {
    "policy/duty.yaml": """
name: Duty
sources: [gazette]
citation: 3 FR 3
rule:
  act: tariff
  from: 2025-01-01
  destinations: [US]
  paragraphs:
    - {name: band, when: {tpp: [">2000", "<3000"]}, note: 25 % on imports}
""",
    "policy/presumed.yaml": """
name: Presumed
sources: [gazette]
rule:
  act: presumption
  from: 2025-01-01
  destinations: [worldwide]
  paragraphs: [{name: note, when: {process_node: "<=16"}, note: where a foundry exports it}]
  exclusions: [{name: few, of: [note], when: {transistors: "<30 bn"}}]
""",
}


def test_what_requires_no_licence_is_told_beside_the_verdict(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, **BESIDE})
    options = ("--as-of", "2025-02-01", "--data", folder)
    found = json.loads(run("controls", "x1", "--json", *options).out)
    assert found["verdict"] == "not-controlled"
    assert [(one["rule"], one["holds"]) for one in found["beside"]] == [
        ("duty", True), ("presumed", None),
    ]  # fmt: skip
    shown = run("controls", "x1", *options).out
    assert "Duty (3 FR 3; from 2025-01-01)" in shown
    assert "holds – TPP >2,000 ✓ -18.4 %; TPP <3,000 ✓ -21.1 %; 25 % on imports" in shown
    assert "cannot be told – Process node ≤16 nm ?; Transistors <30 bn ?; where a foun" in shown


def test_what_a_chip_does_not_meet_besides_is_not_told(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, **BESIDE})
    spec = ("--spec", "tpp=100", "--spec", "process_node=28", "--as-of", "2025-02-01")
    assert json.loads(run("controls", *spec, "--json", "--data", folder).out)["beside"] == []
    early = ("controls", "x1", "--as-of", "2024-12-31", "--json", "--data", folder)
    assert json.loads(run(*early).out)["beside"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("controls", "x1", "--format", "csv"), True, id="rows"),
        pytest.param(("controls", "--format", "tsv"), True, id="rows-of-all"),
        pytest.param(("controls", "--json"), True, id="an-array-of-all"),
        pytest.param(("controls", "--party", "acme", "--format", "csv"), True, id="firm"),
        pytest.param(("whatif", "--set", "tpp=300", "--format", "csv"), True, id="whatif"),
        pytest.param(("controls", "x1", "--json"), False, id="in-the-object"),
        pytest.param(("controls", "x1"), False, id="under-the-table"),
    ],
)
def test_what_a_verdict_is_not_is_always_said(
    facts: Facts,
    run: Run,
    arguments: tuple[str, ...],
    said: bool,
) -> None:
    shown = run(*arguments, "--as-of", "2026", "--data", facts(BASE))
    aside, answer = "No match is not clearance" in shown.err, "No match is not" in shown.out
    assert (shown.code, aside, answer) == (0, said, not said)


def test_an_error_for_a_script_is_json_alone(facts: Facts, run: Run) -> None:
    shown = run("controls", "--where", "tpp > 1e9", "--json", "--data", facts(BASE))
    assert (shown.code, list(json.loads(shown.err))) == (1, ["error"])


def test_a_bit_length_at_which_nothing_is_known_is_told(facts: Facts, run: Run) -> None:
    one = run("controls", "x1", "--as-of", "2025-01-01", "--data", facts(BASE)).out
    assert "TPP counts the rates that are known, at 8 bits; one at 16 bits may be higher" in one
    both = run(
        "controls", "--spec", "int8_dense=1", "--spec", "fp16_dense=1", "--data", facts(BASE)
    )
    assert "TPP counts" not in both.out

"""Other thresholds: which chips flip, which way, and what cannot be changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"

RULE = """
name: Test rule
sources: [gazette]
rule:
  act: control
  from: 2024-01-01
  destinations: [CN]
  paragraphs:
    - {name: 3A090.a.1, when: {tpp: ">=4800"}}
    - {name: 3A090.b.1, when: {tpp: [">=2400", "<4800"], performance_density: ">=1.6"}}
"""


def _chip(tpp: int, density: float) -> str:
    head = f"name: C{tpp}\nsources: [gazette]\ndesigner: acme\n"
    return f"{head}tpp: {tpp}\nperformance_density: {density}\n"


LETTER = """
name: Test letter
sources: [gazette]
rule:
  act: letter
  from: 2024-06-01
  destinations: [CN]
  paragraphs:
    - {name: letter to Acme, when: {designer: acme, memory_bandwidth: ">=1400"}}
"""


BASE = {
    "policy/rule.yaml": RULE,
    "company/acme.yaml": "name: Acme\nsources: [gazette]\n",
    "chip/low.yaml": _chip(2300, 2),
    "chip/middle.yaml": _chip(3500, 2),
    "chip/high.yaml": _chip(6000, 2),
}


@pytest.mark.parametrize(
    ("name", "options"),
    [("known", ("--known-by", "2025-02")), ("cite", ("--cite", "--format", "markdown"))],
)
def test_answers_in_full(
    facts: Facts, run: Run, golden: Golden, name: str, options: tuple[str, ...]
) -> None:
    day = ("--as-of", "2025-01-01", "--data", facts(BASE))
    golden(GOLDEN / f"whatif_{name}.txt", run("whatif", "--set", "tpp=3000", *options, *day).out)


def test_a_rule_that_was_not_known_is_not_changed(facts: Facts, run: Run) -> None:
    late = {"source/late.yaml": "name: Late\ntype: news\npublished: 2026\n",
            "policy/other.yaml": RULE.replace("act: control", "act: guidance"),
            "policy/rule.yaml": RULE.replace("[gazette]", "[late]")}  # fmt: skip
    given = ("--set", "tpp=3000", "--known-by", "2025", "--as-of", "2025-01-01")
    shown = run("whatif", *given, "--data", facts({**BASE, **late}))
    assert (shown.code, shown.err.splitlines()[0]) == (
        2, "error: no rule in force on 2025-01-01, known by 2025, tests tpp",
    )  # fmt: skip


def test_a_receipt_stands_in_json(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "--set", "tpp=3000", "--receipt")
    assert (found["receipt"]["as_of"], found["as_of"]) == ("2025-01-01", "2025-01-01")


def _asked(facts: Facts, run: Run, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    day = ("--as-of", "2025-01-01")
    shown = run("whatif", *arguments, *day, "--json", "--data", facts(BASE))
    assert shown.code == 0, shown.err
    return json.loads(shown.out)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("tpp=3000", [("middle", "to a stronger class", -16.67)]),
        ("tpp=7000", [("high", "to a weaker class", -14.29)]),
        ("3A090.b.1:tpp=2000", [("low", "into control", -15)]),
        ("performance_density=3", [("middle", "out of control", 27.08)]),
        ("tpp=5000", []),
    ],
)
def test_chips_flip_by_direction(
    facts: Facts, run: Run, changed: str, expected: list[tuple[str, str, float]]
) -> None:
    found = _asked(facts, run, "--set", changed)
    flips = [(one["chip"], one["direction"], one["headroom"]) for one in found["flips"]]
    assert flips == expected
    assert found["unchanged"] == 3 - len(expected)


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        pytest.param(1009, [], id="just-above"),
        pytest.param(1008, [("low", "into control", 0)], id="at"),
        pytest.param(1000, [("low", "into control", -0.8)], id="below"),
        pytest.param(2000, [("middle", "out of control", 25)], id="far-above"),
    ],
)
def test_headroom_is_that_of_the_changed_rule(
    facts: Facts, run: Run, bound: int, expected: list[tuple[str, str, float]]
) -> None:
    far = RULE.replace(">=2400", ">=4000")
    folder = facts({**BASE, "policy/rule.yaml": far, "policy/letter.yaml": LETTER,
                    "chip/low.yaml": _chip(2300, 2) + "memory_bandwidth: 1008\n",
                    "chip/middle.yaml": _chip(3500, 2) + "memory_bandwidth: 1500\n"})  # fmt: skip
    given = ("--set", f"memory_bandwidth={bound}", "--rule", "letter", "--as-of", "2025-01-01")
    found = json.loads(run("whatif", *given, "--json", "--data", folder).out)
    flips = [(one["chip"], one["direction"], one["headroom"]) for one in found["flips"]]
    assert flips == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(
            "3A090.b.1:tpp=3501",
            [("middle", "3A090.b.1", "3A090.b.2", "to another paragraph")],
            id="equal-strength",
        ),
        pytest.param("3A090.b.1:tpp=3500", [], id="at-the-bound"),
        pytest.param(
            "tpp=6001", [("high", "3A090.a.1", "3A090.b.1", "to a weaker class")], id="first-counts"
        ),
        pytest.param("3A090.b.2:tpp=6001", [], id="second-does-not-count"),
    ],
)
def test_the_first_paragraph_that_holds_is_the_class(
    facts: Facts, run: Run, changed: str, expected: list[tuple[str, ...]]
) -> None:
    more = RULE + '    - {name: 3A090.b.2, when: {tpp: ">=3000"}}\n'
    given = ("--set", changed, "--as-of", "2025-01-01", "--json")
    shown = run("whatif", *given, "--data", facts({**BASE, "policy/rule.yaml": more}))
    assert [
        tuple(one[key] for key in ("chip", "from_class", "to_class", "direction"))
        for one in json.loads(shown.out)["flips"]
    ] == expected


def test_what_was_set_and_whose_products_it_touches(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "--set", "tpp=3000", "--set", "performance_density=4")
    assert found["rule"] == "rule"
    assert found["set"] == [
        {"property": "tpp", "paragraph": None, "from": 4800, "to": 3000},
        {"property": "performance_density", "paragraph": None, "from": 1.6, "to": 4},
    ]
    assert found["firms"] == [{"id": "acme", "name": "Acme", "chips": ["middle"]}]


def test_different_bounds_of_a_property_are_set_together(facts: Facts, run: Run) -> None:
    found = _asked(facts, run, "--set", "3A090.b.1:tpp=2000", "--set", "3A090.a.1:tpp=7000")
    assert [(one["paragraph"], one["from"], one["to"]) for one in found["set"]] == [
        ("3A090.b.1", 2400, 2000), ("3A090.a.1", 4800, 7000),
    ]  # fmt: skip


def test_the_table_names_chips_and_firms(facts: Facts, run: Run) -> None:
    shown = run("whatif", "--set", "tpp=3000", "--as-of", "2025", "--data", facts(BASE)).out
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0] == "1 chip changes where TPP is 3,000 instead of 4,800 in rule on 2025"
    assert lines[2] == "C3500 Acme b.1 a.1 to a stronger class -16.7 %"
    assert "2 stay as they are" in lines
    assert "whose products: Acme (1)" in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "nothing is to be changed", id="nothing"),
        pytest.param(["--set", "tpd=1"], "a rule has no bound on 'tpd'", id="property"),
        pytest.param(["--set", "tdp=1"], "no rule in force on 2025-01-01 tests tdp", id="untested"),
        pytest.param(["--set", "tpp=0"], "tpp cannot be set to 0", id="zero"),
        pytest.param(["--set", "tpp=>5"], "tpp cannot be set to >5", id="bound"),
        pytest.param(["--set", "tpp=x"], "tpp: 'x' is not a number", id="word"),
        pytest.param(["--set", "tpp"], "'tpp' says no value", id="no-value"),
        pytest.param(["--set", "tpp="], "'tpp=' says no value", id="empty-value"),
        pytest.param(["--set", "foo=1"], "a rule has no bound on 'foo'", id="no-property"),
        pytest.param(["--set", "c:tpp=5"], "rule has no bound on tpp there", id="paragraph"),
        pytest.param(
            ["--set", "tpp=4000", "--set", "tpp=5000"],
            "tpp is set twice: tpp=4000 and tpp=5000",
            id="twice",
        ),
        pytest.param(
            ["--set", "3A090.a.1:tpp=4000", "--set", "tpp=5000"],
            "tpp is set twice: 3A090.a.1:tpp=4000 and tpp=5000",
            id="twice-by-paragraph-and-rule",
        ),
        pytest.param(["--set", "tpp=5", "--rule", "r"], "there is no rule 'r'", id="rule"),
    ],
)
def test_what_cannot_be_changed_is_refused(
    facts: Facts, run: Run, arguments: list[str], message: str
) -> None:
    day = ("--as-of", "2025-01-01")
    shown = run("whatif", *arguments, *day, "--data", facts(BASE))
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith(f"error: {message}\n")

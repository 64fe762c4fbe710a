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


def make_chip(tpp: int, density: float) -> str:
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
REVIEW = """
name: Test review
sources: [gazette]
rule:
  act: review
  from: 2024-06-01
  modifies: rule
  destinations: [CN]
  otherwise: presumption of denial
  paragraphs:
    - name: limits
      when: {memory_bandwidth: "<6500"}
      policy: case by case
      policy_note: "case by case, with tests"
"""


BASE = {
    "policy/rule.yaml": RULE,
    "company/acme.yaml": "name: Acme\nsources: [gazette]\n",
    "chip/low.yaml": make_chip(2300, 2),
    "chip/middle.yaml": make_chip(3500, 2),
    "chip/high.yaml": make_chip(6000, 2),
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
    options = ("--set", "tpp=3000", "--known-by", "2025", "--as-of", "2025-01-01")
    result = run("whatif", *options, "--data", facts({**BASE, **late}))
    assert (result.code, result.err.splitlines()[0]) == (
        2, "error: no rule in force on 2025-01-01, known by 2025, tests tpp",
    )  # fmt: skip


def test_a_receipt_stands_in_json(facts: Facts, run: Run) -> None:
    answer = ask_whatif(facts, run, "--set", "tpp=3000", "--receipt")
    assert (answer["receipt"]["as_of"], answer["as_of"]) == ("2025-01-01", "2025-01-01")


def ask_whatif(facts: Facts, run: Run, *arguments: str) -> Any:  # noqa: ANN401 - JSON, or any figures
    day = ("--as-of", "2025-01-01")
    result = run("whatif", *arguments, *day, "--json", "--data", facts(BASE))
    assert result.code == 0, result.err
    return json.loads(result.out)


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("tpp=3000", [("middle", "to a stronger class", -16.67)]),
        ("tpp=7000", [("high", "to a weaker class", -14.29)]),
        ("3A090.b.1:tpp=2000", [("low", "becomes controlled", -15)]),
        ("performance_density=3", [("middle", "no longer controlled", 27.08)]),
        ("tpp=5000", []),
    ],
)
def test_chips_flip_by_direction(
    facts: Facts, run: Run, assignment: str, expected: list[tuple[str, str, float]]
) -> None:
    answer = ask_whatif(facts, run, "--set", assignment)
    flips = [(entry["chip"], entry["direction"], entry["headroom"]) for entry in answer["flips"]]
    assert flips == expected
    assert answer["unchanged"] == 3 - len(expected)


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        pytest.param(1009, [], id="just-above"),
        pytest.param(1008, [("low", "becomes controlled", 0)], id="at"),
        pytest.param(1000, [("low", "becomes controlled", -0.8)], id="below"),
        pytest.param(2000, [("middle", "no longer controlled", 25)], id="far-above"),
    ],
)
def test_headroom_is_that_of_the_changed_rule(
    facts: Facts, run: Run, bound: int, expected: list[tuple[str, str, float]]
) -> None:
    far = RULE.replace(">=2400", ">=4000")
    files = {
        "policy/rule.yaml": far,
        "policy/letter.yaml": LETTER,
        "chip/low.yaml": make_chip(2300, 2) + "memory_bandwidth: 1008\n",
        "chip/middle.yaml": make_chip(3500, 2) + "memory_bandwidth: 1500\n",
    }
    folder = facts({**BASE, **files})
    options = ("--set", f"memory_bandwidth={bound}", "--rule", "letter", "--as-of", "2025-01-01")
    answer = json.loads(run("whatif", *options, "--json", "--data", folder).out)
    flips = [(entry["chip"], entry["direction"], entry["headroom"]) for entry in answer["flips"]]
    assert flips == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "expected"),
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
    facts: Facts, run: Run, assignment: str, expected: list[tuple[str, ...]]
) -> None:
    more = RULE + '    - {name: 3A090.b.2, when: {tpp: ">=3000"}}\n'
    options = ("--set", assignment, "--as-of", "2025-01-01", "--json")
    result = run("whatif", *options, "--data", facts({**BASE, "policy/rule.yaml": more}))
    assert [
        tuple(entry[key] for key in ("chip", "from_class", "to_class", "direction"))
        for entry in json.loads(result.out)["flips"]
    ] == expected


def make_reviewed_base(facts: Facts, memory: str, **more: str) -> Path:
    """A base of which one chip is controlled and has this memory bandwidth."""
    high = make_chip(6000, 2) + f"memory_bandwidth: {memory}\n"
    policies = {f"policy/{name}.yaml": text for name, text in more.items()}
    return facts({**BASE, "policy/review.yaml": REVIEW, "chip/high.yaml": high, **policies})


CASE, DENIAL = "case by case, with tests", "presumption of denial"
PERHAPS = f"{CASE}, if it meets the conditions"


@pytest.mark.parametrize(
    ("memory", "bound", "expected"),
    [
        pytest.param("3350", 3351, [], id="just-below"),
        pytest.param("3350", 3350, [(CASE, DENIAL, "to denial", 0)], id="at"),
        pytest.param("3350", 3000, [(CASE, DENIAL, "to denial", 11.67)], id="above"),
        pytest.param("8000", 9000, [(DENIAL, CASE, "to case by case", -11.11)], id="within-now"),
        pytest.param(
            "3000..4000", 3500, [(CASE, PERHAPS, "licence policy becomes unknown", -14.29)],
            id="perhaps",
        ),
        pytest.param(
            "6000..7000", 9000,
            [(PERHAPS, CASE, "licence policy was unknown, is case by case", -33.33)],
            id="no-longer-perhaps",
        ),
    ],
)  # fmt: skip
def test_a_chip_of_which_applications_are_decided_otherwise_is_listed(
    facts: Facts, run: Run, memory: str, bound: int, expected: list[tuple[str, str, str, float]]
) -> None:
    options = ("--set", f"memory_bandwidth={bound}", "--rule", "review", "--as-of", "2025-01-01")
    result = run("whatif", *options, "--json", "--data", make_reviewed_base(facts, memory))
    assert [
        tuple(entry[key] for key in ("from_policy", "to_policy", "direction", "headroom"))
        for entry in json.loads(result.out)["flips"]
    ] == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("presumption of approval", "a.1 to approval"),
        ("unknown, otherwise_note: a licence is needed", "a.1 to another licence policy"),
        ("policy of denial", "a.1 to a policy of denial"),
        ("case by case, otherwise_note: after notice", "a.1* to another licence policy"),
    ],
)
def test_policies_are_told_apart_in_words(
    facts: Facts, run: Run, policy: str, expected: str
) -> None:
    otherwise = REVIEW.replace(DENIAL, policy.replace(", ", "\n  "))
    folder = make_reviewed_base(facts, "3350", review=otherwise)
    options = ("--set", "memory_bandwidth=3000", "--as-of", "2025-01-01")
    lines = run("whatif", *options, "--data", folder).out.splitlines()
    assert " ".join(lines[-7].split()) == f"C6000 Acme a.1* {expected} missed by 12 %"


@pytest.mark.parametrize(
    ("options", "policies", "expected"),
    [
        pytest.param(["memory_bandwidth=3000"], {}, "review", id="review"),
        pytest.param(["memory_bandwidth=3000"], {"letter": LETTER}, "letter", id="letter-first"),
        pytest.param(
            ["limits:memory_bandwidth=3000"], {"letter": LETTER}, "review", id="by-paragraph"
        ),
        pytest.param(
            ["memory_bandwidth=3000"],
            {"letter": LETTER.replace("when:", "from: 2025-01-02, when:")},
            "review",
            id="paragraph-not-begun",
        ),
        pytest.param(
            ["memory_bandwidth=3000"],
            {"letter": LETTER, "rule": RULE.replace('tpp: ">=4800"',
                                                    'tpp: ">=4800", memory_bandwidth: ">=1"')},
            "rule",
            id="control-first",
        ),
        pytest.param(["tpp=3000"], {"letter": LETTER}, "rule", id="not-tested-by-others"),
        pytest.param(
            ["tpp=3000"],
            {"later": RULE.replace("2024-01-01", "2024-09-01").replace("[CN]", "[AE]")},
            "rule",
            id="not-where-it-goes",
        ),
    ],
)  # fmt: skip
def test_the_latest_rule_that_tests_it_is_changed(
    facts: Facts, run: Run, options: list[str], policies: dict[str, str], expected: str
) -> None:
    options = [word for entry in options for word in ("--set", entry)]
    folder = make_reviewed_base(facts, "3350", **policies)
    result = run("whatif", *options, "--as-of", "2025-01-01", "--data", folder)
    assert result.out.splitlines()[0].endswith(f" in {expected} on 2025-01-01")


def test_what_was_set_and_whose_products_it_touches(facts: Facts, run: Run) -> None:
    answer = ask_whatif(facts, run, "--set", "tpp=3000", "--set", "performance_density=4")
    assert answer["rule"] == "rule"
    assert answer["set"] == [
        {"property": "tpp", "paragraph": None, "from": 4800, "to": 3000},
        {"property": "performance_density", "paragraph": None, "from": 1.6, "to": 4},
    ]
    assert answer["firms"] == [{"id": "acme", "name": "Acme", "chips": ["middle"]}]


def test_different_bounds_of_a_property_are_set_together(facts: Facts, run: Run) -> None:
    answer = ask_whatif(facts, run, "--set", "3A090.b.1:tpp=2000", "--set", "3A090.a.1:tpp=7000")
    assert [(entry["paragraph"], entry["from"], entry["to"]) for entry in answer["set"]] == [
        ("3A090.b.1", 2400, 2000), ("3A090.a.1", 4800, 7000),
    ]  # fmt: skip


def test_the_table_names_chips_and_firms(facts: Facts, run: Run) -> None:
    result = run("whatif", "--set", "tpp=3000", "--as-of", "2025", "--data", facts(BASE)).out
    lines = [" ".join(line.split()) for line in result.splitlines()]
    assert lines[0] == "1 chip changes where TPP is 3,000 instead of 4,800 in rule on 2025"
    assert lines[2] == "C3500 Acme b.1 a.1 to a stronger class met by 17 %"
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
    result = run("whatif", *arguments, *day, "--data", facts(BASE))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}\n")

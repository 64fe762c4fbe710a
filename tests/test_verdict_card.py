"""The card of a verdict: figures, paragraphs, facts at odds, and what needs no licence."""

import json

from conftest import Facts, Run
from export_rules import BASE


def test_figures_at_odds_that_decide_are_named(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "chip/x3.yaml": "name: X3\nsources: [gazette]\nfp16_dense: [280, 320]\n"
                    "die_area: 9000\n"})  # fmt: skip
    result = run("controls", "x3", "--as-of", "2025-01-01", "--json", "--data", folder)
    answer = json.loads(result.out)
    assert (answer["verdict"], answer["disputed"], answer["missing"]) == ("disputed", ["tpp"], [])
    assert answer["reason"] == "tpp: disputed"
    assert [fact["text"] for fact in answer["operands"]["tpp"]["facts"]] == [
        "280 TFLOPS", "320 TFLOPS",
    ]  # fmt: skip
    lines = run(
        "controls", "x3", "--detail", "--as-of", "2025-01-01", "--data", folder
    ).out.splitlines()
    assert [" ".join(line.split()) for line in lines[6:9]] == [
        "TPP 4,480–5,120 – 280–320 TFLOPS × 16 bits; disputed [1]",
        "FP16 dense: 280 TFLOPS [1]",
        "FP16 dense: 320 TFLOPS [1]",
    ]


def test_the_card_says_it_in_words(facts: Facts, run: Run) -> None:
    result = run("controls", "x1", "--detail", "--as-of", "2025-01-01", "--data", facts(BASE)).out
    lines = [" ".join(line.split()) for line in result.splitlines()]
    assert lines[:3] == [
        "X1 to China on 2025-01-01: no licence required",
        "Licence none of these rules requires a licence",
        "Class under no paragraph of the list",
    ]
    assert "TPP 2,368 – 296 TOPS × 8 bits; as of 2023 [1]" in lines
    assert "Test rule (1 FR 1; from 2024-01-01)" in lines
    assert "3A090.a.1 does not hold – TPP ≥4,800: not met, 51 % under [1]" in lines
    assert "After licence required, from 2025-04-09 – Test letter" in lines
    assert any(line.startswith("No match is not clearance") for line in lines)


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
    answer = json.loads(run("controls", "x1", "--json", *options).out)
    assert answer["verdict"] == "no-licence-required"
    assert [(entry["rule"], entry["holds"]) for entry in answer["beside"]] == [
        ("duty", True), ("presumed", None),
    ]  # fmt: skip
    result = run("controls", "x1", "--detail", *options).out
    assert "Duty (3 FR 3; from 2025-01-01)" in result
    assert (
        "holds – TPP >2,000: met, 18 % over; TPP <3,000: met, 21 % under; 25 % on imports" in result
    )
    assert "cannot be told – Process node ≤16 nm: cannot be told; Transistors <30 bn: " in result


def test_what_a_chip_does_not_meet_besides_is_not_told(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, **BESIDE})
    spec = ("--spec", "tpp=100", "--spec", "process_node=28", "--as-of", "2025-02-01")
    assert json.loads(run("controls", *spec, "--json", "--data", folder).out)["beside"] == []
    early = ("controls", "x1", "--as-of", "2024-12-31", "--json", "--data", folder)
    assert json.loads(run(*early).out)["beside"] == []


def test_a_bit_length_at_which_nothing_is_known_is_told(facts: Facts, run: Run) -> None:
    entry = run("controls", "x1", "--as-of", "2025-01-01", "--data", facts(BASE)).out
    assert "TPP counts the rates that are known, at 8 bits; one at 16 bits may be higher" in entry
    both = run(
        "controls", "--spec", "int8_dense=1", "--spec", "fp16_dense=1", "--data", facts(BASE)
    )
    assert "TPP counts" not in both.out


def test_a_letter_has_a_line_only_where_it_reaches(facts: Facts, run: Run) -> None:
    """What an embargo or a letter requires elsewhere explains nothing about this shipment."""
    base, options = facts(BASE), ("--detail", "--as-of", "2026")
    has_line = {
        to: "  letter  " in run("controls", "x1", "--to", to, *options, "--data", base).out
        for to in ("CN", "JP")
    }
    assert has_line == {"CN": True, "JP": False}

"""Chips that a user specifies by their figures, and what cannot be calculated."""

import json

import pytest

from chipwatch.asking.controls.specified_item import parse_specified_item
from conftest import Facts, Run
from export_rules import BASE, RULE, ask_controls


@pytest.mark.parametrize(
    ("assignment", "name"),
    [("datacenter=yes", "datacentre"), ("die=600", "die_area"),
     ("interconnect=7200 Gbit/s", "interconnect_bandwidth")],
)  # fmt: skip
def test_usual_words_are_taken(assignment: str, name: str) -> None:
    (ranked,) = parse_specified_item([assignment]).facts_by_property.items()
    assert ranked[0] == name
    if "Gbit" in assignment:
        assert ranked[1].facts[0].value.low == 900


def test_a_chip_that_does_not_exist_yet(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "--spec", "int8_dense=600", "--as-of", "2025-01-01")
    assert (answer["chip"], answer["verdict"], answer["class"], answer["match"]) == (
        "specified", "licence-required", "3A090.a.1", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--spec", "tops=600"], "a chip or tool has no figure 'tops'", id="precision"),
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
        pytest.param(
            ["--spec", "int7_dense=1"], "a chip or tool has no figure 'int7_dense'", id="bits"
        ),
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
        pytest.param(
            ["--spec", "tpp=1", "--spec", "tpp=2"],
            "tpp is given 2 times\ngive it once, or as a range: tpp=100..200\n",
            id="number-twice",
        ),
        pytest.param(
            ["--spec", "datacentre=yes", "--spec", "datacentre=no"],
            "datacentre is given 2 times\ngive it once\n",
            id="choice-twice",
        ),
        pytest.param(["--spec", "fp=1"], "a chip or tool has no figure 'fp'", id="several"),
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
    result = run("controls", *arguments, "--data", facts(BASE))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}")


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
    result = run("controls", *arguments, "--data", facts(BASE))
    assert result.err.splitlines()[1:] == [hint]


def test_bare_figures_are_in_the_unit_of_the_schema(facts: Facts, run: Run) -> None:
    options = ("--spec", "int8_dense=296", "--spec", "die_area=814", "--spec", "interconnect=900")
    folder = facts({**BASE, "policy/rule.yaml": RULE.replace(
        'when: {tpp: ">=4800"}', 'when: {tpp: ">=4800", interconnect_bandwidth: ">=600"}'
    )})  # fmt: skip
    result = run("controls", *options, "--as-of", "2025-01-01", "--json", "--data", folder)
    operand = json.loads(result.out)["operands"]["interconnect_bandwidth"]
    assert (operand["value"], operand["unit"]) == (900, "GB/s")


@pytest.mark.parametrize(
    ("word", "verdict"), [("no", "no-licence-required"), ("yes", "licence-required")]
)
def test_what_a_chip_is_made_for_can_be_specified(
    facts: Facts, run: Run, word: str, verdict: str
) -> None:
    only = RULE.replace('when: {tpp: ">=4800"}', 'when: {tpp: ">=4800", datacentre: "yes"}')
    folder = facts({**BASE, "policy/rule.yaml": only})
    options = ("--spec", "int8_dense=700", "--spec", f"datacentre={word}", "--as-of", "2025-01-01")
    result = run("controls", *options, "--json", "--data", folder)
    assert json.loads(result.out)["verdict"] == verdict

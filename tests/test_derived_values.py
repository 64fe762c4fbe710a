"""Derived values of chips: each formula, and ranges, disputes and gaps in what it takes."""

import json
from collections.abc import Mapping

import pytest

from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.derived_facts import derive_values
from chipwatch.model.derived_values import EntityFigures, KnownFigure, collect_formulas
from chipwatch.model.facts import Fact
from chipwatch.model.quantity import to_yaml_text
from chipwatch.model.ranking import RankedFacts, rank_facts_by_property
from chipwatch.model.schema import Chip
from chipwatch.reading.loader import LoadResult
from conftest import Facts, Run

FORMULAS = collect_formulas(Chip)


def _figures(*given: str) -> EntityFigures:
    return parse_specified_item(given).figures


def _text(name: str, *given: str) -> str | None:
    value = _figures(*given)[name].value
    return None if value is None else to_yaml_text(value)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("tpp", ["int8_dense=296", "fp16_dense=148"], "2368"),
        ("tpp", ["fp4_dense=9000", "fp8_dense=4500"], "36000"),
        ("tpp", ["fp64_tensor=100", "fp16_dense=100"], "6400"),
        ("tpp", ["int8_dense=600..640"], "4800..5120"),
        ("tpp", ["int8_dense=~600"], "4560..5040"),
        ("tpp", ["tf32_dense=150", "fp16_dense=100"], "2850..4800"),
        ("tpp", ["tf32_dense=156", "int8_dense=624"], "4992"),
        ("tpp", ["fp32=80"], ">=2560"),
        ("tpp", ["tpp=4707"], "4707"),
        ("tpp", ["fp32=10.6", "fp16=21.2"], ">=339.2"),
        ("tpp", ["fp16_sparse=100"], "<=1600"),
        ("tpp", ["fp32=10", "fp16_sparse=100"], "320..1600"),
        ("tpp", ["fp32=100", "fp16_sparse=100"], "3200"),
        ("tpp", ["fp16_dense=100", "fp16_sparse=300"], "1600"),
        ("tpp", ["fp8_sparse=>100"], None),
        ("tpp", ["int8_dense=100", "fp16_sparse=100"], "800..1600"),
        ("tpp", ["die_area=100"], None),
        ("performance_density", ["tpp=2368", "die_area=800"], "2.96"),
        ("performance_density", ["tpp=4818.88", "die_area=814"], "5.92"),
        ("performance_density", ["tpp=1600", "die_area_each=100", "die_count=4"], "4"),
        ("performance_density", ["tpp=1600", "die_area_each=100"], "<=16"),
        ("performance_density", ["tpp=1600", "die_area=100..200"], "8..16"),
        ("performance_density", ["tpp=1600"], None),
        ("performance_density", ["tpp=1600", "die_area=100", "transistor_type=planar"], None),
        ("performance_density", ["tpp=1600", "die_area=100", "process_node=28"], ">=16"),
        ("performance_density", ["tpp=1600", "die_area=100", "process_node=16"], "16"),
        ("memory_bandwidth_density", ["memory_bandwidth=820", "package_area=100"], "8.2"),
        ("compute_per_watt", ["tpp=16000", "tdp=700"], "22.8571428571"),
        ("bandwidth_per_compute", ["tpp=16000", "memory_bandwidth=4 TB/s"], "0.25"),
        ("price_per_compute", ["tpp=16000", "price=32000 USD"], "2"),
        ("price_per_compute", ["tpp=16000", "price=1 m CNY"], None),
        ("total_bandwidth", ["memory_bandwidth=900", "interconnect_bandwidth=64"], "964"),
        ("total_bandwidth", ["memory_bandwidth=900"], ">=900"),
    ],
)
def test_a_value_is_computed(name: str, given: list[str], expected: str | None) -> None:
    assert _text(name, *given) == expected


@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_is_of_a_property_and_says_what_it_is(name: str) -> None:
    assert name in Chip.properties
    assert FORMULAS[name].description


class RecordingFigures(EntityFigures):
    """Figures of a chip of which nothing is known, which note what a formula reads."""

    def __init__(self) -> None:
        super().__init__(Chip, {})
        self.read_properties: set[str] = set()

    def __getitem__(self, name: str) -> KnownFigure:
        return self.collect_stated(name)

    def collect_stated(self, name: str) -> KnownFigure:
        self.read_properties.add(name)
        return KnownFigure(missing_properties=(name,))

    def get_word(self, name: str) -> str:
        self.read_properties.add(name)
        return ""


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_reads_what_it_declares_and_nothing_else(name: str) -> None:
    declared = set(FORMULAS[name].operands)
    assert declared <= Chip.properties.keys()
    figures = RecordingFigures()
    assert FORMULAS[name].compute(figures).value is None
    assert figures.read_properties == declared


def _chosen(reading: LoadResult) -> Mapping[str, RankedFacts]:
    (chip,) = [entity for entity in reading.entities if entity.kind == "chip"]
    return derive_values(rank_facts_by_property(chip.facts))


def _derived(reading: LoadResult, name: str) -> Fact:
    fact = _chosen(reading)[name].facts[0]
    assert fact.derivation
    return fact


def test_a_derived_value_rests_on_its_operands(reading: LoadResult) -> None:
    """
    # source/sheet.yaml
    type: company
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    int8_dense: {value: 100, as_of: 2024, certainty: estimated}
    fp16_dense: {value: 50, as_of: 2025-02, sources: [sheet#row 2]}
    """
    fact = _derived(reading, "tpp")
    assert [str(citation) for citation in fact.citations] == ["sheet#row 2", "gazette"]
    assert (fact.certainty, fact.as_of and fact.as_of.text) == ("estimated", "2025-02")
    assert (fact.format_value(), fact.note) == ("800", "derived: 100 TOPS × 8 bits")
    assert fact.derivation
    assert [operand.property for operand in fact.derivation.operands] == [
        "fp16_dense",
        "int8_dense",
    ]


def test_it_goes_before_what_is_stated_and_agrees_with_what_is_rounded(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    int8_dense: 660.6
    tpp: {value: 5285, as_of: 2026}
    """
    chosen = _chosen(reading)["tpp"]
    assert [fact.format_value() for fact in chosen.facts] == ["5,284.8", "5,285"]
    assert not chosen.is_disputed


def test_a_stated_value_that_contradicts_it_marks_it(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    int8_dense: 660.6
    tpp: 10570
    """
    chosen = _chosen(reading)["tpp"]
    assert (chosen.facts[0].format_value(), chosen.is_disputed, chosen.hidden_count) == (
        "5,284.8",
        True,
        1,
    )


def test_operands_at_odds_make_a_range_and_what_is_stated_counts_then(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    fp16_dense: [{value: 280, as_of: 2025}, {value: 320, as_of: 2024}]
    tpp: 4000
    """
    fact = _derived(reading, "tpp")
    assert (fact.format_value(), _chosen(reading)["tpp"].is_disputed) == ("4,000–5,120", True)


def test_an_operand_that_is_kept_secret_leaves_the_upper_end_open(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    fp16_dense: 100
    int8_dense: {unknown: undisclosed}
    """
    assert _derived(reading, "tpp").format_value() == "≥1,600"


def test_rates_that_are_not_there_close_the_upper_end(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    fp64: 1.37
    fp32: 4.1
    fp16: {unknown: not-applicable}
    fp16_dense: {unknown: not-applicable}
    bf16_dense: {unknown: not-applicable}
    int8_dense: {unknown: not-applicable}
    """
    fact = _derived(reading, "tpp")
    assert (fact.format_value(), fact.note) == ("131.2", "derived: 4.1 TFLOPS × 32 bits")


def _write_rates(**unknowns: str) -> str:
    rates = {"fp64": "1.37", "fp32": "4.1", **dict.fromkeys(DENIED, NOT_THERE), **unknowns}
    lines = (f"{name}: {value}" for name, value in rates.items() if value)
    return "\n".join(("name: X1", "sources: [gazette]", *lines, ""))


DENIED, NOT_THERE = ("fp16", "fp16_dense", "bf16_dense", "int8_dense"), "{unknown: not-applicable}"


@pytest.mark.parametrize(
    "unknowns",
    [pytest.param({name: ""}, id=f"{name}-not-stated") for name in ("fp32", "fp64", *DENIED)]
    + [
        pytest.param(
            {"int8_dense": "{unknown: not-found, looked_in: [x], as_of: 2026-01-01}"},
            id="not-found",
        ),
        pytest.param({"int8_dense": "{unknown: undisclosed}"}, id="undisclosed"),
        pytest.param({"fp8_dense": "{unknown: undisclosed}"}, id="another-undisclosed"),
        pytest.param(
            {"fp16_dense": "{unknown: not-applicable, certainty: estimated}"}, id="a-guess"
        ),
        pytest.param({"process_node": NOT_THERE}, id="a-family"),
    ],
)
def test_a_rate_of_which_too_little_is_said_leaves_it_open(
    facts: Facts, run: Run, unknowns: dict[str, str]
) -> None:
    folder = facts({"chip/x1.yaml": _write_rates(**unknowns)})
    answer = json.loads(run("chip", "x1", "--json", "--data", folder).out)
    assert answer["tpp_high"] is None


def test_a_chip_without_a_link_adds_none(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    memory_bandwidth: 273
    interconnect_bandwidth: {unknown: not-applicable}
    """
    assert _derived(reading, "total_bandwidth").format_value() == "273 GB/s"


def test_what_says_more_is_shown_where_too_little_is_known_to_compute(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    fp32: 73
    tpp: 4707
    """
    chosen = _chosen(reading)["tpp"]
    assert ([fact.format_value() for fact in chosen.facts], chosen.facts[0].derivation) == (
        ["4,707"],
        None,
    )


CHIPS = {
    "chip/x1.yaml": "name: X1\nsources: [gazette]\nint8_dense: 296\ndie_area: 814\ntdp: 400\n",
    "chip/x2.yaml": "name: X2\nsources: [gazette]\nint8_dense: 592\ndie_area: 814\n",
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: US\n",
}


def test_columns_show_derived_values(facts: Facts, run: Run) -> None:
    columns = "id,tpp_text,performance_density_text,compute_per_watt_low"
    result = run("chip", "--data", facts(CHIPS), "--columns", columns, "--format", "csv")
    assert result.out == f"{columns}\nx1,2368,2.909,5.92\nx2,4736,5.818,\n"


def test_listings_are_sorted_by_them(facts: Facts, run: Run) -> None:
    result = run(
        "chip", "--data", facts(CHIPS), "--columns", "id", "--sort", "-tpp", "--format", "csv"
    )
    assert result.out == "id\nx2\nx1\n"


def test_they_are_compared(facts: Facts, run: Run) -> None:
    result = run("compare", "x1", "x2", "--properties", "tpp", "--data", facts(CHIPS))
    assert "≠  TPP       2,368 [1]  4,736 [1]  2×" in result.out


def test_json_marks_them(facts: Facts, run: Run) -> None:
    answer = json.loads(run("chip", "x1", "--json", "--data", facts(CHIPS)).out)
    assert (answer["tpp"], answer["performance_density"]) == (2368, 2.909)
    derived = {fact["property"]: fact["derived"] for fact in answer["facts"]}
    assert derived["int8_dense"] is None
    assert derived["performance_density"]["formula"] == "TPP ÷ applicable die area"
    assert derived["performance_density"]["citation"].startswith("15 CFR part 774")
    operands = derived["performance_density"]["operands"]
    assert [one["property"] for one in operands] == ["int8_dense", "die_area"]


def test_why_prints_the_formula_the_operands_and_their_sources(facts: Facts, run: Run) -> None:
    folder = facts(CHIPS)
    output = run("why", "x1", "performance_density", "--data", folder).out
    lines = [" ".join(line.split()) for line in output.splitlines()]
    path = f"{folder.as_posix()}/chip/x1.yaml"
    assert f"→ 2.909 TPP/mm² – derived: 2,368 ÷ 814 reported [1] {path}:3" in lines
    assert any(line.startswith("= TPP ÷ applicable die area – 15 CFR part 774") for line in lines)
    assert f"· INT8 dense: 296 TOPS reported [1] {path}:3" in lines
    assert f"· Die area: 814 mm² reported [1] {path}:4" in lines


def test_nothing_is_derived_for_other_kinds(facts: Facts, run: Run) -> None:
    folder = facts(CHIPS)
    assert "derived" not in run("company", "acme", "--data", folder).out

"""The schema in words: every kind, one kind, one property, or what mentions some words."""

import json
import re

import pytest

from chipwatch.model.schema import KINDS
from conftest import Run

OTHER_AMOUNT = "Sums beside the one counted; the note says of what."
TPP_OF_A_CHIP = (
    "Total processing performance: dense TOPS or TFLOPS times bit length, the highest over all"
    " precisions."
)
TPP_OF_A_POLICY = "Bound on total processing performance; the note says in which paragraph."
AMOUNT = (
    "Meaning              How much, in the currency of the source, with its own conversion;"
    " see stage for how far it has got."
)
NEAR_BANDWIDTH = (
    'error: no property mentions "bandwdth"\n'
    "did you mean bandwidth or total_bandwidth or memory_bandwidth?\n"
)


def test_every_kind_is_listed_with_its_meaning(run: Run) -> None:
    data = json.loads(run("explain", "--json").out)
    assert [(row["kind"], row["meaning"]) for row in data] == [
        (kind.name, kind.meaning) for kind in KINDS.values()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_explained_by_every_key_of_its_pages(run: Run, kind: str) -> None:
    data = json.loads(run("explain", kind, "--json").out)
    properties = list(KINDS[kind].properties)
    relations = [name for name in KINDS[kind].collect_relations() if name not in properties]
    assert [row["property"] for row in data] == properties + relations


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_property_of_a_kind_is_explained(run: Run, kind: str) -> None:
    names = [*KINDS[kind].properties, *KINDS[kind].collect_relations()]
    result = [run("explain", f"{kind}.{name}") for name in names]
    assert {row.code for row in result} == {0}
    assert [row.out.splitlines()[0] for row in result] == [f"{kind}.{name}" for name in names]


def test_a_kind_as_a_table(run: Run) -> None:
    lines = run("explain", "statistic").out.splitlines()
    assert lines[0] == "statistic: a figure about a market or a country, followed over time"
    assert [line.split("  ") for line in [re.sub("  +", "  ", line) for line in lines[1:5]]] == [
        ["Property", "Type", "Meaning", "Unit", "Values"],
        ["summary", "text", "What it is, in one sentence.", "one"],
        ["amount", "money", "The sum of money counted.", "over time"],
        ["other_amount", "money", OTHER_AMOUNT, "many"],
    ]
    assert lines[-1] == "a table of statistics shows: name, amount, growth, share, units"


@pytest.mark.parametrize(
    ("topic", "card"),
    [
        pytest.param(
            "chip.memory_capacity",
            [
                "Label                Memory",
                "Meaning              Capacity of the memory on the package or board.",
                "Type                 number",
                "Unit                 GB",
                "Values               over time",
                "Also in              B; KB; kB; MB; TB; PB; MiB; GiB; TiB",
                "Half-life in months  12",
                (
                    "JSON keys            memory_capacity; memory_capacity_low; "
                    "memory_capacity_high; memory_capacity_text; memory_capacity_as_of"
                ),
            ],
            id="number",
        ),
        pytest.param(
            "investment.amount",
            [
                "Label                Amount",
                AMOUNT,
                "Type                 money: 380 bn CNY (52.7 bn USD)",
                "Values               over time",
                "Half-life in months  36",
                (
                    "JSON keys            amount; amount_low; amount_high; amount_text; "
                    "amount_currency; "
                    "amount_usd; amount_usd_low; amount_usd_high; amount_usd_text; "
                    "amount_as_of"
                ),
            ],
            id="money",
        ),
        pytest.param(
            "company.model_openness",
            [
                "Label                Model openness",
                "Meaning              Whether it opens the weights of its AI models to others.",
                "Type                 choice: open, closed, mixed",
                "Values               over time",
                "Half-life in months  12",
                "JSON keys            model_openness",
            ],
            id="choice",
        ),
        pytest.param(
            "policy.restricts",
            [
                "Label            Restricts",
                "Meaning          What may not be shipped or used freely.",
                "Type             chip or system or technology or product",
                "Values           many",
                "Seen from there  restricted_by",
                "JSON keys        restricts; restricts_name",
            ],
            id="relation",
        ),
        pytest.param(
            "chip.restricted_by",
            [
                "Label      Restricted by",
                "Meaning    Policies that restrict it.",
                "Type       policy",
                "Values     many",
                "Stated by  policy.restricts",
                "JSON keys  restricted_by; restricted_by_name",
            ],
            id="relation-from-its-other-end",
        ),
    ],
)
def test_a_property_is_explained_in_full(run: Run, topic: str, card: list[str]) -> None:
    assert run("explain", topic).out.splitlines() == [topic, *card]


def test_a_property_in_json_has_what_its_type_has(run: Run) -> None:
    assert json.loads(run("explain", "policy.restricts", "--json").out) == {
        "kind": "policy",
        "property": "restricts",
        "label": "Restricts",
        "meaning": "What may not be shipped or used freely.",
        "type": "chip or system or technology or product",
        "unit": None,
        "cardinality": "many",
        "stated_by": None,
        "choices": [],
        "kinds": ["chip", "system", "technology", "product"],
        "inverse": "restricted_by",
        "units": [],
        "half_life": None,
        "keys": ["restricts", "restricts_name"],
    }


@pytest.mark.parametrize(
    ("words", "data"),
    [
        ("die-to-die", ["die_to_die_bandwidth"]),
        ("both LINKS", ["interconnect_bandwidth"]),
        ("MTr/mm²", ["transistor_density"]),
        ("thermal", ["tdp"]),
        ("fp16", ["fp16", "fp16_dense", "fp16_sparse", "fp16_measured", "fp16_dense"]),
    ],
)
def test_the_schema_is_searched(run: Run, words: str, data: list[str]) -> None:
    result = run("explain", "--search", words, "--columns", "property", "--format", "csv")
    assert result.out.splitlines()[1:] == data


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (
            ("chp",),
            2,
            (
                "error: there is no kind and no property 'chp'\n"
                "did you mean chip or chips? chipwatch explain --search chp looks in meanings\n"
            ),
        ),
        (
            ("chip.tpd",),
            2,
            "error: a chip has no property 'tpd'\ndid you mean tpp or tdp?\n",
        ),
        (
            ("chip.zzz",),
            2,
            "error: a chip has no property 'zzz'\nrun chipwatch explain chip to list them\n",
        ),
        (
            ("--search", "bandwdth"),
            1,
            NEAR_BANDWIDTH,
        ),
        (
            ("--search", "zzzz"),
            1,
            'error: no property mentions "zzzz"\nrun chipwatch explain to list the kinds\n',
        ),
    ],
)
def test_an_unknown_topic_fails_with_the_nearest(
    run: Run, arguments: tuple[str, ...], code: int, err: str
) -> None:
    assert run("explain", *arguments) == (code, "", err)


@pytest.mark.parametrize("name", ["chip", "chips", "CHIP", "companies"])
def test_a_kind_is_known_in_the_plural_and_in_any_case(run: Run, name: str) -> None:
    assert run("explain", name).code == 0


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ((), "kind"),
        (("chip",), "kind"),
        (("chip.tdp",), "kind"),
        (("--search", "memory"), "kind"),
    ],
)
def test_help_lists_the_columns(run: Run, arguments: tuple[str, ...], first: str) -> None:
    result = run("explain", *arguments, "--columns", "help", "--format", "csv")
    assert result.out.splitlines()[:2] == ["column,label", f"{first},Kind"]


@pytest.mark.parametrize("topic", ["chip", "chip.tdp"])
def test_an_unknown_column_is_refused(run: Run, topic: str) -> None:
    result = run("explain", topic, "--columns", "untis")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: there is no column 'untis'\ndid you mean unit")


def test_columns_choose_what_is_said_of_a_property(run: Run) -> None:
    result = run("explain", "chip.tdp", "--columns", "units,unit", "--json")
    assert json.loads(result.out) == {"units": ["kW", "MW", "GW"], "unit": "W"}


@pytest.mark.parametrize("topic", ["memory_bus", "Memory_Bus", "Memory bus"])
def test_a_property_is_explained_without_its_kind(run: Run, topic: str) -> None:
    assert run("explain", topic) == run("explain", "chip.memory_bus")
    assert run("explain", topic).code == 0


def test_a_property_of_two_kinds_is_explained_for_both(run: Run) -> None:
    result = run("explain", "tpp")
    assert (result.code, result.err) == (0, "")
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines == [
        "tpp, a property of 2 kinds",
        "Kind Property Type Meaning Unit Values",
        f"chip tpp number {TPP_OF_A_CHIP} one",
        f"policy tpp number {TPP_OF_A_POLICY} many",
        "chipwatch explain chip.tpp says more",
    ]


def test_what_is_neither_kind_nor_property_names_the_nearest_and_the_search(run: Run) -> None:
    result = run("explain", "tpps")
    assert result.code == 2
    assert result.err == (
        "error: there is no kind and no property 'tpps'\n"
        "did you mean tpp? chipwatch explain --search tpps looks in meanings\n"
    )

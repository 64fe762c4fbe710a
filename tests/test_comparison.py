"""Entities side by side: what is common, what differs, and by what factor."""

import json
from pathlib import Path
from typing import Any

import pytest

from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.showing.formats import COMMON_FORMATS, Format
from conftest import Facts, Golden, Result, Run

GOLDEN = Path(__file__).parent / "golden"
CHIPS = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\nsummary: Firm\ncountry: CN\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\nsummary: Firm\n",
    "chip/x1.yaml": (
        "name: X1\nsources: [gazette]\ndesigner: acme\ntdp: 700\ndie_area: 800\n"
        "memory_capacity: 80\nprocess_node: 5..7\nmemory_type: HBM3\nint8_dense: 0\n"
    ),
    "chip/x2.yaml": (
        "name: X2\nsources: ['other#t2']\ndesigner: acme\ntdp: 350\ndie_area: {unknown: redacted}\n"
        "memory_capacity: ~96\nprocess_node: 7\nmemory_type: HBM3\nint8_dense: 500\n"
    ),
    "chip/x3.yaml": "name: X3\nsources: [gazette]\ntdp: 1000\nmemory_capacity: 30\n",
    "chip/bare.yaml": "name: Bare\nsources: [gazette]\nsummary: A chip\nmemory_type: DDR\n",
    "source/other.yaml": "name: Other\ntype: news\n",
}


def contrasts(result: Result) -> dict[str, dict[str, Any]]:
    return {row["property"]: row for row in json.loads(result.out)["properties"]}


TEXT_FORMATS = [form for form in COMMON_FORMATS if not form.traits.is_binary]


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_tencent_and_alibaba(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))
    properties = "country,founded,employees,revenue,competitors"
    result = run("compare", "tencent", "alibaba", "--properties", properties, "--format", form)
    assert (result.code, result.err) == (0, "")
    golden(GOLDEN / f"compare_tencent_alibaba.{form}", result.out)


def test_what_differs_is_marked_and_numbers_have_ratios(run: Run, facts: Facts) -> None:
    result = run("compare", "x1", "x2", "--data", facts(CHIPS))
    assert result.out.splitlines() == [
        "X1 and X2",
        "   Property          X1           X2               Ratio",
        "   Designer          Acme [1]     Acme [2]",
        "   TPP                            4,000 [2]",
        "   Compute per watt               11.43 TPP/W [2]",
        "≠  INT8 dense        0 TOPS [1]   500 TOPS [2]",
        "≠  Memory            80 GB [1]    ~96 GB [2]       ~1.2×",
        "   Memory type       HBM3 [1]     HBM3 [2]",
        "≠  Process node      5–7 nm [1]   7 nm [2]         1–1.4×",
        "≠  Die area          800 mm² [1]  redacted [2]",
        "≠  TDP               700 W [1]    350 W [2]        0.5×",
        "≠ they differ",
        "ratio: how many times the figure of X1",
        "no ratio: INT8 dense (the first is not surely above zero)",
        "",
        "Sources",
        "[1]  Gazette. 2025-01. (news) gazette",
        "[2]  Other. (news) other",
    ]


@pytest.mark.parametrize(
    ("property_", "ratio"),
    [
        pytest.param("tdp", 0.5, id="number"),
        pytest.param("memory_capacity", 1.2, id="approximation"),
        pytest.param("process_node", None, id="range"),
        pytest.param("int8_dense", None, id="over-nothing"),
        pytest.param("die_area", None, id="unknown"),
        pytest.param("memory_type", None, id="words"),
    ],
)
def test_a_ratio_is_as_sure_as_the_numbers_it_is_taken_of(
    run: Run, facts: Facts, property_: str, ratio: float | str | None
) -> None:
    data = contrasts(run("compare", "x1", "x2", "--json", "--data", facts(CHIPS)))
    assert data[property_]["ratios"]["x2"] == ratio


def test_a_ratio_of_ranges_has_its_ends(run: Run, facts: Facts) -> None:
    data = contrasts(run("compare", "x1", "x2", "--json", "--data", facts(CHIPS)))["process_node"]
    ends = [data[f"ratios_{part}"]["x2"] for part in ("low", "high", "text")]
    assert ends == [1, 1.4, "1..1.4"]


def test_three_are_all_measured_by_the_first(run: Run, facts: Facts) -> None:
    result = run(
        "compare", "x1", "x2", "x3", "--properties", "tdp,designer", "--data", facts(CHIPS)
    )
    assert result.out.splitlines()[1:4] == [
        "   Property  X1         X2         X3           Ratio",
        "≠  TDP       700 W [1]  350 W [2]  1,000 W [1]  0.5× 1.429×",
        "   Designer  Acme [1]   Acme [2]",
    ]


def test_amounts_are_set_against_each_other_in_a_currency_that_both_state(run: Run) -> None:
    funds = ("baidu-ai-cloud-fund", "alibaba-cloud-ai-plan")
    amount = contrasts(run("compare", *funds, "--json"))["amount"]
    assert amount["values"] == {funds[0]: 1_600_000_000, funds[1]: 380_000_000_000}
    assert amount["ratios"] == {funds[0]: 1.0, funds[1]: 32.94}
    assert amount["ratio_unit"] == "USD"
    assert "figure of Baidu AI and cloud infrastructure fund; amount in USD" in (
        run("compare", *funds).out
    )


def test_amounts_without_a_common_currency_have_no_ratio(run: Run, folder: Path) -> None:
    """
    # investment/a.yaml
    name: A
    sources: [gazette]
    amount: 900 bn CNY
    # investment/b.yaml
    name: B
    sources: [gazette]
    amount: 1 bn USD
    """
    amount = contrasts(run("compare", "a", "b", "--json", "--data", folder))["amount"]
    assert amount["ratios"]["b"] is None


def test_sums_in_different_currencies_have_a_ratio_at_the_rate_of_their_year(
    run: Run, folder: Path
) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    revenue: {value: 10 bn USD, period: 2025-02..2026-01}
    capex: {value: 1 bn USD, period: 2030}
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    revenue: {value: 35 bn CNY, period: 2025}
    capex: {value: 7 bn CNY, period: 2030}
    # statistic/usd-cny.yaml
    name: Yuan per dollar
    sources: [gazette]
    rate:
      - {value: 1 USD (7 CNY), period: 2025}
      - {value: 1 USD (7 CNY), period: 2026}
    """
    result = run("compare", "acme", "bolt", "--json", "--data", folder)
    revenue, capex = contrasts(result)["revenue"], contrasts(result)["capex"]
    assert (revenue["ratios"]["bolt"], revenue["ratio_unit"]) == (0.5, "USD")
    assert capex["ratios"]["bolt"] is None
    assert result.err == "Revenue: ratio at the mean rate of the year, 2025 1 USD (7 CNY)\n"


def test_figures_of_the_newest_period_that_both_have_stand_side_by_side(
    run: Run, folder: Path
) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    revenue:
      - {value: 10 bn USD, period: 2024}
      - {value: 3 bn USD, period: 2025-Q1}
    employees: {value: 10, as_of: 2025}
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    revenue:
      - {value: 20 bn USD, period: 2024}
      - {value: 30 bn USD, period: 2025}
    employees: {value: 20, as_of: 2024}
    """
    result = run("compare", "acme", "bolt", "--json", "--data", folder)
    revenue = contrasts(result)["revenue"]
    assert revenue["ratios"]["bolt"] == 2
    assert contrasts(result)["employees"]["ratios"]["bolt"] == 2
    assert result.err == ("of the newest period that all have, older than some: Revenue 2024\n")


def test_only_differences_leaves_out_what_is_the_same_or_known_of_one(
    run: Run, facts: Facts
) -> None:
    options = ("--only-differences", "--json", "--data", facts(CHIPS))
    assert list(contrasts(run("compare", "x2", "x3", *options))) == ["memory_capacity", "tdp"]


def test_only_differences_of_what_does_not_differ_is_an_empty_answer(run: Run) -> None:
    result = run("compare", "tencent", "alibaba", "--only-differences", "--properties", "country")
    assert result.code == 0
    assert result.out.splitlines()[:3] == [
        "Tencent and Alibaba",
        "  Property  Tencent  Alibaba",
        "nothing that is known of two of them differs",
    ]


def test_a_property_of_which_nothing_is_known_is_refused(run: Run) -> None:
    assert run("compare", "tencent", "alibaba", "--properties", "accuses") == (
        1,
        "",
        "error: nothing is known of Tencent and Alibaba: accuses\nsee each: chipwatch show NAME\n",
    )


@pytest.mark.parametrize("option", ["--properties", "--columns"])
def test_properties_can_be_chosen_in_any_order(run: Run, facts: Facts, option: str) -> None:
    result = run("compare", "x1", "x2", option, "tdp, designer", "--json", "--data", facts(CHIPS))
    assert list(contrasts(result)) == ["tdp", "designer"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("property", ["designer", "memory_capacity", "tdp"]),
        ("-property", ["tdp", "memory_capacity", "designer"]),
        ("ratio", ["tdp", "memory_capacity", "designer"]),
        ("-ratio", ["memory_capacity", "tdp", "designer"]),
        ("differs", ["designer", "tdp", "memory_capacity"]),
    ],
)
def test_contrasts_can_be_sorted(run: Run, facts: Facts, sort: str, order: list[str]) -> None:
    options = ("--properties", "tdp,designer,memory_capacity", "--sort", sort, "--json")
    assert list(contrasts(run("compare", "x1", "x2", *options, "--data", facts(CHIPS)))) == order


def test_a_limit_says_how_many_it_leaves_out(run: Run, facts: Facts) -> None:
    result = run("compare", "x1", "x2", "--limit", "1", "--data", facts(CHIPS))
    assert result.out.splitlines()[2:4] == [
        "  Designer  Acme [1]  Acme [2]",
        "8 more; raise --limit to see them",
    ]


def test_help_lists_what_can_be_compared(run: Run) -> None:
    result = run("compare", "tencent", "h20", "--properties", "help", "--format", "csv")
    listed = [line.split(",")[0] for line in result.out.splitlines()]
    assert listed[:2] == ["column", "summary"]
    assert "revenue" in listed
    assert {"camp", "tdp"} & set(listed) == set()


def test_entities_of_two_kinds_are_compared_in_what_both_kinds_have(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    effect: A
    # policy/rule.yaml
    name: Rule
    sources: [gazette]
    effect: B
    # strategy/plan.yaml
    name: Plan
    sources: [gazette]
    effect: A
    """
    data = contrasts(run("compare", "acme", "rule", "plan", "--json", "--data", folder))
    assert list(data) == ["effect"]
    assert data["effect"]["values"] == {"acme": ["A"], "rule": ["B"], "plan": ["A"]}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("acme", "x1"), "Acme (company) and X1 (chip)"),
        (("acme", "bolt"), "Acme (company) and Bolt (company)"),
        (("x3", "bare"), "X3 (chip) and Bare (chip)"),
    ],
)
def test_what_has_nothing_in_common_is_refused(
    run: Run, facts: Facts, names: tuple[str, str], message: str
) -> None:
    result = run("compare", *names, "--data", facts(CHIPS))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"error: {message} have no property in common\n")


@pytest.mark.parametrize("names", [["x1"], ["x1", "x1"], ["x1", "X 1", "x1"]])
def test_one_thing_cannot_be_compared(run: Run, facts: Facts, names: list[str]) -> None:
    assert run("compare", *names, "--data", facts(CHIPS)) == (
        2,
        "",
        "error: X1 alone cannot be compared\nname two or more different things\n",
    )


def test_a_name_given_twice_counts_once(run: Run, facts: Facts) -> None:
    result = run("compare", "x1", "x2", "X1", "--json", "--data", facts(CHIPS))
    assert [row["id"] for row in json.loads(result.out)["entities"]] == ["x1", "x2"]


def test_an_unknown_property_is_refused_with_the_valid_ones(run: Run, facts: Facts) -> None:
    result = run("compare", "x1", "x2", "--properties", "tpd", "--data", facts(CHIPS))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(
        "error: there is no property 'tpd'\ndid you mean tpp or tdp? --properties help lists all"
    )


def test_a_guessed_name_is_said_and_stands_in_the_json(run: Run) -> None:
    result = run("compare", "tencnet", "alibaba", "--json")
    assert result.err == 'showing Tencent for "tencnet"\n'
    assert [row["match"]["how"] for row in json.loads(result.out)["entities"]] == ["fuzzy", "id"]


def test_a_value_that_sources_dispute_says_so(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    tdp: [700, 800]
    # chip/x2.yaml
    name: X2
    sources: [gazette]
    tdp: 700
    """
    assert "700 W – disputed +1 [1]" in run("compare", "x1", "x2", "--data", folder).out


def test_relations_are_compared_from_either_end(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    # company/bolt.yaml
    name: Bolt
    # chip/x1.yaml
    name: X1
    sources: ["gazette#p1"]
    designer: acme
    # chip/x2.yaml
    name: X2
    sources: ["gazette#p2"]
    designer: bolt
    """
    chips = contrasts(run("compare", "acme", "bolt", "--json", "--data", folder))["chips"]
    assert (chips["values"], chips["differs"]) == ({"acme": ["x1"], "bolt": ["x2"]}, True)
    assert chips["facts"]["bolt"][0]["sources"] == [{"id": "gazette", "locator": "p2"}]


def test_lists_that_differ_in_order_alone_do_not_differ(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: gazette
    approach: [first, second]
    country: CN

    # company/zenit.yaml
    name: Zenit
    sources: gazette
    approach: [second, first]
    country: US
    """
    result = run(
        "compare", "acme", "zenit", "--only-differences", "--format", "csv", "--data", folder
    )
    assert [line.split(",")[0] for line in result.out.splitlines()] == ["property", "country"]


FIGURES = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\n"
    "revenue: {value: 10 bn USD, period: 2024}\n"
    "cash: '>4 bn USD'\ncapex: 4..5 bn USD\nequity_raised: 2 bn CNY\nnet_profit: -1 bn USD\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\n"
    "revenue: {value: 5 bn USD, period: 2025-Q1}\ncash: 2 bn USD\ncapex: 8..20 bn USD\n"
    "equity_raised: 1 bn USD\nnet_profit: 3 bn USD\n",
    "company/coil.yaml": "name: Coil\nsources: [gazette]\n"
    "revenue: [{value: 20 bn USD, period: 2023}, {value: 30 bn USD, period: 2023}]\n",
}


def test_ratios_carry_ranges_and_say_why_there_is_none(
    run: Run, facts: Facts, golden: Golden
) -> None:
    options = ("--properties", "revenue,net_profit,cash,capex,equity_raised")
    result = run("compare", "acme", "bolt", "coil", *options, "--data", facts(FIGURES))
    golden(GOLDEN / "compare_ratios.txt", result.out)


def test_a_disputed_value_is_named_for_scripts_too(run: Run, facts: Facts) -> None:
    options = ("--properties", "revenue", "--data", facts(FIGURES))
    assert contrasts(run("compare", "acme", "coil", *options, "--json"))["revenue"]["disputed"] == [
        "coil"
    ]
    result = run("compare", "acme", "coil", *options, "--format", "csv")
    assert result.out.splitlines() == [
        (
            "property,label,unit,acme,acme_low,acme_high,acme_text,acme_name,"
            "coil,coil_low,coil_high,coil_text,coil_name,differs,"
            "ratio_coil,ratio_coil_low,ratio_coil_high,ratio_coil_text,disputed"
        ),
        (
            "revenue,Revenue,,10000000000,10000000000,10000000000,10000000000 USD,,"
            "20000000000,20000000000,20000000000,20000000000 USD,,true,2,2,2,2,coil"
        ),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("columns", "remarks"),
    [
        pytest.param("name,revenue", "1 value is disputed: add the column disputed to see which\n",
                     id="unsaid"),
        pytest.param("name,revenue,disputed", "", id="said"),
        pytest.param("name", "", id="not-selected"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "csv", "yaml"])
def test_a_selection_for_scripts_says_that_a_value_in_it_is_disputed(
    run: Run, facts: Facts, form: str, columns: str, remarks: str
) -> None:
    options = ("--columns", columns, "--format", form, "--data", facts(FIGURES))
    assert run("company", "coil", *options).err == remarks
    assert run("company", "coil", "--columns", columns, "--data", facts(FIGURES)).err == ""


@pytest.mark.slow
def test_columns_mean_properties_in_a_comparison_but_are_not_listed(run: Run) -> None:
    names = ("compare", "h20", "ascend-910c")
    assert run(*names, "--columns", "tpp") == run(*names, "--properties", "tpp")
    assert "--columns" not in run("compare", "--help").out
    both = run(*names, "--columns", "tpp", "--properties", "tdp")
    assert (both.code, both.out) == (2, "")

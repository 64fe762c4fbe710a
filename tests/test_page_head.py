"""The head of a page: its lines, and what they are called where another value stands in."""

import pytest

import chipwatch
from chipwatch.model.quantity import parse_quantity
from chipwatch.model.readable_units import format_in_readable_unit
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts, Run

HEAD = "name: Acme\nsources: [gazette]\n"


def _draw_head(facts: Facts, kind: str, lines: str) -> str:
    answer = chipwatch.open(str(facts({f"{kind}/acme.yaml": HEAD + lines}))).page("acme")
    text = render(answer, Format.TABLE, Screen(is_terminal=True, width=100))
    return text.partition("\nPROFILE\n")[0].partition("\nFINANCE\n")[0]


def test_a_value_that_stands_in_for_another_has_its_own_label(facts: Facts) -> None:
    head = _draw_head(facts, "company", "revenue_forecast: 5 bn USD\nrole: Foundry\n")
    rows = [line.split() for line in head.splitlines()]
    assert ["Sales", "forecast", "5", "bn", "USD"] in [row[:5] for row in rows]
    assert ["Role", "Foundry"] in [row[:2] for row in rows]
    assert "Camp" not in head


def test_the_value_that_is_meant_keeps_the_short_label(facts: Facts) -> None:
    head = _draw_head(facts, "company", "revenue: 4 bn USD\nrevenue_forecast: 5 bn USD\n")
    rows = [line.split() for line in head.splitlines()]
    assert ["Revenue", "4", "bn", "USD"] in [row[:4] for row in rows]
    assert "5 bn USD" not in head


def test_a_rule_that_was_only_announced_is_not_in_force(facts: Facts) -> None:
    head = _draw_head(facts, "policy", "announced: 2026-01-02\nstatus: Planned\n")
    assert "Announced" in head
    assert "Effective" not in head


def test_a_rule_that_is_not_enforced_is_not_said_to_be_in_force(facts: Facts) -> None:
    dates = "effective: 2025-01-13\ncompliance: 2025-05-15\n"
    head = _draw_head(facts, "policy", f"{dates}status: {{value: Not enforced, as_of: 2026}}\n")
    rows = [line.split() for line in head.splitlines()]
    for row in (
        ["Status", "Not", "enforced,", "2026"],
        ["Effective", "2025-01-13"],
        ["Comply", "by", "2025-05-15"],
    ):
        assert row in rows
    assert "In force" not in head


def test_a_value_that_is_not_known_gives_way_to_the_next(facts: Facts) -> None:
    search = "{unknown: not-found, looked_in: [its page], as_of: 2026-11}"
    head = _draw_head(facts, "chip", f"tdp: {search}\npeak_power: 700 W\n")
    assert "  Peak power" in head
    assert "700 W" in head


def test_the_range_of_figures_in_dispute_covers_all_that_are_counted(facts: Facts) -> None:
    head = _draw_head(
        facts,
        "company",
        "revenue:\n  - {value: '>800 m USD', period: 2025}\n"
        "  - {value: 812 m USD, period: 2025, certainty: estimated}\n"
        "  - {value: <=200 m USD, period: 2025, certainty: estimated}\n"
        "  - {value: 900 m USD, period: 2024}\n",
    )
    (line,) = [line for line in head.splitlines() if line.startswith("  Revenue")]
    assert "≠ 200 m–812 m USD, 2025" in line
    assert "3 figures → why acme revenue" in line


def test_a_value_that_stands_in_for_another_is_not_said_twice(facts: Facts) -> None:
    head = _draw_head(facts, "investment", "target_amount: <=100 bn USD\nform: plan\n")
    assert [line for line in head.splitlines() if "100 bn" in line] == [
        "  Target    ≤100 bn USD",
    ]


def test_a_second_figure_that_a_line_may_stand_for_takes_the_place_of_one_said_above(
    facts: Facts,
) -> None:
    lines = "data_center_revenue: 3 bn USD\nai_chip_revenue: 2 bn USD\n"
    words = " ".join(_draw_head(facts, "company", lines).split())
    assert "AI chip sales 2 bn USD" in words
    assert "Data centres 3 bn USD" in words


def test_a_head_has_no_line_of_which_nothing_is_known(facts: Facts) -> None:
    head = _draw_head(facts, "investment", "amount: 5 bn USD\nform: plan\n")
    assert "Chips" not in head
    assert "·" not in head.partition("\n")[2]


IMPORTS = """amount:
  - {value: 1 bn USD, period: 2024-01..2024-02}
  - {value: 3 bn USD, period: 2022}
  - {value: 2 bn USD, period: 2021}
"""


def test_a_statistic_heads_with_its_newest_full_year(facts: Facts) -> None:
    head = _draw_head(facts, "statistic", IMPORTS)
    assert "  Amount    3 bn USD, 2022; 1 bn USD, 2024-01 to 2024-02\n" in head


def test_a_part_of_the_newest_full_year_does_not_stand_beside_it(facts: Facts) -> None:
    revised = "  - {value: 2 bn USD, period: 2022-H1, as_of: 2024-06}\n"
    lines = IMPORTS.replace("2024-01..2024-02", "2022-01..2022-02") + revised
    assert "  Amount    3 bn USD, 2022\n" in _draw_head(facts, "statistic", lines)


def test_a_part_of_a_year_long_after_the_last_year_stands_alone(facts: Facts) -> None:
    lines = IMPORTS.replace("2024-01..2024-02", "2025-01..2025-02")
    head = _draw_head(facts, "statistic", lines)
    assert "1 bn USD, 2025-01 to 2025-02" in head
    assert "3 bn USD" not in head


def test_a_disputed_part_beside_a_full_year_says_so(facts: Facts) -> None:
    rival = "  - {value: 5 bn USD, period: 2024-01..2024-02}\n"
    head = _draw_head(facts, "statistic", IMPORTS + rival)
    assert "3 bn USD, 2022; 1 bn–5 bn USD, 2024-01 to 2024-02, disputed" in head


LARGE = """memory_capacity: 5.4 m GB
power: 29_700
fp64: 2_746_000
memory_bandwidth: 8_000
"""


def test_large_figures_have_the_unit_that_people_write(facts: Facts, run: Run) -> None:
    data = facts({"system/acme.yaml": HEAD + LARGE})
    page = chipwatch.open(str(data)).page("acme")
    text = render(page, Format.TABLE, Screen(is_terminal=True, width=100))
    for figure in ("5.4 PB", "29.7 MW", "2.746 EFLOPS", "8,000 GB/s"):
        assert figure in text
    csv = run(
        "system", "--columns", "name,memory_capacity,power", "--format", "csv", "--data", data
    )
    assert csv.out.splitlines()[1].startswith("Acme,5400000,")
    found = run("system", "--where", "power >= 29700", "--data", data)
    assert "Acme" in found.out


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("9_999", "GB", "9,999 GB"),
        ("10_000", "GB", "10 TB"),
        ("9_000..12_000", "kW", "9,000–12,000 kW"),
        ("~10_000..2_000_000", "kW", "~10–2,000 MW"),
        (">=1_000_000", "TFLOPS", "≥1 EFLOPS"),
        ("37_632", "chips", "37,632 chips"),
        ("37_632", "", "37,632"),
        ("9_000_000_000", "GB", "9,000 PB"),
    ],
)
def test_a_figure_moves_up_by_whole_units(text: str, unit: str, shown: str) -> None:
    assert format_in_readable_unit(parse_quantity(text)[0], unit) == shown


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        pytest.param(
            "number_formats: No FP8 on its cores\nfp8_dense: 9\n",
            "  Formats     No FP8 on its cores",
            id="words-before-figures",
        ),
        pytest.param(
            "number_formats: [No FP4, 'FP8, BF16 and INT8']\n",
            "  Formats     No FP4; FP8, BF16 and INT8",
            id="all-that-is-said",
        ),
        pytest.param("fp8_dense: 750\n", "  FP8       750 TFLOPS", id="a-figure-says-that-it-can"),
    ],
)
def test_the_head_of_a_chip_says_which_formats_it_computes_with(
    facts: Facts, lines: str, shown: str
) -> None:
    head = _draw_head(facts, "chip", f"{lines}memory_capacity: 64\n")
    assert " ".join(shown.split()) in [" ".join(line.split()) for line in head.splitlines()]


def test_an_owner_is_shown_with_the_share_held(facts: Facts) -> None:
    head = _draw_head(
        facts,
        "company",
        "owners: {value: beta, share: ~1 %}\n---\nid: beta\nname: Beta\nsources: [gazette]\n",
    )
    assert "Beta ~1 %" in head


def test_power_is_not_called_chips(facts: Facts) -> None:
    lines = "chip_count_planned: 100000\npower_capacity: ~7 GW\n"
    rows = [line.split() for line in _draw_head(facts, "investment", lines).splitlines()]
    assert ["Power", "~7", "GW"] in rows
    assert ["Planned", "number", "of", "chips", "100,000", "chips"] in rows

"""A figure over time: periods apart by length and unit, growth, rivals, sums of parts."""

import json
from pathlib import Path
from typing import Any

import pytest

from chipwatch.asking.answers.figure_series import classify_span, draw_sparkline
from chipwatch.model.dates import Date
from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"


def make_firm(figures: str) -> dict[str, str]:
    return {"company/a.yaml": f"name: A\nsources: [gazette]\nrevenue:\n{figures}"}


def ask(run: Run, folder: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    result = run("series", "a", *(arguments or ("revenue",)), "--json", "--data", folder)
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_all_periods_of_a_figure(run: Run, golden: Golden) -> None:
    result = run("series", "nvidia-china-revenue", "amount")
    assert (result.code, result.err) == (0, "")
    golden(GOLDEN / "series_nvidia_china.txt", result.out)


def test_quarters_are_added_up_against_the_year(facts: Facts, run: Run) -> None:
    quarters = "".join(f"  - {{value: {n} m USD, period: 2024-Q{n}}}\n" for n in (1, 2, 3, 4))
    folder = facts(make_firm(f"{quarters}  - {{value: 11 m USD, period: 2024}}\n"))
    (part_sum,) = ask(run, folder)["sums"]
    assert part_sum["parts"] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert (part_sum["total"], part_sum["stated"]) == (10_000_000, 11_000_000)
    assert part_sum["difference"] == -1_000_000
    text = run("series", "a", "revenue", "--data", folder).out
    assert "2024: 4 quarters sum to 10 m, stated 11 m USD: 1 m less (-9.1 %)" in text


def test_what_is_expected_of_a_figure_is_named(facts: Facts, run: Run) -> None:
    figures = "  - {value: 9 m USD, period: 2025}\n"
    expected = "revenue_forecast: {value: 12..14 m USD, period: 2026}\n"
    text = run("series", "a", "revenue", "--data", facts(make_firm(figures + expected))).out
    assert "expected: 12 m–14 m USD – 2026: series a revenue_forecast\n" in text
    assert "expected" not in run("series", "a", "revenue", "--data", facts(make_firm(figures))).out


def test_a_missing_quarter_makes_no_sum(facts: Facts, run: Run) -> None:
    quarters = "".join(f"  - {{value: {n} m USD, period: 2024-Q{n}}}\n" for n in (1, 2, 4))
    folder = facts(make_firm(f"{quarters}  - {{value: 11 m USD, period: 2024}}\n"))
    assert ask(run, folder)["sums"] == []


def test_currencies_are_never_mixed(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm(
            "  - {value: 1 m USD, period: 2023}\n  - {value: 9 m CNY, period: 2024}\n"
            "  - {value: 1 m CNY, period: 2024-H1}\n  - {value: 1 m USD, period: 2024-H2}\n"
        )
    )
    answer = ask(run, folder)
    assert [(point["unit"], point["growth"]) for point in answer["points"]] == [
        ("CNY", None), ("CNY", None), ("USD", None), ("USD", None)
    ]  # fmt: skip
    assert answer["sums"] == []


def test_growth_is_told_on_like_periods_alone(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm(
            "  - {value: 100 m USD, period: 2023}\n  - {value: 10 m USD, period: 2023-Q2}\n"
            "  - {value: 150 m USD, period: 2024}\n  - {value: 11..12 m USD, period: 2024-Q2}\n"
            "  - {value: 9 m USD, period: 2024-Q3}\n"
        )
    )
    points = {point["period"]: point for point in ask(run, folder)["points"]}
    assert (points["2024"]["growth"], points["2024"]["growth_from"]) == (50, "2023")
    assert (points["2024-Q2"]["growth_low"], points["2024-Q2"]["growth_high"]) == (10, 20)
    assert points["2024-Q3"]["growth_text"] is None


def test_a_loss_has_no_growth(facts: Facts, run: Run) -> None:
    text = "name: A\nsources: [gazette]\nnet_profit:\n"
    figures = "  - {value: -5 m USD, period: 2023}\n  - {value: 5 m USD, period: 2024}\n"
    folder = facts({"company/a.yaml": f"{text}{figures}"})
    points = ask(run, folder, "net_profit")["points"]
    assert [point["growth"] for point in points] == [None, None]


def test_rival_figures_are_a_range(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("  - {value: 10 m USD, period: 2024}\n  - {value: 14 m USD, period: 2024}\n")
    )
    (point,) = ask(run, folder)["points"]
    assert (point["value"], point["value_low"], point["value_high"]) == (None, 10**7, 14 * 10**6)
    assert (point["disputed"], len(point["facts"])) == (True, 2)


def test_a_newer_forecast_of_the_same_year_is_no_rival(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm(
            "  - {value: 10 m USD, period: 2026, as_of: 2025-01}\n"
            "  - {value: 14 m USD, period: 2026, as_of: 2025-06}\n"
        )
    )
    (point,) = ask(run, folder)["points"]
    assert (point["value"], point["disputed"], len(point["facts"])) == (14_000_000, False, 2)


def test_a_property_of_many_values_is_apart_by_what_is_counted(facts: Facts, run: Run) -> None:
    lines = "".join(
        f"  - {{value: {number} m USD, period: {year}, note: {note}}}\n"
        for number, year, note in ((1, 2023, "cars"), (2, 2024, "cars"), (7, 2024, "phones"))
    )
    folder = facts({"company/a.yaml": f"name: A\nsources: [gazette]\nsegment_revenue:\n{lines}"})
    points = ask(run, folder, "Segment revenue")["points"]
    assert [(point["subject"], point["period"], point["growth"]) for point in points] == [
        ("cars", "2023", None), ("cars", "2024", 100), ("phones", "2024", None)
    ]  # fmt: skip


def test_an_exchange_rate_is_told_in_the_other_currency(run: Run) -> None:
    answer = json.loads(run("series", "cny-usd-rate", "rate", "--json").out)
    assert {point["unit"] for point in answer["points"]} == {"CNY"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("huawei", "founders"), 2, "Founders is no figure\nit has "),
        (("huawei", "revenu"), 2, "a company has no property 'revenu'\ndid you mean revenue"),
        (("huawei", "capex"), 1, "no Capex of Huawei with a date is known"),
        (("huawei", "employees", "--as-of", "1990"), 1, "is known as of 1990"),
        (("zzzz", "revenue"), 1, "zzzz"),
    ],
)
def test_bad_input(run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("series", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ("2024", "year"), ("2024-H2", "half"), ("2024-Q1", "quarter"), ("2024-02", "month"),
        ("2024-02-01", "day"), ("2024-01..2024-09", "other"), ("2024-02..2025-01", "year"),
    ],
)  # fmt: skip
def test_periods_are_called_by_their_length(span: str, kind: str) -> None:
    assert classify_span(Date.parse_period(span)) == kind


@pytest.mark.parametrize(
    ("numbers", "drawing"),
    [
        ([1, 2, 3], ""),
        ([0, 1, 2, 7], "▁▂▃█"),
        ([-7, 0, 0, 0], "▁███"),
        ([0, 0, 0, 0], "▁▁▁▁"),
        ([5, 5, 5, 5], "████"),
    ],
)
def test_a_sparkline_begins_at_zero(numbers: list[int], drawing: str) -> None:
    assert draw_sparkline(numbers) == drawing


def test_a_page_draws_a_figure_of_many_periods(process: Run) -> None:
    screen = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "100"}
    result = process("statistic", "nvidia-china-revenue", env=screen)
    assert "▂▃▃▃▃▂▂▂▂▄▅▃▄▇█▄▄▄▅" in result.out


def test_points_as_data(run: Run, golden: Golden) -> None:
    golden(
        GOLDEN / "series_huawei_employees.json", run("series", "huawei", "employees", "--json").out
    )


def test_bounds_without_a_common_range_are_kept_as_they_are(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm(
            "  - {value: 300 m USD, period: 2024}\n  - {value: '>800 m USD', period: 2025}\n"
            "  - {value: 812 m USD, period: 2025, certainty: estimated}\n"
            "  - {value: <=200 m USD, period: 2025, certainty: estimated}\n"
        )
    )
    point = ask(run, folder)["points"][-1]
    keys = ("value", "value_low", "value_high", "value_text", "disputed", "growth")
    assert [point[key] for key in keys] == [
        None, None, None, "<=200000000 to >800000000", True, None
    ]  # fmt: skip
    assert "≤200 m to >800 m" in run("series", "a", "revenue", "--data", folder).out
    chart = run("chart", "series", "a", "revenue", "--data", folder).out
    assert "no common range: 2025 (≤200 m to >800 m)." in chart
    rows = run("chart", "series", "a", "revenue", "--data", folder, "--format", "csv").out
    assert [line[:4] for line in rows.splitlines()[1:]] == ["2024"]


def test_a_chart_of_nothing_but_such_bounds_is_refused(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("  - {value: '>8 m USD', period: 2025}\n  - {value: <=2 m USD, period: 2025}\n")
    )
    assert run("chart", "series", "a", "revenue", "--data", folder) == (
        1,
        "",
        (
            "error: no Revenue of A can be drawn: bounds contradict it\n"
            "chipwatch series a revenue lists them\n"
        ),
    )


def test_quarters_with_such_bounds_are_not_added_up(facts: Facts, run: Run) -> None:
    halves = "".join(f"  - {{value: {n} m USD, period: 2024-H{n}}}\n" for n in (1, 2))
    rivals = "".join(f"  - {{value: '{b} m USD', period: 2024-H2}}\n" for b in (">8", "<=1"))
    folder = facts(make_firm(f"{halves}{rivals}  - {{value: 11 m USD, period: 2024}}\n"))
    assert ask(run, folder)["sums"] == []


def test_a_thing_alone_lists_which_figures_have_a_date(facts: Facts, run: Run) -> None:
    firm = make_firm("  - {value: 1 m USD, period: 2024}\n  - {value: 2 m CNY, period: 2025-Q1}\n")
    firm["company/a.yaml"] += (
        "employees:\n  - {value: 10, as_of: 2023-05}\n  - 20\n"
        "capex: 5 m USD\ncountry: CN\n"
    )  # the second number of employees and capex have no date
    folder = facts(firm)
    result = run("series", "a", "--data", folder)
    assert [line.split() for line in result.out.splitlines()] == [
        ["Figures", "of", "A", "over", "time"],
        ["Property", "Points", "First", "Last"],
        ["revenue", "2", "2024", "2025-Q1"],
        ["employees", "1", "2023-05", "2023-05"],
        ["More:", "series", "a", "PROPERTY"],
    ]
    rows = json.loads(run("series", "a", "--data", folder, "--json").out)
    assert (sorted(rows[0]["units"]), rows[0]["last_last"]) == (["CNY", "USD"], "2025-03-31")
    assert rows[0]["command"] == "chipwatch series a revenue"
    early = run("series", "a", "--as-of", "2022", "--data", folder)
    assert early.code == 1
    assert "no figure of A with a date is known as of 2022" in early.err


def test_a_property_that_is_none_leads_to_those_that_are(facts: Facts, run: Run) -> None:
    folder = facts(make_firm("  - {value: 1 m USD, period: 2024}\n"))
    for word in ("revenu", "zzzz"):
        result = run("series", "a", word, "--data", folder)
        assert result.code == 2
        assert "chipwatch series a lists the figures that there are" in result.err


PROFITS = """name: A
sources: [gazette]
revenue:
  - {value: 668.5 bn KRW, period: 2023-Q2}
  - {value: 10.44..12.5 tn KRW, period: 2024-Q2}
  - {value: 20 tn KRW, period: 2025-Q4}
"""


def test_the_figures_of_a_column_have_one_magnitude_and_the_digits_stated(
    facts: Facts, run: Run
) -> None:
    data = facts({"company/a.yaml": PROFITS})
    lines = run("series", "a", "revenue", "--data", data).out.splitlines()
    values = [line.partition("  ")[2].strip() for line in lines if line.startswith("20")]
    assert [value.partition(" tn")[0] for value in values] == ["20", "10.44–12.5", "0.6685"]

"""Large figures in tables: one unit a column, in which people write them, and data untouched."""

import json

import pytest

import chipwatch
from chipwatch.model.quantity import Quantity
from chipwatch.model.readable_units import choose_common_unit
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts, Run

SYSTEMS = {
    "system/card.yaml": "name: Card\nsources: [gazette]\nmemory_capacity: 96\npower: 0.15\n",
    "system/rack.yaml": "name: Rack\nsources: [gazette]\nmemory_capacity: 49152\npower: 559\n",
    "system/pod.yaml": "name: Pod\nsources: [gazette]\nmemory_capacity: '>1_152_000'\npower: 4\n",
    "system/hall.yaml": (
        "name: Hall\nsources: [gazette]\npower: 29_700\n"
        "memory_capacity: [{value: 5_437_000, as_of: 2025}, {value: 5_900_000, as_of: 2025}]\n"
    ),
    "system/plan.yaml": "name: Plan\nsources: [gazette]\nmemory_capacity: {unknown: undisclosed}\n",
}


@pytest.mark.parametrize(
    ("numbers", "unit", "chosen"),
    [
        pytest.param([], "GB", "GB", id="nothing-known"),
        pytest.param([96, 9_999], "GB", "GB", id="a-data-sheet"),
        pytest.param([20_700, 49_152], "GB", "TB", id="racks"),
        pytest.param([512, 49_152, 1_152_000], "GB", "TB", id="most-are-large"),
        pytest.param([96, 141, 288, 10_000], "GB", "GB", id="one-is-large"),
        pytest.param([0, 10_000_000], "GB", "PB", id="nothing-of-it-has-no-size"),
        pytest.param([2_200_000, 35_000], "kW", "MW", id="from-the-middle-of-a-ladder"),
        pytest.param([2_200_000], "chips", "chips", id="no-larger-unit"),
    ],
)
def test_the_unit_of_a_column_leaves_the_fewest_large_or_tiny_figures(
    numbers: list[int], unit: str, chosen: str
) -> None:
    assert choose_common_unit([Quantity(number, number) for number in numbers], unit) == chosen


def test_a_listing_has_one_unit_a_column(run: Run, facts: Facts) -> None:
    options = ("--columns", "name,memory_capacity,power", "--data", facts(SYSTEMS))
    assert (
        run("system", *options).out
        == """\
5 systems
Name                  Memory      Power
Card                0.096 TB    0.15 kW
Hall  5,437 TB – disputed +1  29,700 kW
Plan             undisclosed
Pod                >1,152 TB       4 kW
Rack               49.152 TB     559 kW
"""
    )


def test_data_keep_the_unit_of_the_property(run: Run, facts: Facts) -> None:
    options = ("--columns", "name,memory_capacity", "--data", facts(SYSTEMS))
    rows = json.loads(run("system", *options, "--json").out)
    assert [row["memory_capacity_low"] for row in rows] == [96, 5_437_000, None, 1_152_000, 49_152]
    assert "\nRack,49152,49152,49152,49152\n" in run("system", *options, "--format", "csv").out


def test_a_comparison_has_one_unit_a_line(facts: Facts) -> None:
    answer = chipwatch.open(str(facts(SYSTEMS))).compare("rack", "hall")
    text = render(answer, Format.TABLE, Screen(is_terminal=True, width=80))
    assert "Memory, TB  49.152  ≠ 5,437  111 ×" in text
    assert "Power, kW      559   29,700  53 ×" in text


def test_values_that_conflict_stand_in_one_unit(run: Run, facts: Facts) -> None:
    folder = facts(SYSTEMS)
    assert (
        run("conflicts", "--data", folder).out
        == """\
1 disputed
Name  Property                   Spread  Values                            Sources
Hall  Memory    1.085× (5,437–5,900 TB)  5,437 TB (2025); 5,900 TB (2025)        1
"""
    )
    (row,) = json.loads(run("conflicts", "--data", folder, "--json").out)
    assert row["values"] == ["5,437,000 GB (2025)", "5.9 m GB (2025)"]
    assert (row["spread"], row["unit"]) == ("1.085× (5,437,000–5.9 m GB)", "GB")

"""Properties by their keys, their labels, and what they are called elsewhere."""

import pytest

from chipwatch.model.property_names import OTHER_NAMES, find_property_key
from chipwatch.model.schema import KINDS
from conftest import Run

LABELS = {
    "data_center_revenue": "Data-centre revenue",
    "utilization": "Utilization",
    "market_capitalization": "Market value",
    "rd_employees": "R&D employees",
}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("data_center_revenue", "data_center_revenue"),
        ("Data-centre revenue", "data_center_revenue"),
        ("data center revenue", "data_center_revenue"),
        ("DATA CENTRE  REVENUE", "data_center_revenue"),
        ("utilisation", "utilization"),
        ("market cap", "market_capitalization"),
        ("market-value", "market_capitalization"),
        ("r&d employees", "rd_employees"),
        ("ceo", None),
        ("", None),
        ("revenue", None),
    ],
)
def test_a_property_is_found_by_what_it_is_called(name: str, key: str | None) -> None:
    assert find_property_key(name, LABELS) == key


def test_other_names_stand_for_properties() -> None:
    assert {*OTHER_NAMES.values()} <= {key for kind in KINDS.values() for key in kind.properties}


@pytest.mark.parametrize(
    "words",
    [("why", "baidu", "Chief Executive"), ("why", "baidu", "ceo"), ("explain", "company.ceo")],
)
def test_commands_take_such_names(words: tuple[str, ...], run: Run) -> None:
    result = run(*words)
    assert (result.code, "chief_executive" in result.out) == (0, True)

"""Data frames: numbers with their ends, dates with their days, one dtype a column."""

from typing import Any

import pytest

from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.pages.listing import list_entities
from chipwatch.asking.pages.provenance import explain_property_values
from chipwatch.model.data_frame import UNKNOWN_DATE, UNKNOWN_NUMBER, build_data_frame
from chipwatch.model.dates import Date
from chipwatch.model.quantity import Quantity
from chipwatch.store.snapshot import open_base
from conftest import BASE

pytest.importorskip("pandas")


def _list_column(frame: Any, name: str) -> list[Any]:  # noqa: ANN401 - frames have no types here
    """List the values of a column, None where there is none."""
    return [None if value != value else value for value in frame[name].astype(object).tolist()]  # noqa: PLR0124 - NaN


def test_a_number_has_its_two_ends() -> None:
    values = [Quantity(5, 5), Quantity(1, 3), Quantity(None, 7), UNKNOWN_NUMBER, 2]
    frame = build_data_frame([{"tpp": value} for value in values])
    assert {str(dtype) for dtype in frame.dtypes} == {"float64"}
    assert _list_column(frame, "tpp") == [5, None, None, None, 2]
    assert _list_column(frame, "tpp_low") == [5, 1, None, None, 2]
    assert _list_column(frame, "tpp_high") == [5, 3, 7, None, 2]


def test_a_date_has_its_first_and_last_day() -> None:
    values = [Date.parse("2025-02-24"), Date.parse("2025-02"), UNKNOWN_DATE, None]
    frame = build_data_frame([{"released": value} for value in values])
    assert {str(dtype) for dtype in frame.dtypes} == {"datetime64[s]"}
    days = {name: [str(day)[:10] for day in frame[name]] for name in frame.columns}
    assert days == {
        "released": ["2025-02-24", "NaT", "NaT", "NaT"],
        "released_first": ["2025-02-24", "2025-02-01", "NaT", "NaT"],
        "released_last": ["2025-02-24", "2025-02-28", "NaT", "NaT"],
    }


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_date_may_be_of_any_year(year: str) -> None:
    frame = build_data_frame([{"day": Date.parse(f"{year}-01-01")}])
    assert str(frame["day"][0]).startswith(f"{year}-01-01")


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (["a", None, "b"], "string", ["a", None, "b"]),
        ([None, None], "string", [None, None]),
        ([1, 2], "int64", [1, 2]),
        ([1, None], "Int64", [1, None]),
        ([2**70, 1], "float64", [2.0**70, 1.0]),
        ([1, 2.5, None], "float64", [1.0, 2.5, None]),
        ([True, False], "bool", [True, False]),
        ([True, None], "boolean", [True, None]),
        ([1, "10–20"], "string", ["1", "10–20"]),
        ([["a", "b"], []], "string", ["a; b", ""]),
        ([{"a": "ü"}], "string", ['{"a": "ü"}']),
        ([Quantity(1, 3), "many"], "string", ["1..3", "many"]),
        ([Date.parse("2025"), "soon"], "string", ["2025", "soon"]),
    ],
)
def test_a_column_has_one_dtype(values: list[object], dtype: str, expected: list[object]) -> None:
    frame = build_data_frame([{"column": value} for value in values])
    assert str(frame["column"].dtype) == dtype
    shown_values = [
        None if value is None or value != value else value  # noqa: PLR0124 - NaN
        for value in frame["column"].astype(object).where(frame["column"].notna(), None).tolist()
    ]
    assert shown_values == expected


def test_a_listing_has_typed_columns_whatever_is_known() -> None:
    base = open_base((str(BASE),))
    options = QueryOptions(("id", "tpp", "released", "disputed"))
    frame = list_entities(base, "chip", options).to_pandas().set_index("id")
    assert list(frame.columns) == [
        "tpp",
        "tpp_low",
        "tpp_high",
        "released",
        "released_first",
        "released_last",
        "disputed",
    ]
    assert frame["tpp"]["nvidia-h20"] == 2368
    assert (frame["tpp_low"]["nvidia-h20"], frame["tpp_high"]["nvidia-h20"]) == (2368, 2368)
    assert frame["released"].dtype.kind == "M"


def test_money_has_a_number_and_a_currency() -> None:
    base = open_base((str(BASE),))
    frame = list_entities(base, "investment", QueryOptions()).to_pandas().set_index("id")
    plan = frame.loc["alibaba-cloud-ai-plan"]
    assert (plan["amount"], plan["amount_currency"]) == (380e9, "CNY")
    assert (plan["amount_usd"], plan["amount_usd_low"]) == (52.7e9, 52.7e9)


def test_the_facts_behind_a_value_have_dates() -> None:
    base = open_base((str(BASE),))
    frame = explain_property_values(base, "baidu", "employees", QueryOptions()).to_pandas()
    assert frame["as_of"].astype(str).tolist() == ["2025-06-30", "2018-12-31"]
    assert frame["as_of_first"].dtype.kind == "M"
    assert frame["value"].tolist() == [31000, 42267]


def test_no_records_make_an_empty_frame() -> None:
    assert build_data_frame([]).empty

"""Data frames: numbers with their ends, dates with their days, one dtype a column."""

from typing import Any

import pytest

from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.pages.listing import list_entities
from chipwatch.asking.pages.provenance import explain_property_values
from chipwatch.model.data_frame import build_data_frame
from chipwatch.model.part_type import PartType
from chipwatch.store.snapshot import open_base
from conftest import BASE

pytest.importorskip("pandas")


def _list_column(frame: Any, name: str) -> list[Any]:  # noqa: ANN401 - frames have no types here
    """List the values of a column, None where there is none."""
    return [None if value != value else value for value in frame[name].astype(object).tolist()]  # noqa: PLR0124 - NaN


def test_a_declared_column_has_the_dtype_of_its_type_whatever_is_known() -> None:
    part_types = {"tpp": PartType.NUMBER, "released_first": PartType.DAY, "tpp_text": PartType.TEXT}
    rows: list[dict[str, object]] = [
        {"tpp": 5, "tpp_text": "5", "released_first": "2025-02-24"},
        {"tpp": None, "tpp_text": None, "released_first": None},
    ]
    for frame in (build_data_frame(rows, part_types), build_data_frame(rows[1:], part_types)):
        dtypes = [str(frame[key].dtype) for key in part_types]
        assert dtypes == ["float64", "datetime64[s]", "string"]
    frame = build_data_frame(rows, part_types)
    assert _list_column(frame, "tpp") == [5, None]
    assert [str(day)[:10] for day in frame["released_first"]] == ["2025-02-24", "NaT"]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_day_may_be_of_any_year(year: str) -> None:
    frame = build_data_frame([{"day": f"{year}-01-01"}], {"day": PartType.DAY})
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
        "tpp_text",
        "released",
        "released_first",
        "released_last",
        "disputed",
    ]
    assert frame["tpp"]["nvidia-h20"] == 2368
    assert (frame["tpp_low"]["nvidia-h20"], frame["tpp_high"]["nvidia-h20"]) == (2368, 2368)
    assert [str(frame[key].dtype) for key in frame.columns] == [
        *["float64"] * 3,
        "string",
        "string",
        *["datetime64[s]"] * 2,
        "string",
    ]


def test_money_has_a_number_and_a_currency() -> None:
    base = open_base((str(BASE),))
    frame = list_entities(base, "investment", QueryOptions()).to_pandas().set_index("id")
    plan = frame.loc["alibaba-cloud-ai-plan"]
    assert (plan["amount"], plan["amount_currency"]) == (380e9, "CNY")
    assert (plan["amount_usd"], plan["amount_usd_low"]) == (52.7e9, 52.7e9)
    assert plan["amount_text"] == "~380000000000 CNY (52700000000 USD)"


def test_the_facts_behind_a_value_have_dates() -> None:
    base = open_base((str(BASE),))
    frame = explain_property_values(base, "baidu", "employees", QueryOptions()).to_pandas()
    assert frame["as_of"].astype(str).tolist() == ["2025-06-30", "2018-12-31"]
    assert frame["as_of_first"].dtype.kind == "M"
    assert frame["value"].tolist() == [31000, 42267]
    assert frame["value_text"].tolist() == ["~31000", "42267"]


def test_no_records_make_an_empty_frame() -> None:
    assert build_data_frame([]).empty

"""Columns and order of answers that have many rows."""

from collections.abc import Callable
from typing import Any

import pytest

from chipwatch.asking.answers.column_choice import pick_columns, sort_items
from chipwatch.asking.answers.column_spec import ColumnSpec, format_json_value
from chipwatch.asking.answers.columns import RowsAnswer, RowsSettings
from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.model.answer import Json
from chipwatch.model.problem import UnknownNameError

HEADS: list[ColumnSpec[dict[str, Any]]] = [
    ColumnSpec(key="name", get_value=lambda item: item.get("name")),
    ColumnSpec(key="size", get_value=lambda item: item.get("size")),
    ColumnSpec(key="tags", get_value=lambda item: item.get("tags")),
    ColumnSpec(key="new", get_value=lambda item: item.get("new")),
]
ITEMS: list[dict[str, Any]] = [
    {"name": "b", "size": 10, "tags": ["z"], "new": True},
    {"name": "C", "size": 9, "tags": []},
    {"name": "a", "tags": ["y", "z"], "new": False},
    {"name": "", "size": 9.5},
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("", ["b", "C", "a", ""], id="as-it-is"),
        pytest.param("name", ["a", "b", "C", ""], id="text-empty-last"),
        pytest.param("-name", ["C", "b", "a", ""], id="text-backwards-empty-still-last"),
        pytest.param("size", ["C", "", "b", "a"], id="numbers"),
        pytest.param("-size", ["b", "", "C", "a"], id="greatest-first"),
        pytest.param("tags", ["a", "b", "C", ""], id="lists"),
        pytest.param("new", ["a", "b", "C", ""], id="no-before-yes"),
    ],
)
def test_items_without_a_value_come_last_whatever_the_order(sort: str, order: list[str]) -> None:
    assert [item["name"] for item in sort_items(HEADS, ITEMS, sort)] == order


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("kind,-size", ["c", "b", "a", "d"], id="second-key-among-equals"),
        pytest.param("-kind, size", ["a", "d", "b", "c"], id="each-its-own-way"),
        pytest.param("Kind,-Size", ["c", "b", "a", "d"], id="by-label"),
    ],
)
def test_items_are_sorted_by_several_columns(sort: str, order: list[str]) -> None:
    items: list[dict[str, Any]] = [
        {"name": "a", "kind": "y", "size": 1},
        {"name": "b", "kind": "x", "size": 2},
        {"name": "c", "kind": "x", "size": 3},
        {"name": "d", "kind": "y"},
    ]
    keys = ("name", "kind", "size")
    heads = [ColumnSpec[dict[str, Any]](key=key, get_value=make_getter(key)) for key in keys]
    assert [item["name"] for item in sort_items(heads, items, sort)] == order


def make_getter(key: str) -> Callable[[dict[str, Any]], Json]:
    """Make what reads a key of an item."""

    def get_value(item: dict[str, Any]) -> Json:
        return item.get(key)

    return get_value


def test_empty_lists_come_last() -> None:
    heads = [ColumnSpec[dict[str, Any]](key="tags", get_value=make_getter("tags"))]
    items: list[dict[str, Any]] = [{"tags": ()}, {"tags": ("a",)}, {"tags": []}]
    assert sort_items(heads, items, "tags")[0] == {"tags": ("a",)}


@pytest.mark.parametrize("name", ["memory_capacity", "Memory", "memory", "Memory, GB", " MEMORY "])
def test_a_column_goes_by_key_label_and_heading(name: str) -> None:
    spec = ColumnSpec[object](key="memory_capacity", label="Memory", heading="Memory, GB")
    other = ColumnSpec[object](key="memory_type")
    assert [picked.key for picked in pick_columns([other, spec], [name])] == ["memory_capacity"]


def test_a_key_comes_before_the_label_of_another_column() -> None:
    heads = [ColumnSpec[object](key="manages", label="Leads"), ColumnSpec[object](key="leads")]
    assert [picked.key for picked in pick_columns(heads, ["Leads"])] == ["leads"]


def test_items_that_compare_equal_keep_their_order() -> None:
    items = [{"name": name, "size": 1} for name in "cab"]
    assert [item["name"] for item in sort_items(HEADS, items, "-size")] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("names", "data"),
    [
        ([], []),
        (["tags", "name"], ["tags", "name"]),
        (["name", "name"], ["name"]),
    ],
)
def test_columns_come_in_the_order_asked_each_once(names: list[str], data: list[str]) -> None:
    assert [head.key for head in pick_columns(HEADS, names)] == data


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("nmae", "did you mean name? choose among name, size, tags, new"),
        ("zzz", "choose among name, size, tags, new"),
        ("", "choose among name, size, tags, new"),
    ],
)
def test_an_unknown_column_names_the_nearest_and_all(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        pick_columns(HEADS, ["size", name])
    assert raised.value.message == f"there is no column {name!r}"
    assert raised.value.hint == hint
    assert raised.value.candidates == ["name", "size", "tags", "new"]


@pytest.mark.parametrize(("limit", "left_count"), [(None, 0), (1, 3), (4, 0), (5, 0)])
def test_a_limit_counts_what_it_leaves_out(limit: int | None, left_count: int) -> None:
    assert (
        RowsAnswer(
            HEADS, ITEMS, QueryOptions(limit=limit), RowsSettings(title="", default_keys=("name",))
        ).omitted_count
        == left_count
    )


def test_a_table_has_the_usual_columns_and_data_has_all() -> None:
    rows = RowsAnswer(
        HEADS, ITEMS[:1], QueryOptions(), RowsSettings(title="", default_keys=("size",))
    )
    assert [column.label for column in rows.to_tables()[0].columns] == ["Size"]
    assert rows.to_data() == [{"name": "b", "size": 10, "tags": ["z"], "new": True}]


def test_chosen_columns_hold_for_table_and_data() -> None:
    rows = RowsAnswer(
        HEADS,
        ITEMS[:1],
        QueryOptions(columns=("tags", "name")),
        RowsSettings(title="", default_keys=("size",)),
    )
    assert [column.label for column in rows.to_tables()[0].columns] == ["Tags", "Name"]
    assert rows.to_data() == rows.to_rows() == [{"tags": ["z"], "name": "b"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (1.5, "1.5"),
        ("", ""),
        ([], ""),
        (["a", 1, None, True], "a; 1; ; yes"),
    ],
)
def test_a_plain_value_reads_as_words(value: Json, text: str) -> None:
    assert format_json_value(value) == text

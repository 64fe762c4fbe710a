"""YAML: in the order of the data, and read back as it was."""

import pytest
import yaml

from chipwatch.model.answer import Json
from chipwatch.showing.yaml_format import render_yaml


def test_yaml_keeps_order_and_characters_and_repeats_what_repeats() -> None:
    same = {"id": "gazette"}
    assert render_yaml({"z": "百度", "a": [same, same], "n": 380_000_000_000, "x": None}) == (
        "z: 百度\na:\n- id: gazette\n- id: gazette\nn: 380000000000\nx: null\n"
    )


@pytest.mark.parametrize(
    "value",
    [
        "no", "2025", "2025-02-24", "1e3", "", " ", "null", "a: b", "# c", "- d", "*e", "&f",
        "!g", "%h", "'i'", "line\nline", "\x1b[31m", "\u202e百", "\udcff", "x" * 500,
        10.4, True, None, [],
    ],
)  # fmt: skip
def test_yaml_is_read_back_as_it_was(value: Json) -> None:
    assert yaml.safe_load(render_yaml({"a": value})) == {"a": value}


@pytest.mark.parametrize("value", ["\x1b[31m", "\x9b1m", "\u202ex", "\x7f", "\x07", "\udcff"])
def test_nothing_in_yaml_steers_a_terminal(value: str) -> None:
    assert value[0] not in render_yaml({"a": value})


@pytest.mark.parametrize(
    "text",
    ["1e3", "1E3", "-1e+3", "0o17", "0x1F", "-.5", "+.5", ".5", "1.", "007", "12", "-12", "1e-3",
     ".inf", "-.INF", ".nan", "true", "null", "~", "1_000", "12:30:45"],
)  # fmt: skip
def test_text_that_any_yaml_reads_as_a_number_is_quoted(text: str) -> None:
    assert render_yaml({"a": text}) == f"a: '{text}'\n"


@pytest.mark.parametrize("text", ["0o19", "1e", "e3", "1.2.3", "0x", "1 e3", "1e3x", "-.x"])
def test_text_that_no_yaml_reads_as_a_number_is_not_quoted(text: str) -> None:
    assert render_yaml({"a": text}) == f"a: {text}\n"


@pytest.mark.slow
@pytest.mark.parametrize(("number", "text"), [(1000, "1000"), (0.5, "0.5"), (-3, "-3")])
def test_numbers_are_not_quoted(number: float, text: str) -> None:
    assert render_yaml({"a": number}) == f"a: {text}\n"


@pytest.mark.slow
def test_a_tuple_is_a_list() -> None:
    assert render_yaml({"a": ("x", "y")}) == "a:\n- x\n- y\n"

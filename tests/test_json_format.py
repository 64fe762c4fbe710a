"""JSON: as it is, in UTF-8, with nothing in it that steers a terminal."""

import json

import pytest

from chipwatch.model.answer import Json
from chipwatch.showing.json_format import render_json, render_jsonl

HOSTILE = "\x1b[31m\x07\x9b\u202e\u2066\x7f\ud800\x00"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param({}, "{}\n", id="empty-object"),
        pytest.param([], "[]\n", id="empty-array"),
        pytest.param(None, "null\n", id="nothing"),
        pytest.param({"a": 380_000_000_000}, '{\n  "a": 380000000000\n}\n', id="large-number"),
        pytest.param({"a": 10.4}, '{\n  "a": 10.4\n}\n', id="decimal"),
        pytest.param({"a": "百度 🚀"}, '{\n  "a": "百度 🚀"\n}\n', id="characters-as-they-are"),
        pytest.param(("x", None), '["x", null]\n', id="tuple"),
        pytest.param({"a": [{"b": 1}]}, '{\n  "a": [\n    {"b": 1}\n  ]\n}\n', id="deep"),
        pytest.param([{"a": [1]}], '[\n  {\n    "a": [1]\n  }\n]\n', id="array-of-objects"),
        pytest.param({"a": {"b": []}}, '{\n  "a": {\n    "b": []\n  }\n}\n', id="two-levels"),
        pytest.param({"a": "\x1b[2J"}, '{\n  "a": "\\u001b[2J"\n}\n', id="escape"),
        pytest.param({"a": "\x9b1m"}, '{\n  "a": "\\u009b1m"\n}\n', id="eight-bit-escape"),
        pytest.param({"a": "\u202ex"}, '{\n  "a": "\\u202ex"\n}\n', id="mark-of-direction"),
        pytest.param({"\x7f": 1}, '{\n  "\\u007f": 1\n}\n', id="in-a-key"),
    ],
)  # fmt: skip
def test_json(data: Json, text: str) -> None:
    assert render_json(data) == text


@pytest.mark.parametrize("text", [HOSTILE, "plain", "百度", "a\u2028b", "\\u001b", '"quoted"\n'])
def test_what_is_escaped_is_read_back_as_it_was(text: str) -> None:
    assert json.loads(render_json({"a": text})) == {"a": text}
    assert json.loads(render_jsonl({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param([{"a": 1}, {"a": "\n"}], '{"a": 1}\n{"a": "\\n"}\n', id="line-for-each"),
        pytest.param({"a": [1, 2]}, '{"a": [1, 2]}\n', id="one-object"),
        pytest.param([], "", id="none"),
    ],
)
def test_json_lines(data: Json, text: str) -> None:
    assert render_jsonl(data) == text

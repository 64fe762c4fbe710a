"""Exports that somebody else wrote: what is no entity is refused, and none names another folder."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chipwatch.importing.document_shape import check_document
from chipwatch.reading.yaml_documents import MAX_NESTING_DEPTH
from conftest import Facts, Run

ACME: Mapping[str, Any] = {"id": "acme", "kind": "company", "name": "Acme"}


def nest(depth: int) -> Any:  # noqa: ANN401 - lists within lists
    tree: Any = "x"
    for _ in range(depth):
        tree = [tree]
    return tree


@pytest.mark.parametrize(
    "document",
    [
        ACME,
        {**ACME, "aliases": ["A", "甲"], "facts": [], "claims": [], "rule": []},
        {**ACME, "facts": [{"property": "country", "value": "CN", "sources": ["s#1"]}]},
        {**ACME, "facts": [{"property": "country", "unknown": "not-found", "looked_in": ["s"]}]},
        {**ACME, "claims": [{"id": "c", "says": "so\nand so", "sources": []}], "other": 1},
        {**ACME, "rule": [{"act": "control", "when": {"any": [{"tpp": ["<1"]}]}}]},
        {**ACME, "rule": nest(MAX_NESTING_DEPTH)},
    ],
)
def test_what_an_export_may_say_is_taken(document: Mapping[str, Any]) -> None:
    check_document(document)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "one entity is no object"),
        ({}, "one entity has no id"),
        ({**ACME, "id": "../acme"}, "'../acme' cannot be an id: use a-z, 0-9"),
        ({**ACME, "id": "/etc/acme"}, "'/etc/acme' cannot be an id"),
        ({**ACME, "id": ""}, "'' cannot be an id"),
        ({**ACME, "id": "a" * 101}, "cannot be an id"),
        ({**ACME, "id": ["acme"]}, "id holds what is no text"),
        ({**ACME, "name": None}, "name holds what is no text"),
        ({**ACME, "name": "A\x1b[2J"}, "name has the control character U+001B"),
        ({**ACME, "name": "\ud800"}, "name has the control character U+D800"),
        ({**ACME, "aliases": "A"}, "aliases is no list"),
        ({**ACME, "aliases": [1]}, "aliases holds what is no text"),
        ({**ACME, "facts": {}}, "facts is no list"),
        ({**ACME, "facts": [1]}, "one fact is no object"),
        ({**ACME, "facts": [{}]}, "one fact has no property"),
        ({**ACME, "facts": [{"property": "tpp"}]}, "a fact on tpp has no value"),
        ({**ACME, "facts": [{"property": "tpp", "value": 1}]}, "value holds what is no text"),
        (
            {**ACME, "facts": [{"property": "tpp", "value": "1", "sources": 3}]},
            "sources is no list",
        ),
        ({**ACME, "claims": [{"says": "x"}]}, "one claim has no id"),
        ({**ACME, "rule": [1]}, "rule holds what is no text"),
        ({**ACME, "rule": [{"act": None}]}, "rule holds what is no text"),
        ({**ACME, "rule": nest(MAX_NESTING_DEPTH + 1)}, "a rule is nested too deeply"),
    ],
)
def test_what_it_may_not_say_is_named(document: object, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        check_document(document)


@pytest.mark.parametrize("entity_id", ["../../stray", "/stray", "a/../../../stray"])
def test_an_export_writes_to_no_other_folder(tmp_path: Path, run: Run, entity_id: str) -> None:
    line = json.dumps({**ACME, "id": entity_id, "facts": []})
    path, into = tmp_path / "export.jsonl", tmp_path / "mine" / "facts"
    path.write_text(f"{line}\n", encoding="utf-8")
    result = run("import", path, "--into", into)
    assert (result.code, result.out) == (2, "")
    assert "line 1: it is no exported entity" in result.err
    assert f"'{entity_id}' cannot be an id" in result.err
    assert list(tmp_path.rglob("*.yaml")) == []


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "company", "facts": []},
        {**ACME, "facts": [{}]},
        {**ACME, "id": ["a"], "facts": []},
        {**ACME, "facts": [{"property": ["x"], "value": "1"}]},
    ],
)
def test_a_comparison_with_what_is_no_export_is_refused(
    tmp_path: Path, run: Run, facts: Facts, document: Mapping[str, Any]
) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = run("diff", path, facts({}), "--json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == "unreadable-table"

"""The published schema of each command's JSON: real output meets it, and any loss is caught."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chipwatch.cli.assistant_tools import collect_tools
from chipwatch.model.schema import KINDS
from chipwatch.shapes.output_schemas import (
    COMMAND_OUTPUTS,
    OUTPUT_SCHEMA_VERSION,
    build_definitions,
    build_output_schema,
    list_tool_shapes,
)
from conftest import Facts, Run
from test_commands import COMMANDS, SAMPLES, TEMPORARY, WITH_JSON

QUESTIONS = [
    *((name, *SAMPLES[name]) for name in WITH_JSON),
    *((kind, "--where", "id IS NOT NULL", "--limit", "2") for kind in KINDS),
    ("company", "baidu", "--as-of", "2025", "--receipt"),
    ("company", "baidu", "alibaba"),
    ("company", "--receipt", "--limit", "1"),
    ("source", "Forbes article", "--known-by", "2026"),
    ("compare", "tencent", "alibaba", "--receipt", "--as-of", "2026"),
    ("compare", "h20", "ascend-910c"),
    ("why", "ascend-910c", "tpp"),
    ("why", "h20", "tdp", "--receipt"),
    ("search", "chips", "--explain"),
    ("sql", "SELECT * FROM fact, fact AS f LIMIT 20000"),
    ("sql", "SELECT * FROM chip"),
    ("timeline", "--columns", "help"),
    ("timeline", "--about", "nvidia", "--receipt"),
    ("changes", "--since", "2025"),
    ("conflicts",),
    ("total", "investment", "--by", "investor,year", "--currency", "USD", "--cite"),
    ("stats", "--coverage", "chip"),
    ("stats", "--coverage", "all"),
    ("stats", "--stale"),
    ("controls",),
    ("controls", "h20", "--to", "UAE", "--detail"),
    ("controls", "h20", "a100", "--as-of", "2024", "--receipt"),
    ("controls", "--spec", "int8_dense=296", "--spec", "die_area=814"),
    ("controls", "--party", "huawei"),
    ("controls", "--party", "huawei", "--party", "zzzz"),
    ("series", "nvidia"),
    ("whatif", "--set", "tpp=1000", "--rule", "bis-rule-2023-10-17"),
    ("report", "h20", "tdp"),
    ("explain",),
    ("explain", "chip.tpp"),
    ("explain", "--search", "bandwidth"),
    ("check", "--audit"),
    ("check", "--explain", "bad-number"),
    ("check", "--explain", "help"),
]
"""Command lines whose output has every shape that there is."""
CASES = [pytest.param(question, id=" ".join(question)) for question in QUESTIONS]


@cache
def get_validator(command: str) -> Draft202012Validator:
    return Draft202012Validator(build_output_schema(command))


def ask(run: Run, question: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON of any shape
    Path(TEMPORARY).mkdir(exist_ok=True)  # what is only shown wants a folder too
    result = run(*question, "--json")
    assert result.out, result.err
    return json.loads(result.out)


def test_every_command_with_json_has_a_schema() -> None:
    assert {*COMMAND_OUTPUTS, *KINDS} == set(WITH_JSON)
    assert all(map(list_tool_shapes, collect_tools(COMMANDS.values())))


def test_what_schemas_refer_to_is_written_as_a_schema() -> None:
    Draft202012Validator.check_schema({"$defs": build_definitions()})


@pytest.mark.parametrize("command", WITH_JSON)
def test_a_schema_is_one_and_says_its_command_and_version(command: str) -> None:
    schema = build_output_schema(command)
    assert schema["$defs"].items() <= build_definitions().items()  # which are checked above
    Draft202012Validator.check_schema({**schema, "$defs": {}})
    assert schema["$id"] == f"urn:chipwatch:output:{command}:{OUTPUT_SCHEMA_VERSION}"
    assert schema["title"] == f"chipwatch {command} --json"


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("question", CASES)
def test_what_a_command_prints_meets_its_schema(run: Run, question: tuple[str, ...]) -> None:
    errors = get_validator(question[0]).iter_errors(ask(run, question))
    assert [error.message[:300] for error in errors] == []


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_everything_meets_the_schema_of_its_kind(run: Run, kind: str) -> None:
    errors = get_validator(kind).iter_errors(ask(run, (kind,)))
    assert [error.message[:300] for error in errors] == []


def iter_spoilt(data: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - JSON of any shape
    """Give copies of an answer, each with a key less, more, or of another type, and what it is."""
    item = data if isinstance(data, dict) else data[0]
    item = {key: value[:1] if isinstance(value, list) else value for key, value in item.items()}
    spoilt_items = {f"{key} dropped": _without(item, key) for key in item}
    spoilt_items |= {f"{key} of another type": {**item, key: {"x": [1]}} for key in item}
    spoilt_items["a new key"] = {**item, "brand_new_key": {"x": 1}}
    for change, spoilt in spoilt_items.items():
        yield change, spoilt if isinstance(data, dict) else [spoilt]


def _without(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        pytest.param(question, id=" ".join(question))
        for question in QUESTIONS
        if question[0] not in ("sql", "diff", "import", "check", "chart", "show", *KINDS)
        and question != ("controls",)
        and not {"--receipt", "--coverage", "--cite", "--as-of", "--known-by"} & set(question)
    ]
    + [("company", "baidu"), ("chip", "h20")],
)
def test_a_key_that_goes_or_changes_its_type_is_caught(run: Run, question: tuple[str, ...]) -> None:
    validator = get_validator(question[0])
    unnoticed = [
        change for change, spoilt in iter_spoilt(ask(run, question)) if validator.is_valid(spoilt)
    ]
    assert unnoticed == []


@pytest.mark.parametrize("key", ["property", "sources", "certainty", "where", "numbers"])
def test_a_key_that_a_fact_loses_is_caught(run: Run, key: str) -> None:
    page = ask(run, ("company", "baidu"))
    del page["facts"][-1][key]
    assert not get_validator("company").is_valid(page)


def test_explain_prints_the_schema_and_writes_it_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "why.json"
    printed = run("explain", "--output", "why")
    assert json.loads(printed.out) == build_output_schema("why")
    assert run("explain", "--output", "why", "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "contrls"), "error: 'contrls' is no command with JSON output"),
        (("--output", "help"), "error: 'help' is no command with JSON output"),
        (("chip", "--output", "why"), "error: --output explains the output of a command alone\n"),
        (("--search", "tpp", "--output", "why"), "error: --output explains the output of a"),
    ],
)
def test_what_has_no_schema_is_refused(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("explain", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)


def test_the_old_long_name_of_the_file_says_what_it_is_now(run: Run) -> None:
    result = run("explain", "chip", "--output", "chip.json")
    assert (result.code, "named with -o" in result.err) == (2, True)


def test_a_base_of_one_file_meets_the_schemas(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\n"})
    for question in (("company", "acme"), ("company",), ("stats",), ("check",)):
        data = ask(run, (*question, "--data", str(folder)))
        assert get_validator(question[0]).is_valid(data)

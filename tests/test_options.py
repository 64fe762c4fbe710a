"""The options that mean the same everywhere, and what is refused."""

import json
import os
from pathlib import Path

import pytest

from chipwatch.cli.options import CommandOptions, build_options
from chipwatch.model.problem import UsageError
from chipwatch.showing.formats import Format
from conftest import Facts, Run


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        pytest.param({}, CommandOptions(), id="nothing"),
        pytest.param({"json": True}, CommandOptions(Format.JSON), id="json"),
        pytest.param({"format": Format.CSV}, CommandOptions(Format.CSV), id="format"),
        pytest.param(
            {"json": True, "format": Format.JSON}, CommandOptions(Format.JSON), id="both-agree"
        ),
        pytest.param(
            {"columns": " a, b ,,c", "sort": "-a", "limit": 3, "exact": True},
            CommandOptions(
                selection=(("columns", " a, b ,,c"), ("sort", "-a"), ("limit", 3), ("exact", True))
            ),
            id="selection",
        ),
        pytest.param(
            {"data": ["x", "bundled"]}, CommandOptions(layers=("x", "bundled")), id="folders"
        ),
        pytest.param({"data": []}, CommandOptions(), id="no-folders"),
        pytest.param({"no_color": True}, CommandOptions(no_color=True), id="no-colour"),
    ],
)
def test_what_options_come_to(
    given: dict[str, object], settled: CommandOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIPWATCH_DATA")
    assert build_options(given) == settled


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.JSON])
def test_json_contradicts_every_other_format(form: Format) -> None:
    with pytest.raises(UsageError):
        build_options({"json": True, "format": form})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--json", "--format", "csv"), "--json contradicts --format csv"),
        (("--limit", "0"), "the limit is 0\ngive a number of rows from 1 on, or none"),
        (("--limit", "-1"), "the limit is -1\ngive a number of rows from 1 on, or none"),
        (("--limit", "many"), "Invalid value for '--limit': 'many' is not a valid int."),
        (("--format",), "Option '--format' requires an argument."),
        (("--jsn",), "No such option: --jsn (Possible options: --json)"),
    ],
)
def test_wrong_usage_is_refused(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("company", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("company", "zzzz", "--json"), "not-found", id="not-found"),
        pytest.param(("company", "zzzz", "--format", "json"), "not-found", id="format"),
        pytest.param(("company", "zzzz", "--format=json"), "not-found", id="format-with-equals"),
        pytest.param(("company", "zzzz", "--format", "jsonl"), "not-found", id="lines"),
        pytest.param(("compare", "capcut", "saqp", "--json"), "nothing-in-common", id="compare"),
        pytest.param(("company", "--json", "--columns", "zz"), "unknown-name", id="column"),
        pytest.param(("company", "--json", "--data", "/none"), "unreadable-base", id="folder"),
        pytest.param(("company", "--json", "--zzz"), "usage", id="unknown-option"),
        pytest.param(("company", "--json", "--limit", "0"), "usage", id="bad-value"),
        pytest.param(("zzzz", "--json"), "usage", id="unknown-command"),
        pytest.param(("compare", "--json"), "usage", id="no-names"),
        pytest.param(("company", "--json", "--format", "csv"), "usage", id="contradiction"),
        pytest.param(("explain", "zzz", "--json"), "unknown-name", id="unknown-kind"),
        pytest.param(("check", "/none", "--json"), "unreadable-base", id="check"),
    ],
)
def test_errors_are_json_where_the_answer_would_be(
    run: Run, arguments: tuple[str, ...], code: str
) -> None:
    result = run(*arguments)
    assert result.out == ""
    error = json.loads(result.err)
    assert list(error) == ["error"]
    assert list(error["error"]) == ["code", "message", "hint", "candidates"]
    assert error["error"]["code"] == code
    assert error["error"]["message"]


def test_an_ambiguous_name_lists_its_candidates_in_json(run: Run, facts: Facts) -> None:
    names = {"chip/a.yaml": "name: A\naliases: [X]\n", "company/b.yaml": "name: B\naliases: [X]\n"}
    result = run("show", "x", "--json", "--data", facts(names))
    assert json.loads(result.err)["error"] == {
        "code": "ambiguous",
        "message": '"x" can mean 2 things',
        "hint": "use an id: a (A, chip), b (B, company)",
        "candidates": [
            {"id": "a", "kind": "chip", "name": "A"},
            {"id": "b", "kind": "company", "name": "B"},
        ],
    }


def test_folders_lie_over_one_another(run: Run, facts: Facts, tmp_path: Path) -> None:
    own = tmp_path / "own" / "company"
    own.mkdir(parents=True)
    (own / "acme.yaml").write_text("name: Acme\nsources: [gazette]\ncountry: CN\n")
    folder = facts({"company/bolt.yaml": "name: Bolt\n"})
    options = ("--columns", "id", "--format", "csv", "--data", folder, "--data", own.parent)
    result = run("company", *options)
    assert result.out == "id\nacme\nbolt\n"


@pytest.mark.data
def test_the_word_bundled_names_the_bundled_facts(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\n"})
    options = ("--columns", "id", "--format", "csv", "--data", "bundled", "--data", folder)
    listed = run("company", *options).out.splitlines()
    assert {"acme", "baidu"} < set(listed)


@pytest.mark.slow
def test_the_environment_names_folders_unless_options_do(
    run: Run, facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own" / "company"
    own.mkdir(parents=True)
    (own / "acme.yaml").write_text("name: Acme\n")
    folder = facts({"company/bolt.yaml": "name: Bolt\n"})
    options = ("company", "--columns", "id", "--format", "csv")
    monkeypatch.setenv("CHIPWATCH_DATA", f"{folder}{os.pathsep}{own.parent}")
    assert run(*options).out == "id\nacme\nbolt\n"
    assert run(*options, "--data", own.parent).out == "id\nacme\n"


@pytest.mark.parametrize("name", ["no-such-folder", "file.txt/folder"])
def test_a_base_that_cannot_be_read_ends_with_2(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("")
    result = run("company", "--data", tmp_path / name)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")


@pytest.mark.slow
def test_a_misspelt_column_lists_the_valid_ones(run: Run) -> None:
    result = run("company", "--columns", "nmae")
    assert result.err.startswith(
        "error: there is no column 'nmae'\ndid you mean name? --columns help lists all"
    )


def test_wrong_usage_names_the_help_of_the_command(run: Run) -> None:
    assert run("chip", "--columns").err == (
        "error: Option '--columns' requires an argument.\n"
        "run chipwatch chip --help to see how it is used\n"
    )


@pytest.mark.parametrize("option", ["--as-of", "--known-by", "--where", "--columns", "--sort"])
@pytest.mark.parametrize("joined", [True, False])
def test_an_option_without_a_value_is_refused(run: Run, option: str, *, joined: bool) -> None:
    given = (f"{option}=",) if joined else (option, "")
    result = run("company", "baidu", *given)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {option} is given no value\n")

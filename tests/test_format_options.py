"""The shape of an answer in a format: headings, byte order mark, facts, empty keys."""

import json

import pytest

from conftest import Facts, Run

ONE = {"company/acme.yaml": "name: Acme\nsources: [gazette]\nemployees: 0\ncountry: CN\n"}


def test_rows_without_headings_can_be_joined(run: Run, facts: Facts) -> None:
    options = ("--columns", "id,country", "--format", "csv", "--data", facts(ONE))
    assert run("company", *options, "--no-header").out == "acme,CN\n"


def test_excel_is_told_that_a_file_is_utf_8(run: Run, facts: Facts) -> None:
    options = ("--columns", "id,country", "--format", "tsv", "--data", facts(ONE))
    assert run("company", *options, "--bom").out == "\ufeffid\tcountry\nacme\tCN\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--no-header",),
        ("--bom", "--json"),
        ("--no-null",),
        ("--facts", "none", "--format", "csv"),
        ("--no-header", "--format", "xlsx"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(run: Run, options: tuple[str, ...]) -> None:
    result = run("company", "baidu", *options)
    assert (result.code, result.out) == (2, "")
    assert f"{options[0]} does nothing to the format" in result.err


@pytest.mark.slow
def test_facts_are_left_out_at_every_depth(run: Run) -> None:
    page = json.loads(run("chip", "nvidia-h20", "--json").out)
    short_page = json.loads(run("chip", "nvidia-h20", "--json", "--facts", "none").out)
    assert {key: value for key, value in page.items() if key != "facts"} == short_page
    compared = json.loads(run("compare", "tencent", "alibaba", "--json", "--facts", "none").out)
    assert all("facts" not in contrast for contrast in compared["properties"])


def test_keys_without_a_value_are_left_out_but_not_zero_and_no(run: Run, facts: Facts) -> None:
    options = ("--json", "--no-null", "--facts", "none", "--data", facts(ONE))
    page = json.loads(run("company", "acme", *options).out)
    assert page["employees"] == 0
    assert [key for key, value in page.items() if value in (None, "", [], {})] == []
    assert {"id", "kind", "name", "country"} <= page.keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("company", "--where", "country = 'XX'"),
        ("timeline", "--since", "2090"),
        ("search", "zzzzzzzz qqqqqqq"),
        ("sql", "SELECT name FROM chip WHERE tpp > 1e20"),
        ("changes", "--since", "2090"),
    ],
)
def test_an_empty_listing_is_an_empty_list_beside_the_error(
    run: Run, words: tuple[str, ...]
) -> None:
    result = run(*words, "--json")
    assert (result.code, result.out) == (1, "[]\n")
    assert json.loads(result.err)["error"]["code"] == "not-found"
    headings = run(*words, "--format", "csv")
    assert (headings.code, headings.out.count("\n")) == (1, 1)
    assert "name" in headings.out
    assert run(*words).out == ""


@pytest.mark.slow
def test_the_headings_of_an_empty_listing_are_those_chosen(run: Run) -> None:
    options = ("--columns", "id,country", "--format", "csv")
    assert run("company", "--where", "country = 'XX'", *options).out == "id,country\n"

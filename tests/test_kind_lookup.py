"""The commands of kinds with no option but --json, answered without Typer: as with it, in full."""

import pytest

from chipwatch.cli import kind_lookup
from conftest import Facts, Run

ACME = {"company/acme.yaml": "name: Acme\nsources: [gazette]\nemployees: 0\ncountry: CN\n"}


@pytest.mark.parametrize(
    "line",
    [
        "company",
        "company --json",
        "company baidu",
        "company baidu --json",
        "company --json baidu --json",
        "company baidu tencent --json",
        "chip h20 --json",
        "company 百度 --json",
        "company biadu --json",
        "company nobody --json",
        "company nobody",
        "company h20 --json",
        "investment --json",
    ],
)
def test_a_plain_lookup_answers_as_typer_does(
    line: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = line.split()
    assert kind_lookup.is_plain_lookup(words)
    plain_result = run(*words)
    monkeypatch.setattr(kind_lookup, "is_plain_lookup", lambda _: False)
    assert run(*words) == plain_result


def test_a_plain_listing_without_rows_is_an_empty_list(
    run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIPWATCH_DATA", str(facts(ACME)))
    assert kind_lookup.is_plain_lookup(["chip", "--json"])
    plain_result = run("chip", "--json")
    monkeypatch.setattr(kind_lookup, "is_plain_lookup", lambda _: False)
    assert run("chip", "--json") == plain_result
    assert plain_result.out == "[]\n"


@pytest.mark.parametrize(
    "words",
    [
        ("baidu",),
        ("show", "baidu"),
        ("--json", "company", "baidu"),
        ("company", "baidu", "--help"),
        ("company", "baidu", "--", "--json"),
        ("company", "baidu", "--columns", "id"),
        ("company", ""),
        ("company", "-"),
        ("--help",),
    ],
)
def test_any_other_option_is_left_to_typer(words: tuple[str, ...]) -> None:
    assert not kind_lookup.is_plain_lookup(words)


def test_a_shell_that_asks_for_completions_is_left_to_typer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("_CHIPWATCH_COMPLETE", "complete_bash")
    assert not kind_lookup.is_plain_lookup(["company", "baidu"])

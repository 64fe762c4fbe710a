"""Whether chips could be shipped: the verdict and its reasons as data, and in every format."""

import json
import re
from pathlib import Path

import pytest

from conftest import Facts, Golden, Run
from export_rules import BASE, ask_controls

GOLDEN = Path(__file__).parent / "golden"


KEYS = [
    "chip", "name", "item_kind", "system", "parts",
    "total_tpp", "total_tpp_low", "total_tpp_high", "total_tpp_text",
    "as_of", "to", "end_user", "verdict", "licence_needed", "since",
    "first_appeared", "appeared_later", "class", "open_classes", "excluded",
    "bound_seats",
    "certainty", "because", "reason",
    "paragraphs", "licence", "origin", "beside", "named_actions", "operands", "missing",
    "disputed", "rules",
    "within", "newest_rule", "before", "after", "history", "disclaimer", "match",
]  # fmt: skip


def test_json_has_exactly_these_keys(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", "2025-01-01")
    assert list(answer) == KEYS
    assert list(answer["paragraphs"][0]) == [
        "rule", "paragraph", "holds", "reaches", "binds", "doubt", "certainty", "headroom",
        "conditions", "reasons", "note",
    ]  # fmt: skip
    assert list(answer["licence"]) == ["requirement", "policy", "policy_note", "exceptions"]
    assert list(answer["operands"]["tpp"]) == [
        "value", "low", "high", "unit", "disputed", "formula", "citation", "arithmetic", "facts",
    ]  # fmt: skip


def test_a_verdict_shows_its_arithmetic_and_sources(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", "2025-01-01")
    assert (answer["verdict"], answer["class"], answer["to"]) == ("no-licence-required", None, "CN")
    tpp = answer["operands"]["tpp"]
    assert (tpp["value"], tpp["low"], tpp["high"]) == (2368, 2368, 2368)
    assert (tpp["arithmetic"], tpp["facts"][0]["sources"]) == (
        "296 TOPS × 8 bits", [{"id": "gazette", "locator": None}],
    )  # fmt: skip
    paragraphs = {entry["paragraph"]: entry for entry in answer["paragraphs"]}
    assert (paragraphs["3A090.a.1"]["holds"], paragraphs["3A090.a.1"]["headroom"]) == (False, 50.67)
    assert paragraphs["3A090.b.1"]["headroom"] == 1.33
    assert [rule["citation"] for rule in answer["rules"]] == ["1 FR 1"]
    assert answer["disclaimer"].startswith("No match is not clearance")


def test_bounds_that_contradict_each_other_are_no_value(facts: Facts, run: Run) -> None:
    folder = facts(
        {**BASE, "chip/x5.yaml": "name: X5\nsources: [gazette]\ntpp: ['>=5000', '<=4']\n"}
    )
    result = run("controls", "x5", "--as-of", "2025-01-01", "--data", folder, "--json")
    answer = json.loads(result.out)
    tpp = answer["operands"]["tpp"]
    assert (answer["verdict"], tpp["value"], tpp["low"]) == ("unknown", None, None)


def test_what_comes_before_and_after_is_told(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", "2025-01-01")
    assert answer["before"] is None
    assert (answer["after"]["verdict"], answer["after"]["from"]) == (
        "licence-required",
        "2025-04-09",
    )
    assert answer["after"]["rules"] == ["letter"]


def test_a_letter_controls_what_it_names(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", "2025-05-01")
    assert (answer["verdict"], answer["class"]) == ("licence-required", None)
    assert [action["id"] for action in answer["named_actions"]] == ["letter"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["x2"], ("licence-required", "3A090.a.1"), id="controlled"),
        pytest.param(["x2", "--to", "jp"], ("no-licence-required", "3A090.a.1"), id="not-there"),
        pytest.param(["x3"], ("licence-required", None), id="disputed-but-controlled-either-way"),
        pytest.param(["x4"], ("unknown", None), id="unknown"),
        pytest.param(
            ["x2", "--to", "JP", "--end-user", "other"],
            ("no-licence-required", "3A090.a.1"),
            id="buyer",
        ),
        pytest.param(
            ["x2", "--to", "JP", "--end-user", "child"],
            ("licence-required", "3A090.a.1"),
            id="parent",
        ),
        pytest.param(["x1", "--end-user", "acme"], ("licence-required", None), id="listed-buyer"),
    ],
)
def test_verdicts(
    facts: Facts, run: Run, arguments: list[str], expected: tuple[str, str | None]
) -> None:
    answer = ask_controls(facts, run, *arguments, "--as-of", "2025-01-01")
    assert (answer["verdict"], answer["class"]) == expected


def test_what_is_missing_is_named(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x4", "--as-of", "2025-01-01")
    assert answer["missing"] == ["fp16_dense", "int8_dense", "die_area"]


@pytest.mark.parametrize(
    ("day", "needed", "since", "because", "within"),
    [
        ("2025-01-01", False, "2024-01-01", [], []),
        ("2025-05-01", True, "2025-04-09", [{"rule": "letter", "paragraph": "letter"}], []),
        ("2025-04", True, "2025-04-09", [{"rule": "letter", "paragraph": "letter"}],
         ["2025-04-09"]),
    ],
)  # fmt: skip
def test_the_day_and_the_cause_of_a_verdict(  # noqa: PLR0913, PLR0917 - what is expected
    facts: Facts,
    run: Run,
    day: str,
    needed: bool,  # noqa: FBT001 - a value to expect
    since: str,
    because: list[dict[str, str]],
    within: list[str],
) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", day)
    causes = [{key: cause[key] for key in ("rule", "paragraph")} for cause in answer["because"]]
    assert (answer["licence_needed"], answer["since"], causes) == (needed, since, because)
    assert [change["from"] for change in answer["within"]] == within
    assert answer["newest_rule"] == "2025-04-09"
    card = run("controls", "x1", "--as-of", day, "--data", facts(BASE)).out
    assert (f"Within {day}, answered for its last day" in card) is bool(within)
    assert ("later ones are not counted" in card) is (day != "2025-01-01")


def test_several_chips_are_an_array(facts: Facts, run: Run) -> None:
    answer = ask_controls(facts, run, "x1", "x2")
    assert [entry["chip"] for entry in answer] == ["x1", "x2"]


def test_csv_has_a_row_for_each_chip(facts: Facts, run: Run) -> None:
    result = run("controls", "x1", "x2", "--as-of", "2025-01-01", "--format", "csv",
                "--data", facts(BASE))  # fmt: skip
    assert [line.split(",")[:7] for line in result.out.splitlines()[1:]] == [
        ["x1", "X1", *["2025-01-01"] * 3, "CN", "no-licence-required"],
        ["x2", "X2", *["2025-01-01"] * 3, "CN", "licence-required"],
    ]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("known", ("x1", "--detail", "--known-by", "2025-05"), id="known-by"),
        pytest.param("cite", ("x1", "--detail", "--cite", "--format", "markdown"), id="footnotes"),
        pytest.param("short", ("x1", "x2", "--end-user", "acme"), id="short-cards"),
        pytest.param("matrix", ("--cite", "--format", "markdown"), id="matrix"),
        pytest.param("party", ("--party", "acme", "--cite", "--format", "markdown"), id="party"),
    ],
)
def test_answers_in_full(
    facts: Facts, run: Run, golden: Golden, name: str, arguments: tuple[str, ...]
) -> None:
    result = run("controls", *arguments, "--as-of", "2026-01-01", "--data", facts(BASE))
    golden(GOLDEN / f"controls_{name}.txt", result.out.replace(facts(BASE).as_posix(), "DIR"))


@pytest.mark.parametrize(
    ("arguments", "is_printed"),
    [
        pytest.param(("controls", "x1", "--format", "csv"), True, id="rows"),
        pytest.param(("controls", "--format", "tsv"), True, id="rows-of-all"),
        pytest.param(("controls", "--json"), True, id="an-array-of-all"),
        pytest.param(("controls", "--party", "acme", "--format", "csv"), True, id="firm"),
        pytest.param(("whatif", "--set", "tpp=300", "--format", "csv"), True, id="whatif"),
        pytest.param(("controls", "x1", "--json"), False, id="in-the-object"),
        pytest.param(("controls", "x1", "--detail"), False, id="under-the-table"),
    ],
)
def test_what_a_verdict_is_not_is_always_said(
    facts: Facts,
    run: Run,
    arguments: tuple[str, ...],
    is_printed: bool,  # noqa: FBT001 - a value to expect
) -> None:
    result = run(*arguments, "--as-of", "2026", "--data", facts(BASE))
    is_on_stderr, is_in_answer = (
        "No match is not clearance" in result.err,
        "No match is not" in result.out,
    )
    assert (result.code, is_on_stderr, is_in_answer) == (0, is_printed, not is_printed)


@pytest.mark.slow
def test_a_figure_has_the_same_digits_on_a_page_and_on_cards(run: Run) -> None:
    page, card = run("chip", "h20").out, run("controls", "h20", "--as-of", "2026-11-29").out
    long_card = run("controls", "h20", "--detail", "--as-of", "2026-11-29").out
    for text in (page, card, long_card):
        assert set(re.findall(r"\b2\.9\d+", text)) == {"2.909"}

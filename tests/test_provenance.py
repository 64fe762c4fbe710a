"""Why a value is shown: every fact with its sources, its rivals, and the rule of choice."""

import json
from pathlib import Path

import pytest

import chipwatch
from chipwatch.model.ranking import RANKING_RULE
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts, Run

BASE = {
    "source/filing.yaml": "name: Filing\ntype: filing\npublished: 2025-02\n",
    "company/acme.yaml": "name: Acme\nsources: [gazette]\npartners: [bolt]\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\npartners: [acme]\n",
    "chip/x1.yaml": (
        "name: X1\n"
        "sources: ['gazette#p1']\n"
        "designer: acme\n"
        "price:\n"
        "  - {value: 90 USD, as_of: 2023, certainty: estimated}\n"
        "  - {value: 100 USD, as_of: 2024, note: retail}\n"
        "  - {value: 120 USD, as_of: 2024, sources: ['filing#t3', gazette]}\n"
        "tdp: {unknown: redacted}\n"
    ),
}


def test_the_fact_shown_comes_first_and_its_rivals_are_marked(run: Run, facts: Facts) -> None:
    folder = facts(BASE)
    result = run("why", "x1", "price", "--data", folder).out.replace(str(folder), "DIR")
    assert result.splitlines() == [
        "X1 · chip · x1",
        "     Value             As of  Certainty  Source       Stated in",
        "Price (price) – What one costs a buyer.",
        "  →  120 USD           2024   confirmed  [1] t3, [2]  DIR/chip/x1.yaml:7",
        "  ≠  100 USD – retail  2024   reported   [2] p1       DIR/chip/x1.yaml:6",
        "     90 USD            2023   estimated  [2] p1       DIR/chip/x1.yaml:5",
        "     chosen by certainty; spread 1.2× (100–120 USD); 2 independent sources",
        f"→ is shown, by this rule: {RANKING_RULE}",
        "≠ contradicts the value shown, at the same time",
        "",
        "Sources",
        "[1]  Filing. 2025-02. (filing) filing",
        "[2]  Gazette. 2025-01. (news) gazette",
    ]


def test_without_a_property_everything_known_is_explained(run: Run, facts: Facts) -> None:
    folder = facts(BASE)
    result = run("why", "x1", "--data", folder).out
    headings = [line for line in result.splitlines() if ") – " in line]
    assert headings == [
        "Designer (designer) – Who designed it.",
        "TDP (tdp) – Thermal design power of the module or board.",
        "Price (price) – What one costs a buyer.",
    ]


def test_json_has_every_fact_with_its_standing(run: Run, facts: Facts) -> None:
    data = json.loads(run("why", "x1", "price", "--json", "--data", facts(BASE)).out)
    (price,) = data["properties"]
    assert (price["property"], price["label"], price["disputed"]) == ("price", "Price", True)
    assert [
        (row["value"], row["shown"], row["rival"], row["independent_sources"])
        for row in price["facts"]
    ] == [(120, True, False, 2), (100, False, True, 1), (90, False, False, 1)]
    assert [source["id"] for source in data["sources"]] == ["filing", "gazette"]
    assert data["rule"].startswith("latest as_of")


def test_csv_has_a_row_for_each_fact(run: Run, facts: Facts) -> None:
    folder = facts(BASE)
    result = run("why", "x1", "tdp", "--format", "csv", "--data", folder)
    assert result.out == (
        "entity,property,value,value_low,value_high,value_text,value_name,unit,unknown,"
        "as_of,as_of_first,as_of_last,until,until_first,until_last,period,period_first,period_last,"
        "share,share_low,share_high,share_text,certainty,shown,rival,sources,note,path,line\n"
        "x1,tdp,,,,redacted,,W,redacted,,,,,,,,,,,,,,reported,true,false,gazette#p1,,"
        f"{folder.as_posix()}/chip/x1.yaml,8\n"
    )


def test_a_relation_stated_at_both_ends_is_explained_from_its_own(run: Run, facts: Facts) -> None:
    data = json.loads(run("why", "acme", "partners", "--json", "--data", facts(BASE)).out)
    assert [(row["entity"], row["value"]) for row in data["properties"][0]["facts"]] == [
        ("acme", "bolt")
    ]


def test_a_relation_that_others_state_names_them(run: Run, facts: Facts) -> None:
    folder = facts(BASE)
    result = run("why", "acme", "chips", "--data", folder).out.splitlines()
    assert result[2] == "Chips (chips) – Chips it, or a unit of it, has designed."
    assert result[3].split("  ")[1:3] == ["→", "X1 – Designer"]


def test_a_source_that_repeats_another_does_not_count_twice(run: Run, folder: Path) -> None:
    """
    # source/copy.yaml
    name: Copy
    type: news
    origin: gazette
    # chip/x1.yaml
    name: X1
    tdp: {value: 700, sources: [gazette, copy]}
    """
    data = json.loads(run("why", "x1", "tdp", "--json", "--data", folder).out)
    assert data["properties"][0]["facts"][0]["independent_sources"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        pytest.param(
            ("x1", "pirce"),
            2,
            "error: a chip has no property 'pirce'\ndid you mean price or process?\n",
            id="misspelt-property",
        ),
        pytest.param(
            ("x1", "zzz"),
            2,
            "error: a chip has no property 'zzz'\nrun chipwatch explain chip to list them\n",
            id="unknown-property",
        ),
        pytest.param(
            ("x1", "foundry"),
            1,
            "error: nothing is known of X1: foundry\nrun chipwatch show x1 to see what is known of"
            " it\n",
            id="nothing-known",
        ),
        pytest.param(
            ("gazette", "author"),
            1,
            "error: nothing is known of Gazette: author\nrun chipwatch show gazette to see what is"
            " known of it\n",
            id="nothing-known-of-a-source",
        ),
    ],
)
def test_what_cannot_be_explained_is_refused(
    run: Run, facts: Facts, arguments: tuple[str, ...], code: int, err: str
) -> None:
    assert run("why", *arguments, "--data", facts(BASE)) == (code, "", err)


def test_nothing_known_at_all_is_refused(run: Run, facts: Facts) -> None:
    result = run("why", "bare", "--data", facts({"chip/bare.yaml": "name: Bare\n"}))
    assert result == (1, "", "error: nothing is known of Bare\n")


def test_columns_choose_properties_and_keep_their_order(run: Run, facts: Facts) -> None:
    options = ("--columns", "tdp,designer", "--json", "--data", facts(BASE))
    data = json.loads(run("why", "x1", *options).out)
    assert [row["property"] for row in data["properties"]] == ["tdp", "designer"]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (("--sort", "-property"), ["tdp", "price", "designer"]),
        (("--sort", "-facts"), ["price", "designer", "tdp"]),
        (("--sort", "-disputed", "--limit", "1"), ["price"]),
        (("--limit", "2"), ["designer", "tdp"]),
    ],
)
def test_properties_can_be_sorted_and_limited(
    run: Run, facts: Facts, options: tuple[str, ...], order: list[str]
) -> None:
    data = json.loads(run("why", "x1", *options, "--json", "--data", facts(BASE)).out)
    assert [row["property"] for row in data["properties"]] == order


def test_a_limit_says_how_many_it_leaves_out(run: Run, facts: Facts) -> None:
    result = run("why", "x1", "--limit", "1", "--data", facts(BASE)).out
    assert "\n2 more; raise --limit to see them\n" in result


def test_help_lists_the_properties(run: Run) -> None:
    result = run("why", "nvidia", "--columns", "help", "--format", "csv")
    assert result.out.splitlines()[:3] == ["column,label", "summary,Summary", "role,Role"]


def test_a_guessed_name_is_said(run: Run) -> None:
    assert run("why", "badu", "country").err == 'showing Baidu for "badu"\n'


@pytest.mark.parametrize("name", ["price", "Price", "PRICE"])
def test_a_property_is_asked_for_by_key_or_label(run: Run, facts: Facts, name: str) -> None:
    assert run("why", "x1", name, "--data", facts(BASE)).out.splitlines()[2].startswith("Price (pr")


def test_a_period_that_ends_after_a_day_inside_it_says_so(facts: Facts, run: Run) -> None:
    share = (
        "share:\n  - {value: 55, period: 2025}\n  - {value: 0, as_of: 2025-10-06}\n"
        "  - {value: 70, period: 2024}\n  - 95\n"
    )
    folder = facts({"statistic/s.yaml": f"name: S\nsources: [gazette]\n{share}"})
    why = run("why", "s", "share", "--data", folder).out
    assert "chosen by latest as_of, as 2025 ends after 2025-10-06" in why
    terminal = Screen(is_terminal=True, width=100)
    page = render(chipwatch.open(str(folder)).page("s"), Format.TABLE, terminal)
    assert "55 % – 2025; 1 older, 1 within it, +1" in page

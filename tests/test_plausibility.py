"""What makes one doubt a statement; each code has its example in ``test_code_explanations.py``."""

import json

import pytest

from conftest import Facts, Run

HEAD = "name: Acme\nsources: [gazette]\n"
NEWS = {
    "source/news.yaml": "name: News\ntype: news\npublished: 2025-06-01\n",
    "source/page.yaml": "name: Page\ntype: company\npublished: 2024-06-01\n",
}


def _list_codes(run: Run, facts: Facts, files: dict[str, str]) -> list[str]:
    answer = run("check", "--json", "--data", facts(NEWS | files))
    return [f"{row['severity']} {row['code']}" for row in json.loads(answer.out)]


@pytest.mark.parametrize(
    "lines",
    [
        "announced: 2024-02\nreleased: 2024\n",
        "announced: 2024\nreleased: 2024-01\n",
        "announced: {unknown: undisclosed}\nreleased: 2023\n",
        "announced: 2024-02\nplanned_release: 2023\n",
    ],
)
def test_a_release_that_may_follow_its_announcement_is_no_doubt(
    run: Run, facts: Facts, lines: str
) -> None:
    assert _list_codes(run, facts, {"chip/x.yaml": HEAD + lines}) == []


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("employees: {value: 9, as_of: 2025-06-01, sources: [news]}\n", []),
        ("employees: {value: 9, as_of: 2025-06, sources: [news]}\n", []),
        ("employees: {value: 9, as_of: 2025-06-02, sources: [news]}\n", []),
        (
            "employees: {value: 9, as_of: 2025-06-03, sources: [news]}\n",
            ["warning source-too-old"],
        ),
        ("employees: {value: 9, as_of: 2025-06-09, sources: [news, page]}\n", []),
        ("revenue: {value: 9 USD, period: 2026, sources: [news]}\n", []),
        ("plan: {value: Grow, as_of: 2026, sources: [news]}\n", []),
        ("capex_guidance: {value: 9 USD, as_of: 2026, sources: [news]}\n", []),
    ],
)
def test_a_source_is_too_old_for_what_came_after_it(
    run: Run, facts: Facts, lines: str, codes: list[str]
) -> None:
    assert _list_codes(run, facts, {"company/x.yaml": HEAD + lines}) == codes


def test_what_a_rule_does_from_its_effective_day_is_known_before(run: Run, facts: Facts) -> None:
    chip = {"chip/x.yaml": HEAD}
    rule = "name: Rule\nsources: [news]\neffective: 2026-01-01\n"
    lines = (
        "restricts: {value: x, as_of: 2026-01-01}\nprovision: {value: Bans, as_of: 2026-02-01}\n"
    )
    codes = _list_codes(run, facts, {**chip, "policy/rule.yaml": rule + lines})
    assert codes == ["warning source-too-old"]


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("more than", ["warning lost-bound"]),
        ("about, by its chair", ["warning lost-bound"]),
        ("nearly 78 % of all", []),
        ("over all sites", []),
        ("about which nothing else is said", []),
        ("of more than one site", []),
    ],
)
def test_a_bound_in_the_note_of_an_exact_figure_is_lost(
    run: Run, facts: Facts, note: str, codes: list[str]
) -> None:
    text = f"{HEAD}employees: {{value: 400, note: '{note}'}}\n"
    assert _list_codes(run, facts, {"company/x.yaml": text}) == codes
    bound = text.replace("400", "'>400'")
    assert _list_codes(run, facts, {"company/x.yaml": bound}) == []


def test_doubts_leave_nothing_out_and_end_with_1(run: Run, facts: Facts) -> None:
    base = facts({"chip/x.yaml": HEAD + "announced: 2024-02\nreleased: 2023\n"})
    answer = run("check", "--data", base)
    assert (answer.code, answer.err) == (
        1,
        "1 problem in 1 of 2 files; 1 notice, which --notices lists\n",
    )
    assert "chip/x.yaml:3:12: warning[released-before-announced] " in answer.out
    assert "    announced: 2024-02\n               ^\n" in answer.out
    page = run("chip", "x", "--columns", "announced", "--format", "csv", "--data", base)
    assert (page.out, page.err) == (
        "announced,announced_first,announced_last\n2024-02,2024-02-01,2024-02-29\n",
        "",
    )


def test_a_file_is_checked_for_doubts_in_the_light_of_its_base(run: Run, facts: Facts) -> None:
    base = facts(
        {
            "policy/old.yaml": "name: Old\nsources: [gazette]\ntariff_rate: 25 %\n",
            "policy/new.yaml": "name: New\nsources: [gazette]\nsupersedes: old\n",
        }
    )
    answer = run("check", base / "policy/old.yaml", "--json", "--data", base)
    assert [row["code"] for row in json.loads(answer.out)] == ["open-tariff"]
    assert run("check", base / "policy/new.yaml", "--data", base).code == 0


def test_a_source_without_a_title_is_a_notice(run: Run, facts: Facts) -> None:
    base = facts({"source/bare.yaml": "publisher: Somebody\n"})
    answer = run("check", "--data", base)
    summary = "no problems in 2 files; 3 notices, which --notices lists\n"
    assert (answer.code, answer.out, answer.err) == (0, "", summary)
    listed = run("check", "--notices", "--data", base)
    assert (listed.code, "notice[untitled-source]" in listed.out) == (0, True)

"""What became known in a span of days, and what it did to what was known before."""

import json
from pathlib import Path

import pytest

import chipwatch
from chipwatch.model.answer import Answer
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts, Run

FILES = {
    "source/early.yaml": "name: Early\ntype: news\npublished: 2024-03\n",
    "source/late.yaml": "name: Late\ntype: filing\npublished: 2025-06-10\n",
    "source/undated.yaml": "name: Undated\ntype: news\n",
    "company/acme.yaml": (
        "name: Acme\nsources: [late]\n"
        "country: {value: CN, sources: [early]}\n"
        "legal_name: Acme Ltd\n"
        "employees:\n"
        "  - {value: 100, as_of: 2023, sources: [early]}\n"
        "  - {value: 200, as_of: 2024}\n"
        "  - {value: 90, as_of: 2022}\n"
        "headquarters:\n"
        "  - {value: Here, sources: [early]}\n"
        "  - {value: Here, as_of: 2025}\n"
        "plan: [{value: Grow, sources: [early]}, {value: Shrink}]\n"
        "revenue: {value: 1 bn USD, sources: [undated]}\n"
    ),
}


def list_changes(run: Run, folder: Path, *options: str) -> list[tuple[str, str, str, str | None]]:
    changes = json.loads(run("changes", *options, "--json", "--data", folder).out)
    return [
        (change["property"], change["value_text"], change["how"], change["before_text"])
        for change in changes
    ]


def test_each_fact_says_what_it_did(run: Run, facts: Facts) -> None:
    assert list_changes(run, facts(FILES), "--since", "2025-06") == [
        ("employees", "200", "supersedes", "100"),
        ("employees", "90", "differs", "100"),
        ("legal_name", "Acme Ltd", "new", None),
        ("plan", "Shrink", "new", None),
        ("headquarters", "Here", "confirms", "Here"),
    ]


def test_a_limit_takes_the_first_of_the_order_of_the_screen(run: Run, facts: Facts) -> None:
    folder = facts({**FILES, "company/aaa.yaml": "name: Aaa\nsources: [late]\ncountry: CN\n"})
    every = list_changes(run, folder, "--since", "2025-06")
    assert [how for _, _, how, _ in every] == [
        "supersedes", "differs", "new", "new", "new", "confirms",
    ]  # fmt: skip
    assert list_changes(run, folder, "--since", "2025-06", "--limit", "3") == every[:3]
    answer = chipwatch.open(str(folder)).changes(since="2025-06", limit=3)
    assert [line.split()[:3] for line in draw(answer)[2:5]] == [
        ["Acme", "Employees", "200"],
        ["Acme", "Employees", "90"],
        ["Aaa", "Country", "CN"],
    ]


def test_a_figure_meets_only_those_of_like_periods(run: Run, facts: Facts) -> None:
    revenue = (
        "name: Firm\nsources: [late]\nrevenue:\n"
        "  - {value: 10 m USD, period: 2025-Q1, sources: [early]}\n"
        "  - {value: 30 m USD, period: 2023, sources: [early]}\n"
        "  - {value: 12 m USD, period: 2025-Q2}\n"
        "  - {value: 8 m USD, period: 2024-Q4}\n"
        "  - {value: 11 m USD, period: 2025-01..2025-03}\n"
        "  - {value: 40 m USD, period: 2024}\n"
        "  - {value: 20 m USD, period: 2025-H1}\n"
        "  - {value: 50 m USD, period: 2023-01..2025-05}\n"
    )
    folder = facts({**FILES, "company/acme.yaml": revenue})
    assert [change[1:] for change in list_changes(run, folder, "--since", "2025-06")] == [
        ("12000000 USD", "supersedes", "10000000 USD"),
        ("11000000 USD", "supersedes", "10000000 USD"),
        ("40000000 USD", "supersedes", "30000000 USD"),
        ("8000000 USD", "new", None),
        ("20000000 USD", "new", None),
        ("50000000 USD", "new", None),
    ]


@pytest.mark.parametrize(
    ("options", "properties"),
    [
        pytest.param(("--since", "2024", "--until", "2024"),
                     ["country", "employees", "headquarters", "plan"], id="span"),
        pytest.param(("--since", "2024-03-01", "--until", "2025-06-09"),
                     ["country", "employees", "headquarters", "plan"], id="by-the-first-day"),
        pytest.param(("--since", "2025", "--kind", "company", "--about", "acme"),
                     ["employees", "employees", "legal_name", "plan", "headquarters"], id="about"),
        pytest.param(("--since", "2024", "--known-by", "2024"),
                     ["country", "employees", "headquarters", "plan"], id="known-by"),
    ],
)  # fmt: skip
def test_what_became_known_when(
    run: Run, facts: Facts, options: tuple[str, ...], properties: list[str]
) -> None:
    assert [change[0] for change in list_changes(run, facts(FILES), *options)] == properties


def test_what_may_have_been_known_before_is_left_out_and_counted(run: Run, facts: Facts) -> None:
    answer = run("changes", "--since", "2024-03-31", "--until", "2024", "--data", facts(FILES))
    assert (answer.code, answer.out) == (1, "")
    assert "4 facts are left out: the first source is dated too loosely" in answer.err


def test_facts_without_a_dated_source_are_counted(run: Run, facts: Facts) -> None:
    answer = run("changes", "--since", "2025-06", "--data", facts(FILES))
    assert answer.err == "1 fact has no dated source: when it became known cannot be told\n"
    assert answer.out.splitlines()[:3] == [
        "5 facts became known: since 2025-06",
        "Name  Property      Value        How         Before      Known",
        "Acme  Employees     200 – 2024   supersedes  100 – 2023  2025-06-10",
    ]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ((), 2, "Missing option '--since'"),
        (("--since", "2027"), 1, "nothing became known since 2027\n"),
        (("--since", "2025", "--until", "2024"), 2, "--until 2024 is before --since 2025\n"),
    ],
)
def test_what_is_refused(
    run: Run, facts: Facts, options: tuple[str, ...], code: int, message: str
) -> None:
    answer = run("changes", *options, "--data", facts(FILES))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"error: {message}")


OTHER_FIRMS = {
    "company/bolt.yaml": (
        "name: Bolt\nsources: [late]\nsummary: Maker of bolts\ncountry: CN\nfounded: 2001\n"
    ),
    "company/cog.yaml": "name: Cog\nsources: [late]\ncountry: CN\nheadquarters: There\n",
}


def open_base(facts: Facts) -> chipwatch.Base:
    return chipwatch.open(str(facts({**FILES, **OTHER_FIRMS})))


def draw(answer: Answer) -> list[str]:
    return render(answer, Format.TABLE, Screen(is_terminal=True, width=80)).splitlines()


def test_a_terminal_is_shown_what_changed_and_a_line_for_each_thing(facts: Facts) -> None:
    assert draw(open_base(facts).changes(since="2025-06")) == [
        "10 facts became known: since 2025-06",
        "  Name  Property   Value       How         Before      Known",
        "  Acme  Employees  200 – 2024  supersedes  100 – 2023  2025-06-10",
        "  Acme  Employees  90 – 2022   differs     100 – 2023  2025-06-10",
        "",
        "New, a line for each thing",
        "  Name  Kind     What                  Facts  Known",
        "  Acme  company  Legal name: Acme Ltd      2  2025-06-10",
        "  Bolt  company  Maker of bolts            3  2025-06-10",
        "  Cog   company  Country: CN               2  2025-06-10",
        "1 fact confirms what was known before",
        "every fact: --wrap; those of one thing: --about NAME",
    ]


def test_where_all_is_confirmed_each_fact_has_a_line(facts: Facts) -> None:
    fact_text = "sources: [late]\ncountry: [{value: CN, sources: [early]}, {value: CN}]\n"
    files = {
        "source/early.yaml": FILES["source/early.yaml"],
        "source/late.yaml": FILES["source/late.yaml"],
        "company/bolt.yaml": f"name: Bolt\n{fact_text}",
        "company/cog.yaml": f"name: Cog\n{fact_text}",
    }
    answer = chipwatch.open(str(facts(files))).changes(since="2025-06")
    assert [line.split()[:4] for line in draw(answer)[2:]] == [
        ["Bolt", "Country", "CN", "confirms"],
        ["Cog", "Country", "CN", "confirms"],
    ]


def test_each_fact_of_one_thing_has_a_line(facts: Facts) -> None:
    lines = draw(open_base(facts).changes(since="2025-06", about="bolt"))
    assert lines == [
        "3 facts became known: about bolt, since 2025-06",
        "  Name  Property  Value           How  Before  Known",
        "  Bolt  Summary   Maker of bolts  new          2025-06-10",
        "  Bolt  Country   CN              new          2025-06-10",
        "  Bolt  Founded   2001            new          2025-06-10",
    ]


def test_chosen_rows_and_columns_are_shown_as_chosen(facts: Facts) -> None:
    base = open_base(facts)
    for answer in (
        base.changes(since="2025-06", sort="name"),
        base.changes(since="2025-06", limit=9),
        base.changes(since="2025-06", columns=["name", "value"]),
    ):
        lines = draw(answer)
        assert "New, a line for each thing" not in lines
        assert len([line for line in lines if line.startswith("  Bolt")]) == 3

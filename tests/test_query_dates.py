"""What held on a date and what had been published by one, alone and together."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.pages.entity_pages import build_pages
from chipwatch.asking.pages.listing import list_entities
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.model.entity import Entity
from chipwatch.model.facts import Fact, SourceRecord
from chipwatch.model.problem import UsageError
from chipwatch.model.query_dates import (
    QueryDates,
    check_date_order,
    find_start_date,
    parse_option_date,
    parse_query_dates,
)
from chipwatch.store.base_as_of import read_base_as_of
from conftest import Facts, Golden, Run
from made import (
    DATES,
    DrawnFact,
    build_base,
    build_entity,
    dates,
    draw_facts,
    draw_sources,
    maybe_dates,
)

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "source/early.yaml": "name: Early\ntype: news\npublished: 2024-03-05\n",
    "source/late.yaml": "name: Late\ntype: filing\npublished: 2025-06\n",
    "source/undated.yaml": "name: Undated\ntype: news\n",
    "company/acme.yaml": (
        "name: Acme\nsources: [early]\ncountry: CN\n"
        "chief_executive:\n"
        "  - {value: ann, until: 2024-05-01}\n"
        "  - {value: bob, as_of: 2024-05}\n"
        "employees:\n"
        "  - {value: 100, as_of: 2023}\n"
        "  - {value: 200, as_of: 2024, sources: [late, early]}\n"
        "  - {value: 300, as_of: 2025, sources: [late]}\n"
        "revenue: {value: 1 bn USD, as_of: 2023, sources: [undated]}\n"
    ),
    "person/ann.yaml": "name: Ann\nsources: [early]\nsummary: Leads\n",
    "person/bob.yaml": "name: Bob\nsources: [early]\nsummary: Leads\n",
    "chip/x1.yaml": "name: X1\nsources: [early]\ndesigner: acme\nreleased: 2023\n",
    "policy/ban.yaml": (
        "name: Ban\nsources: [late]\nannounced: 2025-04-15\neffective: 2025-05-15\n"
        "rescinded: 2025-08-01\nrestricts: x1\n"
    ),
}


def _page(run: Run, folder: Path, *options: str) -> dict[str, object]:
    entity: dict[str, object] = json.loads(
        run("show", "acme", "--json", "--data", folder, *options).out
    )
    return entity


# One day


@pytest.mark.parametrize(
    ("as_of", "leader", "employees"),
    [
        pytest.param("2024-04-30", "ann", 100, id="before"),
        pytest.param("2024-05-01", None, 100, id="the-one-has-ended-the-other-may-not-have-begun"),
        pytest.param("2024-05-30", None, 100, id="within-a-month-that-is-all-that-is-known"),
        pytest.param("2024-05-31", "bob", 100, id="all-of-the-month-has-passed"),
        pytest.param("2024-05", "bob", 100, id="a-month-is-taken-to-its-end"),
        pytest.param("2024-12-30", "bob", 100, id="within-the-year"),
        pytest.param("2024", "bob", 200, id="a-year-is-taken-to-its-end"),
        pytest.param("2026", "bob", 300, id="later"),
        pytest.param("2022", "ann", None, id="no-figure-yet"),
    ],
)
def test_what_held_on_a_date(
    run: Run, facts: Facts, as_of: str, leader: str | None, employees: int | None
) -> None:
    page = _page(run, facts(FILES), "--as-of", as_of)
    assert (page["chief_executive"], page["employees"]) == (leader, employees)
    assert page["country"] == "CN"


@pytest.mark.parametrize(
    ("known_by", "employees", "revenue"),
    [
        pytest.param("2024-03-05", 200, None, id="the-day-itself"),
        pytest.param("2025-06-29", 200, None, id="within-the-month-of-the-source"),
        pytest.param("2025-06-30", 300, None, id="the-month-has-passed"),
        pytest.param("2026", 300, None, id="an-undated-source-is-never-known-to-have-appeared"),
    ],
)
def test_what_had_been_published_by_a_date(
    run: Run, facts: Facts, known_by: str, employees: int, revenue: int | None
) -> None:
    page = _page(run, facts(FILES), "--known-by", known_by)
    assert (page["employees"], page["revenue"]) == (employees, revenue)


def test_both_dates_hold_together(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    page = _page(run, folder, "--as-of", "2023", "--known-by", "2026")
    assert (page["employees"], page["moment"]) == (100, {"as_of": "2023", "known_by": "2026"})
    assert page["unknown_then"] == ["revenue"]


def test_a_fact_weighs_no_more_than_the_sources_of_the_time(run: Run, facts: Facts) -> None:
    answer = json.loads(
        run("why", "acme", "employees", "--json", "--known-by", "2025", "--data", facts(FILES)).out
    )
    early = json.loads(
        run(
            "why", "acme", "employees", "--json", "--known-by", "2024-12", "--data", facts(FILES)
        ).out
    )
    (now,) = (fact for fact in answer["properties"][0]["facts"] if fact["value"] == 200)
    (then,) = (fact for fact in early["properties"][0]["facts"] if fact["value"] == 200)
    assert (now["certainty"], now["independent_sources"]) == ("confirmed", 2)
    assert (then["certainty"], then["independent_sources"]) == ("reported", 1)
    assert [fact["id"] for fact in then["sources"]] == ["early"]


# What begins on a day


def test_a_rule_restricts_nothing_before_its_first_date(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    before = run("chip", "x1", "--json", "--as-of", "2025-04-14", "--data", folder)
    after = run("chip", "x1", "--json", "--as-of", "2025-04-15", "--data", folder)
    assert json.loads(before.out)["restricted_by"] == []
    assert json.loads(after.out)["restricted_by"] == ["ban"]


def test_a_date_that_can_be_known_ahead_is_and_another_is_not(run: Run, facts: Facts) -> None:
    options = ("--json", "--as-of", "2025-05-01", "--data", facts(FILES))
    answer = json.loads(run("policy", "ban", *options).out)
    assert (answer["effective"], answer["rescinded"]) == ("2025-05-15", None)
    assert answer["unknown_then"] == ["rescinded"]


@pytest.mark.slow
def test_the_bundled_ban_held_on_15_april_2025_and_not_before_that_month(run: Run) -> None:
    def restricted(day: str) -> list[str]:
        verdict: list[str] = json.loads(run("chip", "nvidia-h20", "--json", "--as-of", day).out)[
            "restricted_by"
        ]
        return verdict

    assert "us-h20-export-ban" not in restricted("2025-04-01")
    assert "us-h20-export-ban" in restricted("2025-04-15")


@pytest.mark.parametrize(
    ("property_", "value", "as_of", "began"),
    [
        ("restricts", "x1", "2025", "2025"),
        ("restricts", "x1", None, None),
        ("rescinded", "2025-05", None, "2025-05"),
        ("rescinded", "2025-05", "2024", "2024"),
        ("effective", "2025-05", None, None),
    ],
)
def test_when_a_fact_began(
    property_: str, value: str, as_of: str | None, began: str | None
) -> None:
    policy = build_entity("p", "policy", [], [])
    fact = _fact(policy, property_, value, as_of)
    beginning = find_start_date(fact)
    assert (beginning and beginning.text) == began


def _fact(entity: Entity, property_: str, value: str, as_of: str | None) -> Fact:
    dated = Date.parse(as_of) if as_of else None
    said_ = DrawnFact(property_, value, dated, None, "reported", ())
    return build_entity(entity.id, entity.kind, [said_], []).facts[0]


# What a reader is told


def test_a_page_says_which_dates_are_in_force_and_what_was_not_known(
    run: Run, facts: Facts, golden: Golden
) -> None:
    options = ("--as-of", "2024-05-15", "--known-by", "2025-01", "--data", facts(FILES))
    result = run("company", "acme", *options)
    golden(GOLDEN / "company_then.txt", result.out + result.err)


def test_a_listing_says_so_too(run: Run, facts: Facts) -> None:
    options = ("--columns", "name,employees,chief_executive", "--as-of", "2022")
    result = run("company", *options, "--data", facts(FILES))
    assert result.out.splitlines() == [
        "1 company – as of 2022",
        "Name       Employees  Chief executive",
        "Acme  not known then  Ann",
    ]


def test_what_is_left_out_for_want_of_a_date_is_counted(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    assert run("company", "acme", "--as-of", "2024-05-15", "--data", folder).err == (
        "2 facts are left out: the date may be after 2024-05-15\n"
    )
    assert run("company", "acme", "--known-by", "2026", "--data", folder).err == (
        "1 fact is left out: no source says when it appeared\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("policy", "--as-of", "2025-04-14"),
            "error: the base has no policies as of 2025-04-14\nask for a later date\n",
            id="listing",
        ),
        pytest.param(
            ("policy", "ban", "--as-of", "2025-04-14"),
            "error: there is nothing on Ban as of 2025-04-14\nask for a later date\n",
            id="page",
        ),
        pytest.param(
            ("show", "acme", "--known-by", "2020"),
            "error: there is nothing on Acme known by 2020\nask for a later date\n",
            id="published",
        ),
        pytest.param(
            ("why", "acme", "employees", "--as-of", "2020"),
            "error: nothing is known of Acme: employees as of 2020\n"
            "run chipwatch show acme to see what is known of it\n",
            id="why",
        ),
    ],
)
def test_where_nothing_was_known_that_is_an_error(
    run: Run, facts: Facts, arguments: tuple[str, ...], message: str
) -> None:
    assert run(*arguments, "--data", facts(FILES)) == (1, "", message)


def test_counts_are_of_the_moment(run: Run, facts: Facts) -> None:
    options = ("--format", "csv", "--known-by", "2024-12", "--data", facts(FILES))
    lines = run("stats", *options, "--columns", "what,count_text").out.splitlines()[1:]
    counted = dict(line.rsplit(",", 1) for line in lines)
    assert counted["policies"] == "0"
    assert counted["companies"] == "1"
    assert counted["facts"] == "11"


# Bad dates


@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
@pytest.mark.parametrize(
    ("text", "said_"),
    [("2025-02-30", "is not in the calendar"), ("soon", "is not a date"), ("2025-13", "calendar")],
)
def test_an_impossible_date_is_refused(run: Run, option: str, text: str, said_: str) -> None:
    result = run("company", option, text)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {option}: '{text}'")
    assert said_ in result.err


def test_an_interval_that_runs_backwards_is_refused() -> None:
    check_date_order(Date.parse("2025"), Date.parse("2025-03"))
    with pytest.raises(UsageError, match="--until 2024 is before --since 2025"):
        check_date_order(Date.parse("2025"), Date.parse("2024"))


def test_no_date_is_no_moment() -> None:
    assert parse_query_dates("", "") is None
    assert str(parse_query_dates("2025", "2026-01")) == "as of 2025, known by 2026-01"


# Any facts at all

FACTS = st.lists(
    draw_facts((("employees", st.sampled_from(("1", "2..3", ">4"))), ("country", st.just("CN")),
          ("founded", st.sampled_from(DATES)), ("plan", st.sampled_from(("x", "y"))))),
    max_size=6,
)  # fmt: skip


@pytest.mark.slow
@given(FACTS, draw_sources(), maybe_dates, maybe_dates)
def test_nothing_from_later_is_ever_shown(
    stated: list[DrawnFact], known: list[SourceRecord], as_of: Date | None, known_by: Date | None
) -> None:
    past = read_base_as_of(
        build_base([build_entity("acme", "company", stated, known)], known),
        QueryDates(as_of, known_by),
    )
    published = {source.id: source.published for source in known}
    assert [
        fact
        for fact in past.iter_facts()
        if fact.kind == "company"
        and not (_held(fact, as_of) and _was_known(fact, published, known_by))
    ] == []


@pytest.mark.slow
@given(FACTS, draw_sources(), dates)
def test_all_that_surely_held_is_shown(
    stated: list[DrawnFact], known: list[SourceRecord], as_of: Date
) -> None:
    now = build_base([build_entity("acme", "company", stated, known)], known)
    expected = [fact for fact in now.iter_facts() if fact.kind == "source" or _held(fact, as_of)]
    assert list(read_base_as_of(now, QueryDates(as_of)).iter_facts()) == expected


@pytest.mark.slow
@given(FACTS, draw_sources(), dates, dates)
def test_a_page_a_listing_and_sql_see_the_same_facts(
    stated: list[DrawnFact], known: list[SourceRecord], as_of: Date, known_by: Date
) -> None:
    past = read_base_as_of(
        build_base([build_entity("acme", "company", stated, known)], known),
        QueryDates(as_of, known_by),
    )
    (one,) = past.load_entities(["acme"])
    listed = (
        list_entities(past, "company", QueryOptions()).to_rows()
        if past.load_entities_of_kind("company")
        else []
    )
    assert bool(listed) == bool(one.facts or not stated)
    if one.facts:
        page = build_pages(past, ["acme"], "company", QueryOptions()).to_rows()
        assert list(page) == list(listed)


def _held(fact: Fact, as_of: Date | None) -> bool:
    """Whether a fact held, told from its dates alone."""
    if as_of is None:
        return True
    begun = fact.as_of or (fact.value if fact.property == "founded" else None)
    day = date.fromordinal(as_of.last)
    began = begun is None or date.fromordinal(begun.last) <= day
    return began and (fact.until is None or day < date.fromordinal(fact.until.first))


def _was_known(fact: Fact, published: dict[str, str], known_by: Date | None) -> bool:
    if known_by is None:
        return True
    days = [Date.parse(published[c.source]) for c in fact.citations if published[c.source]]
    return bool(days) and min(day.last for day in days) <= known_by.last


@pytest.mark.parametrize(
    ("text", "iso_date"),
    [
        ("today", "2026-03-31"),
        ("yesterday", "2026-03-30"),
        ("Yesterday", "2026-03-30"),
        ("last week", "2026-03-24"),
        ("last month", "2026-02"),
        ("last year", "2025"),
        ("3 days ago", "2026-03-28"),
        ("2 weeks ago", "2026-03-17"),
        ("2.weeks.ago", "2026-03-17"),
        ("1 month ago", "2026-02-28"),
        ("2 years ago", "2024-03-31"),
        ("2025/05/01", "2025-05-01"),
        ("2025/5/1", "2025-05-01"),
        ("2025/05", "2025-05"),
        ("2025-Q2", "2025-Q2"),
    ],
)
def test_dates_in_words(text: str, iso_date: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-03-31"))
    parsed = parse_option_date("--as-of", text)
    assert parsed is not None
    assert parsed == Date.parse(iso_date)


@pytest.mark.parametrize("text", ["01/05/2025", "2025/13/01", "last", "ago", "0x days ago"])
def test_what_may_mean_several_dates_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_option_date("--since", text)
    assert raised.value.hint.endswith("or as yesterday, last month or 2 weeks ago")


@pytest.mark.slow
def test_what_a_date_in_words_was_taken_for_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-03-31"))
    result = run("show", "baidu", "--as-of", "2025/05/01", "--known-by", "yesterday", "--json")
    expected = run("show", "baidu", "--as-of", "2025-05-01", "--known-by", "2026-03-30", "--json")
    assert result.out == expected.out
    assert result.err == (
        "--as-of 2025/05/01 is taken as 2025-05-01\n"
        f"--known-by yesterday is taken as 2026-03-30\n{expected.err}"
    )
    spans = run("changes", "--since", "last year", "--limit", "1")
    assert spans.code == 0
    assert spans.err.startswith("--since last year is taken as 2025\n")

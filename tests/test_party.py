"""The standing of a firm: lists, owners, what it owns, and the 50 % rule while it is in force."""

import json
from typing import Any

import pytest

from conftest import Facts, Run

LISTING = """
name: Test list
sources: [gazette]
citation: 2 FR 2
rule:
  act: listing
  from: 2023-05-01
  until: 2026-06-01
  destinations: [worldwide]
  licences: [{destinations: [worldwide], policy: presumption of denial}]
  paragraphs: [{name: list, when: {party: [top, side]}}]
"""
HALF = """
name: Half rule
sources: [gazette]
rule:
  act: affiliates
  from: 2025-09-29
  destinations: [worldwide]
  paragraphs: [{name: owned, when: {ownership_share: ">=50"}}]
"""
STOP = """
name: Stop
sources: [gazette]
rule: {act: suspension, from: 2025-11-10, until: 2026-11-10, modifies: half}
"""


def test_an_imprecise_day_of_listing_leaves_the_standing_open(own_facts: Facts, run: Run) -> None:
    folder = make_base(own_facts)
    path = folder / "policy/list.yaml"
    path.write_text(LISTING.replace("2023-05-01", "2023"), encoding="utf-8")
    standings = [
        json.loads(
            run("controls", "--party", "top", "--as-of", day, "--json", "--data", folder).out
        )
        for day in ("2022-12-31", "2023-06-01", "2023-12-31")
    ]
    assert [answer["standing"] for answer in standings] == ["not-listed", "unknown", "listed"]


def make_company(*owners: str, more: str = "") -> str:
    listed = "".join(f"  - {owner}\n" for owner in owners)
    return f"name: Firm\nsources: [gazette]\ncountry: CN\n{more}" + (
        f"owners:\n{listed}" if owners else ""
    )


def make_base(facts: Facts, *owners: str, **more: str) -> Any:  # noqa: ANN401 - JSON, or any figures
    firms = {f"company/{name}.yaml": text for name, text in more.items()}
    return facts(
        {
            "policy/list.yaml": LISTING, "policy/half.yaml": HALF, "policy/stop.yaml": STOP,
            "company/top.yaml": "name: Top\nsources: [gazette]\ncountry: CN\n",
            "company/side.yaml": "name: Side\nsources: [gazette]\ncountry: CN\n",
            "company/free.yaml": "name: Free\nsources: [gazette]\ncountry: CN\n"
            "owners: {value: nobody, share: 100 %}\n",
            "person/nobody.yaml": "name: Nobody\n", "company/stranger.yaml": "name: Stranger\n",
            "company/firm.yaml": make_company(*owners),
            **firms,
        }
    )  # fmt: skip


def ask_party(run: Run, folder: Any, name: str, day: str) -> Any:  # noqa: ANN401 - JSON, or any figures
    result = run("controls", "--party", name, "--as-of", day, "--json", "--data", folder)
    assert result.code == 0, result.err
    return json.loads(result.out)


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2023-04-30", "not-listed"), ("2023-05-01", "listed"), ("2026-05-31", "listed"),
     ("2026-06-01", "not-listed")],
)  # fmt: skip
def test_a_listing_binds_while_it_is_in_force(
    facts: Facts, run: Run, day: str, standing: str
) -> None:
    answer = ask_party(run, make_base(facts), "top", day)
    assert answer["standing"] == standing
    assert [entry["citation"] for entry in answer["listings"]] == ["2 FR 2"] * (
        standing == "listed"
    )


def test_a_fact_lists_a_firm_that_no_rule_names(facts: Facts, run: Run) -> None:
    stated = "entity_list: {value: listed, as_of: 2024}\n"
    folder = make_base(facts, firm=make_company(more=stated))
    assert ask_party(run, folder, "firm", "2025-01-01")["standing"] == "listed"
    assert ask_party(run, folder, "firm", "2023-01-01")["standing"] == "not-listed"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owners", "standing"),
    [
        (["{value: top, share: 49.9 %}", "{value: nobody, share: 50.1 %}"], "not-listed"),
        (["{value: top, share: 50 %}", "{value: nobody, share: 50 %}"], "reached"),
        (["{value: top, share: 50.1 %}", "{value: nobody, share: 49.9 %}"], "reached"),
        (["{value: top, share: 25 %}", "{value: side, share: 25 %}"], "reached"),
        (["{value: top, share: 25 %}"], "unknown"),
        (["top"], "unknown"),
        (["{value: top, share: 40..60 %}", "{value: nobody, share: 40 %}"], "unknown"),
        (["{value: stranger, share: 60 %}"], "unknown"),  # a firm whose owners are not known
        ([], "unknown"),
    ],
)
def test_the_half_that_listed_parties_own(
    facts: Facts, run: Run, owners: list[str], standing: str
) -> None:
    folder = make_base(facts, *owners)
    assert ask_party(run, folder, "firm", "2025-10-10")["standing"] == standing


@pytest.mark.parametrize(
    ("day", "in_force", "stopped"),
    [("2025-09-28", False, []), ("2025-09-29", True, []), ("2025-11-09", True, []),
     ("2025-11-10", False, ["stop"]), ("2026-05-01", False, ["stop"])],
)  # fmt: skip
def test_the_rule_counts_while_it_is_in_force(
    facts: Facts,
    run: Run,
    day: str,
    in_force: bool,  # noqa: FBT001 - a value to expect
    stopped: list[str],
) -> None:
    answer = ask_party(run, make_base(facts, "{value: top, share: 60 %}"), "firm", day)
    half = answer["fifty_per_cent_rule"]
    assert (half["in_force"], half["stopped_by"]) == (in_force, stopped)
    assert answer["standing"] == ("reached" if in_force else "not-listed")


def test_ownership_is_followed_through_firms_that_are_theirs(facts: Facts, run: Run) -> None:
    middle = make_company("{value: top, share: 55 %}")
    folder = make_base(facts, "{value: middle, share: 70 %}", middle=middle)
    answer = ask_party(run, folder, "firm", "2025-10-10")
    assert answer["standing"] == "reached"
    steps = [
        (entry["company"], entry["owner"], entry["share"], entry["listed"])
        for entry in answer["parents"]
    ]
    assert steps == [("firm", "middle", 70, False), ("middle", "top", 55, True)]


def test_owners_in_a_circle_come_to_an_end(facts: Facts, run: Run) -> None:
    middle = make_company("{value: firm, share: 100 %}")
    folder = make_base(facts, "{value: middle, share: 100 %}", middle=middle)
    assert ask_party(run, folder, "firm", "2025-10-10")["standing"] == "unknown"


def test_shares_that_ended_do_not_count(facts: Facts, run: Run) -> None:
    folder = make_base(facts, "{value: top, share: 60 %, until: 2025-10-01}",
                   "{value: nobody, share: 100 %, as_of: 2025-10-01}")  # fmt: skip
    assert ask_party(run, folder, "firm", "2025-10-10")["standing"] == "not-listed"


def test_what_a_firm_owns_is_shown(facts: Facts, run: Run) -> None:
    folder = make_base(facts, "{value: top, share: 60 %, as_of: 2024-03}")
    answer = ask_party(run, folder, "top", "2025-10-10")
    (owned,) = answer["subsidiaries"]
    assert (owned["company"], owned["share"], owned["as_of"]) == ("firm", 60, "2024-03")


def test_the_card_shows_the_chain(facts: Facts, run: Run) -> None:
    folder = make_base(facts, "{value: top, share: 60 %, as_of: 2024-03}")
    result = run("controls", "--party", "firm", "--as-of", "2025-10-10", "--data", folder).out
    lines = [" ".join(line.split()) for line in result.splitlines()]
    assert lines[0] == "Firm on 2025-10-10: reached"
    assert "Owned by Top – 60 % of Firm; as of 2024-03; listed [1]" in lines
    share = "listed parties own 60–100 % of it, as far as known"
    assert f"50 % rule reached – {share}; in force since 2025-09-29" in lines


@pytest.mark.parametrize(
    ("owners", "owned_by", "text"),
    [
        (["{value: nobody, share: 3.5 %}"], "Nobody – 3.5 % of Firm",
         "no listed owner is known; who in the end holds 96.5 % is not known"),
        (["{value: stranger, share: 100 %}"], "Stranger – 100 % of Firm",
         "no listed owner is known; who in the end holds 100 % is not known"),
        (["stranger"], "Stranger – share of Firm not known",
         "no listed owner is known; not every owner's share is known"),
        (["top"], "Top – share of Firm not known; listed",
         "a listed party is among its owners; how much of it they own is not known"),
        (["{value: top, share: 25 %}"], "Top – 25 % of Firm; listed",
         "listed parties own 25–100 % of it, as far as known"),
        (["{value: nobody, share: 100 %}"], "Nobody – 100 % of Firm",
         "listed parties own 0 % of it, as far as known"),
    ],
)  # fmt: skip
def test_shares_that_are_not_known_are_said_in_words(
    facts: Facts, run: Run, owners: list[str], owned_by: str, text: str
) -> None:
    folder = make_base(facts, *owners)
    result = run("controls", "--party", "firm", "--as-of", "2025-10-10", "--data", folder).out
    lines = " ".join(result.split())
    assert f"Owned by {owned_by} [1]" in lines
    assert f" – {text}; " in lines


@pytest.mark.parametrize(
    ("day", "since"),
    [("2025-10-10", "2025-09-29"), ("2026-01-01", None), ("2026-11-10", "2026-11-10")],
)
def test_the_day_from_which_the_rule_is_in_force_without_a_break(
    facts: Facts, run: Run, day: str, since: str | None
) -> None:
    answer = ask_party(run, make_base(facts, "{value: top, share: 60 %}"), "firm", day)
    assert answer["fifty_per_cent_rule"]["since"] == since


@pytest.mark.parametrize(
    ("seat", "owners", "standing"),
    [
        pytest.param("US", (), "not-listed", id="a-US-firm-is-no-foreign-entity"),
        pytest.param("DE", (), "unknown", id="a-foreign-firm-may-be-owned"),
        pytest.param("US", ("{value: side, share: 60 %}",), "reached", id="known-owners-count"),
        pytest.param("US", ("{value: state, share: 9 %}",), "not-listed", id="nor-is-its-rest"),
        pytest.param("DE", ("{value: state, share: 9 %}",), "unknown", id="the-rest-may-be-owned"),
        pytest.param(
            "DE", ("{value: state, share: 60 %}",), "not-listed", id="a-state-has-no-owners"
        ),
        pytest.param(
            "DE",
            (
                "{value: side, share: 60 %, as_of: 2020}",
                "{value: side, share: 10 %, as_of: 2025}",
                "{value: state, share: 90 %}",
            ),
            "not-listed",
            id="the-latest-share-counts",
        ),
    ],
)
def test_the_half_rule_is_about_foreign_firms(
    facts: Facts, run: Run, seat: str, owners: tuple[str, ...], standing: str
) -> None:
    firm = make_company(*owners).replace("country: CN", f"country: {seat}")
    folder = facts(
        {
            "company/firm.yaml": firm,
            "company/side.yaml": make_company(),
            "company/state.yaml": make_company().replace("Firm", "State")
            + "owners: {unknown: not-applicable}\n",
            "company/top.yaml": make_company(),
            "policy/list.yaml": LISTING,
            "policy/half.yaml": HALF,
        }
    )
    answer = run("controls", "--party", "firm", "--as-of", "2025-10-15", "--json", "--data", folder)
    assert json.loads(answer.out)["standing"] == standing


def test_a_listed_owner_of_unknown_share_is_a_red_flag(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "company/firm.yaml": make_company("top"),
            "company/side.yaml": make_company(),
            "company/top.yaml": make_company(),
            "policy/list.yaml": LISTING,
            "policy/half.yaml": HALF,
        }
    )
    card = run("controls", "--party", "firm", "--as-of", "2025-10-15", "--data", folder).out
    assert "has to find out how much, or get a licence" in " ".join(card.split())

"""What is left over, doubled, weak or old in a base as a whole."""

import json

import pytest

from chipwatch.model import clock
from chipwatch.model.dates import Date
from conftest import Facts, Run


@pytest.fixture(autouse=True)
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2025-06-15"))


def list_messages(run: Run, folder: object, code: str) -> list[str]:
    rows = json.loads(run("check", "--data", folder, "--select", code, "--json").out)
    return [row["message"] for row in rows]


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        ({"a": "parent: b", "b": "parent: c", "c": "parent: a"},
         ["parent leads in a circle: a → b → c → a"]),
        ({"a": "parent: b", "b": "owners: {value: a, share: 60 %}"},
         ["parent leads in a circle: a → b → a"]),
        ({"a": "parent: b", "b": "owners: {value: a, share: 50 %}"}, []),
        ({"a": "parent: b", "b": "parent: {value: a, until: 2024}"}, []),
        ({"a": "parent: a"}, ["parent leads in a circle: a → a"]),
        ({"a": "partners: b", "b": "partners: a"}, []),
        ({"a": "parent: b", "b": "country: CN", "c": "parent: b"}, []),
    ],
)  # fmt: skip
def test_a_relation_to_a_whole_never_leads_in_a_circle(
    files: dict[str, str], messages: list[str], facts: Facts, run: Run
) -> None:
    folder = facts(
        {
            f"company/{name}.yaml": f"name: {name * 3}\nsources: [gazette]\n{line}\n"
            for name, line in files.items()
        }
    )
    assert list_messages(run, folder, "circular-relation") == messages


@pytest.mark.parametrize(
    ("names", "is_reported"),
    [
        (("Moore Threads", "MOORE-THREADS"), True),
        (("Moore Threads", "Moore Thread"), True),
        (("Moore Threads", "Moore Threats"), True),
        (("Moore Threads", "Moor Threads"), False),
        (("ACM Research", "LAM Research"), False),
        (("Ascend 910B", "Ascend 910C"), False),
        (("寒武纪科技", "寒武纪技术"), False),
        (("寒武纪", "寒武纪"), True),
    ],
)
def test_names_that_differ_by_a_slip_are_reported(
    names: tuple[str, str],
    is_reported: object,
    facts: Facts,
    run: Run,
) -> None:
    files = {
        f"company/{key}.yaml": f"name: {name}\n" for key, name in zip("ab", names, strict=True)
    }
    messages = ["b has nearly the name of a"] if is_reported else []
    assert list_messages(run, facts(files), "near-duplicate") == messages


def test_two_sources_with_one_address_are_reported(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "source/a.yaml": "name: A\nurl: https://www.example.com/x/\n",
            "source/b.yaml": "name: B\nurl: http://example.com/x\n",
            "source/c.yaml": "name: C\nurl: http://example.com/y\n",
        }
    )
    assert list_messages(run, folder, "near-duplicate") == ["b has the address of a"]


def test_facts_without_a_place_are_counted_by_source(facts: Facts, run: Run) -> None:
    text = (
        "name: A\nsources: [gazette]\ntdp: 5 W\ndie_area: 5\n"
        "tpp: {value: 5, sources: [gazette#p1]}\n"
    )
    assert list_messages(run, facts({"chip/a.yaml": text}), "no-place") == [
        "2 facts rest on gazette, and nothing says where in it"
    ]


def test_sources_that_all_repeat_one_count_once(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "source/copy.yaml": "name: Copy\norigin: gazette\n",
            "source/other.yaml": "name: Other\n",
            "chip/a.yaml": (
                "name: A\ntdp: {value: 5 W, sources: [gazette, copy]}\n"
                "die_area: {value: 5, sources: [gazette, other, copy]}\n"
                "tpp: {value: 5, sources: [copy]}\n"
            ),
        }
    )
    assert list_messages(run, folder, "single-origin") == [
        "the 2 sources of tdp all repeat gazette"
    ]


@pytest.mark.parametrize(
    ("as_of", "is_stale"), [("2024-06-15", False), ("2024-06-14", True), ("2023", True)]
)
def test_a_value_is_stale_past_its_half_life(
    as_of: str,
    is_stale: object,
    facts: Facts,
    run: Run,
) -> None:
    text = f"name: A\nsources: [gazette]\nemployees: {{value: 5, as_of: {as_of}}}\n"
    messages = list_messages(run, facts({"company/a.yaml": text}), "stale-fact")
    expected = [f"employees is of {as_of}, past its half-life of 12 months"]
    assert messages == (expected if is_stale else [])


def test_a_day_that_has_not_come_yet_is_reported(facts: Facts, run: Run) -> None:
    """Today is 15 June 2025; what is expected, and the effect of a rule, may be later."""
    files = {
        "source/paper.yaml": "name: Paper\ntype: news\npublished: 2025-06-16\n",
        "company/a.yaml": (
            "name: A\nsources: [paper]\nfounded: 2025-07\ncountry: {value: CN, as_of: 2026}\n"
            "employees: {value: 5, as_of: 2026, certainty: estimated}\n"
        ),
        "company/b.yaml": "name: B\nsources: [paper]\nfounded: 2025\n",
        "policy/p.yaml": (
            "name: P\nsources: [paper]\neffective: 2026-01\n"
            "status: {value: In force, as_of: 2026-01}\n"
        ),
    }
    assert sorted(list_messages(run, facts(files), "future-date")) == [
        "country is as of 2026, which has not come yet",
        "founded is 2025-07, which has not come yet",
        "published is 2025-06-16, which has not come yet",
    ]


def test_things_without_facts_are_reported_unless_something_leads_to_them(
    facts: Facts, run: Run
) -> None:
    folder = facts(
        {
            "person/a.yaml": "name: A\n",
            "person/b.yaml": "name: B\n",
            "company/c.yaml": "name: C\nfounders: b\nsources: gazette\n",
        }
    )
    assert list_messages(run, folder, "unlinked-entity") == [
        "nothing is said of a, and nothing leads to it"
    ]


def test_a_source_is_used_by_facts_rules_claims_and_copies(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "source/origin.yaml": "name: O\n",
            "source/copy.yaml": "name: C\norigin: origin\n",
            "source/ground.yaml": "name: G\n",
            "source/claims.yaml": (
                "name: K\nclaims: {id: c, paragraph: p, says: x, verdict: supported, why: y,"
                " sources: [ground]}\n"
            ),
            "chip/a.yaml": "name: A\ntdp: {value: 5 W, sources: [copy, claims#c]}\n",
        }
    )
    assert list_messages(run, folder, "unused-source") == ["no fact cites gazette"]


def test_notices_end_with_0_and_are_counted(facts: Facts, run: Run) -> None:
    folder = facts({"person/a.yaml": "name: A\n"})
    counted = run("check", "--data", folder)
    assert (counted.code, counted.err) == (
        0,
        "no problems in 2 files; 2 notices, which --notices lists\n",
    )
    listed = run("check", "--data", folder, "--notices", "--ignore", "unused-source")
    assert (listed.code, listed.out.count("notice["), listed.err) == (
        0,
        1,
        "no problems in 2 files; 1 notice in 1 file\n",
    )


def test_an_unknown_code_is_refused_with_the_nearest(run: Run) -> None:
    result = run("check", "--select", "unused-sourc")
    assert (result.code, result.err.splitlines()[1][:26]) == (2, "did you mean unused-source")

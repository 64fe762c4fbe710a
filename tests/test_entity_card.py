"""The card of an entity: each thing known with its value, date, certainty and source."""

from pathlib import Path

import pytest

from chipwatch.asking.answers.citations import format_reference
from chipwatch.model.facts import SourceRecord
from conftest import Facts, Run


def card(run: Run, folder: Path, name: str) -> list[str]:
    return run("show", name, "--data", folder).out.splitlines()


def test_a_card_has_a_line_for_each_thing_known(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    aliases: [Ex One, 埃克斯]
    sources: ["gazette#p1"]
    summary: A chip
    announced: {value: 2024-02, certainty: confirmed}
    designer: acme
    memory_capacity: {value: 96, as_of: 2024-05, note: per board, certainty: estimated}
    tdp: {value: 700, as_of: 2024, until: 2025-03, sources: [other, gazette]}
    die_area: {unknown: undisclosed, note: never said}
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    country: CN
    # source/other.yaml
    name: Other
    type: news
    publisher: Press
    url: https://example.com/o
    """
    assert card(run, folder, "x1") == [
        "X1 · chip · x1",
        "  Also       Ex One, 埃克斯",
        "Profile",
        "  Summary    A chip                                     reported   [1]",
        "  Designer   Acme – CN                                  reported   [1]",
        "  Announced  2024-02                                               [1]",
        "Memory and links",
        "  Memory     96 GB – per board         2024-05          estimated  [1]",
        "Make",
        "  Die area   undisclosed – never said                   reported   [1]",
        "  TDP        700 W                     2024 to 2025-03  reported   [1] [2]",
        "",
        "Sources",
        "[1]  Gazette. 2025-01. (news) gazette",
        "[2]  Other. Press. (news) https://example.com/o",
    ]


def test_a_relation_is_a_line_on_both_pages_with_what_can_be_said(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    partners: [{value: bolt, note: since May}]
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    country: US
    # investment/fund.yaml
    name: Fund
    sources: [gazette]
    investors: [acme, bolt]
    amount: 2 bn USD
    chip_count: 500
    # investment/other-fund.yaml
    name: Other fund
    sources: [gazette]
    investors: [acme]
    """
    assert card(run, folder, "acme")[1:7] == [
        "Investments",
        "  Investments  Fund – 2 bn USD, 500 chips    reported  [1]",
        "               Other fund                    reported  [1]",
        "Partners",
        "  Partners     Bolt – US; since May          reported  [1]",
        "",
    ]
    assert card(run, folder, "bolt")[5:7] == [
        "Partners",
        "  Partners     Acme – since May              reported  [1]",
    ]


def test_a_relation_stated_at_both_ends_is_one_line(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    partners: [bolt]
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    partners: [acme]
    """
    assert card(run, folder, "acme")[2:4] == ["  Partners  Bolt    reported  [1]", ""]


def test_a_relation_that_no_longer_holds_is_not_shown_from_the_other_end(
    run: Run, folder: Path
) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    chief_executive:
      - {value: ann, as_of: 2020}
      - {value: bob, as_of: 2024}
    # person/ann.yaml
    name: Ann
    sources: [gazette]
    role: Retired
    # person/bob.yaml
    name: Bob
    """
    assert card(run, folder, "acme")[2] == "  Chief executive  Bob +1  2024  reported  [1]"
    assert card(run, folder, "ann")[1:3] == ["Profile", "  Role  Retired    reported  [1]"]
    assert card(run, folder, "bob")[2] == "  Leads as CEO  Acme  2024  reported  [1]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stated", "result"),
    [
        pytest.param("[{value: 700}]", "700 W    reported", id="one"),
        pytest.param(
            "[{value: 700, as_of: 2024}, {value: 500, as_of: 2023, until: 2024}]",
            "700 W +1  2024  reported",
            id="older",
        ),
        pytest.param(
            "[{value: 700, as_of: 2024}, {value: 800, as_of: 2024}, {value: 5, as_of: 2020}]",
            "700 W +2  2024  disputed",
            id="contradicted",
        ),
        pytest.param(
            "[{value: 700, note: on paper}, {value: 800}]",
            "700 W – on paper; +1    disputed",
            id="note-and-contradicted",
        ),
        pytest.param(
            "[{value: 700, certainty: confirmed}, {value: 800, certainty: confirmed}]",
            "700 W +1    disputed",
            id="confirmed-and-contradicted",
        ),
        pytest.param(
            "[{value: 700, certainty: disputed}]", "700 W    disputed", id="marked-as-disputed"
        ),
        pytest.param("[{value: 700}, {value: 700}]", "700 W +1    reported", id="agreed"),
        pytest.param("{unknown: redacted}", "redacted    reported", id="unknown"),
        pytest.param("~700", "~700 W    reported", id="approximate"),
        pytest.param("600..700", "600–700 W    reported", id="range"),
        pytest.param("'>700'", ">700 W    reported", id="bound"),
        pytest.param(
            "{value: 1, as_of: 2024, until: 2025-02}", "1 W  2024 to 2025-02  reported", id="span"
        ),
        pytest.param("{value: 1, until: 2025-02}", "1 W  to 2025-02  reported", id="end-alone"),
    ],
)
def test_a_value_says_how_sure_it_is_and_when_it_held(
    run: Run, facts: Facts, stated: str, result: str
) -> None:
    folder = facts({"chip/x1.yaml": f"name: X1\nsources: [gazette]\ntdp: {stated}\n"})
    assert card(run, folder, "x1")[2] == f"  TDP  {result}  [1]"


def test_a_label_stands_once_over_its_values(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    plan: [Grow, Shrink, Rest]
    """
    assert card(run, folder, "acme")[1:5] == [
        "Strategy",
        "  Plans  Grow      reported  [1]",
        "         Shrink    reported  [1]",
        "         Rest      reported  [1]",
    ]


def test_an_unknown_relation_says_why(run: Run, facts: Facts) -> None:
    file = "name: X1\nsources: [gazette]\nfoundry: {unknown: undisclosed, note: on purpose}\n"
    assert card(run, facts({"chip/x1.yaml": file}), "x1")[2] == (
        "  Foundry  undisclosed – on purpose    reported  [1]"
    )


def test_an_entity_of_which_nothing_is_known_is_but_its_name(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\n"})
    assert card(run, folder, "acme") == ["Acme · company · acme"]


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (SourceRecord("gz", "Gazette"), "Gazette. gz"),
        (SourceRecord("gz", "Gazette", "news"), "Gazette. (news) gz"),
        (SourceRecord("gz", "Gazette", "news", "Press", "2025"), "Gazette. Press, 2025. (news) gz"),
        (SourceRecord("gz", "Gazette", url="https://x.y"), "Gazette. https://x.y"),
    ],
)
def test_a_source_reads_like_a_footnote(source: SourceRecord, result: str) -> None:
    assert format_reference(source) == result

"""The card that is read first: verdict, why, outlook, and what was not looked at."""

import json
from pathlib import Path

import pytest

from conftest import Facts, Run
from export_rules import BASE
from test_jurisdiction import FOREIGN_BASE

UNDATED_LINE = "Mind It may have appeared later: no day is known on which it was announced or sold."


def read_card(run: Run, *arguments: str | Path) -> list[str]:
    """The lines of a card, with single spaces."""
    result = run("controls", *arguments)
    assert result.code == 0, result.err
    return [" ".join(line.split()) for line in result.out.splitlines()]


def test_a_card_begins_with_the_verdict(facts: Facts, run: Run) -> None:
    lines = read_card(run, "x2", "--as-of", "2025-01-01", "--data", facts(BASE))
    assert lines[:6] == [
        "X2 from the United States to China, 1 January 2025",
        "LICENCE REQUIRED, since 1 January 2024",
        "Why 3A090.a.1: 15,832 TPP, 3.3 times the limit of 4,800. [1]",
        "Outlook Presumption of denial.",
        UNDATED_LINE,
        "Origin assumed, as nothing says otherwise",
    ]


def test_a_letter_is_told_with_what_the_figures_say(facts: Facts, run: Run) -> None:
    lines = read_card(run, "x1", "--as-of", "2025-05-01", "--data", facts(BASE))
    assert lines[1:5] == [
        "LICENCE REQUIRED, since 9 April 2025",
        "Why A letter names this chip: Test letter. [1]",
        "By its figures alone it would need no licence there.",
        "Outlook How applications are decided is not known.",
    ]


def test_a_listed_buyer_is_the_reason(facts: Facts, run: Run) -> None:
    options = ("x1", "--to", "SG", "--end-user", "acme", "--as-of", "2025-01-01")
    lines = read_card(run, *options, "--data", facts(BASE))
    assert "Why Acme is on a list: Test list. [1]" in lines
    assert lines[0] == "X1 from the United States to Singapore, for Acme, 1 January 2025"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-05-01", "Mind It was first announced or sold later: 2 May 2024. [1]"),
     ("2024-05-02", ""), ("2025-01-01", "")],
)  # fmt: skip
def test_a_chip_that_was_not_known_yet_says_so(
    facts: Facts, run: Run, day: str, expected: str
) -> None:
    chip = f"{BASE['chip/x1.yaml']}released: 2024-08\nannounced: 2024-05-02\n"
    folder = facts({**BASE, "chip/x1.yaml": chip})
    lines = read_card(run, "x1", "--as-of", day, "--data", folder)
    assert [line for line in lines if line.startswith("Mind")] == [expected] * bool(expected)
    answer = json.loads(run("controls", "x1", "--as-of", day, "--data", folder, "--json").out)
    assert answer["appeared_later"] == ("2024-05-02" if expected else None)
    assert answer["first_appeared"] == "2024-05-02"


@pytest.mark.parametrize(("day", "is_said"), [("2025-03-31", True), ("2025-04-01", False)])
def test_a_chip_without_any_day_is_doubted_before_the_newest_source(
    facts: Facts, run: Run, day: str, *, is_said: bool
) -> None:
    source = "name: Late gazette\ntype: news\npublished: 2025-04-01\n"
    folder = facts({**BASE, "source/late.yaml": source})
    lines = read_card(run, "x2", "--as-of", day, "--data", folder)
    assert (UNDATED_LINE in lines) is is_said
    answer = json.loads(run("controls", "x2", "--as-of", day, "--data", folder, "--json").out)
    assert (answer["first_appeared"], answer["appeared_later"]) == (None, None)


def test_what_was_not_looked_at_is_always_said(facts: Facts, run: Run) -> None:
    for chip in ("x1", "x2", "x3", "x4"):
        text = " ".join(read_card(run, chip, "--as-of", "2025-01-01", "--data", facts(BASE)))
        assert "Not looked at: end use (744.21, 744.23), US persons (744.6)" in text
        assert "This is no clearance, no legal advice." in text


def test_a_chip_from_abroad_says_what_is_missing(facts: Facts, run: Run) -> None:
    lines = read_card(run, "y1", "--as-of", "2025-01-01", "--data", facts(FOREIGN_BASE))
    assert lines[:2] == ["Y1 from China to China, 1 January 2025", "CANNOT BE TOLD"]
    assert "Outlook If the rules reach it: presumption of denial." in lines
    assert any("--us-technology yes or no" in line for line in lines)
    given = read_card(run, "y1", "--us-technology", "no", "--us-content", "0", "--made-in", "CN",
                      "--as-of", "2025-01-01", "--data", facts(FOREIGN_BASE))  # fmt: skip
    assert given[1:3] == [
        "NO LICENCE REQUIRED UNDER THESE RULES",
        "Why Not subject to the US rules by what is known of its origin.",
    ]


@pytest.mark.data
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(("h20",), ["LICENCE REQUIRED, since 9 April 2025"], id="letter"),
        pytest.param(
            ("h100", "--to", "Germany"), ["ON THE BOOKS, NOT ENFORCED"], id="not-enforced"
        ),
        pytest.param(
            ("rtx-3090", "--to", "Russia"),
            ["LICENCE REQUIRED, since 8 April 2022", "746.8: an embargo", "From 24 February 2022"],
            id="embargo",
        ),
        pytest.param(
            ("rtx-3090", "--to", "Iran"), ["It is older than 26 August 2022"], id="old-embargo"
        ),
        pytest.param(
            ("h20", "--to", "Germany", "--as-of", "2025-05-01"),
            ["NO LICENCE REQUIRED", "Buyer or parent seated in group D:5 or Macau: a licence is"],
            id="letter-by-seat",
        ),
        pytest.param(
            ("mi308", "--to", "Germany", "--as-of", "2025-05-01"),
            [
                "Open is whether it is of 3A090.a.1, 3A090.a.2, 3A090.b.1 or 3A090.b.2 (TPP:",
                "disputed); either way no licence is asked to Germany.",
            ],
            id="open-class",
        ),
        pytest.param(
            ("h20", "--as-of", "2025"),
            [
                (
                    "Within 2025, answered for its last day: no licence required under these rules"
                    " at first, licence required from 9 April 2025, other terms from 15 July 2025,"
                    " other terms from 11 August 2025."
                ),
            ],
            id="imprecise-day",
        ),
        pytest.param(
            ("h100", "--to", "Nicaragua", "--as-of", "2024-03-01"),
            ["licence required, from 15 March 2024"],
            id="country-group",
        ),
        pytest.param(
            ("rtx-3090", "--end-user", "siliconflow"),
            ["Huawei (listed)", "has to find out how much, or get a licence"],
            id="listed-owner",
        ),
        pytest.param(("ascend-910c",), ["CANNOT BE TOLD", "General Prohibition 10"], id="foreign"),
        pytest.param(("h200", "--from", "Singapore"), ["Presumption of denial"], id="re-export"),
        pytest.param(
            ("h200", "--to", "uae", "--end-user", "g42"),
            [
                "CANNOT BE TOLD",
                "The 50 % rule (90 FR 47201), in force again since",
                "known in part: Microsoft, Silver Lake, Mubadala.",
                "neither an extension nor a notice that it has lapsed was found",
                "If it does not: 3A090.a.1 by its figures, but Supplement no. 8 to part 740",
            ],
            id="owners",
        ),
        pytest.param(
            ("gb300 nvl72", "--to", "uae", "--end-user", "openai"),
            [
                "4A090.a by its figures, but Supplement no. 8 to part 740 leaves what goes to",
                "Open is whether it is also of 4A090.b (Die area: not known); either way no",
                "4A003.b and .c (Adjusted Peak Performance above 70 WT: column NS 1, China too)",
            ],
            id="system-left-out",
        ),
        pytest.param(
            ("r9700",),
            [
                "CANNOT BE TOLD",
                "For data centres: by one account alone, which is not its maker's.",
                "82 % over to 2.0 times the limit",
            ],
            id="one-account",
        ),
        pytest.param(
            ("gb10",),
            [
                "NO LICENCE REQUIRED",
                "3A090.a.2, 3A090.b.1 or 3A090.b.2, or none, by its figures, but Note 2 to 3A090",
                "at most 1,000 TFLOPS with sparsity",
            ],
            id="bounded-by-sparsity",
        ),
    ],
)
def test_the_card_of_a_known_case(
    run: Run, arguments: tuple[str, ...], expected: list[str]
) -> None:
    day = () if "--as-of" in arguments else ("--as-of", "2026-11-29")
    text = "\n".join(read_card(run, *arguments, *day, "--data", "bundled"))
    assert [part for part in expected if part not in text] == []

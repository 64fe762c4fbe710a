"""Whether an item is subject to the rules: of what is shipped from abroad, that has to be shown."""

import pytest

from conftest import Facts, Run
from export_rules import BASE, ask_controls_of

ABROAD = """
name: Made abroad
sources: [gazette]
rule:
  - act: jurisdiction
    from: 2020-01-01
    destinations: [worldwide]
    paragraphs:
      - {name: origin, when: {made_in: US}}
      - {name: content, when: {us_content: ">25"}}
      - {name: embargoed content, destinations: [IR], when: {us_content: ">10"}}
  - act: jurisdiction
    from: 2024-06-01
    destinations: [worldwide]
    paragraphs:
      - {name: chips, of: [3A090], when: {us_technology: "yes"}}
      - {name: buyer, when: {us_technology: "yes", footnote: "4"}}
"""
LISTING = """
name: Test list
sources: [gazette]
rule:
  act: listing
  from: 2023-05-01
  destinations: [worldwide]
  paragraphs: [{name: list, footnotes: "4", when: {party: acme}}]
"""
CHINESE = "name: Y1\nsources: [gazette]\nint8_dense: 1979\ndesigner: acme\n"
WEAK_CHINESE = "name: Y2\nsources: [gazette]\nint8_dense: 10\ndie_area: 100\ndesigner: acme\n"
FOREIGN_BASE = {
    **BASE,
    "policy/abroad.yaml": ABROAD,
    "policy/list.yaml": LISTING,
    "chip/y1.yaml": CHINESE,
    "chip/y2.yaml": WEAK_CHINESE,
}
DAY = ("--as-of", "2025-01-01")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("y1", ("unknown", None), id="chinese"),
        pytest.param("y1 --from US", ("licence-required", True), id="out-of-the-us"),
        pytest.param("y1 --made-in US", ("licence-required", True), id="us-origin"),
        pytest.param("y1 --us-content 26", ("licence-required", True), id="content"),
        pytest.param("y1 --us-content 25", ("unknown", None), id="content-at-the-bound"),
        pytest.param("y1 --us-technology yes", ("licence-required", True), id="product"),
        pytest.param("y1 --us-technology no", ("unknown", None), id="no-product"),
        pytest.param(
            "y1 --us-technology no --us-content 25 --made-in CN", ("no-licence-required", False),
            id="all-is-known",
        ),
        pytest.param(
            "y1 --us-technology no --us-content 20..30 --made-in CN", ("unknown", None),
            id="range-across-the-bound",
        ),
        pytest.param("y2", ("no-licence-required", None), id="free-if-subject-too"),
        pytest.param(
            "y2 --us-technology yes --end-user acme", ("licence-required", True),
            id="footnote-reaches-every-item",
        ),
        pytest.param("y2 --end-user acme", ("unknown", None), id="footnote-and-nothing-known"),
        pytest.param("x2 --from SG", ("unknown", None), id="re-export"),
    ],
)  # fmt: skip
def test_what_comes_from_abroad_is_subject_only_by_a_paragraph(
    facts: Facts, run: Run, arguments: str, expected: tuple[str, bool | None]
) -> None:
    answer = ask_controls_of(facts, run, FOREIGN_BASE, *arguments.split(), *DAY)
    assert (answer["verdict"], answer["origin"]["subject_to_ear"]) == expected


def test_what_is_missing_and_what_would_follow_are_told(facts: Facts, run: Run) -> None:
    answer = ask_controls_of(facts, run, FOREIGN_BASE, "y1", *DAY)
    assert answer["missing"] == ["made_in", "us_content", "us_technology"]
    assert (answer["licence_needed"], answer["licence"]["policy"]) == (None, None)
    assert answer["origin"]["if_subject"] == {
        "verdict": "licence-required",
        "classes": ["3A090.a.1"],
        "policy": "presumption of denial",
        "policy_note": None,
    }


def test_a_paragraph_counts_from_its_day_and_in_its_destinations(facts: Facts, run: Run) -> None:
    early = ask_controls_of(
        facts, run, FOREIGN_BASE, "y1", "--us-technology", "yes", "--as-of", "2024-05-31"
    )
    assert early["origin"]["subject_to_ear"] is None
    iran = ask_controls_of(facts, run, FOREIGN_BASE, "y1", "--us-content", "11", "--to", "IR", *DAY)
    assert iran["origin"]["subject_to_ear"] is True


def test_without_rules_on_it_nothing_from_abroad_is_called_free(facts: Facts, run: Run) -> None:
    options = ("--from", "CN", "--us-technology", "no", "--us-content", "0", "--made-in", "CN")
    answer = ask_controls_of(facts, run, BASE, "x2", *options, *DAY)
    assert (answer["verdict"], answer["missing"]) == ("unknown", ["rules on foreign-made items"])

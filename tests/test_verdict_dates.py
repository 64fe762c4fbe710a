"""The days of a verdict for a reader."""

import pytest

from chipwatch.asking.controls.verdict_dates import format_long_date
from chipwatch.model.dates import Date
from conftest import Facts, Run
from export_rules import BASE


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-11-29", "29 November 2026"), ("2026-01-01", "1 January 2026"), ("2025-04", "2025-04")],
)
def test_a_day_is_written_out(text: str, expected: str) -> None:
    assert format_long_date(Date.parse(text)) == expected


def test_what_came_before_ends_on_the_day_before(facts: Facts, run: Run) -> None:
    early = run("controls", "x1", "--as-of", "2025-04-08", "--data", facts(BASE)).out
    late = run("controls", "x1", "--as-of", "2025-04-09", "--data", facts(BASE)).out
    assert "After  licence required, from 9 April 2025" in early
    assert "Before  no licence needed under these rules until 8 April 2025" in late
    assert "LICENCE REQUIRED, since 9 April 2025" in late


REVIEW = """
name: Review
sources: [gazette]
rule:
  act: review
  from: 2024-06-01
  modifies: rule
  destinations: [CN]
  policy: case by case
  paragraphs: [{name: all, when: {tpp: ">0"}}]
"""


def test_an_earlier_policy_of_the_same_verdict_is_told(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "policy/review.yaml": REVIEW})
    card = run("controls", "x2", "--as-of", "2025-01-01", "--data", folder).out
    assert "Earlier  presumption of denial, until 31 May 2024" in card
    earlier = run("controls", "x2", "--as-of", "2024-05-31", "--data", folder).out
    assert "Earlier" not in earlier

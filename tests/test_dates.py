"""Dates as precise as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.dates import Date
from chipwatch.model.problem import FieldError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-01", "2025-01-01", "2025-01-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-02-24", "2025-02-24", "2025-02-24"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-H2", "9999-07-01", "9999-12-31"),
        ("9999-Q4", "9999-10-01", "9999-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_covers_every_day_that_it_may_mean(text: str, first: str, last: str) -> None:
    read = Date.parse(text)
    days = (date.fromordinal(read.first), date.fromordinal(read.last))
    assert (read.text, *map(str, days)) == (text, first, last)


FORMS = "YYYY, YYYY-H1, YYYY-Q2, YYYY-MM or YYYY-MM-DD"


@pytest.mark.parametrize(
    "text",
    [
        "", "25", "20250", "2025-", "2025-2", "2025-02-3", "2025-Q0", "2025-Q5", "2025-H0",
        "2025-H3", "2025-q2", "2025Q2", "Q2 2025", "20250224", "2025/02/24", "24.02.2025",
        "2025-02-24T00:00", "2025-02-24 12:00", "Feb 2025", "2025..2026", "~2025", ">2025",
        "-2025", " 2025", "2025\n", "２０２５", "soon",
    ],
)  # fmt: skip
def test_what_has_no_form_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        Date.parse(text)
    problem = refused.value
    assert (problem.code, problem.message) == ("bad-date", f"{text!r} is not a date")
    assert problem.hint == f"write it as {FORMS}"


@pytest.mark.parametrize(
    "text",
    ["2025-02-29", "2025-02-30", "1900-02-29", "2025-04-31", "2025-13", "2025-00", "2025-01-00",
     "2025-01-32", "2025-13-01", "0000", "0000-Q1", "0000-01-01"],
)  # fmt: skip
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        Date.parse(text)
    problem = refused.value
    assert (problem.code, problem.message) == ("bad-date", f"{text!r} is not in the calendar")
    assert problem.hint == f"check year, month and day; write it as {FORMS}"


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("2025", "2025-02-24", True),
        ("2025-Q1", "2025-03", True),
        ("2025-03-31", "2025-Q1", True),
        ("2025-H1", "2025-Q2", True),
        ("2025-02-24", "2025-02-24", True),
        ("2025-Q1", "2025-04", False),
        ("2025-03-31", "2025-Q2", False),
        ("2024", "2025", False),
        ("2025-H2", "2025-06-30", False),
        ("2024-12-31", "2025-01-01", False),
    ],
)
def test_spans_overlap_where_they_share_a_day(first: str, second: str, *, shared: bool) -> None:
    assert Date.parse(first).overlaps(Date.parse(second)) is shared
    assert Date.parse(second).overlaps(Date.parse(first)) is shared


@given(some.dates())
def test_every_day_lies_in_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    spans = [Date.parse(part) for part in (text, text[:7], text[:4])]
    ordinal = day.toordinal()
    assert [span.first <= ordinal <= span.last for span in spans] == [True, True, True]
    assert (spans[0].first, spans[0].last) == (ordinal, ordinal)


@given(some.integers(1, 9999), some.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year: int, month: int) -> None:
    here = Date.parse(f"{year:04}-{month:02}")
    day = date.fromordinal(here.last)
    following = here.last + 1 if here.last < date.max.toordinal() else None
    assert (day.year, day.month) == (year, month)
    assert following is None or date.fromordinal(following).day == 1


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("2025", "2025"),
        ("2025-Q3", "2025-Q3"),
        ("2025-02-24", "2025-02-24"),
        ("2024-01..2024-09", "9M 2024-09"),
        ("2026-04..2026-06", "3M 2026-06"),
        ("2025-04..2026-03", "FY 2026-03"),
        ("2024-09-29..2025-09-27", "FY 2025-09"),
        ("2024-01..2025-12", "24M 2025-12"),
    ],
)
def test_a_period_is_abbreviated_for_narrow_columns(text: str, short: str) -> None:
    assert Date.parse_period(text).abbreviate() == short

"""Dates as precise as they are known: 2025, 2025-H1, 2025-Q2, 2025-02, 2025-02-24."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .problem import FieldError
from .problem_code import COMPANY_LINES, CodeSpec, ProblemCode

DATE_FORMS = "YYYY, YYYY-H1, YYYY-Q2, YYYY-MM or YYYY-MM-DD"
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(?:(H[12])|(Q[1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)
DATE_PATTERN = f"^{_PARTIAL_DATE.pattern}$"
"""The forms of a date as a regular expression, for JSON Schema."""

MAX_ABBREVIATED_LENGTH = len("2025-02-24")
"""Letters of a date that is not abbreviated: a day has them."""
DAYS_PER_MONTH, MONTHS_PER_YEAR = 365.25 / 12, 12


class DateProblem(ProblemCode):
    """What is wrong with a date."""

    BAD_DATE = CodeSpec(
        code="bad-date",
        meaning="the value is not a date, or not in the calendar",
        bad_example=f"{COMPANY_LINES}founded: 2000-02-30\n",
        mended_example=f"{COMPANY_LINES}founded: 2000-02-29\n",
        fix="writes 2025/5/1 or 1 May 2025 as 2025-05-01",
    )


class Date(NamedTuple):
    """A span of days: as written, and its first and last day as proleptic ordinals."""

    text: str
    first: int
    last: int

    @classmethod
    @lru_cache(1024)
    def parse(cls, text: str) -> "Date":
        """Read a partial ISO date; raises FieldError for anything else, such as a 30 February."""
        match = _PARTIAL_DATE.fullmatch(text)
        if match is None:
            raise FieldError(
                DateProblem.BAD_DATE, f"{text!r} is not a date", f"write it as {DATE_FORMS}"
            )
        year, half, quarter, month, day = match.groups()
        try:
            if day:
                first = last = date(int(year), int(month), int(day)).toordinal()
            else:
                start, length = _find_month_span(half, quarter, month)
                first = date(int(year), start, 1).toordinal()
                last = _find_month_end(int(year), start + length - 1)
        except ValueError:
            hint = f"check year, month and day; write it as {DATE_FORMS}"
            raise FieldError(
                DateProblem.BAD_DATE, f"{text!r} is not in the calendar", hint
            ) from None
        return cls(text, first, last)

    @classmethod
    def parse_period(cls, text: str) -> "Date":
        """Read a span: a partial date, or its first and last with two points between.

        ``2025-01..2025-09`` are nine months. Raises FieldError.
        """
        first_text, separator, last_text = text.partition("..")
        start = cls.parse(first_text)
        if not separator:
            return start
        if not last_text:
            raise FieldError(
                DateProblem.BAD_DATE, f"{text!r} has no end", f"write {first_text}..{DATE_FORMS}"
            )
        end = cls.parse(last_text)
        if end.last < start.first:
            raise FieldError(
                DateProblem.BAD_DATE, f"{text!r} runs backwards", "put the earlier end first"
            )
        return cls(text, start.first, end.last)

    def to_days(self) -> tuple[str, str]:
        """Return its first and its last day, as texts."""
        return date.fromordinal(self.first).isoformat(), date.fromordinal(self.last).isoformat()

    @property
    def day_count(self) -> int:
        """Its length in days."""
        return self.last - self.first + 1

    def format(self) -> str:
        """Format the date for a reader: ``2025-01 to 2025-09``."""
        return self.text.replace("..", " to ")

    def abbreviate(self) -> str:
        """Write it in ten letters or little more, for a narrow column.

        A span between two dates is written by its length in months and the month in which it ends:
        ``9M 2024-09``, and ``FY 2026-03`` for a year, also one of 52 or 53 weeks.
        """
        text = self.format()
        if len(text) <= MAX_ABBREVIATED_LENGTH:
            return text
        month_count = round(self.day_count / DAYS_PER_MONTH)
        length_text = "FY" if month_count == MONTHS_PER_YEAR else f"{month_count}M"
        return f"{length_text} {date.fromordinal(self.last):%Y-%m}"

    def overlaps(self, span: "Date") -> bool:
        """Return whether the two spans share a day."""
        return self.first <= span.last and span.first <= self.last


def _find_month_span(half: str | None, quarter: str | None, month: str | None) -> tuple[int, int]:
    """Return the first month of a half, quarter, month or year, and its length in months."""
    if half:
        return int(half[1]) * 6 - 5, 6
    if quarter:
        return int(quarter[1]) * 3 - 2, 3
    return (int(month), 1) if month else (1, 12)


def _find_month_end(year: int, month: int) -> int:
    if (year, month) == (date.max.year, 12):
        return date.max.toordinal()
    return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1


def is_day_between(day: int, start: int | None, end: int | None) -> bool:
    """Return whether a day is in a span from ``start`` up to, but not including, ``end``.

    Days are proleptic ordinals; None leaves that side open.
    """
    return (start is None or start <= day) and (end is None or day < end)


def pick_first_date(dates: Iterable[Date]) -> Date | None:
    """Pick the date that ends earliest, of equals the shortest; None if there are none."""
    return min(dates, key=_get_reversed_span, default=None)


def _get_reversed_span(day: Date) -> tuple[int, int]:
    return (day.last, -day.first)

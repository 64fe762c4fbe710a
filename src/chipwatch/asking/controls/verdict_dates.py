"""The days of a verdict for a reader: from when it holds, what came before, what comes after."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ...model.dates import Date
from .verdict_history import DatedVerdict, list_changes_within, list_verdict_changes
from .verdict_titles import STATUS_TITLES

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class StatusSpan(NamedTuple):
    """The days on which one verdict holds without a break."""

    status: str
    start: Date
    end: int | None
    """Its last day; None where no later change is known."""


class PolicyChange(NamedTuple):
    """How applications were decided before, under the same verdict, and until which day."""

    earlier_text: str
    until: int


def format_long_date(day: Date) -> str:
    """Format a day: ``29 November 2026``; a date that is less precise stays as it is written."""
    return format_day(day.first) if day.first == day.last else day.text


def format_day(ordinal: int) -> str:
    """Format a day given as a proleptic ordinal."""
    day = date.fromordinal(ordinal)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def list_status_spans(history: Iterable[DatedVerdict]) -> list[StatusSpan]:
    """List the spans of days with the same verdict, in order."""
    spans: list[StatusSpan] = []
    for dated in history:
        status = dated.verdict.status
        if spans and spans[-1].status == status:
            continue
        if spans:
            spans[-1] = spans[-1]._replace(end=dated.day.first - 1)
        spans.append(StatusSpan(status=status, start=dated.day, end=None))
    return spans


def find_status_span(spans: Iterable[StatusSpan], day: int) -> int | None:
    """Find which span a day is in; None before the first."""
    indices = [index for index, span in enumerate(spans) if span.start.first <= day]
    return indices[-1] if indices else None


def find_policy_change(history: Iterable[DatedVerdict], day: Date) -> PolicyChange | None:
    """Find the last change before a day of how applications are decided, the verdict unchanged."""
    changes = [change for change in list_verdict_changes(history) if change.since.first <= day.last]
    for earlier, later in zip(changes[-2::-1], changes[:0:-1], strict=True):
        if earlier.verdict.status != later.verdict.status:
            return None
        if earlier.verdict.policy_text != later.verdict.policy_text:
            return PolicyChange(earlier.verdict.policy_text, later.since.first - 1)
    return None


def describe_changes_within(history: Iterable[DatedVerdict], day: Date) -> str:
    """Describe what held at the beginning of an imprecise date, and what changed within it.

    Nothing where the date is a day, or nothing changed in it.
    """
    history = list(history)
    changes = list_changes_within(history, day)
    if not changes:
        return ""
    spans = list_status_spans(history)
    index = find_status_span(spans, day.first)
    texts, status = [], ""
    if index is not None:
        status = spans[index].status
        texts.append(f"{STATUS_TITLES[status].casefold()} at first")
    for change in changes:
        is_same = change.verdict.status == status
        title = "other terms" if is_same else STATUS_TITLES[change.verdict.status].casefold()
        texts.append(f"{title} from {format_long_date(change.since)}")
        status = change.verdict.status
    return f"Within {day.text}, answered for its last day: {', '.join(texts)}."

"""The verdicts on an item over time: from which day each holds, and which rules brought it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...model.dates import Date
from ...rules.circumstances import Circumstances
from ...rules.item import Item
from ...rules.judgement import judge
from ...rules.rule import Rule
from ...rules.verdict import Verdict, VerdictSummary


class DatedVerdict(NamedTuple):
    """The verdict on an item on a day."""

    day: Date
    verdict: Verdict


class VerdictChange(NamedTuple):
    """The day from which a verdict holds, and the policies whose rules begin or end on it."""

    since: Date
    verdict: Verdict
    policies: tuple[str, ...]


class NeighbouringChanges(NamedTuple):
    """What came before the verdict of a day, and what comes after it."""

    previous: VerdictChange | None
    following: VerdictChange | None


def list_rule_days(rules: Iterable[Rule]) -> list[Date]:
    """List the days on which a rule begins or ends, or a part of one does, in order.

    An imprecise date stands for its first day and its last.
    """
    rules = list(rules)
    dates = [rule.since for rule in rules]
    dates += [rule.until for rule in rules if rule.until]
    paragraphs = [paragraph for rule in rules for paragraph in rule.paragraphs]
    dates += [paragraph.since for paragraph in paragraphs if paragraph.since]
    exclusions = [exclusion for rule in rules for exclusion in rule.exclusions]
    dates += [exclusion.until for exclusion in exclusions if exclusion.until]
    dates_by_day = {date.last: date._replace(first=date.last) for date in dates}
    dates_by_day |= {date.first: date for date in dates}
    return [dates_by_day[first_day] for first_day in sorted(dates_by_day)]


def judge_history(
    item: Item, circumstances_by_day: Mapping[Date, Circumstances]
) -> tuple[DatedVerdict, ...]:
    """Judge an item on each of some days."""
    return tuple(
        DatedVerdict(day, judge(item, circumstances))
        for day, circumstances in circumstances_by_day.items()
    )


def list_verdict_changes(history: Iterable[DatedVerdict]) -> Iterator[VerdictChange]:
    """List the days on which the verdict, the class or the licence policy changes."""
    last_summary: VerdictSummary | None = None
    earlier_policies: frozenset[str] = frozenset()
    for day, verdict in history:
        policies = frozenset(rule.policy for rule in verdict.rules if rule.act.is_reported)
        if verdict.summary != last_summary:
            changed_policies = (policies ^ earlier_policies) | _find_extended_policies(verdict, day)
            yield VerdictChange(day, verdict, tuple(sorted(changed_policies)))
            last_summary = verdict.summary
        earlier_policies = policies


def _find_extended_policies(verdict: Verdict, day: Date) -> set[str]:
    """Find the policies a paragraph of which begins on a day."""
    return {
        rule.policy
        for rule in verdict.rules
        for paragraph in rule.paragraphs
        if paragraph.since and paragraph.since.first == day.first
    }


def find_neighbouring_changes(history: Iterable[DatedVerdict], day: Date) -> NeighbouringChanges:
    """Find the changes before and after the one that the verdict of a day began with."""
    changes = list(list_verdict_changes(history))
    earlier_changes = [change for change in changes if change.since.first <= day.last]
    later_changes = changes[len(earlier_changes) :]
    return NeighbouringChanges(
        previous=earlier_changes[-2] if len(earlier_changes) > 1 else None,
        following=later_changes[0] if later_changes else None,
    )


def find_verdict_start(history: Iterable[DatedVerdict], day: Date) -> Date | None:
    """Find the day from which the verdict of a day holds; None where no rule came before it."""
    start: Date | None = None
    last_status = ""
    for dated in history:
        if dated.day.first <= day.last and dated.verdict.status != last_status:
            start, last_status = dated.day, dated.verdict.status
    return start


def list_changes_within(history: Iterable[DatedVerdict], day: Date) -> list[VerdictChange]:
    """List the changes inside an imprecise date, which is answered for its last day."""
    return [
        change
        for change in list_verdict_changes(history)
        if day.first < change.since.first <= day.last
    ]

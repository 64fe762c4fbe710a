"""The case of a chip: what is asked, the verdict of the day, and those of all other days."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity, Source
from ...model.fields import Ref
from ...model.kind import AnyField
from ...model.moment import option_date
from ...model.problem import NotFoundError
from ...model.rules import PARTY, PRODUCT, Rule
from ...store.base import KnowledgeBase
from ..match import Match
from ..naming.names import resolve
from .evaluate import OR
from .ownership import Owners
from .reach import country
from .subject import Subject, on
from .verdict import BESIDE, Finding, Setting, Verdict, beside, judge, naming, tested

DISCLAIMER = (
    "No match is not clearance: other rules, end uses and end users count too; this is a"
    " calculation, not legal advice."
)
CHINA = "CN"
"""Where to, unless something else is asked."""


TOLD = ("control", "letter", "review", "guidance", "affiliates", "suspension", *BESIDE)
"""The acts that are told of without being asked: not every listing of a firm, nor the groups."""


class Question(NamedTuple):
    """What is asked besides which chip."""

    as_of: str = ""
    """A date; none is today. One that is less precise is taken by its last day."""
    to: str = ""
    end_user: str = ""
    exact: bool = False


class Case(NamedTuple):
    """A chip, the verdict on it, and what the verdicts of all other days are."""

    subject: Subject
    verdict: Verdict
    course: "tuple[tuple[Date, Verdict], ...]"
    match: Match | None
    beside: tuple[Finding, ...]
    """What it falls under, or may, that requires no licence."""


class Asking:
    """The day, the destination, the buyer and the rules of one question."""

    def __init__(self, base: KnowledgeBase, question: Question) -> None:
        self.base, self.question = base, question
        self.day = day_of(question.as_of)
        self.rules = base.rules()
        if not self.rules:
            raise _no_rules(base)
        self.to = country(question.to) if question.to else CHINA
        self.setting = Setting(self.day.last, self.to, self.rules)

    @cached_property
    def owners(self) -> Owners | None:
        """Who gets the chip, with its owners; raises the errors of names."""
        if not self.question.end_user:
            return None
        match = resolve(self.base, self.question.end_user, "company", exact=self.question.exact)
        (firm,) = self.base.entities([match.entity.id])
        return Owners(self.base, firm, self.day.last, self.rules)

    def subject(self, chip: Entity) -> Subject:
        """A chip of the base as it was on the day."""
        return on(chip, self.day.last, self.owners.buyer() if self.owners else None)

    def case(self, subject: Subject, match: Match | None = None) -> Case:
        """The verdict on a chip, and those of the days on which a rule begins or ends."""
        course = tuple((day, judge(subject, self._at(day))) for day in self.days)
        verdict, more = judge(subject, self.setting), beside(subject, self.setting)
        return Case(subject, verdict, course, match, more)

    @cached_property
    def days(self) -> tuple[Date, ...]:
        """The days on which a rule begins or ends, or a part of one begins."""
        told = [rule for rule in self.rules if rule.act in TOLD or self.question.end_user]
        found = [rule.since for rule in told]
        found += [rule.until for rule in told if rule.until]
        parts = (part.since for rule in told for part in rule.paragraphs)
        found += [since for since in parts if since]
        return tuple(sorted({day.first: day for day in found}.values(), key=lambda day: day.first))

    @cached_property
    def policies(self) -> dict[str, Entity]:
        """The policies that have rules, by id."""
        ids = dict.fromkeys(rule.policy for rule in self.rules)
        return {one.id: one for one in self.base.entities(list(ids))}

    def name(self, policy: str) -> str:
        """What a policy is called."""
        found = self.policies.get(policy)
        return found.name if found else policy

    def words(self, field: AnyField | None, words: Sequence[str]) -> str:
        """The words of a property, one of which is meant; of entities, what they are called."""
        if not isinstance(field, Ref):
            return OR.join(words)
        known = self.base.briefs(words)
        return OR.join(known[id_].name if id_ in known else id_ for id_ in words)

    def citation(self, policy: str) -> str:
        """Where the gazette or register has a policy."""
        found = self.policies.get(policy)
        facts = found.facts if found else ()
        cited = (one for one in facts if one.property == "citation" and not one.unknown)
        return next((fact.text() for fact in cited), "")

    def source(self, id_: str) -> Source:
        """The record of a source; one that is left out of the base has but its id."""
        return self.base.sources([id_]).get(id_) or Source(id_, id_)

    def _at(self, day: Date) -> Setting:
        return self.setting._replace(day=day.first)


def day_of(text: str) -> Date:
    """The day asked for, or today; raises UsageError."""
    today = date.today().isoformat()  # noqa: DTZ011 - the user's own day
    return option_date("--as-of", text) or Date.read(today)


def _no_rules(base: KnowledgeBase) -> NotFoundError:
    """The error that there is nothing to calculate with, or was not by then."""
    if base.then:
        message = f"no rule of the base was {base.then.moment}: what was controlled is unknown"
        return NotFoundError(message, "ask for a later --known-by")
    hint = "add policies with rules, or leave --data out to use the bundled ones"
    return NotFoundError("the base has no rules to calculate with", hint)


class Change(NamedTuple):
    """From which day a verdict holds, and the rules that begin or end on it."""

    since: Date
    verdict: Verdict
    rules: tuple[str, ...]


def changes(case: Case) -> Iterator[Change]:
    """The days on which the verdict, the class or the way applications are decided changes."""
    last: tuple[str, str | None, str] | None = None
    standing: frozenset[str] = frozenset()
    for day, verdict in case.course:
        ids = frozenset(rule.policy for rule in verdict.rules if rule.act in TOLD)
        if verdict.summary != last:
            yield Change(day, verdict, tuple(sorted((ids ^ standing) | _extended(verdict, day))))
            last = verdict.summary
        standing = ids


def _extended(verdict: Verdict, day: Date) -> set[str]:
    """The rules of which a part begins on a day."""
    return {
        rule.policy
        for rule in verdict.rules
        if any(part.since and part.since.first == day.first for part in rule.paragraphs)
    }


def around_day(case: Case, day: Date) -> tuple[Change | None, Change | None]:
    """What held before the day's verdict began, and what comes after it."""
    found = list(changes(case))
    early = [change for change in found if change.since.first <= day.last]
    later = found[len(early) :]
    return (early[-2] if len(early) > 1 else None), (later[0] if later else None)


def named_actions(case: Case) -> list[Rule]:
    """The letters, listings, decisions and warnings in force that name the chip or who gets it."""
    return [
        rule
        for rule in case.verdict.rules
        if rule.act not in ("control", "groups") and naming(rule, case.subject)
    ]


def operands(case: Case) -> list[str]:
    """Every property that was tested, and those that are computed into one that was."""
    every = (*case.verdict.findings, *case.verdict.reviews, *case.beside)
    return [one.property for one in tested(every) if one.property not in (PRODUCT, PARTY)]

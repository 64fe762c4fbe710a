"""Could this chip be shipped there on that day: the answer, as data and as rows."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..model.dates import Date
from ..model.derived import FORMULAS
from ..model.facts import Entity, Fact
from ..model.fields import plain_quantity
from ..model.problem import Misread, NotFoundError, UsageError
from ..model.rules import PARTY, PRODUCT, Rule
from ..model.schema import Chip
from ..model.table import Answer, Json, Row, Table
from ..store.base import KnowledgeBase
from .around import Around
from .names import Match, resolve, resolve_all, talk
from .ownership import Owners
from .plain import Object, citation_object, fact_object, match_object
from .reach import country
from .subject import Subject, on, specified
from .verdict import (
    REQUIREMENTS,
    Finding,
    Setting,
    Verdict,
    judge,
    naming,
    tested,
)

DISCLAIMER = (
    "No match is not clearance: other rules, end uses and end users count too; this is a"
    " calculation, not legal advice."
)
CHINA = "CN"
"""Where to, unless something else is asked."""


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


class Asking:
    """The day, the destination, the buyer and the rules of one question."""

    def __init__(self, base: KnowledgeBase, question: Question) -> None:
        self.base, self.question = base, question
        self.day = day_of(question.as_of)
        self.rules = base.rules()
        if not self.rules:
            hint = "add policies with rules, or leave --data out to use the bundled ones"
            raise NotFoundError("the base has no rules to calculate with", hint)
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
        return Case(subject, judge(subject, self.setting), course, match)

    @cached_property
    def days(self) -> tuple[Date, ...]:
        """The days on which a rule begins or ends, or a part of one begins."""
        found = [rule.since for rule in self.rules]
        found += [rule.until for rule in self.rules if rule.until]
        parts = (part.since for rule in self.rules for part in rule.paragraphs)
        found += [since for since in parts if since]
        return tuple(sorted({day.first: day for day in found}.values(), key=lambda day: day.first))

    def _at(self, day: Date) -> Setting:
        return self.setting._replace(day=day.first)


def controls(
    base: KnowledgeBase, names: Sequence[str], spec: Sequence[str], question: Question
) -> Answer:
    """The verdict on each chip named, or on one that is specified."""
    asking = Asking(base, question)
    if names and spec:
        raise UsageError("--spec describes a chip of its own", "give names or --spec, not both")
    if spec:
        buyer = asking.owners.buyer() if asking.owners else None
        return Controls(asking, [asking.case(specified(spec, buyer))])
    matches = resolve_all(base, names, "chip", exact=question.exact)
    chips = base.entities([match.entity.id for match in matches])
    pairs = zip(chips, matches, strict=True)
    return Controls(asking, [asking.case(asking.subject(chip), match) for chip, match in pairs])


def day_of(text: str) -> Date:
    """The day asked for, or today; raises UsageError."""
    try:
        return Date.read(text or date.today().isoformat())  # noqa: DTZ011 - the user's own day
    except Misread as error:
        raise UsageError(f"--as-of: {error.message}", error.hint) from None


class Controls:
    """Verdicts on chips; implements Answer."""

    def __init__(self, asking: Asking, cases: Sequence[Case]) -> None:
        self.asking, self.cases = asking, cases
        ids = dict.fromkeys(rule.policy for rule in asking.rules)
        self.policies = {one.id: one for one in asking.base.entities(list(ids))}
        facts = (
            fact for case in cases for name in operands(case) for fact in case.subject.facts(name)
        )
        self.around = Around(asking.base, [_holder(fact) for fact in facts])

    def data(self) -> Json:
        """An object for one chip, an array for several."""
        objects = [self._object(case) for case in self.cases]
        return objects[0] if len(objects) == 1 else objects

    def grid(self) -> Sequence[Row]:
        """A row for each chip."""
        return [self._row(case) for case in self.cases]

    def tables(self) -> Sequence[Table]:
        """A card for each chip, and the sources."""
        from .controls_card import cards

        return cards(self)

    def talk(self) -> Sequence[str]:
        """The names that were guessed."""
        return talk(case.match for case in self.cases if case.match)

    def name(self, policy: str) -> str:
        """What a policy is called."""
        found = self.policies.get(policy)
        return found.name if found else policy

    def citation(self, policy: str) -> str:
        """Where the gazette or register has a policy."""
        found = self.policies.get(policy)
        facts = [fact for fact in found.facts if fact.property == "citation"] if found else []
        return facts[0].text() if facts else ""

    def _row(self, case: Case) -> Row:
        one = case.verdict
        return {
            "chip": case.subject.id, "name": case.subject.name,
            "as_of": self.asking.day.text, "to": self.asking.to, "verdict": one.verdict,
            "class": one.paragraph, "certainty": one.certainty,
            "requirement": REQUIREMENTS[one.verdict], "policy": one.policy or None,
            "missing": one.missing, "disputed": one.disputed,
            "named_actions": [rule.policy for rule in named_actions(case)],
        }  # fmt: skip

    def _object(self, case: Case) -> Object:
        one = case.verdict
        before, after = around_day(case, self.asking.day)
        buyer = case.subject.buyer
        return {
            "chip": case.subject.id, "name": case.subject.name,
            "as_of": self.asking.day.text, "to": self.asking.to,
            "end_user": buyer.id if buyer else None,
            "verdict": one.verdict, "class": one.paragraph, "certainty": one.certainty,
            "reason": one.reason or None,
            "paragraphs": [finding_object(finding) for finding in one.findings],
            "licence": self._licence(one),
            "named_actions": [self._rule(rule) for rule in named_actions(case)],
            "operands": {name: self._operand(case, name) for name in operands(case)},
            "missing": one.missing, "disputed": one.disputed,
            "rules": [self._rule(rule) for rule in one.rules if rule.act in _SHOWN],
            "before": self._change(before), "after": self._change(after),
            "history": [self._change(change) for change in changes(case)],
            "disclaimer": DISCLAIMER,
            "match": match_object(case.match),
        }  # fmt: skip

    def _licence(self, one: Verdict) -> Object:
        return {
            "requirement": REQUIREMENTS[one.verdict],
            "policy": one.policy or None,
            "exceptions": [
                {"name": exemption.name, "holds": holds, "note": exemption.note or None}
                for exemption, holds in one.exemptions
            ],
        }

    def _rule(self, rule: Rule) -> Object:
        return {
            "id": rule.policy, "name": self.name(rule.policy), "act": rule.act,
            "from": rule.since.text, "until": rule.until and rule.until.text,
            "citation": self.citation(rule.policy) or None, "certainty": rule.certainty,
            "modifies": rule.modifies,
            "note": rule.note or None,
            "sources": [citation_object(citation) for citation in rule.citations],
        }  # fmt: skip

    def _operand(self, case: Case, name: str) -> Object:
        if name not in Chip.properties:
            return {"value": case.subject.words(name), "low": None, "high": None, "facts": []}
        words = case.subject.words(name)
        known = case.subject.number(name)
        value = known.value
        formula = FORMULAS.get(name)
        return {
            "value": plain_quantity(value) if value else words and " or ".join(words),
            "low": value and value.low, "high": value and value.high,
            "unit": Chip.properties[name].unit or None,
            "disputed": known.disputed,
            "formula": formula.text if formula else None,
            "citation": formula.citation or None if formula else None,
            "arithmetic": known.arithmetic or None,
            "facts": [
                {"entity": fact.entity, **fact_object(self.around, fact, shown=True)}
                for fact in case.subject.facts(name)
            ],
        }  # fmt: skip

    def _change(self, change: "Change | None") -> Json:
        if change is None:
            return None
        return {
            "from": change.since.text, "verdict": change.verdict.verdict,
            "class": change.verdict.paragraph, "policy": change.verdict.policy or None,
            "rules": change.rules,
        }  # fmt: skip


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
        ids = frozenset(rule.policy for rule in verdict.rules)
        if verdict.summary != last:
            yield Change(day, verdict, tuple(sorted(ids ^ standing)))
            last = verdict.summary
        standing = ids


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
    every = (*case.verdict.findings, *case.verdict.reviews)
    return [one.property for one in tested(every) if one.property not in (PRODUCT, PARTY)]


def finding_object(finding: Finding) -> Object:
    """A paragraph with its conditions, each with the room that is left to it."""
    return {
        "rule": finding.rule.policy, "paragraph": finding.paragraph.name,
        "holds": finding.holds, "reaches": finding.reach, "certainty": finding.certainty,
        "headroom": finding.outcome.headroom,
        "conditions": [
            {
                "property": one.property, "bound": one.bound, "holds": one.holds,
                "low": one.known and one.known.value and one.known.value.low,
                "high": one.known and one.known.value and one.known.value.high,
                "headroom": one.headroom, "headroom_most": one.headroom_most,
            }
            for one in finding.outcome.tested
        ],
        "reasons": [
            {"property": name, "reason": reason} for name, reason in finding.outcome.reasons
        ],
        "note": finding.paragraph.note or None,
    }  # fmt: skip


_SHOWN = ("control", "letter", "review", "guidance", "affiliates", "suspension")
"""The acts that are told of without being asked: not every listing of a firm, nor the groups."""


def _holder(fact: Fact) -> Entity:
    """An entity that has but this fact, so that what surrounds it can be looked up."""
    return Entity(fact.entity, fact.kind, fact.entity, (), (fact,))

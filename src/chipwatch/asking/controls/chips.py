"""Could this chip be shipped there on that day: the answer, as data and as rows."""

from collections.abc import Sequence

from ...model.derived import FORMULAS
from ...model.facts import Entity, Fact
from ...model.fields import plain_quantity
from ...model.problem import AmbiguousError, NotFoundError, UsageError
from ...model.rules import Rule
from ...model.schema import Chip
from ...model.table import Answer, Json, Row, Table
from ...store.base import KnowledgeBase
from ..around import Around
from ..match import Match, match_object
from ..naming.names import find, resolve_all, talk
from ..plain import Object, citation_object, fact_object
from .card import cards
from .case import (
    DISCLAIMER,
    TOLD,
    Asking,
    Case,
    Change,
    Question,
    around_day,
    changes,
    named_actions,
    operands,
)
from .evaluate import OR
from .subject import specified
from .verdict import REQUIREMENTS, Finding, Verdict


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
    matches = _matches(base, names, exact=question.exact)
    chips = base.entities([match.entity.id for match in matches])
    pairs = zip(chips, matches, strict=True)
    return Controls(asking, [asking.case(asking.subject(chip), match) for chip, match in pairs])


def _matches(base: KnowledgeBase, names: Sequence[str], *, exact: bool) -> list[Match]:
    """The chips that names mean; of a firm, the error says how to ask about it."""
    try:
        return resolve_all(base, names, "chip", exact=exact)
    except (AmbiguousError, NotFoundError) as error:
        firms = (find(base, name, "company", exact=True) for name in names)
        ids = [found.named[0].entity.id for found in firms if found.sure]
        asked = (f"; for the firm: chipwatch controls --party {id_}" for id_ in ids)
        error.hint += "".join(asked)
        raise


class Controls:
    """Verdicts on chips; implements Answer."""

    def __init__(self, asking: Asking, cases: Sequence[Case]) -> None:
        self.asking, self.cases = asking, cases
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
        return cards(self.asking, self.cases)

    def talk(self) -> Sequence[str]:
        """The names that were guessed."""
        return talk(case.match for case in self.cases if case.match)

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
            "beside": [finding_object(finding) for finding in case.beside],
            "named_actions": [self._rule(rule) for rule in named_actions(case)],
            "operands": {name: self._operand(case, name) for name in operands(case)},
            "missing": one.missing, "disputed": one.disputed,
            "rules": [self._rule(rule) for rule in one.rules if rule.act in TOLD],
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
            "id": rule.policy, "name": self.asking.name(rule.policy), "act": rule.act,
            "from": rule.since.text, "until": rule.until and rule.until.text,
            "citation": self.asking.citation(rule.policy) or None, "certainty": rule.certainty,
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
            "value": plain_quantity(value) if value else words and OR.join(words),
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

    def _change(self, change: Change | None) -> Json:
        if change is None:
            return None
        return {
            "from": change.since.text, "verdict": change.verdict.verdict,
            "class": change.verdict.paragraph, "policy": change.verdict.policy or None,
            "rules": change.rules,
        }  # fmt: skip


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


def _holder(fact: Fact) -> Entity:
    """An entity that has but this fact, so that what surrounds it can be looked up."""
    return Entity(fact.entity, fact.kind, fact.entity, (), (fact,))

"""What would change: the chips that change class where the bounds of a rule are others."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ...model.facts import Entity
from ...model.fields import Number
from ...model.nearest import did_you_mean
from ...model.problem import Misread, UnknownNameError, UsageError
from ...model.quantity import Quantity, Real, show
from ...model.rules import Condition, Group, Rule, criteria
from ...model.schema import Chip
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ...store.base import KnowledgeBase
from ..asked import Asked
from ..cite import Numbers
from ..plain import Object
from .case import DISCLAIMER, Asking, Question
from .matrix import KEY, VINTAGES, citations, short
from .verdict import CONTROLLED, NOT_CONTROLLED, Verdict, doubts, in_force, judge

COLUMNS = (
    Column("Chip"), Column("Designer"), Column("Now", whole=True), Column("Then", whole=True),
    Column("Direction"), Column("Headroom", numeric=True, whole=True),
)  # fmt: skip


POLICIES = ("presumption of denial", "presumption of approval", "case by case")
"""The ways in which applications are decided that have a name."""


class Change(NamedTuple):
    """One bound of a property that is another: in one paragraph, or wherever the number stands."""

    property: str
    paragraph: str
    old: Real
    new: Real


class Flip(NamedTuple):
    """A chip that changes, with the verdicts before and after, and the rule as changed."""

    chip: Entity
    now: Verdict
    then: Verdict
    changed: Rule

    @property
    def turns(self) -> bool:
        """Whether the verdict, the paragraph or how applications are decided is another."""
        sides = (self.now, self.then)
        return len({(side.verdict, side.classes, side.policy) for side in sides}) > 1

    @property
    def direction(self) -> str:
        """Which way it goes."""
        before, after = _strength(self.now), _strength(self.then)
        if before is None or after is None:
            return _unknown_between(before, after)
        if before == 0 or after == 0:
            return "into control" if after else "out of control"
        if before == after:
            return ", ".join(_sideways(self.now, self.then))
        return "to a stronger class" if after > before else "to a weaker class"

    @property
    def headroom(self) -> Real | None:
        """How far the chip is from meeting the changed rule, or from no longer meeting it."""
        every = (*self.then.findings, *self.then.reviews)
        found = [one for one in every if one.rule is self.changed]
        held = [one for one in found if one.binds]
        held = held or [one for one in self.then.binding if one.rule is self.changed] or found
        rooms = [one.outcome.headroom for one in held if one.outcome.headroom is not None]
        return min(rooms, key=abs, default=None)


def whatif(
    base: KnowledgeBase, given: Sequence[str], rule_id: str, question: Question, asked: Asked
) -> Answer:
    """Which chips change where bounds do; raises UsageError and UnknownNameError."""
    asking = Asking(base, question)
    if not given:
        raise UsageError("nothing is to be changed", "add --set tpp=3000")
    rule = _rule(asking, rule_id, [_named(one) for one in given])
    changed = [_change(rule, one) for one in given]
    _each_once(given, changed)
    other = rule
    for change in changed:
        other = substituted(other, change)
    rules = [other if one is rule else one for one in asking.rules]
    setting = asking.setting._replace(rules=rules)
    flips = []
    chips = base.of_kind("chip")
    for chip in chips:
        subject = asking.subject(chip)
        flip = Flip(chip, judge(subject, asking.setting), judge(subject, setting), other)
        if flip.turns:
            flips.append(flip)
    return WhatIf(asking, rule, changed, flips, len(chips) - len(flips), cite=asked.cite)


def substituted(rule: Rule, change: Change) -> Rule:
    """The rule with a bound replaced, in its exclusions and exceptions too."""
    here = change.paragraph

    def mended(name: str, when: Condition) -> Condition:
        return _mended(when, change) if here in ("", name) else when

    return rule._replace(
        paragraphs=tuple(p._replace(when=mended(p.name, p.when)) for p in rule.paragraphs),
        exclusions=tuple(e._replace(when=mended("", e.when)) for e in rule.exclusions),
        exemptions=tuple(e._replace(when=mended("", e.when)) for e in rule.exemptions),
    )


class WhatIf:
    """The chips that change; implements Answer."""

    def __init__(  # noqa: PLR0913 - the parts of the answer
        self,
        asking: Asking,
        rule: Rule,
        changed: Sequence[Change],
        flips: Sequence[Flip],
        unchanged: int,
        *,
        cite: bool,
    ) -> None:
        self.asking, self.rule, self.changed = asking, rule, changed
        self.flips, self.unchanged, self.cite = flips, unchanged, cite
        ids = dict.fromkeys(id_ for flip in flips for id_ in designers(flip.chip))
        self.names = {id_: brief.name for id_, brief in asking.base.briefs(ids).items()}

    def data(self) -> Json:
        """What was changed, each chip that flips, and the firms whose products those are."""
        return {
            "as_of": self.asking.day.text, "to": self.asking.to, "rule": self.rule.policy,
            "set": [
                {
                    "property": one.property, "paragraph": one.paragraph or None,
                    "from": one.old, "to": one.new,
                }
                for one in self.changed
            ],
            "flips": [self._object(flip) for flip in self.flips],
            "firms": [
                {"id": id_, "name": self.names.get(id_, id_), "chips": chips}
                for id_, chips in self._firms().items()
            ],
            "unchanged": self.unchanged,
            "disclaimer": DISCLAIMER,
        }  # fmt: skip

    def grid(self) -> Sequence[Row]:
        """A row for each chip that flips."""
        return [self._object(flip) for flip in self.flips]

    def tables(self) -> Sequence[Table]:
        """The chips that flip."""
        numbers = Numbers()
        rows = tuple(tuple(self._cells(flip, numbers)) for flip in self.flips)
        said = ", ".join(_said(one) for one in self.changed)
        number = "1 chip changes" if len(rows) == 1 else f"{len(rows)} chips change"
        title = f"{number} where {said} in {self.rule.policy} on {self.asking.day.text}"
        table = Table(title, COLUMNS, rows, notes=tuple(self._notes()))
        return [table, *numbers.tables(self.asking.source)]

    def talk(self) -> Sequence[str]:
        """Nothing: no name was guessed."""
        return ()

    def _object(self, flip: Flip) -> Object:
        return {
            "chip": flip.chip.id, "name": flip.chip.name, "designers": designers(flip.chip),
            "from_verdict": flip.now.verdict, "from_class": flip.now.paragraph,
            "from_policy": flip.now.policy or None,
            "to_verdict": flip.then.verdict, "to_class": flip.then.paragraph,
            "to_policy": flip.then.policy or None,
            "direction": flip.direction, "headroom": flip.headroom,
        }  # fmt: skip

    def _cells(self, flip: Flip, numbers: Numbers) -> Iterator[Cell]:
        yield Cell(flip.chip.name, "name")
        yield Cell("; ".join(self.names.get(id_, id_) for id_ in designers(flip.chip)))
        for side in (flip.now, flip.then):
            cites = numbers.cites(citations(side)) if self.cite else ()
            yield Cell(short(side), cites=cites)
        yield Cell(flip.direction, "differs")
        yield Cell("" if flip.headroom is None else f"{flip.headroom:.1f} %")

    def _firms(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for flip in self.flips:
            for id_ in designers(flip.chip):
                found.setdefault(id_, []).append(flip.chip.id)
        return found

    def _notes(self) -> Iterator[str]:
        yield f"{self.unchanged} stay as they are"
        firms = (f"{self.names.get(id_, id_)} ({len(c)})" for id_, c in self._firms().items())
        if self.flips:
            yield f"whose products: {', '.join(firms)}"
            yield from KEY
            yield "headroom: how far figures stay clear of the changed rule; below 0 they meet it"
        yield DISCLAIMER


def designers(chip: Entity) -> list[str]:
    """Who designed a chip."""
    return list(dict.fromkeys(str(f.value) for f in chip.facts if f.property == "designer"))


def _rule(asking: Asking, id_: str, named: Sequence[tuple[str, str]]) -> Rule:
    """The rule to change: the one named, or the latest in force that tests all that is set.

    Rules that control are looked through before letters, and these before reviews.
    """
    standing = [rule for rule in in_force(asking.setting) if rule.act in VINTAGES]
    if id_:
        found = [rule for rule in asking.rules if rule.policy == id_ and rule.paragraphs]
        known = list(dict.fromkeys(rule.policy for rule in standing))
        if not found:
            hint = did_you_mean(id_, known, f"in force: {', '.join(known)}")
            raise UnknownNameError(f"there is no rule {id_!r}", hint, known)
        return found[0]
    doubtful = doubts(asking.setting)
    surely = [rule for rule in reversed(standing) if rule.policy not in doubtful]
    surely.sort(key=lambda rule: VINTAGES.index(rule.act))
    for wanted in (set(named), {("", name) for _, name in named}):
        for rule in surely:
            if wanted <= _tested(rule, asking.day.last):
                return rule
    listed = " and ".join(dict.fromkeys(name for _, name in named))
    then = f", {asking.base.then.moment}," if asking.base.then else ""
    hint = "name a rule with --rule, or another day with --as-of"
    raise UsageError(f"no rule in force on {asking.day.text}{then} tests {listed}", hint)


def _tested(rule: Rule, day: int) -> set[tuple[str, str]]:
    """What a rule tests on a day: properties, each by its paragraph and by none."""
    return {
        (where, test.property)
        for part in rule.paragraphs
        if part.since is None or part.since.first <= day
        for test in criteria(part.when)
        for where in ("", part.name)
    }


def _named(given: str) -> tuple[str, str]:
    """The paragraph, if any, and the property in ``paragraph:property=value``."""
    head, sign, text = given.partition("=")
    if not sign or not text.strip():
        raise UsageError(f"{given!r} says no value", "write property=value, such as tpp=3000")
    paragraph, _, name = (part.strip() for part in head.rpartition(":"))
    if not isinstance(Chip.properties.get(name), Number):
        numbers = [key for key, field in Chip.properties.items() if isinstance(field, Number)]
        hint = did_you_mean(name, numbers, "write property=value, such as tpp=3000")
        raise UnknownNameError(f"a rule has no bound on {name!r}", hint, numbers)
    return paragraph, name


def _change(rule: Rule, given: str) -> Change:
    """What is to be changed: in the paragraph named, or the highest lower bound of the rule."""
    paragraph, name = _named(given)
    text = given.partition("=")[2]
    try:
        new = Chip.properties[name].read(text.strip())
    except Misread as error:
        raise UsageError(f"{name}: {error.message}", error.hint) from None
    if new.exact is None or new.exact <= 0:
        raise UsageError(f"{name} cannot be set to {text.strip()}", "give one number above 0")
    bounds = [
        bound
        for part in rule.paragraphs
        if paragraph in ("", part.name)
        for test in criteria(part.when)
        if test.property == name
        for bound in test.bounds
    ]
    lower = [bound.low for bound in bounds if bound.low is not None]
    upper = [bound.high for bound in bounds if bound.high is not None]
    if not lower and not upper:
        known = [part.name for part in rule.paragraphs]
        hint = f"its paragraphs are {', '.join(known)}"
        raise UnknownNameError(f"{rule.policy} has no bound on {name} there", hint, known)
    return Change(name, paragraph, max(lower or upper), new.exact)


def _each_once(given: Sequence[str], changed: Sequence[Change]) -> None:
    """Raises UsageError where a bound is set twice, also once by itself and once by its rule."""
    for (first, one), (second, other) in combinations(zip(given, changed, strict=True), 2):
        apart = one.paragraph and other.paragraph and one.paragraph != other.paragraph
        if (one.property, one.old) == (other.property, other.old) and not apart:
            message = f"{one.property} is set twice: {first} and {second}"
            raise UsageError(message, "give each bound one value")


def _mended(condition: Condition, change: Change) -> Condition:
    if isinstance(condition, Group):
        return condition._replace(parts=tuple(_mended(part, change) for part in condition.parts))
    if condition.property != change.property:
        return condition
    return condition._replace(bounds=tuple(_moved(bound, change) for bound in condition.bounds))


def _moved(bound: Quantity, change: Change) -> Quantity:
    """A bound with the number replaced at whichever end it stands."""
    low = change.new if bound.low == change.old else bound.low
    high = change.new if bound.high == change.old else bound.high
    return bound._replace(low=low, high=high)


def _strength(verdict: Verdict) -> int | None:
    """0 for not controlled, more for stronger classes; None where it cannot be told."""
    if verdict.verdict == NOT_CONTROLLED:
        return 0
    if verdict.verdict != CONTROLLED:
        return None
    names = verdict.classes
    return 2 if names and all(name.startswith("3A090.a") for name in names) else 1


def _sideways(now: Verdict, then: Verdict) -> Iterator[str]:
    """The directions between classes of one strength."""
    if now.classes != then.classes:
        yield "to another paragraph"
    if now.policy != then.policy:
        yield _decided(now, then)


def _decided(now: Verdict, then: Verdict) -> str:
    """The direction where applications are decided in another way, or it cannot be told how."""
    if _undecided(then):
        return "from not knowing to not knowing" if _undecided(now) else "into not knowing"
    before, after = (
        next((way for way in POLICIES if side.policy.startswith(way)), "") for side in (now, then)
    )
    if _undecided(now):
        return f"from not knowing to {_way(after)}"
    return f"to {_way(after if after != before else '')}"


def _way(policy: str) -> str:
    return policy.removeprefix("presumption of ") or "another licence policy"


def _undecided(verdict: Verdict) -> bool:
    """Whether the review that decides may hold or not."""
    bound = {one.rule.policy for one in verdict.binding}
    may = (one.holds for one in reversed(verdict.reviews)
           if one.holds is not False and not bound.isdisjoint(one.rule.modifies))  # fmt: skip
    return next(may, True) is None


def _unknown_between(before: int | None, after: int | None) -> str:
    """A direction of which one side is not known."""
    if after is None:
        return "from not knowing to not knowing" if before is None else "into not knowing"
    return "from not knowing into control" if after else "from not knowing out of control"


def _said(one: Change) -> str:
    where = f" of {one.paragraph}" if one.paragraph else ""
    old, new = (show(Quantity(number, number)) for number in (one.old, one.new))
    return f"{Chip.properties[one.property].label}{where} is {new} instead of {old}"

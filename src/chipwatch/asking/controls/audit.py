"""The audit of chips: what is stated, held against what follows from it by arithmetic."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...model.derived import BITS, FORMULAS
from ...model.facts import Chosen, Entity, Fact, rival
from ...model.quantity import Real
from ...model.rules import Rule
from ...model.table import Answer, Column
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import Asked
from ..select import Head, Rows
from .subject import on
from .verdict import Setting, judge

CLASS = re.compile(r"3A090(?:\.[abc](?:\.[12])?)?")
_SAME, _DOUBLE, _SLACK = 1, 2, 0.02
_SPARSE = ("fp16", "fp8", "fp4")
_QUADRUPLE = 4
"""Times the 16-bit figure that an 8-bit one is where sparsity is counted in it."""


class Finding(NamedTuple):
    """Two numbers or words that cannot both be right, and where the one stated stands."""

    check: str
    fact: Fact
    stated: str
    computed: str
    detail: str


Check = Callable[["Chip"], Iterator[Finding]]


class Chip(NamedTuple):
    """A chip with what is chosen of it, and the rules."""

    entity: Entity
    chosen: dict[str, Chosen]
    rules: list[Rule]
    pointing: list[Fact]


def audit(base: KnowledgeBase, asked: Asked | None = None) -> Answer:
    """Every contradiction found in the chips of the base, a row each."""
    chips = base.of_kind("chip")
    around, rules = Around(base, chips), base.rules()
    pointing = base.pointing_at([chip.id for chip in chips])
    found = [
        finding
        for entity in chips
        for check in CHECKS
        for finding in check(
            Chip(
                entity, around.chosen(entity), rules, [f for f in pointing if f.value == entity.id]
            )
        )
    ]
    title = "1 contradiction" if len(found) == 1 else f"{len(found)} contradictions"
    usual = ("chip", "property", "check", "stated", "computed", "place", "note")
    return Rows(title, _HEADS, found, usual, asked or Asked())


def contradicting(chip: Chip) -> Iterator[Finding]:
    """A stated figure agrees with the one that follows from the others."""
    for name in FORMULAS:
        chosen = chip.chosen.get(name)
        derived = chosen.facts[0] if chosen else None
        if chosen is None or derived is None or derived.derived is None:
            continue
        for fact in chosen.facts[1:]:
            if rival(derived, fact):
                computed = f"{derived.text()} ({derived.note.removeprefix('derived: ')})"
                yield Finding("derivation", fact, fact.text(), computed, derived.derived.formula)


def mislabelled(chip: Chip) -> Iterator[Finding]:
    """A stated class, or a policy said to restrict or permit it, agrees with the calculation."""
    for fact in chip.entity.facts:
        label = CLASS.match(fact.text()) if fact.property == "eccn" and not fact.unknown else None
        if label and fact.as_of:
            verdict = judge(
                on(chip.entity, fact.as_of.last), Setting(fact.as_of.last, "CN", chip.rules)
            )
            held = [one.paragraph.name for one in verdict.findings if one.holds is not False]
            if not any(name.startswith(label[0]) for name in held):
                computed = verdict.paragraph or "under no paragraph"
                yield Finding("label", fact, fact.text(), computed, f"as of {fact.as_of.text}")
    yield from _restricted(chip)


def sparse(chip: Chip) -> Iterator[Finding]:
    """A dense figure is below the sparse one, and not twice another source's or the usual step."""
    for precision in _SPARSE:
        dense, beside = (_number(chip, f"{precision}_{how}") for how in ("dense", "sparse"))
        if dense and beside and dense[1] >= beside[1] * (_SAME - _SLACK):
            detail = "the dense figure is not below the sparse one"
            yield Finding("sparse", dense[0], dense[0].text(), beside[0].text(), detail)
    for name in BITS:
        yield from _doubled(chip.chosen.get(name))
    yield from _stepped(chip)


CHECKS: tuple[Check, ...] = (contradicting, mislabelled, sparse)


def _restricted(chip: Chip) -> Iterator[Finding]:
    """What policies with conditions are said to do with the chip, on the day they begin."""
    for fact in chip.pointing:
        if fact.property not in ("restricts", "permits"):
            continue
        for rule in chip.rules:
            if rule.policy == fact.entity and rule.act == "control":
                yield from _held_against(chip, fact, rule)


def _held_against(chip: Chip, fact: Fact, rule: Rule) -> Iterator[Finding]:
    setting = Setting(rule.since.first, "CN", [rule])
    findings = judge(on(chip.entity, rule.since.first), setting).findings
    holds = {one.holds for one in findings}
    wanted = fact.property == "restricts"
    if (wanted and holds == {False}) or (not wanted and True in holds):
        held = next((one.paragraph.name for one in findings if one.holds), "under no paragraph")
        detail = f"by the conditions of {rule.policy}"
        yield Finding("label", fact, f"{fact.entity} {fact.property} it", held, detail)


def _doubled(chosen: Chosen | None) -> Iterator[Finding]:
    """Figures of which one is twice the other, as a sparse one is of a dense one."""
    if chosen is None:
        return
    numbers = [(fact, end) for fact in chosen.facts if (end := _end(fact)) is not None]
    for fact, end in numbers:
        for other, less in numbers:
            if less and abs(end / less - _DOUBLE) <= _DOUBLE * _SLACK:
                detail = "twice another source's: is it the sparse figure?"
                yield Finding("sparse", fact, fact.text(), other.text(), detail)


def _stepped(chip: Chip) -> Iterator[Finding]:
    """An 8-bit figure four times the 16-bit one, where twice is usual."""
    wide = _number(chip, "fp16_dense") or _number(chip, "bf16_dense")
    for name in ("int8_dense", "fp8_dense"):
        narrow = _number(chip, name)
        if wide and narrow and abs(narrow[1] / wide[1] - _QUADRUPLE) <= _QUADRUPLE * _SLACK:
            detail = "four times the 16-bit figure: is it the sparse one?"
            yield Finding("sparse", narrow[0], narrow[0].text(), wide[0].text(), detail)


def _number(chip: Chip, name: str) -> tuple[Fact, Real] | None:
    chosen = chip.chosen.get(name)
    end = _end(chosen.facts[0]) if chosen else None
    return (chosen.facts[0], end) if chosen and end else None


def _end(fact: Fact) -> Real | None:
    return None if fact.unknown else fact.value.exact


_HEADS: list[Head[Finding]] = [
    Head("chip", "Chip", lambda one: _chip(one.fact)),
    Head("property", "Property", lambda one: one.fact.property),
    Head("check", "Check", lambda one: one.check),
    Head("stated", "Stated", lambda one: one.stated),
    Head("computed", "Against", lambda one: one.computed),
    Head("detail", "Detail", lambda one: one.detail),
    Head("certainty", "Certainty", lambda one: one.fact.certainty),
    Head("note", "Said of it", lambda one: one.fact.note or None),
    Head("sources", "Sources", lambda one: [str(cited) for cited in one.fact.citations]),
    Head("place", "Place", lambda one: f"{one.fact.where.path}:{one.fact.where.line}",
         column=Column("Place", whole=True)),
]  # fmt: skip


def _chip(fact: Fact) -> str:
    return fact.entity if fact.kind == "chip" else str(fact.value)

"""Chips by rule vintages: what each chip was when each rule about chips, or a part, began."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ...model.countries import name_of
from ...model.dates import Date
from ...model.facts import Citation, Entity
from ...model.schema import Chip
from ...model.table import Answer, Cell, Json
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..pages.listing import selected
from ..select import Head, Rows, columns_help
from .case import DISCLAIMER, Asking, Case, Question
from .verdict import (
    CONTROLLED,
    DISPUTED_VERDICT,
    NOT_CONTROLLED,
    UNKNOWN,
    Verdict,
    first_rule,
)

VINTAGES = ("control", "letter", "review")
"""The acts that test figures of chips and decide whether, or how, a licence is given."""
SIGNS = {NOT_CONTROLLED: "–", UNKNOWN: "?", DISPUTED_VERDICT: "≠"}
_MONTH = len("2023-11")
KEY = (
    "a.1 and so on: the paragraph of 3A090 that holds; letter: a letter that names it; –: none",
    "?: a figure is not known; ≠: figures are disputed; *: case by case",
)
"""What the signs for a class mean."""
NOTES = (
    *KEY,
    "vintages that change nothing for any of them stand in JSON and CSV alone",
    DISCLAIMER,
)


def matrix(base: KnowledgeBase, question: Question, asked: Asked) -> Answer:
    """Each chip with what it is under each vintage, as its figures are known on the day asked.

    Raises NotFoundError where there is no chip, or none meets a condition.
    """
    asking = Asking(base, question)
    chips, said = selected(Around(base, base.of_kind("chip")), Chip, asked.where)
    columns = vintages(asking)
    heads = _heads(columns, chips)
    if asked.columns == HELP:
        return columns_help(heads)
    cases = [asking.case(asking.subject(chip)) for chip in chips]
    number = "1 chip" if len(chips) == 1 else f"{len(chips)} chips"
    title = f"{number} to {name_of(asking.to)} – as of {asking.day.text}"
    notes = NOTES if columns else (first_rule(asking.rules), DISCLAIMER)
    turning = [key for key, day in columns.items() if _turns(day, columns, cases)]
    return Rows(
        title, heads, cases, ("name", *turning), asked,
        notes=notes, said=tuple(said), source=asking.source,
    )  # fmt: skip


def vintages(asking: Asking) -> dict[str, Date]:
    """The days on which rules about chips begin, or later paragraphs of them, by what begins.

    What begins on one day is one vintage, called after a rule rather than after a paragraph.
    """
    rules = [rule for rule in asking.rules if rule.act in VINTAGES]
    begun = [(rule.policy, rule.since) for rule in rules]
    begun += [
        (f"{rule.policy}_{part.since.text}", part.since)
        for rule in rules
        for part in rule.paragraphs
        if part.since and rule.in_force(part.since.first)
    ]
    found: dict[int, tuple[str, Date]] = {}
    for key, day in begun:
        if day.first <= asking.day.last:
            found.setdefault(day.first, (key, day))
    return dict(found[first] for first in sorted(found))


def short(verdict: Verdict) -> str:
    """A verdict in a few letters."""
    if verdict.verdict != CONTROLLED:
        return SIGNS[verdict.verdict]
    text = "/".join(dict.fromkeys(verdict.classes or [verdict.binding[0].rule.act]))
    star = "*" * verdict.policy.startswith("case by case")
    return f"{text.replace('3A090.', '')}{star}"


def citations(verdict: Verdict) -> Iterator[Citation]:
    """What the paragraphs that a verdict follows from rest on."""
    for one in verdict.binding or verdict.findings:
        yield from one.paragraph.citations


def _heads(columns: Mapping[str, Date], chips: Sequence[Entity]) -> list[Head[Case]]:
    names = {chip.id: chip.name for chip in chips}
    heads: list[Head[Case]] = [
        Head("id", "Id", lambda case: case.subject.id),
        Head("name", "Name", lambda case: names[case.subject.id],
             lambda case: Cell(names[case.subject.id], "name")),
    ]  # fmt: skip
    months = Counter(day.text[:_MONTH] for day in columns.values())
    for key, day in columns.items():
        month = day.text[:_MONTH]
        label = month if months[month] == 1 else day.text
        heads += [
            Head(key, label, partial(_verdict, day), partial(_cell, day),
                 cited=partial(_cited, day)),
            Head(f"{key}_class", f"{day.text} class", partial(_class, day),
                 cited=partial(_cited, day)),
        ]  # fmt: skip
    return heads


def _turns(day: Date, columns: Mapping[str, Date], cases: Sequence[Case]) -> bool:
    """Whether a vintage is the first, or changes anything for any of the chips."""
    before = [one for one in columns.values() if one.first < day.first]
    if not before:
        return True
    return any(short(_on(day, case)) != short(_on(before[-1], case)) for case in cases)


def _on(day: Date, case: Case) -> Verdict:
    return next(verdict for begins, verdict in case.course if begins.first == day.first)


def _verdict(day: Date, case: Case) -> Json:
    return _on(day, case).verdict


def _class(day: Date, case: Case) -> Json:
    return _on(day, case).paragraph


def _cited(day: Date, case: Case) -> Iterator[Citation]:
    yield from citations(_on(day, case))


def _cell(day: Date, case: Case) -> Cell:
    one = _on(day, case)
    mark = "disputed" if one.verdict == DISPUTED_VERDICT else ""
    return Cell(short(one), mark)

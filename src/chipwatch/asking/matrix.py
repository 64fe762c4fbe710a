"""Chips by rule vintages: what each chip was on the first day of each rule about chips."""

from collections.abc import Mapping, Sequence
from functools import partial

from ..model.countries import name_of
from ..model.dates import Date
from ..model.facts import Entity
from ..model.table import Answer, Cell, Json
from ..store.base import KnowledgeBase
from .asked import HELP, Asked
from .case import DISCLAIMER, Asking, Case, Question
from .select import Head, Rows, columns_help
from .verdict import CONTROLLED, DISPUTED_VERDICT, NOT_CONTROLLED, UNKNOWN, Verdict

VINTAGES = ("control", "letter", "review")
SIGNS = {NOT_CONTROLLED: "–", UNKNOWN: "?", DISPUTED_VERDICT: "≠"}
_MONTH = len("2023-11")
NOTES = (
    "a.1 and so on: the paragraph of 3A090 that holds; letter: a letter that names it; –: none",
    "?: a figure is not known; ≠: figures are disputed; *: case by case",
    "vintages that change nothing for any of them stand in JSON and CSV alone",
    DISCLAIMER,
)


def matrix(base: KnowledgeBase, question: Question, asked: Asked | None = None) -> Answer:
    """Every chip with what it is under each vintage, as its figures are known on the day asked."""
    asking = Asking(base, question)
    chips = base.of_kind("chip")
    cases = [asking.case(asking.subject(chip)) for chip in chips]
    heads = _heads(asking, chips)
    asked = asked or Asked()
    if asked.columns == HELP:
        return columns_help(heads)
    title = f"{len(chips)} chips to {name_of(asking.to)}"
    columns = vintages(asking)
    turning = [policy for policy, day in columns.items() if _turns(day, columns, cases)]
    return Rows(title, heads, cases, ("name", *turning), asked, notes=NOTES)


def vintages(asking: Asking) -> dict[str, Date]:
    """The rules about chips, each with its first day; several of one day are one vintage."""
    found: dict[int, tuple[str, Date]] = {}
    for rule in asking.rules:
        if rule.act in VINTAGES and rule.since.first <= asking.day.last:
            found.setdefault(rule.since.first, (rule.policy, rule.since))
    return dict(found.values())


def short(verdict: Verdict) -> str:
    """A verdict in a few letters."""
    if verdict.verdict != CONTROLLED:
        return SIGNS[verdict.verdict]
    classed = [one.paragraph.name for one in verdict.binding if one.rule.act == "control"]
    names = classed or [verdict.binding[0].rule.act]
    text = names[0] if verdict.binding[0].binds else "/".join(dict.fromkeys(names))
    star = "*" * verdict.policy.startswith("case by case")
    return f"{text.replace('3A090.', '')}{star}"


def _heads(asking: Asking, chips: Sequence[Entity]) -> list[Head[Case]]:
    names = {chip.id: chip.name for chip in chips}
    heads: list[Head[Case]] = [
        Head("id", "Id", lambda case: case.subject.id),
        Head("name", "Name", lambda case: names[case.subject.id],
             lambda case: Cell(names[case.subject.id], "name")),
    ]  # fmt: skip
    for policy, day in vintages(asking).items():
        heads += [
            Head(policy, day.text[:_MONTH], partial(_verdict, day), partial(_cell, day)),
            Head(f"{policy}_class", f"{day.text} class", partial(_class, day)),
        ]
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


def _cell(day: Date, case: Case) -> Cell:
    one = _on(day, case)
    mark = "disputed" if one.verdict == DISPUTED_VERDICT else ""
    return Cell(short(one), mark)

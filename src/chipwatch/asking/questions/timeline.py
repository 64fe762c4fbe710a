"""What happened, in order: the dates of rules, releases, investments and events interleaved."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity, Fact
from ...model.field import Order
from ...model.fields import Day
from ...model.problem import NotFoundError
from ...model.schema import KINDS
from ...model.table import Answer, Cell, Column
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..select import Head, Rows, columns_help
from .lag import Lag, lags
from .scope import Scope, entities_in

WIDE = 16
"""Signs in the axis that a terminal draws."""


class Step(NamedTuple):
    """One date of one thing."""

    day: Date
    entity: Entity
    fact: Fact
    lag: Lag | None
    """How long after the rule that a chip answers it came."""


def timeline(base: KnowledgeBase, scope: Scope, asked: Asked) -> Answer:
    """The dates in a scope; raises NotFoundError where there are none, and the errors of names."""
    if asked.columns == HELP:
        return columns_help(_HEADS)
    happening = [kind.name for kind in KINDS.values() if kind.happens]
    found = entities_in(base, scope, happening, exact=asked.exact)
    around = Around(base, found.entities)
    steps = [step for step in _steps(around) if scope.spans(step.day)]
    if not steps:
        hint = "widen --since and --until, or leave out --kind and --about"
        raise NotFoundError(f"no dates are known {scope.words()}".rstrip(), hint)
    steps.sort(key=lambda step: (step.day.first, step.day.last, step.entity.name))
    title = f"Timeline {scope.words()}".strip()
    return Rows(
        title, _HEADS, steps, ("date", "name", "kind", "lag"), asked,
        said=found.talk(), source=around.source, drawing=_axis(steps),
    )  # fmt: skip


def _steps(around: Around) -> Iterator[Step]:
    for entity in around.entities:
        lag = lags(around, entity)
        for name, chosen in around.chosen(entity).items():
            if isinstance(chosen.field, Day):
                for fact in chosen.shown:
                    if not fact.unknown:
                        yield Step(fact.value, entity, fact, lag.get(name))


_HEADS: list[Head[Step]] = [
    Head(
        "date", "Date", lambda step: step.day.text, order=lambda step: Order(number=step.day.first),
        column=Column("Date", whole=True),
    ),
    Head("id", "Id", lambda step: step.entity.id),
    Head(
        "name", "What", lambda step: step.entity.name,
        lambda step: Cell(step.entity.name, "name", _said(step.fact)),
        cited=lambda step: step.fact.citations,
    ),
    Head("kind", "Kind", lambda step: step.entity.kind),
    Head("property", "Property", lambda step: step.fact.property),
    Head("first", "First day", lambda step: str(_day(step.day.first))),
    Head("last", "Last day", lambda step: str(_day(step.day.last))),
    Head("certainty", "Certainty", lambda step: step.fact.certainty),
    Head("lag", "Lag", lambda step: step.lag and step.lag.text()),
    Head("lag_low", "Lag from", lambda step: step.lag and step.lag.low),
    Head("lag_high", "Lag to", lambda step: step.lag and step.lag.high),
    Head("lag_after", "Lag after", lambda step: step.lag and step.lag.rule),
    Head("note", "Note", lambda step: step.fact.note or None),
    Head("sources", "Sources", lambda step: [str(one) for one in step.fact.citations]),
]  # fmt: skip


def _said(fact: Fact) -> str:
    """What the date is the date of, and what its fact notes."""
    return "; ".join(part for part in (fact.field.label.lower(), fact.note) if part)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _axis(steps: Sequence[Step]) -> Head[Step]:
    """Each date as a point, or as the span that it may lie in, between the first and the last."""
    first = min(step.day.first for step in steps)
    days = max(step.day.last for step in steps) - first or 1

    def place(day: int) -> int:
        return (day - first) * (WIDE - 1) // days

    def axis(step: Step) -> Cell:
        start, end = place(step.day.first), place(step.day.last)
        mark = "●" if start == end else "━" * (end - start + 1)
        return Cell(("·" * start + mark).ljust(WIDE, "·"), "dim")

    return Head("axis", "", lambda _: None, axis, column=Column("", whole=True, drawn=True))

"""Values that sources disagree on: who says what, and how far apart."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.facts import Chosen, Entity, Fact, rival
from ...model.field import Order
from ...model.problem import NotFoundError
from ...model.table import Answer, Cell, Column
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..card import span
from ..select import ABOUT, Head, Rows, columns_help
from ..spread import Spread, independent, spread_of
from .scope import EVERY, Scope, entities_in


class Conflict(NamedTuple):
    """Facts of one property at one time that cannot all be true, the one shown rather first."""

    entity: Entity
    facts: tuple[Fact, ...]
    spread: Spread | None

    @property
    def size(self) -> tuple[float, float]:
        """What conflicts are sorted by: by what factor numbers differ, then by how many days."""
        if self.spread is None:
            return (0, 0)
        factor = self.spread.factor
        return (factor, 0) if factor else (0, self.spread.high - self.spread.low)


def conflicts(base: KnowledgeBase, scope: Scope, asked: Asked) -> Answer:
    """Every disputed value in a scope, the widest apart first; raises NotFoundError."""
    found = entities_in(base, scope, EVERY, exact=asked.exact)
    around = Around(base, found.entities)
    heads = _heads(around)
    if asked.columns == HELP:
        return columns_help(heads)
    told = [one for entity in found.entities for one in _conflicts(around, entity)]
    if not told:
        hint = "leave out --kind and --about, or see one value: chipwatch why NAME PROPERTY"
        raise NotFoundError(f"no facts are at odds {scope.words()}".rstrip(), hint)
    told.sort(key=lambda one: one.size, reverse=True)
    return Rows(
        f"{len(told)} disputed {scope.words()}".rstrip(), heads, told,
        ("name", "property", "values", "spread", "independent"), asked,
        said=found.talk(), source=around.source,
    )  # fmt: skip


def _conflicts(around: Around, entity: Entity) -> Iterator[Conflict]:
    for chosen in around.chosen(entity).values():
        for facts in _groups(chosen):
            yield Conflict(entity, facts, spread_of(facts))


def _groups(chosen: Chosen) -> Iterator[tuple[Fact, ...]]:
    """The facts that contradict one another, directly or by way of a third; those called disputed.

    They are in order of choice.
    """
    left = list(chosen.facts)
    while left:
        group = [left.pop(0)]
        for fact in group:
            joined = [other for other in left if rival(fact, other)]
            group += joined
            left = [other for other in left if other not in joined]
        if len(group) > 1 or group[0].certainty == "disputed":
            yield tuple(sorted(group, key=chosen.facts.index))


def _heads(around: Around) -> list[Head[Conflict]]:
    def values(one: Conflict) -> list[str]:
        return [_said(around, fact) for fact in one.facts]

    return [
        *ABOUT,
        Head("property", "Property", lambda one: one.facts[0].property,
             column=Column("Property", whole=True)),
        Head(
            "values", "Values", values, lambda one: Cell("; ".join(values(one)), "disputed"),
            cited=lambda one: [each for fact in one.facts for each in fact.citations],
        ),
        Head(
            "spread", "Spread", lambda one: one.spread and one.spread.text(),
            order=lambda one: Order(number=one.size[0] or one.size[1] / 1e9),
        ),
        Head("factor", "Factor", lambda one: one.spread and one.spread.factor),
        Head("low", "Lowest", lambda one: one.spread and one.spread.as_data()["low"]),
        Head("high", "Highest", lambda one: one.spread and one.spread.as_data()["high"]),
        Head("unit", "Unit", lambda one: one.spread and (one.spread.unit or None)),
        Head("facts", "Facts", lambda one: len(one.facts)),
        Head(
            "independent", "Independent", lambda one: independent(one.facts, around.source),
            column=Column("Independent sources", numeric=True),
        ),
        Head("sources", "Sources", lambda one: _sources(one.facts)),
    ]  # fmt: skip


def _said(around: Around, fact: Fact) -> str:
    when = f" ({span(fact)})" if span(fact) else ""
    return f"{around.text(fact)}{when}"


def _sources(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(str(each) for fact in facts for each in fact.citations))

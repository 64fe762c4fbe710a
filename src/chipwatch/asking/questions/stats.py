"""What the base holds, in numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.facts import CERTAINTIES, SOURCE_TYPES
from ...model.fields import Figure
from ...model.kind import AnyField
from ...model.schema import KINDS
from ...model.table import Answer, Column
from ...store.base import KnowledgeBase, Support
from ..asked import HELP, Asked
from ..select import Head, Rows, columns_help


class Count(NamedTuple):
    """How many there are of one thing, what part of the whole, or the latest day."""

    group: str
    what: str
    number: int | float | str


_HEADS: list[Head[Count]] = [
    Head("group", "Group", lambda one: one.group),
    Head("what", "What", lambda one: one.what),
    Head("count", "Count", lambda one: one.number, column=Column("Count", numeric=True)),
]


def stats(base: KnowledgeBase, asked: Asked) -> Answer:
    """Entities by kind, facts by certainty, sources by type, and what is wrong."""
    if asked.columns == HELP:
        return columns_help(_HEADS)
    usual = [head.key for head in _HEADS]
    return Rows("What the base holds", _HEADS, list(_counts(base)), usual, asked)


def _support(base: KnowledgeBase) -> Iterator[Count]:
    """How well the facts are sourced, in per cent, and how new they are."""
    every = base.support()
    numbers = [one for one in every if isinstance(_field(one), Figure)]
    yield Count("support", "numbers", sum(one.facts for one in numbers))
    yield from _percent("facts with a source", every, "sourced")
    yield from _percent("facts with a place in the source", every, "located")
    yield from _percent("numbers with two independent sources", numbers, "twice")
    newest = max(base.dates(), key=lambda date: (date.first, date.last), default=None)
    if newest:
        yield Count("support", "newest fact is as of", newest.text)


def _field(one: Support) -> AnyField:
    return KINDS[one.kind].properties[one.property]


def _percent(what: str, counted: Sequence[Support], having: str) -> Iterator[Count]:
    """What part of the facts has it; nothing is said of none."""
    facts = sum(one.facts for one in counted)
    if facts:
        part = sum(getattr(one, having) for one in counted) / facts
        yield Count("support", f"{what}, %", round(100 * part, 1))


def _counts(base: KnowledgeBase) -> Iterator[Count]:
    kinds = base.counts("entity", "kind")
    yield Count("total", "entities", sum(kinds.values()))
    certainties = base.counts("fact", "certainty")
    yield Count("total", "facts", sum(certainties.values()))
    yield Count("total", "problems", sum(base.counts("problem", "code").values()))
    yield Count("total", "entities left out", sum(base.counts("broken", "kind").values()))
    for kind in KINDS.values():
        yield Count("entities", kind.plural, kinds.get(kind.name, 0))
    for certainty in CERTAINTIES:
        yield Count("facts", certainty, certainties.get(certainty, 0))
    yield Count("facts", "unknown", base.counts("fact", "unknown").get(1, 0))
    types = base.counts("source", "type")
    for type_ in SOURCE_TYPES:
        yield Count("sources", type_, types.get(type_, 0))
    yield from _support(base)

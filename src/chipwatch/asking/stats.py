"""What the base holds, in numbers."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.facts import CERTAINTIES, SOURCE_TYPES
from ..model.schema import KINDS
from ..model.table import Answer, Column
from ..store.base import KnowledgeBase
from .asked import HELP, Asked
from .select import Head, Rows, columns_help


class Count(NamedTuple):
    """How many there are of one thing."""

    group: str
    what: str
    number: int


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

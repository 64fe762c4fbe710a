"""Many names at once: what each means, how sure that is, and what it may mean instead."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.table import Cell, Column
from ...store.base import Brief, KnowledgeBase
from ..asked import HELP, Asked
from ..select import Head, Rows, columns_help
from .lookup import Found
from .names import find

NOBODY = Brief("", "", "")


class Outcome(NamedTuple):
    """What a name means; no entity where that is not sure, but the likeliest as the runner-up."""

    query: str
    found: Found

    @property
    def entity(self) -> Brief:
        """The entity that is surely meant."""
        return self.found.named[0].entity if self.found.sure else NOBODY

    @property
    def runner_up(self) -> str | None:
        """The likeliest entity that was not taken."""
        rest = self.found.named[1 if self.found.sure else 0 :]
        return rest[0].entity.id if rest else None


_HEADS: list[Head[Outcome]] = [
    Head("query", "Query", lambda one: one.query),
    Head("id", "Id", lambda one: one.entity.id or None, column=Column("Id", whole=True)),
    Head("name", "Name", lambda one: one.entity.name or None,
         lambda one: Cell(one.entity.name, "name")),
    Head("kind", "Kind", lambda one: one.entity.kind or None),
    Head("match", "Match", lambda one: one.found.how),
    Head("score", "Score", lambda one: one.found.score,
         lambda one: Cell(f"{one.found.score:.2f}"), column=Column("Score", numeric=True)),
    Head("sure", "Sure", lambda one: one.found.sure,
         lambda one: Cell("yes") if one.found.sure else Cell("no", "disputed")),
    Head("runner_up", "Runner-up", lambda one: one.runner_up),
]  # fmt: skip


class Outcomes(Rows[Outcome]):
    """A row for each name, in the order given."""

    def __init__(self, outcomes: Sequence[Outcome], asked: Asked) -> None:
        self.sure = sum(one.found.sure for one in outcomes)
        count = "1 name" if len(outcomes) == 1 else f"{len(outcomes):,} names"
        title = f"{count}, {self.sure:,} sure"
        super().__init__(title, _HEADS, outcomes, [head.key for head in _HEADS], asked)


def resolved(
    base: KnowledgeBase, names: Iterable[str], kind: str, asked: Asked
) -> Outcomes | Rows[Head[Outcome]]:
    """What each name means, of one kind if one is given."""
    if asked.columns == HELP:
        return columns_help(_HEADS)
    known: dict[str, Found] = {}
    outcomes = []
    for name in names:
        if name not in known:
            known[name] = find(base, name, kind, exact=asked.exact)
        outcomes.append(Outcome(name, known[name]))
    return Outcomes(outcomes, asked)

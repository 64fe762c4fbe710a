"""Pages of entities: everything known of each, as data, as rows and as cards.

What only tables and columns need is loaded when they are asked for: a page as JSON is the answer
that scripts wait for most often.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...model.facts import Entity
from ...model.problem import NotFoundError
from ...model.schema import kind_named
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked, limited
from ..match import Match
from ..naming.names import resolve_all, talk
from ..plain import entity_object

if TYPE_CHECKING:
    from ...model.table import Answer, Json, Row, Table
    from ..select import Head


def pages(base: KnowledgeBase, names: Sequence[str], kind_name: str, asked: Asked) -> "Answer":
    """The pages of the entities named, of one kind if one is given.

    Raises NotFoundError or AmbiguousError where a name does not surely mean one.
    """
    kind = kind_named(kind_name).name if kind_name else ""
    matches = resolve_all(base, names, kind, exact=asked.exact)
    entities = base.entities([match.entity.id for match in matches])
    if base.then and not any(entity.facts for entity in entities):
        what = " and ".join(entity.name for entity in entities)
        then = f"there is nothing on {what} {base.then.moment}"
        raise NotFoundError(then, "ask for a later date")
    answer = Pages(Around(base, entities), matches, asked)
    if asked.columns == HELP:
        from ..select import columns_help

        return columns_help(answer.heads)
    return answer


class Pages:
    """The pages of one or several entities; implements Answer."""

    def __init__(self, around: Around, matches: Sequence[Match], asked: Asked) -> None:
        self.around, self.asked = around, asked
        self.matches = {match.entity.id: match for match in matches}

    @cached_property
    def heads(self) -> "Sequence[Head[Entity]]":
        """Every column that these entities can show."""
        from ..entities import common_heads

        kinds = dict.fromkeys(entity.schema for entity in self.around.entities)
        return common_heads(list(kinds), self.around)

    @cached_property
    def chosen(self) -> "Sequence[Head[Entity]]":
        """The columns asked for, if any."""
        if not self.asked.columns:
            return ()
        from ..select import pick

        return pick(self.heads, self.asked.columns)

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities in the order asked for."""
        entities = list(self.around.entities)
        if self.asked.sort:
            from ..select import ordered

            entities = ordered(self.heads, entities, self.asked.sort)
        return limited(entities, self.asked.limit)

    def data(self) -> "Json":
        """The object of one entity, or the array of several."""
        objects = list(self.grid() if self.chosen else map(self._object, self.entities))
        return objects[0] if len(self.matches) == 1 and objects else objects

    def grid(self) -> "Sequence[Row]":
        """One row of plain values for each entity."""
        heads = self.chosen or self.heads
        return [{head.key: head.plain(entity) for head in heads} for entity in self.entities]

    def tables(self) -> "Sequence[Table]":
        """For each entity its card, what rests on it where it is a source, and its sources."""
        if self.chosen:
            from ..card import choice
            from ..cite import Numbers

            numbers = Numbers() if self.asked.cite else None
            table = choice(self.entities, self.chosen, numbers)
            return [table, *numbers.tables(self.around.source)] if numbers else [table]
        return [table for entity in self.entities for table in self._page(entity)]

    def talk(self) -> Sequence[str]:
        """The names that were guessed."""
        return talk(self.matches.values())

    def _object(self, entity: Entity) -> "Json":
        found = entity_object(self.around, entity, self.matches[entity.id])
        if entity.kind == "source":
            from .resting import resting_object

            found.update(resting_object(self.around.base, entity.id))
        return found

    def _page(self, entity: Entity) -> "Iterator[Table]":
        from ..card import Card

        card = Card(self.around, entity)
        yield card.table()
        if entity.kind == "source":
            from .resting import resting_table

            yield from resting_table(self.around.base, entity.id)
        yield from card.numbers.tables(self.around.source)

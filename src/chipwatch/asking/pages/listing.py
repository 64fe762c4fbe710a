"""Listings of a kind: all of it, or what meets a condition."""

from ...model.facts import Entity
from ...model.kind import Kind
from ...model.problem import NotFoundError
from ...model.schema import kind_named
from ...model.table import Answer, Json
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..entities import heads_of
from ..figures import unsorted
from ..plain import entity_object
from ..select import Rows, columns_help


def listing(base: KnowledgeBase, kind_name: str, asked: Asked) -> Answer:
    """Every entity of a kind; raises NotFoundError where there is none."""
    kind = kind_named(kind_name)
    around = Around(base, base.of_kind(kind.name))
    heads = heads_of(kind, around)
    if asked.columns == HELP:
        return columns_help(heads)
    entities, said = selected(around, kind, asked.where)
    title = f"{len(entities)} {kind.plural if len(entities) > 1 else kind.name}"

    def whole(entity: Entity) -> Json:
        return entity_object(around, entity)

    said += unsorted(around, kind, entities, asked.sort)
    return Rows(
        title, heads, entities, kind.columns, asked,
        whole=whole, said=tuple(said), source=around.source,
    )  # fmt: skip


def selected(around: Around, kind: type[Kind], where: str) -> tuple[list[Entity], list[str]]:
    """The entities that meet a condition, if there is one, and what has to be said of the others.

    Raises NotFoundError where there is none.
    """
    if not around.entities:
        raise _none(around.base, kind)
    if not where:
        return list(around.entities), []
    from ..where import fitting

    return fitting(around, kind, where)


def _none(base: KnowledgeBase, kind: type[Kind]) -> NotFoundError:
    """The error that there is nothing of a kind, or was not at the moment asked about."""
    if base.then:
        then = f"the base has no {kind.plural} {base.then.moment}"
        return NotFoundError(then, "ask for a later date")
    hint = "run chipwatch stats to see what the base holds"
    return NotFoundError(f"the base has no {kind.plural}", hint)

"""What is known of a kind, and how well: each thing by each property."""

from collections import Counter
from collections.abc import Callable

from ...model.facts import Entity
from ...model.kind import AnyField, Kind
from ...model.problem import NotFoundError
from ...model.schema import kind_named
from ...model.table import Answer, Cell
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, NOT_THEN, Asked
from ..entities import citations
from ..figures import said
from ..select import Head, Rows, columns_help
from .freshness import stale, today

SOURCED, WEAK, STALE, EMPTY = "sourced", "weak", "stale", "empty"
WEAKLY = ("estimated", "disputed", "assessment")
NOTE = "weak: estimated, disputed or an opinion; stale: past the half-life of the property"
MARKS = {SOURCED: "", WEAK: "disputed", STALE: "differs"}


def coverage(base: KnowledgeBase, kind_name: str, asked: Asked) -> Answer:
    """The standing of each property of each thing of a kind; raises NotFoundError for none."""
    kind = kind_named(kind_name)
    around = Around(base, base.of_kind(kind.name))
    now = today(base)
    heads: list[Head[Entity]] = [
        Head("id", "Id", lambda entity: entity.id),
        Head("name", "Name", lambda entity: entity.name, lambda one: Cell(one.name, "name")),
        *(_head(around, field, now) for field in kind.properties.values()),
    ]
    if asked.columns == HELP:
        return columns_help(heads)
    if not around.entities:
        raise NotFoundError(f"the base has no {kind.plural}", "run chipwatch stats")
    usual = [name for name in kind.columns if name == "name" or name in kind.properties]
    title = f"Coverage of {kind.plural}"
    notes = (_sum(around, kind, now), NOTE)
    return Rows(title, heads, around.entities, usual, asked, notes=notes, source=around.source)


def standing(around: Around, entity: Entity, field: AnyField, now: int) -> str:
    """How well a property is known: sourced, weak, stale, empty, or why it is unknown."""
    chosen = around.chosen(entity).get(field.name)
    if chosen is None:
        return NOT_THEN if field.name in around.unknown_then(entity) else EMPTY
    fact = chosen.shown[0]
    if fact.unknown:
        return fact.text()
    if all(stale(around, one, now) for one in chosen.shown):
        return STALE
    return WEAK if chosen.disputed or fact.certainty in WEAKLY else SOURCED


def _head(around: Around, field: AnyField, now: int) -> Head[Entity]:
    def state(entity: Entity) -> str:
        return standing(around, entity, field, now)

    return Head(
        field.name, field.label, state, _cell(state),
        cited=lambda entity: citations(around, entity, field.name),
    )  # fmt: skip


def _cell(state: Callable[[Entity], str]) -> Callable[[Entity], Cell]:
    def cell(entity: Entity) -> Cell:
        word = state(entity)
        return Cell(word, MARKS.get(word, "dim"))

    return cell


def _sum(around: Around, kind: type[Kind], now: int) -> str:
    """How many values there are of each standing, over all properties."""
    states = Counter(
        standing(around, entity, field, now)
        for entity in around.entities
        for field in kind.properties.values()
    )
    number = len(around.entities) * len(kind.properties)
    first = sorted(states.items(), key=lambda pair: (pair[0] not in MARKS, pair[0]))
    words = said(dict(first))
    return f"of {number:,} values over all properties: {words}"

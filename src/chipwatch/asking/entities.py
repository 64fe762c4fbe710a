"""Listings of a kind, and the columns that entities of any kind can show."""

from collections.abc import Callable, Mapping, Sequence

from ..model.facts import Entity
from ..model.field import Order
from ..model.fields import Number, Ref
from ..model.kind import AnyField, Kind
from ..model.problem import NotFoundError
from ..model.schema import kind_named
from ..model.table import Answer, Cell, Column, Json
from ..store.base import KnowledgeBase
from .around import Around
from .asked import HELP, Asked
from .plain import entity_object, flat
from .select import Head, Rows, columns_help


def listing(base: KnowledgeBase, kind_name: str, asked: Asked) -> Answer:
    """Every entity of a kind; raises NotFoundError where there is none."""
    kind = kind_named(kind_name)
    around = Around(base, base.of_kind(kind.name))
    heads = heads_of(kind, around)
    if asked.columns == HELP:
        return columns_help(heads)
    if not around.entities:
        hint = "run chipwatch stats to see what the base holds"
        raise NotFoundError(f"the base has no {kind.plural}", hint)
    title = f"{len(around.entities)} {kind.plural if len(around.entities) > 1 else kind.name}"

    def whole(entity: Entity) -> Json:
        return entity_object(around, entity)

    return Rows(title, heads, around.entities, kind.columns, asked, whole=whole)


def heads_of(kind: type[Kind], around: Around) -> list[Head[Entity]]:
    """Every column of a kind: its names, its properties and its relations seen from here."""
    heads: list[Head[Entity]] = [
        Head("id", "Id", lambda entity: entity.id),
        Head("kind", "Kind", lambda entity: entity.kind),
        Head("name", "Name", lambda entity: entity.name, _name_cell),
        Head("aliases", "Also", lambda entity: entity.aliases),
    ]
    for field in kind.properties.values():
        heads += [_property_head(around, field, key) for key in field.flat_keys()]
    for name, relations in kind.relations().items():
        if name not in kind.properties:
            heads.append(_relation_head(around, name, relations[0].inverse.label))
    return heads


def value_cell(around: Around, entity: Entity, field: AnyField) -> Cell:
    """What is shown of a property, how many facts are not, and whether they are at odds."""
    if field.many and isinstance(field, Ref):
        return relation_cell(around, entity, field.name)
    chosen = around.chosen(entity).get(field.name)
    if chosen is None:
        return Cell("")
    text = "; ".join(around.text(fact) for fact in chosen.shown)
    aside = f"+{chosen.others}" if chosen.others else ""
    if chosen.disputed:
        return Cell(text, "disputed", f"disputed {aside}".rstrip())
    return Cell(text, "dim" if chosen.shown[0].unknown else "", aside)


def relation_cell(around: Around, entity: Entity, key: str) -> Cell:
    """The names of the entities that a relation leads to."""
    return Cell("; ".join(around.name(link.other) for link in around.links(entity, key)))


def _name_cell(entity: Entity) -> Cell:
    return Cell(entity.name, "name")


def _plain(around: Around, key: str) -> Callable[[Entity], Json]:
    return lambda entity: flat(around, entity)[key]


def _property_head(around: Around, field: AnyField, key: str) -> Head[Entity]:
    if key != field.name:
        label = f"{field.label} {key.removeprefix(field.name).strip('_')}"
        return Head(key, label, _plain(around, key))

    def cell(entity: Entity) -> Cell:
        return value_cell(around, entity, field)

    def order(entity: Entity) -> Order | None:
        chosen = around.chosen(entity).get(field.name)
        if chosen is None or chosen.shown[0].unknown:
            return None
        if isinstance(field, Ref):
            return (around.text(chosen.shown[0]).casefold(), 0.0)
        return field.order(chosen.shown[0].value)

    column = Column(field.label, numeric=isinstance(field, Number))
    return Head(key, field.label, _plain(around, key), cell, order, column)


def _relation_head(around: Around, key: str, label: str) -> Head[Entity]:
    def cell(entity: Entity) -> Cell:
        return relation_cell(around, entity, key)

    return Head(key, label, _plain(around, key), cell)


def common_heads(kinds: Sequence[type[Kind]], around: Around) -> list[Head[Entity]]:
    """The columns of several kinds together, each once; those of another kind stay empty."""
    own = {kind.name: {head.key: head for head in heads_of(kind, around)} for kind in kinds}
    every = {key: head for heads in own.values() for key, head in heads.items()}
    if len(kinds) == 1:
        return list(every.values())
    return [_tolerant(head, own) for head in every.values()]


def _tolerant(head: Head[Entity], own: Mapping[str, Mapping[str, Head[Entity]]]) -> Head[Entity]:
    """The column with nothing for entities whose kind, by the columns of each, does not have it."""

    def plain(entity: Entity) -> Json:
        here = own[entity.kind].get(head.key)
        return here.plain(entity) if here else None

    return Head(head.key, head.label, plain)

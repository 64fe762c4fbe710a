"""The columns that entities of any kind can show."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model.facts import Citation, Entity
from ..model.field import Order
from ..model.fields import Number, Ref
from ..model.kind import AnyField, Kind
from ..model.table import Cell, Column, Json
from .around import Around
from .asked import NOT_THEN
from .plain import flat
from .select import Head


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
    heads.append(Head("disputed", "Disputed", lambda entity: _disputed(around, entity)))
    return heads


def _disputed(around: Around, entity: Entity) -> list[str]:
    """The properties whose facts are at odds."""
    return [name for name, one in around.chosen(entity).items() if one.disputed]


def value_cell(around: Around, entity: Entity, field: AnyField) -> Cell:
    """What is shown of a property, over which period, whether it is disputed, and what is not."""
    if field.many and isinstance(field, Ref):
        return relation_cell(around, entity, field.name)
    chosen = around.chosen(entity).get(field.name)
    if chosen is None:
        then = field.name in around.unknown_then(entity)
        return Cell(NOT_THEN, "dim") if then else Cell("")
    text = "; ".join(around.text(fact) for fact in chosen.shown)
    period = None if field.many else chosen.shown[0].period
    asides = [period.shown() if period else "", "disputed" * chosen.disputed]
    asides = [", ".join(filter(None, asides)), f"+{chosen.others}" if chosen.others else ""]
    mark = "disputed" if chosen.disputed else "dim" if chosen.shown[0].unknown else ""
    return Cell(text, mark, " ".join(filter(None, asides)))


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

    def cited(entity: Entity) -> Iterator[Citation]:
        yield from citations(around, entity, field.name)

    def order(entity: Entity) -> Order | None:
        chosen = around.chosen(entity).get(field.name)
        if chosen is None or chosen.shown[0].unknown:
            return None
        if isinstance(field, Ref):
            return Order(around.text(chosen.shown[0]).casefold())
        return field.order(chosen.shown[0].value)

    column = Column(field.label, numeric=isinstance(field, Number))
    return Head(key, field.label, _plain(around, key), cell, order, column, cited)


def _relation_head(around: Around, key: str, label: str) -> Head[Entity]:
    def cell(entity: Entity) -> Cell:
        return relation_cell(around, entity, key)

    def cited(entity: Entity) -> Iterator[Citation]:
        yield from citations(around, entity, key)

    return Head(key, label, _plain(around, key), cell, cited=cited)


def citations(around: Around, entity: Entity, key: str) -> Iterator[Citation]:
    """What the values shown of a property or relation rest on."""
    chosen = around.chosen(entity).get(key)
    facts = [*(chosen.shown if chosen else ())]
    facts += [link.fact for link in around.links(entity, key)]
    for fact in facts:
        yield from fact.citations


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

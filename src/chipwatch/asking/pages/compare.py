"""Entities side by side: what each property says of each, where they differ, and by what factor."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.facts import Chosen, Entity
from ...model.field import Order, Plain
from ...model.fields import plain_quantity
from ...model.kind import AnyField, Kind
from ...model.problem import NotFoundError, NothingInCommonError, UsageError
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked, left_out, limited
from ..cite import Numbers
from ..entities import citations, relation_cell, value_cell
from ..match import Match, match_object
from ..naming.names import resolve_all, talk
from ..plain import fact_object, flat, source_object
from ..select import Head, columns_help, ordered, pick
from .ratios import Figures, Ratios, ratios_of

FEWEST = 2


class Contrast(NamedTuple):
    """One property of all the entities compared."""

    key: str
    label: str
    unit: str
    values: tuple[Json, ...]
    cells: tuple[Cell, ...]
    differs: bool
    ratios: Ratios
    disputed: list[str]
    """The entities of which the facts behind the value are at odds."""

    def ratio(self, place: int) -> Plain:
        """How many times the first entity's number that of another is."""
        ratio = self.ratios.each[place]
        return None if ratio is None else plain_quantity(ratio)


def compare(
    base: KnowledgeBase,
    names: Sequence[str],
    asked: Asked,
    *,
    properties: tuple[str, ...] = (),
    only_differences: bool = False,
) -> Answer:
    """Entities side by side, of one kind or of several.

    Raises UsageError for fewer than two, NothingInCommonError where no property has a value for
    more than one of them, NotFoundError where those wanted have none, and the errors of names.
    """
    matches = resolve_all(base, names, exact=asked.exact)
    if len(matches) < FEWEST:
        same = f"{matches[0].entity.name} alone cannot be compared"
        raise UsageError(same, "name two or more different things")
    around = Around(base, base.entities([match.entity.id for match in matches]))
    heads = _shared_heads([entity.schema for entity in around.entities])
    if HELP in (properties, asked.columns):
        return columns_help(heads)
    wanted = pick(heads, properties or asked.columns, "property")
    contrasts = list(_contrasts(around, wanted or heads))
    if not wanted and not any(_both(one) for one in contrasts):
        raise _nothing_in_common(around.entities)
    if not contrasts:
        raise _nothing_known(around.entities, wanted)
    if only_differences:
        contrasts = [one for one in contrasts if one.differs]
    return Comparison(around, matches, ordered(_ORDERS, contrasts, asked.sort), asked.limit)


def _ratio_order(one: Contrast) -> Order | None:
    ratio = one.ratios.each[1]
    return ratio and Order(number=(ratio.high if ratio.low is None else ratio.low) or 0)


_ORDERS: list[Head[Contrast]] = [
    Head("property", "Property", lambda one: one.key),
    Head("label", "Label", lambda one: one.label),
    Head("differs", "Differs", lambda one: one.differs),
    Head("ratio", "Ratio", lambda one: one.ratio(1), order=_ratio_order),
]
"""What contrasts can be sorted by."""


class Comparison:
    """Contrasts of two or more entities; implements Answer."""

    def __init__(
        self,
        around: Around,
        matches: Sequence[Match],
        contrasts: list[Contrast],
        limit: int | None,
    ) -> None:
        self.around, self.matches = around, matches
        self.contrasts = limited(contrasts, limit)
        self.left_out = len(contrasts) - len(self.contrasts)
        self.numbers = Numbers()
        for one in self.contrasts:
            for entity in around.entities:
                self.numbers.cites(citations(around, entity, one.key))

    def data(self) -> Json:
        """The entities, their contrasts by property, and the sources of it all."""
        matches = {match.entity.id: match for match in self.matches}
        return {
            "entities": [
                {
                    "id": entity.id, "kind": entity.kind, "name": entity.name,
                    "match": match_object(matches[entity.id]),
                }
                for entity in self.around.entities
            ],
            "properties": [self._object(one) for one in self.contrasts],
            "sources": [source_object(self.around.source(id_)) for id_ in self.numbers.order],
        }  # fmt: skip

    def grid(self) -> Sequence[Row]:
        """A row for each property, with a column for each entity."""
        ids = [entity.id for entity in self.around.entities]
        return [
            {
                "property": one.key, "label": one.label, "unit": one.unit or None,
                **dict(zip(ids, one.values, strict=True)), "differs": one.differs,
                **{f"ratio_{id_}": one.ratio(place) for place, id_ in enumerate(ids) if place},
                "disputed": one.disputed,
            }
            for one in self.contrasts
        ]  # fmt: skip

    def tables(self) -> Sequence[Table]:
        """The entities as columns, and the sources under them."""
        entities = self.around.entities
        ratios = any(one.ratios.told for one in self.contrasts)
        columns = [Column("", whole=True), Column("Property")]
        columns += [Column(entity.name) for entity in entities]
        columns += [Column("Ratio", whole=True)] * ratios
        rows = tuple(self._row(one, ratios=ratios) for one in self.contrasts)
        title = " and ".join(entity.name for entity in entities)
        table = Table(title, tuple(columns), rows, notes=tuple(self._notes(ratios=ratios)))
        return [table, *self.numbers.tables(self.around.source)]

    def talk(self) -> Sequence[str]:
        """The names that were guessed."""
        return talk(self.matches)

    def _notes(self, *, ratios: bool) -> Iterator[str]:
        """What the signs mean, and in which currency sums of money were set against each other."""
        yield from left_out(self.left_out)
        if any(one.differs for one in self.contrasts):
            yield "≠ they differ"
        elif not self.contrasts:
            yield "nothing that is known of two of them differs"
        if ratios:
            taken = [one for one in self.contrasts if one.ratios.told and not one.unit]
            money = [one for one in taken if one.ratios.unit]
            units = "".join(f"; {one.label.lower()} in {one.ratios.unit}" for one in money)
            yield f"ratio: how many times the figure of {self.around.entities[0].name}{units}"
        without = [f"{one.label} ({one.ratios.why})" for one in self.contrasts if one.ratios.why]
        if without:
            yield f"no ratio: {', '.join(without)}"

    def _row(self, one: Contrast, *, ratios: bool) -> tuple[Cell, ...]:
        mark = Cell("≠", "differs") if one.differs else Cell("")
        last = (Cell(one.ratios.text(), "differs"),) if ratios else ()
        pairs = zip(self.around.entities, one.cells, strict=True)
        cells = (self._with_sources(entity, one.key, cell) for entity, cell in pairs)
        return (mark, Cell(one.label, "label"), *cells, *last)

    def _with_sources(self, entity: Entity, key: str, cell: Cell) -> Cell:
        return cell._replace(cites=self.numbers.cites(citations(self.around, entity, key)))

    def _object(self, one: Contrast) -> Json:
        ids = [entity.id for entity in self.around.entities]
        return {
            "property": one.key, "label": one.label, "unit": one.unit or None,
            "values": dict(zip(ids, one.values, strict=True)),
            "differs": one.differs,
            "disputed": one.disputed,
            "ratios": {id_: one.ratio(place) for place, id_ in enumerate(ids)},
            "ratio_unit": one.ratios.unit or None,
            "facts": {entity.id: self._facts(entity, one.key) for entity in self.around.entities},
        }  # fmt: skip

    def _facts(self, entity: Entity, key: str) -> Json:
        chosen = self.around.chosen(entity).get(key)
        own = chosen.shown if chosen else ()
        links = self.around.links(entity, key)
        facts = [*own, *(link.fact for link in links if link.fact not in own)]
        return [fact_object(self.around, fact, shown=True) for fact in facts]


def _shared_heads(kinds: Sequence[type[Kind]]) -> list[Head[None]]:
    """The properties and relations that all the kinds have, by name."""
    labels = [kind.labels() for kind in dict.fromkeys(kinds)]
    shared = [key for key in labels[0] if all(key in others for others in labels[1:])]
    return [Head(key, labels[0][key], lambda _: None) for key in shared]


def _contrasts(around: Around, heads: Sequence[Head[None]]) -> Iterator[Contrast]:
    """The properties of which at least one entity has a value."""
    for head in heads:
        cells = tuple(_cell(around, entity, head.key) for entity in around.entities)
        if any(cell.text for cell in cells):
            yield _contrast(around, head, cells)


def _contrast(around: Around, head: Head[None], cells: tuple[Cell, ...]) -> Contrast:
    values = tuple(flat(around, entity)[head.key] for entity in around.entities)
    fields = [entity.schema.properties.get(head.key) for entity in around.entities]
    chosen = [around.chosen(entity).get(head.key) for entity in around.entities]
    ratios = ratios_of([_figures(one) for one in chosen])
    pairs = zip(around.entities, chosen, strict=True)
    disputed = [entity.id for entity, one in pairs if one and one.disputed]
    unit, differs = _one_unit(fields), _differ(values, cells)
    return Contrast(head.key, head.label, unit, values, cells, differs, ratios, disputed)


def _cell(around: Around, entity: Entity, key: str) -> Cell:
    field = entity.schema.properties.get(key)
    if field is None:
        return relation_cell(around, entity, key)
    return value_cell(around, entity, field)


def _differ(values: Sequence[Json], cells: Sequence[Cell]) -> bool:
    """Whether two that are known say different things; in lists, whatever their order."""
    said: set[object] = {
        frozenset(value) if isinstance(value, list) else cell.text
        for value, cell in zip(values, cells, strict=True)
        if cell.text
    }
    return len(said) > 1


def _both(one: Contrast) -> bool:
    """Whether two have a value; what every kind has, such as a summary, does not count."""
    return one.key not in vars(Kind) and sum(bool(cell.text) for cell in one.cells) >= FEWEST


def _one_unit(fields: Sequence[AnyField | None]) -> str:
    units = {field.unit for field in fields if field}
    return units.pop() if len(units) == 1 else ""


def _figures(chosen: Chosen | None) -> Figures:
    """The number shown of a property, and how many days it counts up, where that is told."""
    if chosen is None or chosen.field.many or chosen.shown[0].unknown:
        return Figures({})
    fact = chosen.shown[0]
    return Figures(chosen.field.quantities(fact.value), fact.period.days if fact.period else None)


def _nothing_known(entities: Sequence[Entity], wanted: Sequence[Head[None]]) -> NotFoundError:
    what = " and ".join(entity.name for entity in entities)
    keys = ", ".join(head.key for head in wanted)
    return NotFoundError(f"nothing is known of {what}: {keys}", "see each: chipwatch show NAME")


def _nothing_in_common(entities: Sequence[Entity]) -> NothingInCommonError:
    what = " and ".join(f"{entity.name} ({entity.kind})" for entity in entities)
    kinds = dict.fromkeys(entity.kind for entity in entities)
    hint = "compare things of one kind" if len(kinds) > 1 else "see each: chipwatch show NAME"
    return NothingInCommonError(f"{what} have no property in common", hint)

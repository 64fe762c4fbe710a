"""The card of an entity: a line for each thing known of it, by section, each with its source."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.facts import Chosen, Entity, Fact
from ..model.fields import Number, Ref, Text
from ..model.kind import AnyField
from ..model.quantity import show as show_quantity
from ..model.schema import KINDS
from ..model.table import Cell, Column, Table
from ..store.base import Brief
from .around import Around, Link
from .asked import NOT_THEN
from .cite import Numbers
from .select import Head

COLUMNS = (
    Column("Property", whole=True), Column("Value"), Column("As of", most=10),
    Column("Certainty", whole=True), Column("Source", most=8),
)  # fmt: skip


class Line(NamedTuple):
    """One line of a card: what it says, and the fact that says so."""

    label: str
    value: Cell
    fact: Fact | None


class Card:
    """The lines of one entity's page, with its sources numbered as they come up."""

    def __init__(self, around: Around, entity: Entity) -> None:
        self.around, self.entity = around, entity
        self.numbers = Numbers()

    def table(self) -> Table:
        """The card: a heading for each section that has lines, and the lines."""
        rows: list[tuple[Cell, ...]] = []
        if self.entity.aliases:
            rows.append((Cell("Also", "label"), Cell(", ".join(self.entity.aliases), "dim")))
        for section in self.entity.schema.sections:
            lines = list(self._section(section))
            if lines:
                rows += [(Cell(section, "heading"),), *self._rows(lines)]
        return Table(title(self.entity), COLUMNS, tuple(rows), headed=False)

    def _section(self, section: str) -> Iterator[Line]:
        chosen = self.around.chosen(self.entity)
        unknown = self.around.unknown_then(self.entity)
        for name, field in self.entity.schema.properties.items():
            if field.section == section and isinstance(field, Ref):
                yield from self._links(name, field.label)
                if name in chosen and chosen[name].shown[0].unknown:
                    yield from self._values(field, chosen[name])
            elif field.section == section and name in chosen:
                yield from self._values(field, chosen[name])
            if field.section == section and name in unknown:
                yield Line(field.label, Cell(NOT_THEN, "dim"), None)
        for name, relations in self.entity.schema.relations().items():
            inverse = relations[0].inverse
            if inverse.section == section and name not in self.entity.schema.properties:
                yield from self._links(name, inverse.label)

    def _values(self, field: AnyField, chosen: Chosen) -> Iterator[Line]:
        for fact in chosen.shown:
            yield Line(field.label, self._cell(fact, chosen), fact)

    def _cell(self, fact: Fact, chosen: Chosen) -> Cell:
        """The value, its note, how many other facts there are, and whether they are at odds."""
        asides = [noted(fact)] if noted(fact) else []
        doubtful = chosen.doubts(fact)
        if doubtful:
            asides.append("disputed")
        if chosen.others and fact is chosen.shown[0]:
            asides.append(f"+{chosen.others}")
        mark = "disputed" if doubtful else "dim" if fact.unknown else ""
        return Cell(self.around.text(fact), mark, "; ".join(asides))

    def _links(self, name: str, label: str) -> Iterator[Line]:
        chosen = self.around.chosen(self.entity).get(name)
        for link in self.around.links(self.entity, name):
            yield Line(label, self._link_cell(link, chosen), link.fact)

    def _link_cell(self, link: Link, chosen: Chosen | None) -> Cell:
        own = chosen if chosen and link.fact in chosen.facts else None
        said = self._cell(link.fact, own).aside if own else noted(link.fact)
        other = self.around.other(link.other)
        headline = _headline(self.around, other) if other else ""
        asides = [part for part in (headline, said) if part]
        return Cell(self.around.name(link.other), "name", "; ".join(asides))

    def _rows(self, lines: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
        before = ""
        for line in lines:
            label = "" if line.label == before else line.label
            before = line.label
            if line.fact is None:
                yield (Cell(label, "label"), line.value)
                continue
            certainty = "" if line.fact.certainty == "confirmed" else line.fact.certainty
            yield (
                Cell(label, "label"), line.value, Cell(span(line.fact), "dim"),
                Cell(certainty, "dim"),
                Cell("", "dim", cites=self.numbers.cites(line.fact.citations)),
            )  # fmt: skip


def noted(fact: Fact) -> str:
    """What a fact says beside its value: the share held, and its note."""
    share = f"{show_quantity(fact.share)} %" if fact.share else ""
    return "; ".join(part for part in (share, fact.note) if part)


def span(fact: Fact) -> str:
    """When a fact held, or the period that its figure counts up, as far as it is stated."""
    start = fact.period or fact.as_of
    held = start.shown() if start else ""
    return f"{held} to {fact.until.text}".lstrip() if fact.until else held


def _headline(around: Around, other: Entity) -> str:
    """What can be said of an entity in one line on the page of another."""
    chosen = around.chosen(other)
    found = (chosen[name] for name in KINDS[other.kind].headline if name in chosen)
    return ", ".join(_said(one.shown[0]) for one in found if not isinstance(one.field, Ref))


def _said(fact: Fact) -> str:
    """A value in a headline; a bare number or text with what it is the number or text of."""
    if fact.unknown or fact.field.unit or type(fact.field) not in {Number, Text}:
        return fact.text()
    label = fact.field.label
    return f"{label if label.isupper() else label.lower()} {fact.text()}"


def choice(
    entities: Sequence[Entity], heads: Sequence[Head[Entity]], numbers: Numbers | None
) -> Table:
    """But the columns asked for: of one entity as a card, of several as a table.

    With the numbers of their sources, if those are wanted.
    """

    def cell(head: Head[Entity], entity: Entity) -> Cell:
        cites = numbers.cites(head.citations(entity)) if numbers else ()
        return head.shown(entity)._replace(cites=cites)

    if len(entities) != 1:
        rows = tuple(tuple(cell(head, entity) for head in heads) for entity in entities)
        return Table("", tuple(head.heading() for head in heads), rows)
    rows = tuple((Cell(head.label, "label"), cell(head, entities[0])) for head in heads)
    return Table(title(entities[0]), COLUMNS[:2], rows, headed=False)


def title(entity: Entity | Brief) -> str:
    """What stands over a page."""
    return f"{entity.name} · {entity.kind} · {entity.id}"

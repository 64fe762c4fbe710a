"""A base as tables for SQL: one for each kind with the columns of its listing, fact and alias.

A column holds what a listing shows, in the schema's unit; lists are joined with semicolons, as in
CSV. A number that is a range or bound is no number: it stands in ``x_low`` and ``x_high``. Where a
condition is tested, each end stands for it in turn.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter

from ..model.dates import Date
from ..model.facts import Entity, Fact
from ..model.fields import Amount, Day, Figure, Ref
from ..model.kind import AnyField, Kind
from ..model.quantity import Quantity, Real
from ..model.schema import KINDS
from ..model.table import Json
from ..store.base import KnowledgeBase
from ..store.guard import Guarded, Wants
from .around import Around
from .entities import heads_of
from .figures import figure
from .select import as_text

Plain = str | Real | None
Column = Callable[[Entity], Plain]
FACT = (
    "entity", "kind", "property", "value", "text", "unit", "low", "high", "unknown", "as_of",
    "until", "period", "share", "certainty", "shown", "disputed", "independent", "sources", "note",
    "path", "line",
)  # fmt: skip
ALIAS = ("entity", "kind", "alias")


TEXT, NUMBER, ANY = "TEXT", "NUMERIC", ""
"""What SQLite takes what is compared with a column for, so that 2015 is a year beside dates."""
_NUMBERS = frozenset(("low", "high", "share", "shown", "disputed", "independent", "line"))
"""The columns of facts that hold numbers."""


def names(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """Every table with its columns and their types."""
    nothing = Around(base, [])
    kinds = {kind.name: _types(kind, columns(kind, nothing)) for kind in KINDS.values()}
    facts = {key: NUMBER if key in _NUMBERS else TEXT for key in FACT} | {"value": ANY}
    return {**kinds, "fact": facts, "alias": dict.fromkeys(ALIAS, TEXT)}


def _types(kind: type[Kind], made: Iterable[str]) -> dict[str, str]:
    figures = {
        key
        for field in kind.properties.values()
        if isinstance(field, Figure) and not field.many
        for key in _keys(field)
    }
    return {key: NUMBER if key in figures else TEXT for key in made}


def _keys(field: AnyField) -> Iterator[str]:
    """The columns of a figure: the number and its ends; of money in dollars as well."""
    for name in (field.name, f"{field.name}_usd") if isinstance(field, Amount) else (field.name,):
        yield from (name, f"{name}_low", f"{name}_high")


def columns(kind: type[Kind], around: Around, end: str = "exact") -> dict[str, Column]:
    """The columns of a kind, each with what it holds; of a range, one end if that is asked for."""
    found: dict[str, Column] = {head.key: _plain(head.plain) for head in heads_of(kind, around)}
    for field in kind.properties.values():
        if isinstance(field, Ref):
            found.update(_of_relation(around, field))
        elif isinstance(field, Figure) and not field.many:
            found.update(_of_number(around, field, end))
        elif isinstance(field, Day) and not field.many:
            found.update(_of_day(around, field))
    return found


def fill(
    base: KnowledgeBase,
    guarded: Guarded,
    wants: Wants,
    here: tuple[Around, str, str] | None = None,
) -> None:
    """Put into the tables that a question reads what it reads of them.

    Entities that are loaded already may be given, with their kind and the end of their ranges.
    """
    for table, wanted in wants.items():
        if table == "alias":
            guarded.fill(table, _aliases(base))
        elif table == "fact":
            guarded.fill(table, _facts(base))
        else:
            if here and here[1] == table:
                around, end = here[0], here[2]
            else:
                around, end = Around(base, base.of_kind(table)), "exact"
            guarded.fill(table, _rows(KINDS[table], around, wanted, end))


def _rows(kind: type[Kind], around: Around, wanted: set[str], end: str) -> Iterator[list[Plain]]:
    """A row for each entity, empty where the question does not look."""
    made = columns(kind, around, end)
    for entity in around.entities:
        yield [column(entity) if name in wanted else None for name, column in made.items()]


def _plain(value: Callable[[Entity], Json]) -> Column:
    def column(entity: Entity) -> Plain:
        found = value(entity)
        if isinstance(found, list | tuple):
            return as_text(found) or None
        return found if isinstance(found, str | int | float) else None

    return column


def _of_number(around: Around, field: AnyField, end: str) -> Iterator[tuple[str, Column]]:
    """The number itself, where there is one, and both its ends; of money in dollars as well."""
    yield from _ends(around, field, field.name, "", end)
    if isinstance(field, Amount):
        yield from _ends(around, field, f"{field.name}_usd", "USD", end)


def _of_day(around: Around, field: Day) -> Iterator[tuple[str, Column]]:
    """The first and the last day that a date may be, as dates less precise do not compare."""

    def end(pick: Callable[[Date], int]) -> Column:
        def column(entity: Entity) -> Plain:
            chosen = around.chosen(entity).get(field.name)
            if chosen is None or chosen.shown[0].unknown:
                return None
            return date.fromordinal(pick(chosen.shown[0].value)).isoformat()

        return column

    yield f"{field.name}_first", end(attrgetter("first"))
    yield f"{field.name}_last", end(attrgetter("last"))


def _ends(
    around: Around, field: AnyField, key: str, unit: str, end: str
) -> Iterator[tuple[str, Column]]:
    def ends(pick: Callable[[Quantity], Real | None]) -> Column:
        def column(entity: Entity) -> Plain:
            number = figure(around, entity, field, unit)
            return None if number is None else pick(number)

        return column

    yield key, ends(attrgetter(end))
    yield f"{key}_low", ends(lambda number: number.low)
    yield f"{key}_high", ends(lambda number: number.high)


def _of_relation(around: Around, field: Ref) -> Iterator[tuple[str, Column]]:
    """What the entities at the other end are called, and their countries where they have any."""

    def name(entity: Entity) -> Plain:
        return as_text([around.name(link.other) for link in around.links(entity, field.name)])

    @cache
    def countries() -> dict[str, str]:
        links = (link for one in around.entities for link in around.links(one, field.name))
        others = around.base.entities(sorted({link.other for link in links}), ("country",))
        return {other.id: country for other in others if (country := _country(other))}

    def country(entity: Entity) -> Plain:
        found = [countries().get(link.other) for link in around.links(entity, field.name)]
        return as_text(list(dict.fromkeys(filter(None, found)))) or None

    yield f"{field.name}_name", lambda entity: name(entity) or None
    if any("country" in KINDS[kind].properties for kind in field.kinds):
        yield f"{field.name}_country", country


def _country(entity: Entity) -> str:
    chosen = entity.chosen().get("country")
    return "" if chosen is None or chosen.shown[0].unknown else chosen.shown[0].text()


def _aliases(base: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for entity in base.of_kind(kind):
            yield from ((entity.id, kind, alias) for alias in entity.aliases)


def _facts(base: KnowledgeBase) -> Iterator[Sequence[Plain]]:
    for kind in KINDS:
        for entity in base.of_kind(kind):
            for one in entity.chosen().values():
                shown = set(map(id, one.shown))
                for fact in one.facts:
                    yield _fact(fact, shown=id(fact) in shown, disputed=one.disputed)


def _fact(fact: Fact, *, shown: bool, disputed: bool) -> Sequence[Plain]:
    numbers = {} if fact.unknown else fact.field.quantities(fact.value)
    unit, number = next(iter(numbers.items()), (fact.field.unit, None))
    return (
        fact.entity, fact.kind, fact.property, fact.plain(), fact.text(), unit or None,
        number and number.low, number and number.high,
        fact.value.reason if fact.unknown else None,
        fact.as_of and fact.as_of.text, fact.until and fact.until.text,
        fact.period and fact.period.text, fact.share and fact.share.exact,
        fact.certainty, int(shown), int(disputed), fact.independent,
        "; ".join(map(str, fact.citations)), fact.note or None, fact.where.path, fact.where.line,
    )  # fmt: skip

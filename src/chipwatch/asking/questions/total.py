"""Sums of a figure by what one likes: never over stages, never a plan and its parts twice."""

from collections.abc import Iterable, Iterator, Sequence

from ...model.facts import Citation
from ...model.field import Order
from ...model.fields import plain_quantity
from ...model.problem import NotFoundError
from ...model.quantity import rounded, show
from ...model.schema import kind_named
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked, few
from ..plain import source_object
from ..select import Head, Rows, columns_help
from ..where import fitting
from .rates import COMPUTED, Rate
from .tally import ALL, Part, Sum, Tally, Wanted

WIDE = 20
"""Signs in the bar of the largest sum."""


def total(base: KnowledgeBase, kind_name: str, wanted: Wanted, asked: Asked) -> Answer:
    """Sums of a figure of a kind; raises UsageError, UnknownNameError and NotFoundError."""
    kind = kind_named(kind_name)
    around = Around(base, base.of_kind(kind.name))
    tally = Tally(around, kind, wanted)
    if asked.columns == HELP:
        return columns_help(_heads(tally))
    entities, left = list(around.entities), list[str]()
    if asked.where:
        entities, left = fitting(around, kind, asked.where)
    tally.take(entities)
    if not tally.parts:
        stage = f" at the stage {tally.stage}" if tally.stage else ""
        hint = f"run chipwatch {kind.name} to see what there is"
        raise NotFoundError(f"no {kind.plural}{stage} to add up", hint)
    return Totals(tally, asked, left)


class Totals:
    """The lines of a total; implements Answer."""

    def __init__(self, tally: Tally, asked: Asked, left: Sequence[str]) -> None:
        self.tally, self.left = tally, left
        sums = tally.sums()
        usual = [*(one.key for one in tally.by), *(["stage"] * bool(tally.stages))]
        title = f"{tally.field.label} of {tally.kind.plural}"
        self.rows = Rows(
            title + (f" in {tally.currency}" if tally.currency else ""),
            _heads(tally), sums, (*usual, "sum", "count", "unknown"), asked,
            notes=tuple(_notes(tally)), source=tally.sources().__getitem__, drawing=_bar(sums),
        )  # fmt: skip

    def data(self) -> Json:
        """The lines, each with the figures in it, and what was left out of them."""
        tally = self.tally
        return {
            "kind": tally.kind.name, "property": tally.field.name,
            "currency": tally.currency or None, "by": [one.key for one in tally.by],
            "rows": [
                {**row, "parts": [_part(tally, part) for part in one.parts]}
                for row, one in zip(self.rows.grid(), self.rows.items, strict=True)
            ],
            "inside": [
                {"id": one.part.term.entity.id, "part_of": one.whole.id} for one in tally.inside
            ],
            "unknown": [part.term.entity.id for part in tally.parts if not part.converted],
            "unconverted": [part.term.entity.id for part in _unconverted(tally)],
            "sources": [source_object(source) for source in tally.sources().values()],
        }  # fmt: skip

    def grid(self) -> Sequence[Row]:
        """A row for each line."""
        return self.rows.grid()

    def tables(self) -> Sequence[Table]:
        """The lines, with a bar for each on a terminal."""
        return self.rows.tables()

    def talk(self) -> Sequence[str]:
        """Of how many the condition could not be tested."""
        return self.left


def _heads(tally: Tally) -> list[Head[Sum]]:
    heads = [_group_head(place, one.key, one.label) for place, one in enumerate(tally.by)]
    if tally.stages:
        heads.append(Head("stage", "Stage", lambda one: one.stage))
    return [
        *heads,
        Head(
            "sum", "Sum", lambda one: one.amount and plain_quantity(one.amount),
            lambda one: _sum_cell(tally, one), _sum_order, Column("Sum", numeric=True),
            lambda one: _citations(one.parts),
        ),
        Head("low", "At least", lambda one: one.amount and one.amount.low),
        Head("high", "At most", lambda one: one.amount and one.amount.high),
        Head("approximate", "Approximate", lambda one: bool(one.amount and one.amount.approximate)),
        Head("unit", "Unit", lambda one: one.unit or None),
        Head("count", "Count", lambda one: len(one.parts), column=Column("Count", numeric=True)),
        Head(
            "unknown", "Unknown", lambda one: len(one.unknown),
            column=Column("Unknown", numeric=True),
        ),
        Head("converted", "Converted", lambda one: _computed(one.parts)),
        Head("disputed", "Disputed", lambda one: [*_disputed(tally, one.parts)]),
    ]  # fmt: skip


def _group_head(place: int, key: str, label: str) -> Head[Sum]:
    return Head(
        key, label, lambda one: one.group[place],
        lambda one: Cell(one.shown[place], "name" if one.shown[place] == ALL else ""),
    )  # fmt: skip


def _sum_cell(tally: Tally, one: Sum) -> Cell:
    """The sum, how much of it was converted by us, and whether a figure in it is disputed."""
    if one.amount is None:
        return Cell("")
    number = _computed(one.parts)
    asides = [f"{number} of {len(one.parts)} computed"] if number else []
    disputed = any(_disputed(tally, one.parts))
    asides += ["disputed"] * disputed
    shown = rounded(one.amount) if number else one.amount
    text = f"{show(shown)} {one.unit}".rstrip()
    return Cell(text, "disputed" if disputed else "", "; ".join(asides))


def _sum_order(one: Sum) -> Order | None:
    if one.amount is None:
        return None
    return Order(number=float(one.amount.low or one.amount.high or 0), group=one.unit)


def _computed(parts: Iterable[Part]) -> int:
    return sum(bool(part.converted and part.converted.how == COMPUTED) for part in parts)


def _disputed(tally: Tally, parts: Iterable[Part]) -> Iterator[str]:
    """The things whose figure in a sum is at odds with others."""
    for part in parts:
        chosen = tally.around.chosen(part.term.entity).get(tally.field.name)
        if chosen and chosen.disputed:
            yield part.term.entity.id


def _citations(parts: Iterable[Part]) -> Iterator[Citation]:
    for part in parts:
        yield from part.citations


def _unconverted(tally: Tally) -> list[Part]:
    """The figures that are not in the currency wanted."""
    wanted = tally.currency
    return [part for part in tally.parts if wanted and part.converted and part.unit != wanted]


def _notes(tally: Tally) -> Iterator[str]:
    """What is not in the sums, and what was computed for them."""
    if tally.inside:
        pairs = [f"{one.part.term.entity.name}, part of {one.whole.name}" for one in tally.inside]
        yield f"not added again: {_named(pairs, '; ')}"
    unknown = [part.term.entity.name for part in tally.parts if not part.converted]
    if unknown:
        yield f"{tally.field.label} not known: {_named(unknown)}"
    left = _unconverted(tally)
    if left:
        shown = [f"{p.term.entity.name} ({p.unit}, {p.term.year})" for p in left]
        yield f"not converted, as the base has no rate: {_named(shown)}"
    rates = {rate: None for p in tally.parts if p.converted for rate in p.converted.rates}
    if rates:
        yield f"computed at yearly averages: {_named(sorted(map(_rate, rates)))}"
    if any("; " in shown for part in tally.parts for shown in part.shown):
        yield "a line with several names is what they have together"


def _rate(rate: Rate) -> str:
    return f"{rate.year}: {rate.text}"


def _named(names: Sequence[str], between: str = ", ") -> str:
    """The first few of some names, each once."""
    return few(list(dict.fromkeys(names)), between)


def _part(tally: Tally, part: Part) -> Json:
    """One figure of a sum in full."""
    fact, converted = part.term.fact, part.converted
    return {
        "id": part.term.entity.id, "name": part.term.entity.name, "year": part.term.year,
        "stated": fact.text() if fact else None,
        "counted": plain_quantity(converted.amount) if converted else None,
        "unit": part.unit, "how": converted.how or None if converted else None,
        "rates": [
            {"year": rate.year, "rate": rate.text, "sources": [str(c) for c in rate.citations]}
            for rate in (converted.rates if converted else ())
        ],
        "sources": [str(citation) for citation in (fact.citations if fact else ())],
        "disputed": any(_disputed(tally, [part])),
    }  # fmt: skip


def _bar(sums: Sequence[Sum]) -> Head[Sum]:
    """Each sum against the largest of its unit; of a range the sure part is solid."""
    most: dict[str, float] = {}
    for one in sums:
        if ALL not in one.group and one.amount:
            most[one.unit] = max(
                most.get(one.unit, 0), float(one.amount.high or one.amount.low or 0)
            )

    def bar(one: Sum) -> Cell:
        if one.amount is None or ALL in one.group or not most.get(one.unit):
            return Cell("")
        solid, whole = (
            round(float(end or 0) / most[one.unit] * WIDE)
            for end in (one.amount.low, one.amount.high or one.amount.low)
        )
        return Cell("█" * solid + "░" * (whole - solid), "dim")

    return Head("bar", "", lambda _: None, bar, column=Column("", whole=True, drawn=True))

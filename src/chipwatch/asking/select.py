"""Columns: what an answer of many rows can show, and how it is ordered."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from ..model.facts import Citation, Source
from ..model.field import Order
from ..model.nearest import did_you_mean
from ..model.problem import UnknownNameError
from ..model.schema import KINDS, a
from ..model.table import Cell, Column, Json, Row, Table
from .asked import Asked, left_out, limited
from .cite import Numbers

T = TypeVar("T")

FEW = 20
"""Columns that an error still lists; more would hide what it says."""


class Head(NamedTuple, Generic[T]):
    """A column: its name, its heading, and what it holds for an item of the answer."""

    key: str
    label: str
    plain: Callable[[T], Json]
    cell: Callable[[T], Cell] | None = None
    order: Callable[[T], Order | None] | None = None
    column: Column | None = None
    cited: Callable[[T], Iterable[Citation]] | None = None
    """What the value of an item rests on."""

    def heading(self) -> Column:
        """The heading, and how the column may be laid out."""
        return self.column or Column(self.label)

    def shown(self, item: T) -> Cell:
        """What a reader sees."""
        return self.cell(item) if self.cell else Cell(as_text(self.plain(item)))

    def rank(self, item: T) -> Order | None:
        """What items are sorted by; None comes last."""
        if self.order:
            return self.order(item)
        plain = self.plain(item)
        if plain is None or plain in ("", []):
            return None
        if isinstance(plain, int | float):
            return Order(number=plain)
        return Order(as_text(plain).casefold())

    def citations(self, item: T) -> Iterable[Citation]:
        """What the value of an item rests on."""
        return self.cited(item) if self.cited else ()


UNCITED = "nothing is cited: this answer counts or finds, it states no fact"


ABOUT: list[Head[Any]] = [
    Head("id", "Id", lambda item: item.entity.id),
    Head("kind", "Kind", lambda item: item.entity.kind),
    Head(
        "name", "Name", lambda item: item.entity.name, lambda item: Cell(item.entity.name, "name")
    ),
]
"""The columns that say which entity an item is about, for items that have one."""


class Rows(Generic[T]):
    """An answer of many rows; implements Answer."""

    def __init__(  # noqa: PLR0913 - the parts of a table
        self,
        title: str,
        heads: Sequence[Head[T]],
        items: Sequence[T],
        usual: Sequence[str],
        asked: Asked,
        *,
        whole: Callable[[T], Json] | None = None,
        notes: tuple[str, ...] = (),
        said: tuple[str, ...] = (),
        source: Callable[[str], Source] | None = None,
        drawing: Head[T] | None = None,
    ) -> None:
        self.title, self.heads, self.whole, self.notes = title, heads, whole, notes
        self.said, self.source = said, source if asked.cite else None
        self.chosen = pick(heads, asked.columns)
        self.usual = self.chosen or [*pick(heads, usual), *filter(None, [drawing])]
        self.items = limited(ordered(heads, items, asked.sort), asked.limit)
        self.left_out = len(items) - len(self.items)
        if asked.cite and not self._rests_on_sources():
            self.said = (*said, UNCITED)

    def data(self) -> Json:
        """An array of objects: the columns chosen, or else everything."""
        if self.whole and not self.chosen:
            return [self.whole(item) for item in self.items]
        return self.grid()

    def grid(self) -> Sequence[Row]:
        """Rows of plain values: the columns chosen, or else all."""
        heads = self.chosen or self.heads
        rows = [{head.key: head.plain(item) for head in heads} for item in self.items]
        if self.source is None:
            return rows
        cited = [[c for head in heads for c in head.citations(item)] for item in self.items]
        return [
            {**row, "cited": list(dict.fromkeys(map(str, citations)))}
            for row, citations in zip(rows, cited, strict=True)
        ]

    def tables(self) -> Sequence[Table]:
        """One table: the columns chosen, or else the usual ones; under it the sources, if asked."""
        columns = tuple(head.heading() for head in self.usual)
        numbers = Numbers()
        rows = tuple(
            tuple(self._cell(head, item, numbers) for head in self.usual) for item in self.items
        )
        notes = (*left_out(self.left_out), *self.notes)
        table = Table(self.title, columns, rows, notes=notes)
        return [table, *numbers.tables(self.source)] if self.source else [table]

    def talk(self) -> Sequence[str]:
        """What has to be said beside the rows."""
        return self.said

    def _rests_on_sources(self) -> bool:
        cited = (head.citations(item) for head in self.usual for item in self.items)
        return self.source is not None and any(map(any, cited))

    def _cell(self, head: Head[T], item: T, numbers: Numbers) -> Cell:
        cell = head.shown(item)
        if self.source is None:
            return cell
        return cell._replace(cites=numbers.cites(head.citations(item)))


def pick(heads: Sequence[Head[T]], names: Sequence[str], what: str = "column") -> list[Head[T]]:
    """The columns of these names, in this order; raises UnknownNameError with the valid ones."""
    known = {head.key: head for head in heads}
    for name in names:
        if name not in known:
            raise _unknown(name, list(known), what)
    return [known[name] for name in dict.fromkeys(names)]


def ordered(heads: Sequence[Head[T]], items: Sequence[T], sort: str) -> list[T]:
    """The items by a column, those without a value last; in their own order if none is given.

    Numbers of one unit after another, in whichever order: sums that cannot be compared stay apart.
    """
    if not sort:
        return list(items)
    (head,) = pick(heads, [sort.removeprefix("-")])
    ranked = [(head.rank(item), item) for item in items]
    valued = [(rank, item) for rank, item in ranked if rank is not None]
    valued.sort(key=lambda pair: pair[0][:2], reverse=sort.startswith("-"))
    valued.sort(key=lambda pair: pair[0].group)
    return [item for _, item in valued] + [item for rank, item in ranked if rank is None]


def columns_help(heads: Sequence[Head[T]]) -> Rows[Head[T]]:
    """The columns that can be asked for, as an answer of its own."""
    listed: list[Head[Head[T]]] = [
        Head("column", "Column", lambda head: head.key),
        Head("label", "Label", lambda head: head.label),
    ]
    return Rows("Columns", listed, heads, ("column", "label"), Asked())


def as_text(value: Json) -> str:
    """A plain value as words, lists with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(as_text(item) for item in value)
    return str(value)


def _unknown(name: str, known: list[str], what: str) -> UnknownNameError:
    option = "--properties" if what == "property" else "--columns"
    few = len(known) <= FEW
    listed = f"choose among {', '.join(known)}" if few else f"{option} help lists all {len(known)}"
    hints = [did_you_mean(name, known, ""), _elsewhere(name), listed]
    hint = " ".join(hint for hint in hints if hint)
    return UnknownNameError(f"there is no {what} {name!r}", hint, [*known])


def _elsewhere(name: str) -> str:
    """Of which kinds a column is that was asked of another."""
    kinds = [a(kind.name) for kind in KINDS.values() if name in kind.flat_keys()]
    return f"{name} is known of {' or '.join(kinds)};" if kinds else ""

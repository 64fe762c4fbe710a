"""What every question is answered with, and what every format renders: an answer and its tables."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = "Mapping[str, Json]"


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers or may not be broken over lines."""

    label: str
    numeric: bool = False
    whole: bool = False
    most: int = 0
    """Columns of a terminal that it gets where there is no room for all; 0 for its fair share."""
    drawn: bool = False
    """Whether it holds a drawing, which only a terminal shows."""


class Cite(NamedTuple):
    """A numbered source, and the place inside it."""

    number: int
    locator: str = ""


class Cell(NamedTuple):
    """What stands in one place of a table: text as data, and what the reader should notice."""

    text: str
    mark: str = ""
    """Nothing, or one of name, dim, label, heading, differs, disputed."""
    aside: str = ""
    """What is said beside it, less loudly."""
    cites: tuple[Cite, ...] = ()
    """The sources that it rests on, listed under the table."""


class Table(NamedTuple):
    """A titled table; without headings it reads like a card."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool = True
    notes: tuple[str, ...] = ()
    sources: bool = False
    """Whether it lists what the numbers of ``cites`` stand for."""
    footnotes: bool = False
    """Whether a format that has footnotes writes ``cites`` and sources as such."""

    def without_drawings(self) -> "Table":
        """The table for what is no terminal."""
        if not any(column.drawn for column in self.columns):
            return self
        kept = [place for place, column in enumerate(self.columns) if not column.drawn]
        columns = tuple(self.columns[place] for place in kept)
        rows = tuple(tuple(row[p] for p in kept if p < len(row)) for row in self.rows)
        return self._replace(columns=columns, rows=rows)


class Answer(Protocol):
    """What a question is answered with; each view is made only when a format asks for it."""

    def data(self) -> Json:
        """The answer for a script: an object, or an array of objects."""

    def grid(self) -> Sequence[Row]:
        """The answer as rows of plain values under one set of keys, for CSV and TSV."""

    def tables(self) -> Sequence[Table]:
        """The answer for a reader."""

    def talk(self) -> Sequence[str]:
        """What the reader should be told beside the answer: which name was taken for which."""

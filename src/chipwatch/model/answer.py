"""What every question is answered with, and what every format renders: an answer and its tables."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = "Mapping[str, Json]"


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers or may not be broken over lines."""

    label: str
    is_numeric: bool = False
    is_unbreakable: bool = False
    max_width: int = 0
    """Columns of a terminal that it gets where there is no room for all; 0 for its fair share."""
    is_drawing: bool = False
    """Whether it holds a drawing, which only a terminal shows."""


class NumberedCitation(NamedTuple):
    """A numbered source, and the place inside it."""

    number: int
    locator: str = ""


class Cell(NamedTuple):
    """What stands in one place of a table: text as data, and what the reader should notice."""

    text: str
    mark: str = ""
    """Nothing, or one of name, dim, label, heading, differs, disputed."""
    annotation: str = ""
    """What is said beside it, less loudly."""
    citations: tuple[NumberedCitation, ...] = ()
    """The sources that it rests on, listed under the table."""


class Table(NamedTuple):
    """A titled table; without headings it reads like a card."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_headings: bool = True
    notes: tuple[str, ...] = ()
    is_source_list: bool = False
    """Whether it lists what the numbers of ``cites`` stand for."""
    has_footnotes: bool = False
    """Whether a format that has footnotes writes ``cites`` and sources as such."""

    def drop_drawings(self) -> "Table":
        """The table for what is no terminal."""
        if not any(column.is_drawing for column in self.columns):
            return self
        kept_indices = [index for index, column in enumerate(self.columns) if not column.is_drawing]
        columns = tuple(self.columns[index] for index in kept_indices)
        rows = tuple(
            tuple(row[kept_index] for kept_index in kept_indices if kept_index < len(row))
            for row in self.rows
        )
        return self._replace(columns=columns, rows=rows)


class Answer(Protocol):
    """What a question is answered with; each view is made only when a format asks for it."""

    def to_data(self) -> Json:
        """The answer for a script: an object, or an array of objects."""

    def to_rows(self) -> Sequence[Row]:
        """The answer as rows of plain values under one set of keys, for CSV and TSV."""

    def to_tables(self) -> Sequence[Table]:
        """The answer for a reader."""

    def collect_remarks(self) -> Sequence[str]:
        """What the reader should be told beside the answer: which name was taken for which."""
